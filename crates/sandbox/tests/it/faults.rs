//! Switches: what they do to an answer, and to nothing else.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{World, codes, json_of, message};

#[tokio::test]
async fn a_slow_answer_is_slow_as_often_as_was_asked() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    world.switch("faults", json!({"path": "/me", "latency_ms": 120, "times": 1})).await;
    let start = Instant::now();
    world.get(&token, "/me").await;
    assert!(start.elapsed() >= Duration::from_millis(120));
    world.get(&token, "/me").await;
    assert_eq!(world.look("faults").await[0]["met"], 1);
}

#[tokio::test]
async fn an_outage_is_a_page_that_is_not_json() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    world.switch("faults", json!({"status": 503})).await;
    let answer = world.client.get(world.url("/v26.0/me")).bearer_auth(token).send().await.unwrap();
    assert_eq!(answer.status(), 503);
    assert!(answer.text().await.unwrap().contains("<html>"));
}

#[tokio::test]
async fn a_truncated_body_breaks_off_after_the_deed_is_done() {
    let world = World::new().await;
    let code = world.code("fine").await;
    world.switch("faults", json!({"path": "/oauth/access_token", "body": "truncated", "times": 1})).await;
    let form = [
        ("client_id", adkeys_sandbox::APP_ID),
        ("client_secret", adkeys_sandbox::APP_SECRET),
        ("redirect_uri", crate::support::BACK),
        ("code", &code),
    ];
    let answer = world.client.post(world.url("/v26.0/oauth/access_token")).form(&form).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.bytes().await.is_err());
    let (_, again) = world.exchange(&code).await;
    assert_eq!(
        (codes(&again).as_str(), message(&again)),
        ("100/36009", "This authorization code has been used.")
    );
}

#[tokio::test]
async fn an_unreached_call_leaves_no_trace_behind() {
    let world = World::new().await;
    let code = world.code("fine").await;
    world
        .switch(
            "faults",
            json!({"path": "/oauth/access_token", "unreached": true, "reset": true, "times": 1}),
        )
        .await;
    let form = [("code", code.as_str())];
    assert!(world.client.post(world.url("/v26.0/oauth/access_token")).form(&form).send().await.is_err());
    assert_eq!(world.exchange(&code).await.0, 200);
}

#[tokio::test]
async fn a_reset_connection_is_an_error_of_the_network() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    world.switch("faults", json!({"path": "/me", "reset": true, "times": 1})).await;
    let error = world.client.get(world.url("/v26.0/me")).bearer_auth(&token).send().await.unwrap_err();
    assert!(error.is_request(), "{error:?}");
    assert_eq!(world.get(&token, "/me").await.0, 200);
}

#[tokio::test]
async fn bodies_can_be_anything_but_what_was_asked_for() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    let body = async |kind: &str| {
        world.switch("faults", json!({"path": "/me", "body": kind, "times": 1})).await;
        world.client.get(world.url("/v26.0/me")).bearer_auth(&token).send().await.unwrap()
    };
    assert_eq!(body("empty").await.text().await.unwrap(), "");
    assert_eq!(body("false").await.text().await.unwrap(), "false");
    assert!(body("html").await.text().await.unwrap().contains("Wi-Fi"));
    assert!(String::from_utf8(body("not-utf8").await.bytes().await.unwrap().to_vec()).is_err());
    assert_eq!(body("deep").await.bytes().await.unwrap().len(), 100_000);
    assert!(serde_json::from_str::<Value>(&body("half").await.text().await.unwrap()).is_err());
    assert_eq!(body("gzip-bomb").await.bytes().await.unwrap().len(), 20_000_000);
    assert_eq!(body("huge").await.headers()["content-length"].to_str().unwrap().len(), 9);
}

#[tokio::test]
async fn a_body_that_never_ends_goes_on_after_any_cap() {
    let world = World::new().await;
    world.switch("faults", json!({"body": "endless"})).await;
    let mut answer = world.client.get(world.url("/v26.0/me")).send().await.unwrap();
    let mut read = 0;
    while read < 2_000_000 {
        read += answer.chunk().await.unwrap().unwrap().len();
    }
}

#[tokio::test]
async fn a_body_that_hangs_begins_and_stops() {
    let world = World::new().await;
    world.switch("faults", json!({"body": "hanging"})).await;
    let mut answer = world.client.get(world.url("/v26.0/me")).send().await.unwrap();
    assert!(answer.chunk().await.unwrap().is_some());
    assert!(tokio::time::timeout(Duration::from_millis(50), answer.chunk()).await.is_err());
}

#[tokio::test]
async fn graph_can_redirect_elsewhere() {
    let world = World::new().await;
    world.switch("faults", json!({"redirect": "https://evil.example/"})).await;
    let answer = world.client.get(world.url("/v26.0/me")).send().await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["location"]),
        (302, &"https://evil.example/".parse().unwrap())
    );
}

#[tokio::test]
async fn an_error_can_be_made_up_and_come_with_status_200() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    let error = json!({"code": 190, "subcode": 999, "message": "new", "status": 200, "data": "{\"a\":1}"});
    world.switch("faults", json!({"path": "/me*", "skip": 1, "error": error})).await;
    assert!(world.get(&token, "/me").await.1.get("error").is_none());
    let (status, answer) = world.get(&token, "/me/adaccounts").await;
    assert_eq!((status, codes(&answer).as_str()), (200, "190/999"));
}

#[tokio::test]
async fn a_limit_can_be_switched_on_with_the_minutes_to_wait() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    world.switch("faults", json!({"path": "/me/adaccounts", "error": "80004", "wait_minutes": 17})).await;
    let answer =
        world.client.get(world.url("/v26.0/me/adaccounts")).bearer_auth(&token).send().await.unwrap();
    let usage = answer.headers()["x-business-use-case-usage"].to_str().unwrap();
    assert!(usage.contains("\"estimated_time_to_regain_access\":17"), "{usage}");
}

#[tokio::test]
async fn a_fault_with_a_path_meets_its_part_of_a_batch() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    world.switch("faults", json!({"path": "/me/adaccounts", "error": "2"})).await;
    let parts = json!([{"relative_url": "me"}, {"relative_url": "me/adaccounts"}]).to_string();
    let call = world.client.post(world.url("/v26.0/")).bearer_auth(&token).form(&[("batch", parts)]);
    let (_, answers) = json_of(call).await;
    assert_eq!((&answers[0]["code"], &answers[1]["code"]), (&json!(200), &json!(500)));
}

#[tokio::test]
async fn a_part_of_a_batch_that_takes_too_long_is_null() {
    let world = World::new().await;
    world.switch("faults", json!({"path": "/me", "unreached": true})).await;
    let parts = json!([{"relative_url": "me"}, {"relative_url": "me/adaccounts"}]).to_string();
    let call =
        world.client.post(world.url("/")).bearer_auth(world.mint("fine").await).form(&[("batch", parts)]);
    let (_, answers) = json_of(call).await;
    assert_eq!((&answers[0], &answers[1]["code"]), (&Value::Null, &json!(400)));
}

#[tokio::test]
async fn the_token_endpoint_can_answer_oddly() {
    let world = World::new().await;
    let renew = async |fault: Value| {
        let token = world.mint("fine").await;
        world.switch("faults", json!({"path": "/oauth/access_token", "token": fault, "times": 1})).await;
        let form = [("grant_type", "fb_exchange_token"), ("fb_exchange_token", token.as_str())];
        let answer = world.ask_token(&form).await.1;
        let new = answer["access_token"].as_str().unwrap().to_owned();
        (token, new, answer)
    };
    let (_, _, answer) = renew(json!({"expires_in": "missing"})).await;
    assert!(answer.get("expires_in").is_none());
    let (_, _, answer) = renew(json!({"expires_in": -1})).await;
    assert_eq!(answer["expires_in"], -1);
    let (old, new, _) = renew(json!({"rotate": true})).await;
    assert_eq!(
        (codes(&world.get(&old, "/me").await.1).as_str(), world.get(&new, "/me").await.0),
        ("190/467", 200)
    );
    let (old, new, _) = renew(json!({"same_expiry": true})).await;
    assert_eq!(world.debug(&old).await["expires_at"], world.debug(&new).await["expires_at"]);
    let (_, new, _) = renew(json!({"persona": "mixed"})).await;
    assert_eq!(world.get(&new, "/me").await.1["name"], "Greta Halloran");
    let (_, new, _) = renew(json!({"drop_scopes": ["ads_read", "ads_management"]})).await;
    assert_eq!(world.get(&new, "/me/adaccounts").await.0, 403);
}

#[tokio::test]
async fn the_next_page_can_lead_to_another_host() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    world.switch("faults", json!({"path": "/me/adaccounts", "next": "https://evil.example/steal"})).await;
    let (_, list) = world.get(&token, "/me/adaccounts").await;
    assert_eq!(list["paging"]["next"], "https://evil.example/steal");
    assert_eq!(list["data"].as_array().unwrap().len(), 3);
}
