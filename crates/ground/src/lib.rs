//! What the command line and the window share and core must not know: the process's environment, the platform's
//! folders, and what is done before anything else.
#![allow(clippy::disallowed_methods, reason = "the one crate that reads the environment")]

mod harden;

use std::env;
use std::path::{Path, PathBuf};

use adkeys_core::home::Home;
use adkeys_core::oauth::redirect::deep_link::handler::Places;
use adkeys_core::secret::Secret;
use adkeys_core::{Code, Error, Result, text};
use etcetera::{AppStrategy, AppStrategyArgs};

pub use harden::process as harden;

/// The variable with the file vault's passphrase.
pub const PASSPHRASE: &str = "ADKEYS_PASSPHRASE";

/// A variable that is set and not empty.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// The same for a variable that may hold a secret.
#[must_use]
pub fn secret(name: &str) -> Option<Secret> {
    variable(name).map(Secret::new)
}

/// The locale of a POSIX category (`LC_MESSAGES`), as POSIX orders the variables; else what the system says.
#[must_use]
pub fn locale(category: &str) -> String {
    let set = ["LC_ALL", category, "LANG"].into_iter().find_map(variable);
    set.or_else(sys_locale::get_locale).unwrap_or_default()
}

/// The home: below `ADKEYS_HOME` if that is set, else in the platform's own folders.
///
/// # Errors
/// `unexpected` if the system names no home folder.
pub fn home() -> Result<Home> {
    let sockets = variable("XDG_RUNTIME_DIR").map(PathBuf::from);
    folders().map(|home| home.with_sockets_in(sockets))
}

fn folders() -> Result<Home> {
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

/// Where the desktop keeps its programs for links; nowhere on other systems than freedesktop.org's.
#[must_use]
pub fn link_places() -> Places {
    match etcetera::home_dir() {
        Ok(home) if cfg!(target_os = "linux") => Places::of(&home, variable),
        _ => Places::default(),
    }
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
