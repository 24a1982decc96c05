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
