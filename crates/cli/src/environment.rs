//! What only the command line asks of its environment; the rest is shared with the window.
#![allow(clippy::disallowed_methods, reason = "the one file of the command line that reads the environment")]

use std::env;
use std::ffi::OsString;

pub(crate) use adkeys_ground::{PASSPHRASE, home, link_places, secret};
use adkeys_ground::{locale, variable};

/// Names of variables that programs started from here have no business with.
pub(crate) fn secret_names() -> Vec<OsString> {
    let secret = |name: &OsString| {
        name.to_str()
            .is_some_and(|name| name == PASSPHRASE || name.ends_with("_SECRET") || name.ends_with("_TOKEN"))
    };
    env::vars_os().map(|(name, _)| name).filter(secret).collect()
}

/// The locale for texts.
pub(crate) fn message_locale() -> String {
    locale("LC_MESSAGES")
}

/// The locale for numbers.
pub(crate) fn number_locale() -> String {
    locale("LC_NUMERIC")
}

/// Whether the person wants no colour (<https://no-color.org>) or the terminal has none.
pub(crate) fn plain() -> bool {
    variable("NO_COLOR").is_some() || variable("TERM").is_some_and(|term| term == "dumb")
}
