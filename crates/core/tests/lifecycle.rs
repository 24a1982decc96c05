//! Status, hand-out, renewal and disconnect, through the façade against the sandbox.

mod support;

use std::time::Duration;

use adkeys_core::Code;
use adkeys_core::connection::{ConnectRequest, Wanted};
use adkeys_core::ledger::ConnectionState;
use adkeys_core::secret::Secret;
use adkeys_core::time::Clock;
use adkeys_core::vault::{ItemKey, Vault};
use serde_json::json;
use support::{World, facebook};

const DAY: u64 = 86_400;

#[tokio::test]
async fn a_good_token_is_handed_out_without_asking_anybody() {
    let world = World::of("fine").await;
    world.connected().await;
    let before = world.requests().await;
    let token =
        world.adkeys.token("facebook", &Wanted::valid_for(Duration::from_secs(30 * DAY))).await.unwrap();
    assert_eq!(token.token_type, "bearer");
    assert_eq!(world.requests().await, before);
}

#[tokio::test]
async fn what_no_platform_can_give_is_refused_with_nothing_printed() {
    let world = World::of("fine").await;
    world.connected().await;
    let error =
        world.adkeys.token("facebook", &Wanted::valid_for(Duration::from_secs(400 * DAY))).await.unwrap_err();
    assert_eq!(error.code, Code::TokenExpired);
    // The token that works is still there.
    assert!(world.adkeys.token("facebook", &Wanted::default()).await.is_ok());
}

#[tokio::test]
async fn a_name_without_a_connection_says_how_to_connect() {
    let world = World::of("fine").await;
    let error = world.adkeys.token("facebook", &Wanted::default()).await.unwrap_err();
    assert_eq!(error.code, Code::AuthorizationRequired);
    assert_eq!(error.details.link.as_deref(), Some("dev.adkeys://connect/facebook"));
    assert_eq!(
        world.adkeys.token("nobody", &Wanted::default()).await.unwrap_err().code,
        Code::ConnectionUnknown
    );
}

#[tokio::test]
async fn a_limit_never_looks_like_a_dead_token() {
    let world = World::of("fine").await;
    world.connected().await;
    world.fault(json!({ "path": "/me", "error": { "code": 17, "subcode": 2_446_079 } })).await;
    let report = world.adkeys.status("facebook", &|_| {}).await.unwrap();
    assert_eq!(report.error.as_ref().unwrap().code, Code::RateLimited);
    assert_eq!(report.state, ConnectionState::Unknown);
    assert!(!report.accounts.is_empty());
    assert!(world.adkeys.token("facebook", &Wanted::default()).await.is_ok());
    assert_eq!(world.adkeys.list().unwrap()[0].state, ConnectionState::Connected);
}

#[tokio::test]
async fn a_withdrawn_grant_is_told_and_the_last_picture_stays() {
    let world = World::of("fine").await;
    world.connected().await;
    world.fault(json!({ "error": { "code": 190, "subcode": 458 } })).await;
    let report = world.adkeys.status("facebook", &|_| {}).await.unwrap();
    assert_eq!(report.state, ConnectionState::Revoked);
    assert_eq!(report.error.as_ref().unwrap().code, Code::TokenRevoked);
    assert!(!report.accounts.is_empty());
    assert_eq!(
        world.adkeys.token("facebook", &Wanted::default()).await.unwrap_err().code,
        Code::TokenRevoked
    );
    // Nothing is deleted on doubt: should Facebook change its mind, the token is still there.
    assert!(world.vault.get(&ItemKey::Connection("facebook".into())).unwrap().is_some());
    world.reset().await;
    assert_eq!(world.adkeys.status("facebook", &|_| {}).await.unwrap().state, ConnectionState::Connected);
}

#[tokio::test]
async fn a_checkpoint_blocks_and_does_not_expire() {
    let world = World::of("fine").await;
    world.connected().await;
    world.fault(json!({ "error": { "code": 190, "subcode": 459 } })).await;
    let report = world.adkeys.status("facebook", &|_| {}).await.unwrap();
    assert_eq!((report.state, report.error.unwrap().code), (ConnectionState::Blocked, Code::Checkpoint));
    assert!(world.adkeys.token("facebook", &Wanted::default()).await.is_ok());
}

#[tokio::test]
async fn an_outage_is_not_held_against_the_connection() {
    let world = World::of("fine").await;
    world.connected().await;
    world.fault(json!({ "status": 503 })).await;
    let report = world.adkeys.status("facebook", &|_| {}).await.unwrap();
    assert_eq!(report.state, ConnectionState::Unknown);
    assert_eq!(report.error.unwrap().code, Code::PlatformUnavailable);
    assert!(!report.accounts.is_empty());
}

#[tokio::test]
async fn a_lost_keychain_item_is_not_never_connected() {
    let world = World::of("fine").await;
    world.connected().await;
    let key = ItemKey::Connection("facebook".into());
    let item = world.vault.get(&key).unwrap().unwrap();
    world.vault.delete(&key).unwrap();
    let report = world.adkeys.status("facebook", &|_| {}).await.unwrap();
    assert_eq!(report.error.unwrap().code, Code::AuthorizationRequired);
    assert!(!report.accounts.is_empty());
    world.vault.put(&key, &item).unwrap();
    assert_eq!(world.adkeys.status("facebook", &|_| {}).await.unwrap().state, ConnectionState::Connected);
}

#[tokio::test]
async fn two_processes_renew_at_once_and_the_second_takes_the_winners_token() {
    let world = World::of("fine").await;
    world.connected().await;
    world.days_pass(1).await;
    let (one, two) = (world.another_process(), world.another_process());
    world.fault(json!({ "path": "/oauth/access_token", "latency_ms": 300 })).await;
    let (first, second) = tokio::join!(one.refresh("facebook"), two.refresh("facebook"));
    assert_eq!(first.unwrap().expires_at, second.unwrap().expires_at);
    let asked = world.requests().await.to_string().matches("fb_exchange_token").count();
    // One upgrade at connect, one renewal.
    assert_eq!(asked, 2);
}

#[tokio::test]
async fn a_renewal_that_does_not_extend_keeps_the_old_token() {
    let world = World::of("fine").await;
    world.connected().await;
    let before = world.adkeys.token("facebook", &Wanted::default()).await.unwrap();
    world.fault(json!({ "path": "/oauth/access_token", "token": { "same_expiry": true } })).await;
    let refreshed = world.adkeys.refresh("facebook").await.unwrap();
    assert!(!refreshed.extended);
    assert_eq!(
        world.adkeys.token("facebook", &Wanted::default()).await.unwrap().access_token,
        before.access_token
    );
}

#[tokio::test]
async fn forgetting_here_leaves_the_grant_and_revoking_withdraws_it() {
    let world = World::of("fine").await;
    world.connected().await;
    let token = world.adkeys.token("facebook", &Wanted::default()).await.unwrap().access_token;
    let forgotten = world.adkeys.disconnect("facebook", false).await.unwrap();
    assert_eq!((forgotten.forgotten, forgotten.revoked), (true, None));
    assert!(world.adkeys.list().unwrap().is_empty());
    let adopted = world.adkeys.adopt("facebook", None, token, &|_| {}).await.unwrap();
    assert_eq!(adopted.connection, "facebook");
    let revoked = world.adkeys.disconnect("facebook", true).await.unwrap();
    assert_eq!(revoked.revoked, Some(true));
}

#[tokio::test]
async fn a_pasted_token_is_never_exchanged() {
    let world = World::of("fine").await;
    world.connected().await;
    let token = world.adkeys.token("facebook", &Wanted::default()).await.unwrap().access_token;
    world.adkeys.adopt("facebook", Some("pasted"), token.clone(), &|_| {}).await.unwrap();
    let refreshed = world.adkeys.refresh("pasted").await.unwrap();
    assert!(!refreshed.extended);
    assert_eq!(world.adkeys.token("pasted", &Wanted::default()).await.unwrap().access_token, token);
}

#[tokio::test]
async fn an_expired_token_is_said_to_be_expired() {
    let world = World::of("fine").await;
    world.connected().await;
    world.clock.advance_days(90);
    assert_eq!(world.adkeys.list().unwrap()[0].state, ConnectionState::Expired);
    assert_eq!(
        world.adkeys.token("facebook", &Wanted::default()).await.unwrap_err().code,
        Code::TokenExpired
    );
}

#[tokio::test]
async fn a_token_with_few_days_left_is_expiring() {
    let world = World::of("fine").await;
    world.connected().await;
    world.clock.advance_days(56);
    assert_eq!(world.adkeys.list().unwrap()[0].state, ConnectionState::Expiring);
}

#[tokio::test]
async fn revoking_says_first_what_it_ends_and_marks_it_afterwards() {
    let world = World::of("fine").await;
    world.connected().await;
    world.connect(ConnectRequest { name: Some("second".into()), ..facebook() }).await.0.unwrap();
    let forgetting = world.adkeys.disconnect_consequence("facebook", false).unwrap();
    assert!(forgetting.en.contains("stays") && forgetting.ru.contains("останется"), "{forgetting:?}");
    let revoking = world.adkeys.disconnect_consequence("facebook", true).unwrap();
    for (en, ru) in [("every other computer", "другие компьютеры"), ("second", "second")] {
        assert!(revoking.en.contains(en) && revoking.ru.contains(ru), "{revoking:?}");
    }
    let done = world.adkeys.disconnect("facebook", true).await.unwrap();
    assert_eq!((done.revoked, done.also_ended), (Some(true), vec!["second".to_owned()]));
    let second = world.adkeys.cached_status("second").unwrap();
    assert_eq!((second.state, second.error.unwrap().code), (ConnectionState::Revoked, Code::TokenRevoked));
}

#[tokio::test]
async fn another_person_s_connection_outlives_a_revocation() {
    let world = World::of("fine").await;
    world.connected().await;
    let pasted = json!({"persona": "mixed"});
    let answer = support::client()
        .post(format!("{}/_sandbox/token", world.sandbox.url()))
        .header("content-type", "application/json")
        .body(pasted.to_string());
    let answer = answer.send().await.unwrap().text().await.unwrap();
    let token: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let token = Secret::new(token["access_token"].as_str().unwrap());
    world.adkeys.adopt("facebook", Some("greta"), token, &|_| {}).await.unwrap();
    let done = world.adkeys.disconnect("facebook", true).await.unwrap();
    assert_eq!(done.also_ended, Vec::<String>::new());
    assert_eq!(world.adkeys.cached_status("greta").unwrap().state, ConnectionState::Connected);
}

#[tokio::test]
async fn a_check_renews_a_token_that_ends_within_two_weeks_once_a_day() {
    let world = World::of("fine").await;
    world.connected().await;
    world.days_pass(20).await;
    let early = world.adkeys.status("facebook", &|_| {}).await.unwrap().token.expires_at.unwrap();
    assert!(early.seconds_since(world.clock.now()) < 41 * 86_400, "there is time yet");
    // Days pass from the first day on.
    world.clock.advance_days(-20);
    world.days_pass(50).await;
    world.fault(json!({ "path": "/oauth/access_token", "times": 1, "status": 503 })).await;
    let failed = world.adkeys.status("facebook", &|_| {}).await.unwrap();
    assert_eq!((failed.state, failed.error), (ConnectionState::Connected, None), "nothing is lost by trying");
    assert_eq!(failed.token.expires_at, Some(early));
    world.clock.advance_days(1);
    let renewed = world.adkeys.status("facebook", &|_| {}).await.unwrap();
    let left = renewed.token.expires_at.unwrap().seconds_since(world.clock.now()) / 86_400;
    assert!(left >= 58, "{left} days");
}

#[tokio::test]
async fn a_running_app_renews_once_a_day_and_not_more() {
    let world = World::of("fine").await;
    world.connected().await;
    assert_eq!(world.adkeys.renew_due().await.unwrap(), []);
    world.clock.advance_days(2);
    assert_eq!(world.adkeys.renew_due().await.unwrap().len(), 1);
    assert_eq!(world.adkeys.renew_due().await.unwrap(), []);
}

#[tokio::test]
async fn a_running_app_without_a_network_leaves_everything_as_it_is() {
    let world = World::of("fine").await;
    world.connected().await;
    world.clock.advance_days(2);
    world.fault(json!({ "reset": true })).await;
    assert_eq!(world.adkeys.renew_due().await.unwrap_err().code, Code::Network);
    assert_eq!(world.adkeys.list().unwrap()[0].state, ConnectionState::Connected);
    world.reset().await;
    assert_eq!(world.adkeys.renew_due().await.unwrap().len(), 1);
}
