//! App credentials.

use serde_json::json;

use crate::support::World;

#[test]
fn credentials_that_were_set_are_used() {
    let world = World::with("fine");
    let set = format!("app set facebook --client-id {} --client-secret - --json", adkeys_sandbox::APP_ID);
    let outcome = world
        .adkeys(&set)
        .without("FACEBOOK_CLIENT_ID")
        .without("FACEBOOK_CLIENT_SECRET")
        .input(&format!("{}\n", adkeys_sandbox::APP_SECRET))
        .exits(0)
        .keeps(adkeys_sandbox::APP_SECRET);
    assert_eq!(outcome.json()["configured"], json!(true));
    assert_eq!(outcome.json()["client_id"], adkeys_sandbox::APP_ID);
    let check = world
        .adkeys("app check facebook --json")
        .without("FACEBOOK_CLIENT_ID")
        .without("FACEBOOK_CLIENT_SECRET")
        .exits(0);
    assert!(!check.json()["findings"].as_array().unwrap().is_empty());
}

#[test]
fn the_environment_wins_and_that_is_told() {
    let world = World::with("fine");
    let outcome =
        world.adkeys("app set facebook --client-id 7 --client-secret - --json").input("other\n").exits(0);
    assert_eq!(outcome.json()["from_environment"], json!(true));
    assert_eq!(outcome.json()["client_id"], adkeys_sandbox::APP_ID);
}

#[test]
fn a_wrong_secret_is_found_out_by_the_check() {
    let world = World::with("fine");
    let outcome =
        world.adkeys("app check facebook --json").env("FACEBOOK_CLIENT_SECRET", "wrongcanary").exits(4);
    outcome.fails_with("client-rejected").keeps("wrongcanary");
}

#[test]
fn the_next_step_after_a_wrong_secret_can_be_copied() {
    let world = World::with("fine");
    let outcome = world.adkeys("app check facebook").env("FACEBOOK_CLIENT_SECRET", "wrongcanary").exits(4);
    assert!(outcome.stderr.contains("adkeys app set facebook"), "{}", outcome.stderr);
}
