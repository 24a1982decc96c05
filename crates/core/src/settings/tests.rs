//! What people write into the file, and what is left of it after the window saved.

use std::fs;
use std::path::PathBuf;

use super::*;

struct Desk {
    _dir: tempfile::TempDir,
    path: PathBuf,
}

fn file(content: &str) -> Desk {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config/settings.toml");
    write_atomically(&path, content.as_bytes()).unwrap();
    Desk { _dir: dir, path }
}

fn saved(before: &str, settings: &Settings) -> String {
    let desk = file(before);
    settings.save(&desk.path).unwrap();
    assert_eq!(Settings::load(&desk.path).unwrap(), *settings);
    fs::read_to_string(&desk.path).unwrap()
}

#[test]
fn without_a_file_everything_is_at_its_default() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(Settings::load(&dir.path().join("none.toml")).unwrap(), Settings::default());
}

#[test]
fn every_key_and_value_of_the_table_is_one_of_the_settings() {
    for (key, values) in KEYS {
        for value in *values {
            let desk = file(&format!("{key} = \"{value}\""));
            assert_eq!(Settings::load(&desk.path).unwrap().values()[key], *value);
        }
    }
    assert_eq!(Settings::default().values().as_object().unwrap().len(), KEYS.len());
}

#[test]
fn a_fault_is_told_with_line_and_key() {
    for (content, line, key) in [
        ("# mine\nvalut = \"file\"\n", 2, Some("valut")),
        ("theme = \"dark\"\n\nvault = 3", 3, Some("vault")),
        ("vault = \"fiel\"", 1, Some("vault")),
        ("lang = \"ru\"\n[theme]\nx = 1", 2, Some("theme")),
        ("lang = \"ru\"\n[notifications]\nx = 1", 2, Some("notifications")),
        ("notifications = true", 1, Some("notifications")),
        ("close = \"hide\"", 1, Some("close")),
        ("theme.dark = true", 1, Some("theme")),
        ("theme = \"dark\"\ntheme = \"dark\"", 2, None),
        ("theme = dark", 1, None),
        ("\n\n=", 3, None),
    ] {
        let desk = file(content);
        let error = Settings::load(&desk.path).unwrap_err();
        assert_eq!(error.code, Code::SettingsInvalid);
        assert_eq!(error.details.file, Some(desk.path.display().to_string()));
        assert_eq!(error.details.line, Some(line), "{content}: {}", error.message.en);
        assert_eq!(error.details.key.as_deref(), key, "{content}");
        assert!(error.message.en.contains(key.unwrap_or_default()), "{}", error.message.en);
    }
}

#[test]
fn a_save_keeps_comments_and_order_and_writes_only_what_changed() {
    let before =
        "# Mine.\nvault = \"keychain\"  # as the company wants\n\n# Eyes.\ntheme = \"light\"\n# The end.\n";
    let settings = Settings { theme: Theme::Dark, ..Settings::default() };
    assert_eq!(saved(before, &settings), before.replace("light", "dark"));
    let settings = Settings {
        lang: Some(Lang::Ru),
        theme: Theme::Light,
        vault: VaultChoice::File,
        ..Settings::default()
    };
    let after = saved(before, &settings);
    assert!(after.contains("vault = \"file\"  # as the company wants"), "{after}");
    assert!(after.contains("# Eyes.\ntheme = \"light\"") && after.contains("lang = \"ru\""), "{after}");
}

#[test]
fn what_nobody_chose_renews_and_tells_but_neither_starts_nor_stays_by_itself() {
    let Settings { renewal, notifications, autostart, close, .. } = Settings::default();
    assert_eq!((renewal, notifications), (Switch::On, Switch::On));
    assert_eq!((autostart, close), (Switch::Off, Closing::Ask));
    let settings = Settings { autostart: Switch::On, close: Closing::Tray, ..Settings::default() };
    assert_eq!(saved("", &settings), "autostart = \"on\"\nclose = \"tray\"\n");
}

#[test]
fn a_setting_back_at_its_default_leaves_no_contradiction() {
    let before = "lang = \"ru\"\ntheme = \"dark\"\n";
    assert_eq!(saved(before, &Settings::default()), "theme = \"system\"\n");
}

#[test]
fn a_save_over_a_file_that_is_not_understood_is_refused_and_changes_nothing() {
    let desk = file("valut = \"file\"");
    let settings = Settings { theme: Theme::Dark, ..Settings::default() };
    assert_eq!(settings.save(&desk.path).unwrap_err().code, Code::SettingsInvalid);
    assert_eq!(fs::read_to_string(&desk.path).unwrap(), "valut = \"file\"");
}

#[cfg(unix)]
#[test]
fn a_file_linked_from_elsewhere_stays_linked() {
    let (desk, elsewhere) = (file("theme = \"dark\""), file("theme = \"dark\""));
    fs::remove_file(&desk.path).unwrap();
    std::os::unix::fs::symlink(&elsewhere.path, &desk.path).unwrap();
    Settings::default().save(&desk.path).unwrap();
    assert_eq!(Settings::load(&elsewhere.path).unwrap(), Settings::default());
    assert!(fs::symlink_metadata(&desk.path).unwrap().is_symlink());
}
