//! The real `facebook-business` SDK takes the token from `adkeys token`: what AdKeys hands out is what tools take, and
//! the sandbox speaks Graph well enough for them.

use std::io::Write;
use std::process::Stdio;

use adkeys_e2e::process::Running;
use adkeys_e2e::{Chromium, Sandbox, Session};
use serde_json::Value;

#[tokio::test]
async fn the_sdk_lists_the_same_ad_accounts_with_the_token_that_adkeys_hands_out() {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let browser = Chromium::open(&session).await;
    let connecting = session.connect(&["facebook"]);
    browser.go(connecting.url()).await;
    browser.press("#allow").await;
    drop(connecting.end().succeeds());

    let token = session.run(&["token", "facebook"]).succeeds().stdout;
    let mut sdk = Running::start(session.python("ad_accounts.py").arg(sandbox.url()).stdin(Stdio::piped()));
    sdk.stdin().expect("stdin is piped").write_all(token.as_bytes()).expect("the token is handed over");
    let ended = sdk.end();
    assert!(ended.status.success(), "{}", ended.stderr);
    let listed: Value = serde_json::from_str(&ended.stdout).expect("the script prints JSON");

    let status = session.run(&["status", "facebook", "--json"]).succeeds().json();
    assert_eq!(sorted(&listed), sorted(&status["accounts"]));
}

/// Id, name and currency of each ad account.
fn sorted(accounts: &Value) -> Vec<(String, String, String)> {
    let text = |account: &Value, key: &str| account[key].as_str().unwrap_or_default().to_owned();
    let accounts = accounts.as_array().expect("a list of ad accounts");
    assert!(!accounts.is_empty(), "there are ad accounts");
    let mut rows: Vec<_> =
        accounts.iter().map(|a| (text(a, "id"), text(a, "name"), text(a, "currency"))).collect();
    rows.sort();
    rows
}
