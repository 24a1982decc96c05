//! The catalogue's `oidc` entry against a real OpenID provider, which withdraws the whole grant when a refresh
//! token comes twice (RFC 9700 §4.14.2).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use adkeys_e2e::process::Running;
use adkeys_e2e::sandbox::http;
use adkeys_e2e::wait::until;
use adkeys_e2e::{Chromium, Connecting, OpenId, Ran, Session};

const SCOPES: &str = "openid,offline_access,profile";

/// A session whose person has signed in at the provider.
async fn connected() -> (Session, OpenId) {
    let session = Session::start();
    let provider = OpenId::set_up(&session);
    let browser = Chromium::open(&session).await;
    let connecting = session.connect(&["oidc", "--scopes", SCOPES]);
    browser.go(connecting.url()).await;
    browser.enter("input[name=login]", "anna").await;
    browser.enter("input[name=password]", "any").await;
    browser.press("button[type=submit]").await;
    // The same button, now on the page that asks for consent.
    browser.press("input[name=prompt][value=consent] ~ button[type=submit]").await;
    drop(connecting.end().succeeds());
    assert_eq!(provider.event("granted")["kind"], "authorization_code");
    (session, provider)
}

#[tokio::test]
async fn discovery_pkce_and_a_sign_in_lead_to_a_refreshable_token() {
    let (session, _provider) = connected().await;
    let status = session.run(&["status", "oidc", "--json"]).succeeds().json();
    assert_eq!(status["state"], "connected");
    assert_eq!(status["token"]["kind"], "refreshable");
    assert_eq!(status["person"]["id"], "anna");
}

/// Enters the code at the address, as a person on another device does.
async fn entered(session: &Session, connecting: &Connecting) -> Chromium {
    let phone = Chromium::open(session).await;
    phone.go(connecting.url()).await;
    phone.enter("input[name=user_code]", connecting.first()["user_code"].as_str().expect("a code")).await;
    phone.press("button[form='op.deviceInputForm']").await;
    phone
}

/// Signs in behind the code.
async fn allowed(phone: &Chromium) {
    // The code is shown again, to be compared.
    phone.press("button[form='op.deviceConfirmForm'][autofocus]").await;
    phone.enter("input[name=login]", "anna").await;
    phone.enter("input[name=password]", "any").await;
    phone.press("button[type=submit]").await;
    phone.press("input[name=prompt][value=consent] ~ button[type=submit]").await;
}

#[tokio::test]
async fn a_code_entered_on_another_device_connects_though_nothing_comes_back_from_there() {
    let session = Session::start();
    let provider = OpenId::set_up(&session);
    let connecting = session.connect(&["oidc", "--redirect", "device", "--scopes", SCOPES]);
    let phone = entered(&session, &connecting).await;
    allowed(&phone).await;
    drop(connecting.end().succeeds());
    assert_eq!(provider.event("granted")["kind"], "urn:ietf:params:oauth:grant-type:device_code");
    let status = session.run(&["status", "oidc", "--json"]).succeeds().json();
    assert_eq!(status["person"]["id"], "anna");
    assert_eq!(status["token"]["kind"], "refreshable");
    drop(session.run(&["refresh", "oidc"]).succeeds());
    assert_eq!(provider.event("granted")["kind"], "refresh_token");
}

#[tokio::test]
async fn a_code_that_is_turned_down_on_the_other_device_is_a_refusal() {
    let session = Session::start();
    let _provider = OpenId::set_up(&session);
    let connecting = session.connect(&["oidc", "--redirect", "device"]);
    let phone = entered(&session, &connecting).await;
    phone.press("button[name=abort]").await;
    let ended = connecting.end().exits(3);
    assert_eq!(ended.error()["code"], "authorization-declined");
    assert_eq!(session.run(&["list", "--json"]).succeeds().json(), serde_json::json!([]));
}

#[test]
fn a_terminal_shows_the_address_and_the_code_in_a_line_each_and_can_be_interrupted() {
    let session = Session::start();
    let provider = OpenId::set_up(&session);
    let args = ["connect", "oidc", "--redirect", "device"];
    let waiting = Running::start(&mut session.adkeys(&args));
    assert_eq!(waiting.line(), Some(format!("{}/device", provider.issuer())));
    let code = waiting.line().expect("a code");
    assert!(code.len() == 9 && code.chars().nth(4) == Some('-'), "{code}");
    waiting.signal("INT");
    drop(Ran::from(&args, waiting).exits(7));
}

#[tokio::test]
async fn each_refresh_uses_the_token_that_the_last_one_gave() {
    let (session, provider) = connected().await;
    let mut tokens = BTreeSet::from([token(&session)]);
    for _ in 0..3 {
        drop(session.run(&["refresh", "oidc"]).succeeds());
        assert_eq!(provider.event("granted")["kind"], "refresh_token");
        tokens.insert(token(&session));
    }
    assert_eq!(tokens.len(), 4, "each refresh brought another token");
}

#[tokio::test]
async fn two_processes_that_refresh_at_once_ask_the_provider_once() {
    let (session, provider) = connected().await;
    control(&provider, "_hold").await;
    let start = || Running::start(&mut session.adkeys(&["refresh", "oidc", "--json"]));
    let one = start();
    provider.event("arrived");
    let other = start();
    // The first is at the provider; the second is let on only once it stands before the same lock.
    until("the second process to reach the lock", || {
        holds_a_file_below(other.id(), &session.home().join("run"))
    });
    control(&provider, "_release").await;
    drop(Ran::from(&["refresh"], one).succeeds());
    drop(Ran::from(&["refresh"], other).succeeds());
    // The grant is alive, and the next refresh is only the second that the provider sees.
    drop(session.run(&["refresh", "oidc"]).succeeds());
    let seen: Vec<String> = provider.end().into_iter().filter(|event| event != "arrived").collect();
    assert_eq!(seen, ["granted", "granted"], "one refresh for the two processes, one for the last");
}

fn token(session: &Session) -> String {
    session.run(&["token", "oidc"]).succeeds().stdout
}

async fn control(provider: &OpenId, switch: &str) {
    http().get(format!("{}/{switch}", provider.issuer())).send().await.expect("the provider obeys");
}

fn holds_a_file_below(process: u32, folder: &Path) -> Option<()> {
    let open = fs::read_dir(format!("/proc/{process}/fd")).ok()?.flatten();
    open.filter_map(|entry| fs::read_link(entry.path()).ok())
        .any(|file| file.starts_with(folder))
        .then_some(())
}
