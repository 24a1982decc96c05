//! A home with something wrong in it.

use crate::support::World;

#[test]
fn settings_that_cannot_be_understood_are_named_with_their_line() {
    let world = World::new();
    world.write("config/settings.toml", "vault = \"file\"\nlanguage = \"ru\"\n");
    let outcome = world.adkeys("list --json").exits(2).fails_with("settings-invalid");
    assert!(outcome.error()["details"]["file"].as_str().unwrap().ends_with("settings.toml"));
    assert_eq!(outcome.error()["details"]["line"], 2);
}

#[test]
fn a_refused_catalogue_file_is_named_by_every_verb_and_stops_none_that_can_do_without() {
    let world = World::new();
    world.write("config/providers/mine.toml", "key = \"mine\"\ndisplay_name = 5\n");
    for line in ["providers", "list", "storage", "activity", "providers --json", "list --json"] {
        let outcome = world.adkeys(line).exits(0);
        assert!(outcome.stderr.contains("mine.toml"), "{line}: {}", outcome.stderr);
    }
}

#[test]
fn a_refused_override_takes_its_provider_out_and_nothing_else() {
    let world = World::new();
    world.write("config/providers/facebook.toml", "key = \"facebook\"\napi_version = 26\n");
    let outcome = world.adkeys("connect facebook --json").exits(2).fails_with("catalogue-invalid");
    assert!(outcome.error()["details"]["file"].as_str().unwrap().ends_with("facebook.toml"));
    let keys = world.adkeys("providers --json").exits(0).json();
    assert!(keys.as_array().unwrap().iter().any(|provider| provider["key"] == "linkedin"), "{keys}");
}

#[test]
fn a_provider_that_does_not_exist_is_named() {
    let outcome = World::new().adkeys("connect fcebook --json").exits(2).fails_with("provider-unknown");
    assert!(outcome.error()["message"].as_str().unwrap().contains("fcebook"));
}

#[test]
fn a_damaged_ledger_is_left_alone_and_told() {
    let world = World::new();
    world.write("data/adkeys.db", &"this is no database ".repeat(500));
    world.adkeys("list --json").exits(6).fails_with("ledger-damaged");
    assert!(
        std::fs::read_to_string(world.path("data/adkeys.db")).unwrap().starts_with("this is no database")
    );
}

#[test]
fn the_wrong_passphrase_is_a_locked_vault() {
    let world = World::connected("fine");
    let outcome = world.adkeys("token facebook --json").env("ADKEYS_PASSPHRASE", "wrong").exits(6);
    outcome.fails_with("vault-locked");
}

#[test]
fn without_a_passphrase_and_a_terminal_the_vault_stays_locked() {
    let world = World::connected("fine");
    let outcome = world
        .adkeys("token facebook --json")
        .without("ADKEYS_PASSPHRASE")
        .exits(6)
        .fails_with("vault-locked");
    assert!(outcome.error()["hint"].as_str().unwrap().contains("ADKEYS_PASSPHRASE"));
}

#[test]
fn a_locked_vault_still_shows_what_is_known() {
    let world = World::connected("fine");
    let outcome = world.adkeys("status facebook --json").env("ADKEYS_PASSPHRASE", "wrong").exits(6);
    let status = outcome.json();
    assert_eq!(status["state"], "unknown");
    assert!(!status["accounts"].as_array().unwrap().is_empty());
}
