//! Tokens that the agent has at hand, and when they are renewed.

use adkeys_core::agent::Answer;

use crate::desk::{Desk, Person, wanted};
use crate::support::graph_calls;

const DAY: u32 = 86_400;

#[tokio::test]
async fn twenty_programs_that_need_a_fresh_token_at_once_cause_one_renewal() {
    let desk = Desk::with(Person::will_say(&[Answer::Always])).await;
    desk.token(None).await.unwrap();
    desk.world.days_pass(20).await;
    let before = graph_calls(&desk.world.requests().await).len();
    let asking: Vec<_> = (0..20).map(|_| desk.ask(wanted(Some(50 * DAY)))).collect();
    let mut tokens = Vec::new();
    for one in asking {
        tokens.push(one.await.unwrap().unwrap().token.access_token);
    }
    assert!(tokens.windows(2).all(|pair| pair[0] == pair[1]));
    let requests = desk.world.requests().await;
    let calls = graph_calls(&requests).split_off(before);
    let renewals =
        calls.iter().filter(|call| call["path"].as_str().unwrap().ends_with("/oauth/access_token"));
    assert_eq!(renewals.count(), 1, "{calls:?}");
}

#[tokio::test]
async fn a_token_that_another_process_renewed_is_handed_out_at_once() {
    let desk = Desk::with(Person::will_say(&[Answer::Always])).await;
    let old = desk.token(None).await.unwrap().token;
    desk.world.days_pass(20).await;
    desk.world.adkeys.refresh("facebook").await.unwrap();
    let new = desk.token(None).await.unwrap().token;
    assert!(new.expires_at > old.expires_at && new.access_token != old.access_token);
}

#[tokio::test]
async fn a_token_is_kept_for_minutes_and_not_for_longer_than_the_keychain_is_open() {
    use adkeys_core::vault::{ItemKey, Vault};
    let desk = Desk::with(Person::will_say(&[Answer::Always])).await;
    desk.token(None).await.unwrap();
    desk.world.vault.delete(&ItemKey::Connection("facebook".into())).unwrap();
    desk.token(None).await.unwrap();
    desk.world.clock.advance_days(1);
    assert!(desk.token(None).await.is_err());
}

#[tokio::test]
async fn a_token_that_a_check_found_withdrawn_is_not_handed_out_any_more() {
    let desk = Desk::with(Person::will_say(&[Answer::Always])).await;
    desk.token(None).await.unwrap();
    desk.world.fault(serde_json::json!({ "error": { "code": 190, "subcode": 458 } })).await;
    let _ = desk.world.adkeys.status("facebook", &|_| ()).await;
    assert_eq!(desk.token(None).await.unwrap_err().code, adkeys_core::Code::TokenRevoked);
}
