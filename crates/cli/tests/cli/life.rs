//! A connection from its first day to its last.

use serde_json::json;

use crate::support::World;

#[test]
fn connect_list_status_token_refresh_disconnect() {
    let world = World::connected("fine");
    let list = world.adkeys("list --json").exits(0).json();
    assert_eq!(list[0]["connection"], "facebook");
    assert_eq!(list[0]["state"], "connected");
    let status = world.adkeys("status facebook --json").exits(0).json();
    assert_eq!(status["token"]["kind"], "long-lived");
    assert!(!status["accounts"].as_array().unwrap().is_empty());
    let token = world.adkeys("token facebook").exits(0).stdout;
    assert_eq!(token.lines().count(), 1);
    let refreshed = world.adkeys("refresh facebook --json").exits(0).json();
    assert_eq!(refreshed["connection"], "facebook");
    let gone = world.adkeys("disconnect facebook --json").exits(0).json();
    assert_eq!(gone["forgotten"], json!(true));
    assert_eq!(gone["revoked"], json!(null));
    world.adkeys("token facebook --json").exits(3).fails_with("authorization-required");
    assert_eq!(world.adkeys("list --json").exits(0).json(), json!([]));
}

#[test]
fn a_revoked_grant_is_gone_at_the_platform_too() {
    let world = World::connected("fine");
    let token = world.adkeys("token facebook").exits(0).stdout;
    let gone = world.adkeys("disconnect facebook --revoke --json").exits(0).json();
    assert_eq!(gone["revoked"], json!(true));
    let adopted = world.adkeys("connect facebook --token - --json").input(&token).done();
    assert_eq!(adopted.error()["code"], "token-revoked");
}

#[test]
fn a_revocation_that_the_platform_does_not_get_is_told() {
    let mut world = World::connected("fine");
    world.unplug();
    let outcome = world.adkeys("disconnect facebook --revoke --json").env("FACEBOOK_CLIENT_ID", "1").done();
    assert_eq!(outcome.json()["revoked"], json!(false));
    outcome.exits(5);
}

#[test]
fn a_person_can_have_several_connections_to_one_provider() {
    let world = World::connected("fine");
    world.sign_in("connect facebook --as facebook-agency").done().exits(0);
    let list = world.adkeys("list --json").exits(0).json();
    let names: Vec<_> =
        list.as_array().unwrap().iter().map(|each| each["connection"].as_str().unwrap()).collect();
    assert_eq!(names, ["facebook", "facebook-agency"]);
    let status = world.adkeys("status --json").exits(0).json();
    assert_eq!(status.as_array().unwrap().len(), 2);
    let providers = world.adkeys("providers --json").exits(0).json();
    let facebook = providers.as_array().unwrap().iter().find(|each| each["key"] == "facebook").unwrap();
    assert_eq!(facebook["connections"], json!(["facebook", "facebook-agency"]));
    assert_eq!(facebook["configured"], json!(true));
}

#[test]
fn what_happened_is_written_down_without_secrets() {
    let world = World::connected("fine");
    let token = world.adkeys("token facebook").exits(0).stdout;
    let activity = world.adkeys("activity --json").exits(0).keeps(token.trim()).json();
    assert!(activity.as_array().unwrap().iter().any(|entry| entry["event"] == "connected"), "{activity}");
    let few = world.adkeys("activity facebook --limit 1 --json").exits(0).json();
    assert_eq!(few.as_array().unwrap().len(), 1);
}

#[test]
fn storage_says_where_each_secret_lies() {
    let world = World::connected("fine");
    let storage = world.adkeys("storage --json").exits(0).json();
    let secrets = storage.as_array().unwrap();
    let connection = secrets.iter().find(|secret| secret["kind"] == "connection").unwrap();
    assert_eq!(connection["secret"], "facebook");
    assert!(connection["where"].as_str().unwrap().contains("vault.age"), "{connection}");
    let app = secrets.iter().find(|secret| secret["kind"] == "app").unwrap();
    assert_eq!(app["where"], "environment");
}

#[test]
#[cfg(target_os = "linux")]
fn nobody_else_reads_the_memory_of_a_running_program() {
    let world = World::with("fine");
    let sign_in = world.sign_in("connect facebook");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", sign_in.id())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    sign_in.done().exits(0);
}
