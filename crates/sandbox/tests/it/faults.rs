//! Switches: what they do to an answer, and to nothing else.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{World, codes, message};

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
