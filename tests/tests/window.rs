//! The real window: what a person does in it, and what hostile code in its page cannot.

use std::net::TcpListener;
use std::path::PathBuf;

use adkeys_e2e::canary::{files_with, holds};
use adkeys_e2e::process::Running;
use adkeys_e2e::{Chromium, Session, Window};
use serde_json::{Value, json};

const SANDBOX: &[&str] = &["--sandbox"];
/// The secret of the sandbox's app; a stand-in for a person's.
const APP_SECRET: &str = "5a17d0c0ffee5a17d0c0ffee5a17d0c0";

/// Presses the button of the sign-in page that the window opened. The browser has to stay until its answer is in.
async fn allow(session: &Session) -> Chromium {
    let browser = Chromium::open(session).await;
    browser.go(&Window::opened_address(session)).await;
    browser.press("#allow").await;
    browser
}

/// What the command line says of the window's sandbox.
fn told(session: &Session, args: &[&str]) -> Value {
    session.run(&[SANDBOX, args, &["--json"]].concat()).succeeds().json()
}

#[tokio::test]
async fn a_person_connects_in_the_window_and_no_message_holds_the_token() {
    let session = Session::start();
    let window = Window::open(&session, SANDBOX).await;
    window.says("Sandbox").await;
    window.record().await;
    window.press("[data-testid=connect]").await;
    window.says("Waiting for your answer").await;
    let browser = allow(&session).await;
    window.says("Connected as").await;
    drop(browser);
    window.press("[data-testid=connect-show]").await;
    let status = told(&session, &["status", "facebook", "--cached"]);
    for account in status["accounts"].as_array().unwrap() {
        window.says(account["name"].as_str().unwrap()).await;
    }
    let secrets = [token_by_consent(&session, &window).await, APP_SECRET.to_owned()];
    let messages = window.recorded().await;
    for step in ["authorize", "callback", "exchanged", "upgraded", "stored", "connected"] {
        let told = |message: &Value| message.to_string().contains(&format!("\"event\":\"{step}\""));
        assert!(messages.iter().any(told), "no {step} in {messages:#?}");
    }
    for message in messages {
        assert!(!holds(message.to_string().as_bytes(), &secrets), "{message}");
    }
    window.close().await;
    assert_eq!(files_with(session.path(), &secrets), Vec::<PathBuf>::new());
}

/// A tool asks for the token; the person looks at who it is and says yes.
async fn token_by_consent(session: &Session, window: &Window) -> String {
    let mut command =
        session.adkeys(&["--sandbox", "token", "facebook", "--json", "--hint", "nightly report"]);
    let mut tool = Running::start(&mut command);
    window.says("nightly report").await;
    assert!(tool.is_alive(), "it waits for the person");
    window.press("[data-testid=consent-yes]:not([disabled])").await;
    let ended = tool.end();
    let answer: Value = serde_json::from_str(&ended.stdout).expect("the token as JSON");
    answer["access_token"].as_str().expect("a token").to_owned()
}

#[tokio::test]
async fn the_window_notices_what_the_command_line_did_and_disconnects_as_chosen() {
    let session = Session::start();
    for (choice, revoked) in [("forget", Value::Null), ("revoke", Value::Bool(true))] {
        let window = Window::open(&session, SANDBOX).await;
        window.says("Sign in once").await;
        connect_in_the_terminal(&session).await;
        window.press("[data-testid=connection][data-connection=facebook]").await;
        window.press("[data-testid=connection-menu]").await;
        window.press("[data-testid=menu-disconnect]").await;
        window.press(&format!("[data-testid=disconnect-{choice}]")).await;
        window.record().await;
        window.press("[data-testid=disconnect-confirm]").await;
        window.says("Sign in once").await;
        let outcome = json!({ "connection": "facebook", "forgotten": true, "revoked": revoked, "error": null, "also_ended": [] });
        assert!(window.recorded().await.contains(&json!({ "in": outcome })), "{choice}");
        assert_eq!(told(&session, &["list"]), json!([]));
        window.close().await;
    }
}

async fn connect_in_the_terminal(session: &Session) {
    let browser = Chromium::open(session).await;
    let connecting = session.connect(&["facebook", "--sandbox"]);
    browser.go(connecting.url()).await;
    browser.press("#allow").await;
    drop(connecting.end().succeeds());
}

#[tokio::test]
async fn cancelling_a_sign_in_leaves_nothing_behind() {
    let session = Session::start();
    let window = Window::open(&session, SANDBOX).await;
    window.press("[data-testid=connect]").await;
    let address = Window::opened_address(&session);
    window.press("[data-testid=connect-cancel]").await;
    window.says("Sign in once").await;
    let url = url::Url::parse(&address).unwrap();
    let back = url.query_pairs().find(|(name, _)| name == "redirect_uri").unwrap().1.into_owned();
    adkeys_e2e::wait::until("the listener to go", || {
        let back = url::Url::parse(&back).unwrap();
        std::net::TcpStream::connect(("127.0.0.1", back.port().unwrap())).err()
    });
    assert_eq!(told(&session, &["list"]), json!([]));
}

#[tokio::test]
async fn a_second_start_hands_over_to_the_first_and_a_link_only_asks() {
    let session = Session::start();
    let window = Window::open(&session, &[]).await;
    window.says("Sign in once").await;
    assert!(window.start_again(&session, &[]).wait().success());
    assert!(window.start_again(&session, &["dev.adkeys://connect/facebook"]).wait().success());
    window.says("Connect Facebook").await;
    window.press("[data-testid=connect-start]").await;
    window.says("app").await;
    assert_eq!(Window::opened(&session), Vec::<String>::new());
}

#[tokio::test]
async fn the_page_never_hears_of_the_code_in_a_link() {
    let session = Session::start();
    let window = Window::open(&session, &[]).await;
    window.says("Sign in once").await;
    window.record().await;
    for event in ["deep-link://new-url", "changed", "open-connect"] {
        let listen = "const [event, done] = arguments, inner = window.__TAURI_INTERNALS__;
            const handler = inner.transformCallback(() => null);
            inner.invoke('plugin:event|listen', { event, target: { kind: 'Any' }, handler }).then(() => done(true));";
        assert_eq!(window.script_async(listen, &[json!(event)]).await, true);
    }
    let link = "dev.adkeys://oauth/callback?code=a-code-of-the-story&state=none";
    assert!(window.start_again(&session, &[link]).wait().success());
    // Links are handed over in order: once the page knows the second one, it has missed the first.
    assert!(window.start_again(&session, &["dev.adkeys://connect/facebook"]).wait().success());
    window.says("Connect Facebook").await;
    let messages = window.recorded().await;
    assert!(messages.iter().any(|message| message.to_string().contains("open-connect")), "{messages:#?}");
    assert!(
        !messages.iter().any(|message| message.to_string().contains("a-code-of-the-story")),
        "{messages:#?}"
    );
}

#[tokio::test]
async fn without_a_session_bus_the_window_opens_and_says_what_is_missing() {
    let session = Session::without_keyring();
    let window =
        Window::open_with(&session, &[], &[("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")]).await;
    window.says("Sign in once").await;
    let overview = window.invoke("overview", json!({})).await.unwrap();
    assert_eq!(overview["vault"]["state"], "absent");
}

#[tokio::test]
async fn page_code_reaches_nothing_but_the_commands_it_was_given() {
    let session = Session::start();
    let window = Window::open(&session, &[]).await;
    for command in [
        "token",
        "plugin:event|emit",
        "plugin:window|close",
        "plugin:webview|create_webview_window",
        "plugin:opener|open_url",
        "plugin:deep-link|get_current",
        "plugin:log|log",
        "plugin:window-state|filename",
        "plugin:path|resolve_directory",
        "plugin:app|version",
        "plugin:tray|new",
        "plugin:resources|close",
    ] {
        let refusal = window.invoke(command, json!({})).await.expect_err(command);
        assert!(refusal.as_str().is_some_and(|words| words.contains("not allowed")), "{command}: {refusal}");
    }
}

/// What page code can try in order to get out, with `URL` for where to.
const ESCAPES: &[&str] = &[
    "location.href = 'URL'",
    "location.replace('URL')",
    "window.open('URL')",
    "document.body.insertAdjacentHTML('beforeend', `<meta http-equiv=refresh content='0;url=URL'>`)",
    "element('a', { href: 'URL' }).click()",
    "element('a', { href: 'URL', target: '_blank' }).click()",
    "element('a', { href: 'URL', ping: 'URL', download: 'x' }).click()",
    "element('iframe', { src: 'URL' })",
    "element('form', { action: 'URL' }).submit()",
    "element('script', { src: 'URL' })",
    "element('img', { src: 'URL' })",
    "element('link', { rel: 'stylesheet', href: 'URL' })",
    "element('link', { rel: 'prefetch', href: 'URL' })",
    "element('link', { rel: 'preconnect', href: 'URL' })",
    "element('style', { textContent: '@import \"URL\"' })",
    "element('script', { textContent: 'window.__foreign = true' })",
    "navigator.sendBeacon?.('URL', 'x')",
    "new WebSocket('URL'.replace('http', 'ws'))",
    "new EventSource('URL')",
    "fetch('URL').catch(() => null)",
    "new Worker('URL')",
    "window.__foreign = eval('1')",
];

/// Makes an element and puts it on the page.
const ELEMENT: &str = "const element = (name, has) => {
    const made = Object.assign(document.createElement(name), has); document.body.append(made); return made; };";

#[tokio::test]
async fn the_page_can_neither_leave_nor_fetch_nor_run_foreign_code() {
    let session = Session::start();
    let window = Window::open(&session, &[]).await;
    let here = window.script("return location.href", &[]).await;
    let outside = TcpListener::bind("127.0.0.1:0").unwrap();
    outside.set_nonblocking(true).unwrap();
    let url = format!("http://{}/", outside.local_addr().unwrap());
    for escape in ESCAPES {
        let attempt = format!("{ELEMENT} try {{ {} }} catch {{}}", escape.replace("URL", &url));
        window.script(&attempt, &[]).await;
        // An answer after this one has passed everything that the attempt set off.
        window.settle().await;
        assert_eq!(window.script("return location.href", &[]).await, here, "{escape}");
        assert!(outside.accept().is_err(), "the world was reached by {escape}");
    }
    assert_eq!(window.script("return window.__foreign ?? null", &[]).await, json!(null));
    assert_eq!(window.client().windows().await.unwrap().len(), 1);
    assert_eq!(Window::opened(&session), Vec::<String>::new());
}
