//! Connecting, through the façade and the real HTTP client, against the sandbox.

mod support;

use adkeys_core::Code;
use adkeys_core::account::AccountStatus;
use adkeys_core::connection::{ConnectEvent, ConnectIo, ConnectRequest};
use adkeys_core::grant::TokenKind;
use adkeys_core::ledger::ConnectionState;
use adkeys_core::vault::{ItemKey, Vault};
use serde_json::json;
use support::{World, facebook, names};
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn a_person_signs_in_and_the_ad_accounts_are_there() {
    let world = World::of("mixed").await;
    let (connected, events) = world.connect(facebook()).await;
    let connected = connected.unwrap();
    assert_eq!(connected.connection, "facebook");
    assert_eq!(connected.token.kind, TokenKind::LongLived);
    let mut seen = names(&events);
    seen.retain(|name| name != "accounts");
    assert_eq!(seen, ["authorize", "callback", "exchanged", "upgraded", "storing", "stored", "connected"]);
    let report = world.adkeys.cached_status("facebook").unwrap();
    assert_eq!(report.state, ConnectionState::Connected);
    assert_eq!(report.accounts.len(), 3);
    assert!(report.accounts.iter().any(|account| account.status == AccountStatus::Blocked));
}

#[tokio::test]
async fn after_the_callback_three_round_trips_are_enough() {
    let world = World::of("fine").await;
    // Whatever is asked at the same time costs one round trip; what waits for an answer costs another.
    let latency = 200;
    world.fault(json!({ "path": ".*", "latency_ms": latency })).await;
    let began = tokio::time::Instant::now();
    let events = std::sync::Mutex::new(Vec::new());
    let note =
        |event: ConnectEvent| events.lock().unwrap().push((names(&[event]).remove(0), began.elapsed()));
    let io = ConnectIo {
        events: &note,
        open_browser: &support::browse,
        paste: None,
        cancel: CancellationToken::new(),
    };
    world.adkeys.connect(facebook(), io).await.unwrap();
    let events = events.into_inner().unwrap();
    let at = |name: &str| events.iter().find(|(event, _)| event == name).unwrap().1;
    let trips = (at("connected") - at("callback")).as_millis() / latency;
    assert_eq!(trips, 3, "{events:?}");
}

#[tokio::test]
async fn a_refusal_in_the_dialog_changes_nothing() {
    let world = World::of("fine").await;
    world.fault(json!({ "path": "/dialog/oauth", "deny": true })).await;
    let (outcome, events) = world.connect(facebook()).await;
    assert_eq!(outcome.unwrap_err().code, Code::AuthorizationDeclined);
    assert_eq!(names(&events).last().map(String::as_str), Some("error"));
    assert!(world.adkeys.list().unwrap().is_empty());
    assert_eq!(world.vault.get(&ItemKey::Connection("facebook".into())).unwrap(), None);
}

#[tokio::test]
async fn a_failed_upgrade_keeps_the_short_lived_token_and_says_so() {
    let world = World::of("fine").await;
    world
        .fault(json!({ "path": "/oauth/access_token", "grant_type": "fb_exchange_token", "status": 500 }))
        .await;
    let (connected, events) = world.connect(facebook()).await;
    let connected = connected.unwrap();
    assert_eq!(connected.token.kind, TokenKind::ShortLived);
    assert!(names(&events).contains(&"upgrade-failed".to_owned()));
    assert!(connected.findings.iter().any(|finding| finding.check == "token.upgrade"));
    assert!(world.adkeys.token("facebook", None).await.is_ok());
}

#[tokio::test]
async fn another_person_never_slips_in_under_a_known_name() {
    let world = World::of("fine").await;
    world.connected().await;
    let before = world.vault.get(&ItemKey::Connection("facebook".into())).unwrap();
    let other = World::of("mixed").await;
    support::write_override(world.home.path(), other.sandbox.url());
    let (outcome, _) = support::connect_with(&world.another_process(), facebook()).await;
    assert_eq!(outcome.unwrap_err().code, Code::PersonChanged);
    assert_eq!(world.vault.get(&ItemKey::Connection("facebook".into())).unwrap(), before);
    let beside = ConnectRequest { name: Some("facebook-other".into()), ..facebook() };
    let (outcome, _) = support::connect_with(&world.another_process(), beside).await;
    assert_eq!(outcome.unwrap().connection, "facebook-other");
    assert_eq!(world.adkeys.list().unwrap().len(), 2);
}

#[tokio::test]
async fn a_cancelled_sign_in_leaves_nothing_behind() {
    let world = World::of("fine").await;
    let cancel = CancellationToken::new();
    let io = ConnectIo {
        events: &|_| {},
        open_browser: &|_| cancel.cancel(),
        paste: None,
        cancel: cancel.clone(),
    };
    let error = world.adkeys.connect(facebook(), io).await.unwrap_err();
    assert_eq!(error.code, Code::Cancelled);
    assert!(world.adkeys.list().unwrap().is_empty());
}

#[tokio::test]
async fn a_sign_in_that_nobody_finishes_times_out() {
    let world = World::of("fine").await;
    let request = ConnectRequest { timeout: Some(0), ..facebook() };
    let io =
        ConnectIo { events: &|_| {}, open_browser: &|_| {}, paste: None, cancel: CancellationToken::new() };
    assert_eq!(world.adkeys.connect(request, io).await.unwrap_err().code, Code::RedirectTimeout);
}

#[tokio::test]
async fn a_crash_between_vault_and_ledger_loses_nothing() {
    let world = World::of("fine").await;
    world.connected().await;
    // The state right after the vault was written: the ledger has the journal's mark, and no connection.
    let ledger = adkeys_core::ledger::Ledger::open(&world.home.path().join("data/adkeys.db")).unwrap();
    ledger.forget("facebook").unwrap();
    ledger
        .begin(&adkeys_core::ledger::InFlight {
            connection: "facebook".into(),
            operation: "connect".into(),
            provider: "facebook".into(),
            since: adkeys_core::time::Timestamp::from_unix(0).unwrap(),
        })
        .unwrap();
    let restarted = world.another_process();
    assert_eq!(restarted.status("facebook", &|_| {}).await.unwrap().state, ConnectionState::Connected);
}

#[tokio::test]
async fn a_crash_before_the_vault_leaves_no_ghost() {
    let world = World::of("fine").await;
    let ledger = adkeys_core::ledger::Ledger::open(&world.home.path().join("data/adkeys.db")).unwrap();
    ledger
        .begin(&adkeys_core::ledger::InFlight {
            connection: "facebook".into(),
            operation: "connect".into(),
            provider: "facebook".into(),
            since: adkeys_core::time::Timestamp::from_unix(0).unwrap(),
        })
        .unwrap();
    let restarted = world.another_process();
    assert_eq!(restarted.token("facebook", None).await.unwrap_err().code, Code::AuthorizationRequired);
    assert!(restarted.list().unwrap().is_empty());
    assert!(ledger.in_flight().unwrap().is_empty());
    assert_eq!(restarted.activity(None, 1).unwrap()[0].event, "sign-in-not-saved");
}

#[tokio::test]
async fn no_token_ever_travels_in_a_url() {
    let world = World::of("fine").await;
    world.connected().await;
    world.adkeys.status("facebook", &|_| {}).await.unwrap();
    let token = world.adkeys.token("facebook", None).await.unwrap();
    let requests = world.requests().await.to_string();
    assert!(requests.contains("/me/adaccounts"), "{requests}");
    // EXPOSE: the canary that is searched for.
    assert!(!requests.contains(token.access_token.expose()));
    assert!(!requests.contains(adkeys_sandbox::APP_SECRET));
}
