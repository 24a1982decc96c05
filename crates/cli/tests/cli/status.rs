//! The ad accounts and their state.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::World;

#[test]
fn the_shape_is_the_one_that_is_documented() {
    let world = World::connected("fine");
    let status = world.adkeys("status facebook --json").exits(0).json();
    for key in ["connection", "provider", "state", "checked_at", "person", "token", "accounts", "findings"] {
        assert!(status.get(key).is_some(), "{key}");
    }
    for key in ["kind", "expires_at", "data_access_expires_at", "scopes"] {
        assert!(status["token"].get(key).is_some(), "token.{key}");
    }
    for key in ["asked", "granted", "declined", "missing"] {
        assert!(status["token"]["scopes"][key].is_array(), "token.scopes.{key}");
    }
    let account = &status["accounts"][0];
    for key in [
        "id",
        "name",
        "status",
        "native_status",
        "reason",
        "can_deliver",
        "currency",
        "timezone",
        "amount_spent",
        "spend_cap",
        "balance",
        "business",
        "tasks",
    ] {
        assert!(account.get(key).is_some(), "accounts[].{key}");
    }
    assert_eq!(status["connection"], "facebook");
    assert!(account["amount_spent"].is_string(), "money is a decimal string");
}

#[test]
fn without_a_name_every_connection_is_told() {
    let world = World::connected("fine");
    let status = world.adkeys("status --json").exits(0).json();
    assert_eq!(status.as_array().unwrap().len(), 1);
    assert_eq!(World::new().adkeys("status --json").exits(0).json(), json!([]));
}

#[test]
fn a_platform_that_cannot_be_asked_leaves_the_last_picture() {
    let mut world = World::connected("fine");
    let before = world.adkeys("status facebook --json").exits(0).json();
    world.unplug();
    let after = world
        .adkeys("status facebook --json")
        .env("FACEBOOK_CLIENT_ID", adkeys_sandbox::APP_ID)
        .env("FACEBOOK_CLIENT_SECRET", adkeys_sandbox::APP_SECRET)
        .exits(5);
    assert_eq!(after.json()["state"], "unknown");
    assert_eq!(after.json()["accounts"], before["accounts"]);
    after.fails_with("network");
}

#[test]
fn what_is_known_is_told_without_the_platform() {
    let mut world = World::connected("fine");
    let before = world.adkeys("status facebook --json").exits(0).json();
    world.unplug();
    let cached = world.adkeys("status facebook --cached --json").exits(0).json();
    assert_eq!(cached["accounts"], before["accounts"]);
    assert_eq!(cached["checked_at"], before["checked_at"]);
}

#[test]
fn ten_thousand_accounts_are_told_at_once() {
    let world = World::connected("agency");
    for line in ["status facebook --cached", "status facebook --cached --json"] {
        let start = Instant::now();
        let outcome = world.adkeys(line).exits(0);
        assert!(outcome.stdout.matches("act_").count() >= 10_000, "{line}");
        assert!(start.elapsed() < Duration::from_secs(20), "{line}: {:?}", start.elapsed());
    }
}

#[test]
fn each_trouble_has_its_state_and_its_exit_status_and_keeps_the_picture() {
    for (persona, status, state, code) in [
        ("expired", 3, "expired", "token-expired"),
        ("revoked", 3, "revoked", "token-revoked"),
        ("checkpoint", 3, "blocked", "checkpoint"),
    ] {
        let world = World::connected(persona);
        let outcome = world.adkeys("status facebook --json").exits(status).fails_with(code);
        assert_eq!(outcome.json()["state"], state, "{persona}");
        assert!(!outcome.json()["accounts"].as_array().unwrap().is_empty(), "{persona}");
        world.adkeys("status --json").exits(status).fails_with(code);
    }
}

#[test]
fn a_person_reads_the_trouble_below_the_picture() {
    let world = World::connected("expired");
    let outcome = world.adkeys("status facebook").exits(3);
    assert!(outcome.stdout.contains("■ Expired") && outcome.stdout.contains("act_"), "{}", outcome.stdout);
    assert!((2..=3).contains(&outcome.stderr.lines().count()), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("adkeys connect facebook"), "{}", outcome.stderr);
    world.adkeys("token facebook --json").exits(3).fails_with("token-expired");
}

#[test]
fn a_declined_permission_is_told_as_such() {
    let world = World::connected("declined");
    let status = world.adkeys("status facebook --json").exits(0).json();
    let scopes = &status["token"]["scopes"];
    assert!(!scopes["declined"].as_array().unwrap().is_empty(), "{scopes}");
    assert_eq!(scopes["missing"], json!([]), "declined is not missing: {scopes}");
}

#[test]
fn a_limit_says_nothing_about_the_token_and_names_the_time_to_wait_for() {
    let world = World::connected("limited");
    // The token was proven good, only the list of accounts has to wait.
    let first = world.adkeys("status facebook --json").exits(5).fails_with("rate-limited");
    assert_eq!(first.json()["state"], "connected");
    assert!(first.error()["details"]["retry_at"].is_string(), "{}", first.error());
    // Meanwhile nobody is asked.
    let second = world.adkeys("status facebook --json").exits(5).fails_with("rate-limited");
    assert_eq!(second.json()["state"], "unknown");
    assert_eq!(second.json()["accounts"], first.json()["accounts"]);
    world.adkeys("token facebook").exits(0);
}

#[test]
fn an_end_that_nobody_told_is_null() {
    let status = World::connected("no-expiry").adkeys("status facebook --json").exits(0).json();
    assert_eq!(status["token"]["expires_at"], json!(null));
}

#[test]
fn hostile_names_command_no_terminal() {
    let world = World::connected("hostile-names");
    let shown = world.adkeys("status facebook").exits(0).stdout;
    let hostile = |char: char| {
        char != '\n'
            && (char.is_control() || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    };
    assert!(!shown.contains(hostile), "{shown:?}");
    assert!(shown.lines().all(|line| line.chars().count() < 400), "a name of 64 KiB is cut");
    // Programs get what the platform said, letter by letter.
    let raw = world.adkeys("status facebook --json").exits(0).json();
    assert!(
        raw["accounts"]
            .as_array()
            .unwrap()
            .iter()
            .any(|account| account["name"].as_str().unwrap().len() > 60_000)
    );
}
