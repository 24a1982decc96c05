//! Command lines that cannot be understood.

use crate::support::World;

#[test]
fn a_verb_that_does_not_exist_is_a_usage_error() {
    let outcome = World::new().adkeys("conect facebook").exits(2);
    assert!(outcome.stderr.contains("connect"), "it proposes the verb that was meant: {}", outcome.stderr);
    assert_eq!(outcome.stdout, "");
}

#[test]
fn with_json_a_usage_error_is_json_too() {
    for line in
        ["conect --json", "--json status --kashed", "--json", "connect --json", "list --lang xx --json"]
    {
        let outcome = World::new().adkeys(line).exits(2).fails_with("usage");
        assert_eq!(outcome.error()["hint"], "See: adkeys help", "{line}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    for line in ["--help", "help connect", "connect --help", "--version"] {
        let outcome = World::new().adkeys(line).exits(0);
        assert!(!outcome.stdout.is_empty() && outcome.stderr.is_empty(), "{line}");
    }
}

#[test]
fn without_a_verb_the_help_is_shown() {
    let outcome = World::new().adkeys("").exits(2);
    assert!(outcome.stderr.contains("Usage: adkeys"), "{}", outcome.stderr);
}

#[test]
fn a_secret_on_the_command_line_is_refused_and_not_repeated() {
    for line in [
        "app set facebook --client-id 1 --client-secret canarycanary",
        "app set facebook --client-id 1 --client-secret=canarycanary",
        "connect facebook --token canarycanary",
        "connect facebook --token=-canarycanary",
    ] {
        for json in ["", " --json"] {
            let outcome = World::new().adkeys(&format!("{line}{json}")).exits(2).keeps("canary");
            assert!(outcome.stderr.contains(" - "), "the hint names the dash: {}", outcome.stderr);
        }
    }
}

#[test]
fn a_token_in_the_wrong_place_is_not_repeated() {
    for line in [
        "connect facebook EAABcanarycanarycanary",
        "EAABcanarycanarycanary",
        "token x --min-valid EAABcanarycanary1234",
    ] {
        World::new().adkeys(line).exits(2).keeps("canary");
    }
}

#[test]
fn a_promised_secret_that_does_not_come_is_a_usage_error() {
    World::new().adkeys("connect facebook --token - --json").exits(2).fails_with_event("usage");
    World::new()
        .adkeys("app set facebook --client-id 1 --client-secret - --json")
        .exits(2)
        .fails_with("usage");
}

#[test]
fn without_a_terminal_the_app_id_is_not_asked_for() {
    let outcome = World::new().adkeys("app set facebook --json").exits(2).fails_with("usage");
    assert!(outcome.error()["hint"].as_str().unwrap().contains("--client-id"));
}

#[test]
fn permissions_that_name_nothing_are_a_usage_error() {
    World::new().run(["connect", "facebook", "--scopes", "", "--json"]).exits(2).fails_with_event("usage");
}
