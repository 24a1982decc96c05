//! What tokens are worth: debug_token, proofs, withdrawal.

use adkeys_sandbox::{APP_ID, APP_SECRET, Config};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;

use crate::support::{World, codes, json_of, message, with_query};

const SIGNED: (&str, &str) = ("100200300400506", "5a17d0c0ffee5a17d0c0ffee5a17d0c6");

fn proof(secret: &str, message: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn debug_token_tells_all_that_the_tables_say() {
    let world = World::new().await;
    let data = world.debug(&world.connect("fine").await).await;
    for key in [
        "app_id",
        "application",
        "type",
        "is_valid",
        "expires_at",
        "data_access_expires_at",
        "issued_at",
        "scopes",
        "granular_scopes",
        "user_id",
    ] {
        assert!(data.get(key).is_some(), "{key}: {data}");
    }
    assert_eq!((&data["app_id"], &data["type"]), (&json!(APP_ID), &json!("USER")));
    assert_eq!(data["granular_scopes"][1], json!({"scope": "ads_read"}));
}

#[tokio::test]
async fn debug_token_answers_200_for_a_token_that_is_none() {
    let world = World::new().await;
    let data = world.debug("EAAnonsense").await;
    assert_eq!((&data["is_valid"], &data["error"]["code"]), (&json!(false), &json!(190)));
}

#[tokio::test]
async fn inside_debug_token_the_subcode_is_called_subcode() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    world.switch("clock", json!({"offset_seconds": 61 * 86_400})).await;
    let data = world.debug(&token).await;
    assert_eq!((&data["is_valid"], &data["error"]["subcode"]), (&json!(false), &json!(463)));
    assert!(data["error"].get("error_subcode").is_none());
}

#[tokio::test]
async fn a_person_may_inspect_their_own_token_and_a_desktop_apps_secret_is_worth_nothing() {
    let world = World::new().await;
    let answer = world.switch("token", json!({"persona": "fine", "app": "100200300400503"})).await;
    let token = answer["access_token"].as_str().unwrap();
    let ask = |bearer: String| {
        json_of(
            world
                .client
                .post(world.url("/v26.0/debug_token"))
                .bearer_auth(bearer)
                .form(&[("input_token", token)]),
        )
    };
    let (status, error) = ask("100200300400503|5a17d0c0ffee5a17d0c0ffee5a17d0c3".into()).await;
    assert_eq!((status, codes(&error)), (400, "104".to_owned()));
    let (status, own) = ask(token.to_owned()).await;
    assert_eq!((status, &own["data"]["is_valid"]), (200, &json!(true)));
}

#[tokio::test]
async fn another_app_is_told_nothing() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    let app = format!("{}|{}", SIGNED.0, SIGNED.1);
    let call =
        world.client.post(world.url("/v26.0/debug_token")).bearer_auth(app).form(&[("input_token", &token)]);
    let (_, error) = json_of(call).await;
    assert!(message(&error).starts_with("(#100) You must provide an app access token"), "{error}");
}

#[tokio::test]
async fn both_forms_of_the_proof_are_taken_and_wrong_or_stale_ones_are_not() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    let now = now();
    let timed = |at: i64| {
        vec![
            ("appsecret_proof", proof(APP_SECRET, &format!("{token}|{at}"))),
            ("appsecret_time", at.to_string()),
        ]
    };
    for (query, wanted) in [
        (vec![("appsecret_proof", proof(APP_SECRET, &token))], 200),
        (timed(now), 200),
        (timed(now - 290), 200),
        (timed(now - 310), 400),
        (timed(now + 310), 400),
        (vec![("appsecret_proof", proof("another secret", &token))], 400),
        (vec![("appsecret_proof", proof(APP_SECRET, &token)), ("appsecret_time", now.to_string())], 400),
    ] {
        let query: Vec<_> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let url = with_query(&world.url("/v26.0/me"), &query);
        let (status, answer) = json_of(world.client.get(url).bearer_auth(&token)).await;
        assert_eq!(status, wanted, "{query:?} {answer}");
        if wanted == 400 {
            assert_eq!(message(&answer), "Invalid appsecret_proof provided in the API argument");
        }
    }
}

/// A proof is signed with the time, and the sandbox's clock starts out right.
fn now() -> i64 {
    #[allow(clippy::disallowed_methods, reason = "a proof is signed with the real time")]
    let now = jiff::Timestamp::now();
    now.as_second()
}

#[tokio::test]
async fn an_app_that_requires_proofs_refuses_calls_without_one() {
    let world = World::new().await;
    let answer = world.switch("token", json!({"persona": "fine", "app": SIGNED.0})).await;
    let token = answer["access_token"].as_str().unwrap();
    let (_, error) = world.get(token, "/me").await;
    assert_eq!(message(&error), "API calls from the server require an appsecret_proof argument");
    assert_eq!(error["error"]["type"], "GraphMethodException");
    let (status, _) = world.get(token, &format!("/me?appsecret_proof={}", proof(SIGNED.1, token))).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn withdrawing_everything_ends_every_token_and_signing_in_again_gives_a_new_one() {
    let world = World::new().await;
    let (here, there) = (world.connect("fine").await, world.connect("fine").await);
    let call = world.client.delete(world.url("/v26.0/me/permissions")).bearer_auth(&here);
    assert_eq!(json_of(call).await.1, json!({"success": true}));
    for token in [&here, &there] {
        assert_eq!(codes(&world.get(token, "/me").await.1), "190/458");
    }
    assert_eq!(world.get(&world.connect("fine").await, "/me").await.0, 200);
}

#[tokio::test]
async fn one_permission_can_be_withdrawn_alone() {
    let world = World::new().await;
    let token = world.connect("fine").await;
    let call =
        world.client.delete(world.url("/v26.0/me/permissions/business_management")).bearer_auth(&token);
    assert_eq!(json_of(call).await.0, 200);
    assert_eq!(world.get(&token, "/me/businesses").await.0, 403);
    assert_eq!(world.get(&token, "/me/adaccounts").await.0, 200);
    let (_, declined) = world.get(&token, "/me/permissions?status=declined").await;
    assert_eq!(declined["data"], json!([{"permission": "business_management", "status": "declined"}]));
}

#[tokio::test]
async fn tokens_that_are_none_are_told_apart() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    for (bearer, words) in [
        (format!("x{token}"), "Malformed access token"),
        ("EAAbbbb".to_owned(), "Invalid OAuth access token - Cannot parse access token"),
        (format!("{APP_ID}|wrong"), "Invalid OAuth access token signature."),
    ] {
        let (status, error) = world.get(&bearer, "/me").await;
        assert_eq!((status, codes(&error).as_str(), message(&error)), (400, "190", words));
    }
    let (_, error) = json_of(world.client.get(world.url("/v26.0/me"))).await;
    assert_eq!(codes(&error), "2500");
    let (_, error) = json_of(world.client.get(world.url("/v26.0/act_402917365501"))).await;
    assert_eq!(codes(&error), "104");
}

#[tokio::test]
async fn what_was_withdrawn_stays_withdrawn_in_the_next_run_with_a_state_file() {
    let home = std::env::temp_dir().join(format!("adkeys-sandbox-{}", std::process::id()));
    let config = || Config { state_file: Some(home.join("state").join("sandbox.json")), ..Config::default() };
    let (token, code) = {
        let world = World::with(config()).await;
        let token = world.connect("fine").await;
        json_of(world.client.delete(world.url("/v26.0/me/permissions")).bearer_auth(&token)).await;
        let code = world.code("mixed").await;
        world.exchange(&code).await;
        (token, code)
    };
    let world = World::with(config()).await;
    assert_eq!(codes(&world.get(&token, "/me").await.1), "190/458");
    assert_eq!(codes(&world.exchange(&code).await.1), "100/36009");
    std::fs::remove_dir_all(home).unwrap();
}

#[tokio::test]
async fn a_single_token_can_be_revoked() {
    let world = World::new().await;
    let (one, other) = (world.mint("system-user").await, world.mint("system-user").await);
    let form = [("client_id", APP_ID), ("client_secret", APP_SECRET), ("revoke_token", &one)];
    let call = world.client.post(world.url("/v26.0/oauth/revoke")).form(&form);
    assert_eq!(json_of(call).await.1, json!({"success": true}));
    assert_eq!(codes(&world.get(&one, "/me").await.1), "190/467");
    assert_eq!(world.get(&other, "/me").await.0, 200);
}

#[tokio::test]
async fn ids_may_be_bare_numbers() {
    let world = World::new().await;
    let answer = world.switch("token", json!({"persona": "fine", "app": SIGNED.0})).await;
    let app = format!("{}|{}", SIGNED.0, SIGNED.1);
    let form = [("input_token", answer["access_token"].as_str().unwrap())];
    let call = world.client.post(world.url("/v26.0/debug_token")).bearer_auth(app).form(&form);
    assert_eq!(json_of(call).await.1["data"]["app_id"], 100_200_300_400_506_u64);
}
