//! The token and the app's secret go every way there is; then everything that was left behind is searched for them.

use adkeys_e2e::canary::{CommandLines, files_with, holds};
use adkeys_e2e::{Chromium, Ran, Sandbox, Session};

/// Every verb that has to do with a connection, in an order in which each finds what it needs.
const VERBS: &[&[&str]] = &[
    &["providers", "--json"],
    &["app", "check", "facebook", "--json"],
    &["list", "--json"],
    &["list"],
    &["status", "--json"],
    &["status", "facebook"],
    &["status", "facebook", "--cached", "--json"],
    &["recipes", "--json"],
    &["exec", "facebook", "--", "sh", "-c", "echo $ACCESS_TOKEN; echo $ACCESS_TOKEN >&2"],
    &["export", "facebook", "--for", "mcp-client"],
    &["export", "facebook", "--for", "meta-cli", "--out", "kept.env", "--keep-fresh", "--json"],
    &["export", "facebook", "--for", "curl", "--out", "old.curl"],
    &["refresh", "facebook", "--json"],
    &["export", "--list", "--json"],
    &["export", "--again", "--json"],
    &["export", "--remove", "1", "--json"],
    &["export", "--remove", "2"],
    &["export", "facebook", "--for", "no-such-recipe", "--json"],
    &["export", "facebook", "--for", "json", "--out", "no/such/folder/token.json"],
    &["activity", "--json"],
    &["storage", "--json"],
    &["storage"],
    &["token", "no-such-connection", "--json"],
    &["status", "facebook", "--no-such-option"],
];

#[tokio::test]
async fn no_file_output_url_or_command_line_ever_holds_a_secret() {
    let session = Session::start();
    let watch = CommandLines::watch();
    let sandbox = Sandbox::set_up(&session);
    let browser = Chromium::open(&session).await;
    let connecting = session.connect(&["facebook"]);
    browser.go(connecting.url()).await;
    browser.press("#allow").await;
    let mut runs: Vec<Ran> = vec![connecting.end().succeeds()];
    let mut secrets = vec![sandbox.client_secret().to_owned(), token(&session)];
    runs.extend(VERBS.iter().map(|verb| session.run(verb)));
    // The refresh may have brought another one.
    secrets.push(token(&session));
    runs.push(session.run(&["disconnect", "facebook", "--revoke", "--json"]).succeeds());

    for run in &runs {
        assert!(!holds(run.stdout.as_bytes(), &secrets) && !holds(run.stderr.as_bytes(), &secrets), "{run}");
    }
    let requests = sandbox.requests().await;
    assert!(requests.iter().any(|request| request["path"] == "/me/adaccounts"), "the sandbox kept a journal");
    for request in requests {
        // A proof is made from the token for one app and a few minutes: Graph wants it beside the question.
        let secrets = request["secrets_in_url"].as_array().expect("names of parameters");
        assert!(secrets.iter().all(|name| name == "appsecret_proof"), "{request}");
    }
    let lines = watch.seen();
    assert!(lines.iter().any(|line| holds(line, &["adkeys".to_owned()])), "the watcher saw adkeys");
    assert!(!lines.iter().any(|line| holds(line, &secrets)), "a command line holds a secret");
    // The keyring's own files are encrypted; the browser is gone, and what it kept is searched too.
    drop(browser);
    assert_eq!(files_with(session.path(), &secrets), Vec::<std::path::PathBuf>::new());
}

#[test]
fn the_search_finds_a_secret_that_was_left_lying_about() {
    let session = Session::start();
    let secret = "a canary of the story".to_owned();
    let file = session.home().join("left.txt");
    std::fs::write(&file, format!("before {secret} after")).expect("the file is written");
    assert_eq!(files_with(session.path(), &[secret]), [file]);
}

fn token(session: &Session) -> String {
    session.run(&["token", "facebook"]).succeeds().stdout.trim().to_owned()
}
