//! A person connects Facebook on the command line: real keyring, real browser, the sandbox in Facebook's place.

use adkeys_e2e::{Chromium, Ran, Sandbox, Session};
use serde_json::Value;

/// A session whose person has connected Facebook by pressing the dialog's button.
async fn connected() -> (Session, Sandbox, Chromium) {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let browser = Chromium::open(&session).await;
    let connecting = session.connect(&["facebook"]);
    browser.go(connecting.url()).await;
    browser.press("#allow").await;
    drop(connecting.end().succeeds());
    (session, sandbox, browser)
}

/// What the keyring itself says about AdKeys' items, secrets included.
fn keyring(session: &Session) -> String {
    let mut search = session.command("secret-tool");
    let output = search
        .args(["search", "--all", "--unlock", "service", "adkeys"])
        .output()
        .expect("secret-tool starts");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(|entry| entry["connection"].as_str()).collect()
}

#[tokio::test]
async fn pressing_allow_in_the_browser_connects_step_by_step() {
    let session = Session::start();
    let _sandbox = Sandbox::set_up(&session);
    let browser = Chromium::open(&session).await;
    let connecting = session.connect(&["facebook"]);
    browser.go(connecting.url()).await;
    browser.press("#allow").await;
    for step in ["callback", "exchanged"] {
        connecting.event(step);
    }
    let upgraded = connecting.event("upgraded");
    assert!(upgraded["expires_at"].is_string(), "the long-lived token has an end: {upgraded}");
    connecting.event("stored");
    let connected = connecting.event("connected");
    assert_eq!(connected["connection"], "facebook");
    assert!(connected["person"]["name"].is_string(), "{connected}");
    drop(connecting.end().succeeds());
    let address = browser.address().await;
    assert!(!address.contains("code="), "the code does not stay in the address bar: {address}");
    assert!(!browser.text().await.is_empty(), "the page says how it went");
}

#[tokio::test]
async fn a_connection_shows_its_ad_accounts_and_hands_out_its_token() {
    let (session, _sandbox, _browser) = connected().await;
    let list = session.run(&["list", "--json"]).succeeds().json();
    assert_eq!(names(&list), ["facebook"]);
    assert_eq!(list[0]["state"], "connected");
    let status = session.run(&["status", "facebook", "--json"]).succeeds().json();
    assert_eq!(status["token"]["kind"], "long-lived");
    let accounts = status["accounts"].as_array().expect("ad accounts");
    assert!(accounts.iter().any(|account| account["can_deliver"] == true), "{status}");
    let token = session.run(&["token", "facebook"]).succeeds();
    assert_eq!(token.stdout.lines().count(), 1, "the token stands alone on stdout");
    assert_eq!(token.stderr, "");
}

#[tokio::test]
async fn the_token_lies_in_the_keyring_and_goes_with_the_connection() {
    let (session, _sandbox, _browser) = connected().await;
    let token = session.run(&["token", "facebook"]).succeeds().stdout.trim().to_owned();
    assert!(keyring(&session).contains(&token), "the keyring holds the token under the service `adkeys`");
    let storage = session.run(&["storage", "--json"]).succeeds().json();
    let places = storage.as_array().expect("a list of secrets");
    assert!(places.iter().all(|place| place["label"].is_string()), "{storage}");
    let gone = session.run(&["disconnect", "facebook", "--json"]).succeeds().json();
    assert_eq!((&gone["forgotten"], &gone["revoked"]), (&Value::Bool(true), &Value::Null));
    assert!(!keyring(&session).contains(&token), "nothing of the token is left in the keyring");
    assert_eq!(
        session.run(&["token", "facebook", "--json"]).exits(3).error()["code"],
        "authorization-required"
    );
}

#[tokio::test]
async fn disconnecting_with_revoke_withdraws_the_grant_at_the_platform() {
    let (session, _sandbox, _browser) = connected().await;
    let gone = session.run(&["disconnect", "facebook", "--revoke", "--json"]).succeeds().json();
    assert_eq!((&gone["forgotten"], &gone["revoked"]), (&Value::Bool(true), &Value::Bool(true)));
    assert_eq!(names(&session.run(&["list", "--json"]).succeeds().json()), Vec::<&str>::new());
}

#[tokio::test]
async fn pressing_cancel_in_the_browser_is_told_and_leaves_nothing_behind() {
    let session = Session::start();
    let _sandbox = Sandbox::set_up(&session);
    let browser = Chromium::open(&session).await;
    let connecting = session.connect(&["facebook"]);
    browser.go(connecting.url()).await;
    browser.press("#cancel").await;
    let declined = connecting.end().exits(3);
    assert_eq!(declined.error()["code"], "authorization-declined");
    nothing_is_left(&session);
}

#[test]
fn interrupting_a_sign_in_leaves_nothing_behind() {
    let session = Session::start();
    let _sandbox = Sandbox::set_up(&session);
    let mut connecting = session.connect(&["facebook"]);
    connecting.process().signal("INT");
    assert_eq!(connecting.end().exits(7).error()["code"], "cancelled");
    nothing_is_left(&session);
}

#[test]
fn a_sign_in_that_nobody_finishes_ends_by_itself() {
    let session = Session::start();
    let _sandbox = Sandbox::set_up(&session);
    let connecting = session.connect(&["facebook", "--timeout", "1"]);
    assert_eq!(connecting.end().exits(7).error()["code"], "redirect-timeout");
    nothing_is_left(&session);
}

#[test]
fn without_a_keyring_a_sign_in_says_what_to_do() {
    let session = Session::without_keyring();
    let told: Ran = session.run_with(
        &["app", "set", "facebook", "--client-id", "1", "--client-secret", "-", "--json"],
        "a-secret-of-the-story",
    );
    let error = told.exits(6).error();
    assert_eq!(error["code"], "vault-unavailable");
    assert!(error["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{error}");
}

#[track_caller]
fn nothing_is_left(session: &Session) {
    assert_eq!(names(&session.run(&["list", "--json"]).succeeds().json()), Vec::<&str>::new());
    let items = keyring(session).lines().filter(|line| line.starts_with("label = ")).count();
    assert_eq!(items, 1, "only the app's credentials are in the keyring");
}
