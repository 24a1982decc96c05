//! What people read, in both languages.

use insta::assert_snapshot;

use crate::support::World;

/// Replaces what differs from run to run.
fn settled(text: &str, check: impl FnOnce(&str)) {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"\d{1,2} [^ ,\d]{3,6}( \d{4})?, \d{2}:\d{2}", "[time]");
    settings.add_filter(r"http://[^/ ]+", "[origin]");
    settings.add_filter(r"/\S*/\.tmp[^/]+", "[home]");
    settings.add_filter(r" {2,}", "  ");
    settings.add_filter(r" +\n", "\n");
    settings.bind(|| check(text));
}

#[test]
fn the_life_of_a_connection_in_english() {
    let world = World::connected("mixed");
    settled(&tour(&world, "en"), |text| assert_snapshot!("life_en", text));
}

#[test]
fn the_life_of_a_connection_in_russian() {
    let world = World::connected("mixed");
    settled(&tour(&world, "ru"), |text| assert_snapshot!("life_ru", text));
}

/// Every verb that shows something, as a person sees it.
fn tour(world: &World, lang: &str) -> String {
    let lines = [
        "providers",
        "list",
        "status facebook",
        "storage",
        "refresh facebook",
        "disconnect facebook",
        "list",
    ];
    let mut story = String::new();
    for line in lines {
        let outcome = world.adkeys(&format!("--lang {lang} {line}")).done();
        story.push_str(&format!("$ adkeys {line}\n{}{}\n", outcome.stdout, outcome.stderr));
    }
    story
}

#[test]
fn errors_speak_the_language_that_was_asked_for() {
    let world = World::new();
    for (line, lang) in [("--lang ru token facebook", None), ("token facebook", Some("ru_RU.UTF-8"))] {
        let run = world.adkeys(line);
        let outcome = if let Some(lang) = lang { run.env("LANG", lang) } else { run }.exits(3);
        assert!(outcome.stderr.contains("Подключите"), "{}", outcome.stderr);
    }
}

#[test]
fn the_option_beats_the_settings_and_the_settings_beat_the_locale() {
    let world = World::new();
    world.write("config/settings.toml", "vault = \"file\"\nlang = \"ru\"\n");
    assert!(world.adkeys("list").exits(0).stdout.contains("Пока ничего"));
    assert!(world.adkeys("list --lang en").exits(0).stdout.contains("Nothing is connected"));
}

#[test]
fn codes_and_keys_are_the_same_in_every_language() {
    let outcome = World::new().adkeys("token facebook --json --lang ru").exits(3);
    assert_eq!(outcome.error()["code"], "authorization-required");
}
