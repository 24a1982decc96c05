//! Starting, stopping, and who may throw switches.

use std::net::TcpListener;

use adkeys_sandbox::{Config, Sandbox, StartError, personas, provider_override};
use serde_json::json;

use crate::support::{World, json_of, with_query};

#[tokio::test]
async fn a_sandbox_stops_when_it_is_dropped_and_its_port_is_free_again() {
    let sandbox = Sandbox::start(Config::default()).await.unwrap();
    let port: u16 = sandbox.url().rsplit(':').next().unwrap().parse().unwrap();
    assert!(TcpListener::bind(("127.0.0.1", port)).is_err());
    drop(sandbox);
    Sandbox::start(Config { port: Some(port), ..Config::default() }).await.unwrap();
}

#[tokio::test]
async fn a_taken_port_an_unknown_persona_and_a_broken_state_file_are_told_apart() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let start = async |config| Sandbox::start(config).await.unwrap_err();
    let error = start(Config { port: Some(port), ..Config::default() }).await;
    assert!(matches!(error, StartError::Port { port: told, .. } if told == port));
    let error = start(Config { persona: Some("nobody".into()), ..Config::default() }).await;
    assert!(matches!(error, StartError::Persona(id) if id == "nobody"));
    let file = std::env::temp_dir().join(format!("adkeys-broken-{}.json", std::process::id()));
    std::fs::write(&file, "{").unwrap();
    let error = start(Config { state_file: Some(file.clone()), ..Config::default() }).await;
    assert!(matches!(error, StartError::State { .. }));
    std::fs::remove_file(file).unwrap();
}

#[tokio::test]
async fn it_is_reached_by_names_of_this_computer_only() {
    let world = World::new().await;
    for (host, wanted) in [("evil.example", 421), ("localhost:1", 200), ("127.0.0.1.evil.example", 421)] {
        let answer = world.client.get(world.url("/_sandbox/")).header("Host", host).send().await.unwrap();
        assert_eq!(answer.status(), wanted, "{host}");
    }
}

#[tokio::test]
async fn pages_from_elsewhere_throw_no_switches() {
    let world = World::new().await;
    let call =
        |origin: String| json_of(world.client.post(world.url("/_sandbox/reset")).header("Origin", origin));
    assert_eq!(call("https://evil.example".into()).await.0, 403);
    assert_eq!(call("null".into()).await.0, 403);
    assert_eq!(call(world.url("")).await.0, 200);
}

#[tokio::test]
async fn the_front_page_lists_people_apps_and_switches() {
    let world = World::new().await;
    let answer = world.client.get(world.url("/")).header("Accept", "text/html").send().await.unwrap();
    assert_eq!(answer.headers()["location"], "/_sandbox/");
    let html = world.client.get(world.url("/_sandbox/")).send().await.unwrap().text().await.unwrap();
    for word in ["/_sandbox/faults", "Halden Reporting", "Everything fine", "190/463"] {
        assert!(html.contains(word), "{word}");
    }
}

#[tokio::test]
async fn the_journal_counts_requests_and_knows_no_values() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    world.get(&token, "/me?fields=id").await;
    json_of(world.client.get(with_query(&world.url("/v26.0/me"), &[("access_token", &token)]))).await;
    let journal = world.look("requests").await;
    assert_eq!(journal.as_array().unwrap().len(), 2);
    assert_eq!((&journal[0]["secrets_in_url"], &journal[0]["authorization"]), (&json!([]), &json!(true)));
    assert_eq!(
        (&journal[1]["secrets_in_url"], &journal[1]["status"]),
        (&json!(["access_token"]), &json!(200))
    );
    assert!(!journal.to_string().contains(&token));
    assert_eq!(world.look("requests?since=1").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn reset_brings_back_the_beginning() {
    let world = World::new().await;
    world.switch("faults", json!({"status": 500})).await;
    world.switch("clock", json!({"offset_seconds": 86_400})).await;
    world.switch("apps", json!({"id": adkeys_sandbox::APP_ID, "mode": "live"})).await;
    world.switch("reset", json!({})).await;
    assert_eq!(world.look("faults").await, json!([]));
    assert_eq!(world.open(&[]).await.status(), 200);
}

#[tokio::test]
async fn the_clock_can_be_wrong_and_says_so_in_the_date() {
    let world = World::new().await;
    world.switch("clock", json!({"offset_seconds": -400 * 86_400})).await;
    let answer = world.client.get(world.url("/v26.0/me")).send().await.unwrap();
    let date = answer.headers()["date"].to_str().unwrap();
    assert!(date.contains("2025") || date.contains("2026"), "{date}");
}

#[test]
fn the_override_points_both_hosts_at_the_sandbox() {
    let toml: toml::Table = toml::from_str(&provider_override("http://127.0.0.1:4711")).unwrap();
    assert_eq!(toml["key"].as_str(), Some("facebook"));
    assert_eq!(toml["hosts"]["dialog"], toml["hosts"]["graph"]);
}

#[test]
fn every_persona_is_described_in_both_languages() {
    for persona in personas() {
        for text in [&persona.title.en, &persona.title.ru, &persona.shows.en, &persona.shows.ru] {
            assert!(!text.is_empty(), "{}", persona.id);
        }
    }
}

#[tokio::test]
async fn localhost_cannot_be_saved_as_an_address() {
    let world = World::new().await;
    let body = json!({"id": adkeys_sandbox::APP_ID, "redirect_uris": ["http://localhost:1/"]});
    assert_eq!(json_of(world.client.post(world.url("/_sandbox/apps")).json(&body)).await.0, 400);
}
