//! Connecting, through the façade and the real HTTP client, against the sandbox.

mod support;

use adkeys_core::Code;
use adkeys_core::account::AccountStatus;
use adkeys_core::connection::{ConnectIo, ConnectRequest, Wanted};
use adkeys_core::grant::TokenKind;
use adkeys_core::ledger::ConnectionState;
use adkeys_core::vault::{ItemKey, Vault};
use serde_json::json;
use support::{World, facebook, graph_calls, names};
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
    // Slow enough for all that is asked at once to be seen waiting together.
    for path in ["/debug_token", "/me", "/me/permissions", "/me/adaccounts"] {
        world.fault(json!({ "path": path, "latency_ms": 1_000 })).await;
    }
    let watch = async {
        loop {
            let requests = world.requests().await;
            let calls: Vec<_> = graph_calls(&requests);
            if calls.iter().filter(|call| call["status"] == 0).count() >= 4 {
                return calls.iter().filter(|call| call["path"] == "/oauth/access_token").count();
            }
            tokio::task::yield_now().await;
        }
    };
    let (connected, exchanges) = tokio::join!(world.connect(facebook()), watch);
    connected.0.unwrap();
    assert_eq!(exchanges, 2, "exchange and upgrade, then everything else at once");
    let requests = world.requests().await;
    assert_eq!(graph_calls(&requests).len(), 6, "{requests}");
}

#[tokio::test]
async fn a_refusal_in_the_dialog_changes_nothing() {
    let world = World::of("fine").await;
    let refuse = |url: &url::Url| {
        let query: std::collections::HashMap<_, _> = url.query_pairs().into_owned().collect();
        let mut answer: url::Url = query["redirect_uri"].parse().unwrap();
        answer.query_pairs_mut().extend_pairs([
            ("error_reason", "user_denied"),
            ("error", "access_denied"),
            ("error_description", "Permissions error."),
            ("error_code", "200"),
            ("state", query["state"].as_str()),
        ]);
        support::browse(&answer);
    };
    let io =
        ConnectIo { events: &|_| {}, open_browser: &refuse, paste: None, cancel: CancellationToken::new() };
    let error = world.adkeys.connect(facebook(), io).await.unwrap_err();
    assert_eq!(error.code, Code::AuthorizationDeclined);
    assert!(world.adkeys.list().unwrap().is_empty());
    assert_eq!(world.vault.get(&ItemKey::Connection("facebook".into())).unwrap(), None);
}

#[tokio::test]
async fn a_failed_upgrade_keeps_the_short_lived_token_and_says_so() {
    let world = World::of("fine").await;
    world.fault(json!({ "path": "/oauth/access_token", "skip": 1, "status": 500 })).await;
    let (connected, events) = world.connect(facebook()).await;
    let connected = connected.unwrap();
    assert_eq!(connected.token.kind, TokenKind::ShortLived);
    assert!(names(&events).contains(&"upgrade-failed".to_owned()));
    assert!(connected.findings.iter().any(|finding| finding.check == "token.upgrade"));
    assert!(world.adkeys.token("facebook", &Wanted::default()).await.is_ok());
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
    assert_eq!(
        restarted.token("facebook", &Wanted::default()).await.unwrap_err().code,
        Code::AuthorizationRequired
    );
    assert!(restarted.list().unwrap().is_empty());
    assert!(ledger.in_flight().unwrap().is_empty());
    assert_eq!(restarted.activity(None, 1).unwrap()[0].event, "sign-in-not-saved");
}

#[tokio::test]
async fn no_token_ever_travels_in_a_url() {
    let world = World::of("fine").await;
    world.connected().await;
    world.adkeys.status("facebook", &|_| {}).await.unwrap();
    let token = world.adkeys.token("facebook", &Wanted::default()).await.unwrap();
    let requests = world.requests().await.to_string();
    assert!(requests.contains("/me/adaccounts"), "{requests}");
    assert!(!token.access_token.is_empty());
    for call in graph_calls(&world.requests().await) {
        let mut secrets = call["secrets_in_url"].as_array().unwrap().clone();
        // Proves that the app's secret is known, for five minutes, and is no use without the token.
        secrets.retain(|name| name != "appsecret_proof");
        assert!(secrets.is_empty(), "{call}");
    }
}
