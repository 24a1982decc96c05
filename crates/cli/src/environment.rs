//! The one file that reads the environment.
#![allow(clippy::disallowed_methods, reason = "the one file that reads the environment")]

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use adkeys_core::home::Home;
use adkeys_core::secret::Secret;
use adkeys_core::{Code, Error, Result, text};
use etcetera::{AppStrategy, AppStrategyArgs};

/// The file vault's passphrase.
pub(crate) const PASSPHRASE: &str = "ADKEYS_PASSPHRASE";

/// A variable that is set and not empty.
pub(crate) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// The same for a variable that may hold a secret.
pub(crate) fn secret(name: &str) -> Option<Secret> {
    variable(name).map(Secret::new)
}

/// Names of variables that programs started from here have no business with.
pub(crate) fn secret_names() -> Vec<OsString> {
    let secret = |name: &OsString| {
        name.to_str()
            .is_some_and(|name| name == PASSPHRASE || name.ends_with("_SECRET") || name.ends_with("_TOKEN"))
    };
    env::vars_os().map(|(name, _)| name).filter(secret).collect()
}

/// The locale for texts, as POSIX orders the variables; else what the system says.
pub(crate) fn message_locale() -> String {
    locale("LC_MESSAGES")
}

/// The locale for numbers.
pub(crate) fn number_locale() -> String {
    locale("LC_NUMERIC")
}

fn locale(category: &str) -> String {
    let set = ["LC_ALL", category, "LANG"].into_iter().find_map(variable);
    set.or_else(sys_locale::get_locale).unwrap_or_default()
}

/// Whether the person wants no colour (<https://no-color.org>) or the terminal has none.
pub(crate) fn plain() -> bool {
    variable("NO_COLOR").is_some() || variable("TERM").is_some_and(|term| term == "dumb")
}

/// The home: below `ADKEYS_HOME` if that is set, else in the platform's own folders.
///
/// # Errors
/// `unexpected` if the system names no home folder.
pub(crate) fn home() -> Result<Home> {
    if let Some(root) = env::var_os("ADKEYS_HOME").filter(|root| !root.is_empty()) {
        let root = PathBuf::from(root);
        return Ok(Home::below(&std::path::absolute(&root).unwrap_or(root)));
    }
    let names = AppStrategyArgs {
        top_level_domain: "dev".into(),
        author: "AdKeys".into(),
        app_name: "adkeys".into(),
    };
    let folders = etcetera::choose_app_strategy(names).map_err(|_| no_home())?;
    Ok(platform_home(&folders.config_dir(), folders.data_dir()))
}

/// Locks lie with the data: the session's own runtime folder is not the same for a cron job and a desktop, and two
/// processes that lock different files would both refresh.
fn platform_home(config: &Path, data: PathBuf) -> Home {
    let run = data.join("run");
    Home::new(config.to_owned(), data, run)
}

fn no_home() -> Error {
    Error::new(
        Code::Unexpected,
        text!(
            "The system names no home folder for this user.",
            "Система не называет домашнюю папку пользователя."
        ),
    )
    .hint(text!("Set ADKEYS_HOME to a folder.", "Укажите папку в переменной ADKEYS_HOME."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_are_the_same_for_every_process_of_a_person() {
        let home = platform_home(Path::new("/c"), PathBuf::from("/d"));
        assert_eq!(home.run_dir(), Path::new("/d/run"));
        assert_eq!(home.settings_file(), Path::new("/c/settings.toml"));
    }
}
