//! `config/settings.toml`, written by people as well as by the window.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::text::Lang;

/// Which vault holds the secrets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum VaultChoice {
    /// The operating system's keychain.
    #[default]
    Keychain,
    /// A file encrypted with a passphrase.
    File,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The settings. Every key is optional in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Language of the interface; `None`: the system's.
    pub lang: Option<Lang>,
    /// Light or dark.
    pub theme: Theme,
    /// Which vault holds the secrets.
    pub vault: VaultChoice,
}

impl Settings {
    /// Reads the file; one that does not exist is all defaults.
    ///
    /// # Errors
    /// `settings-invalid` with file, line and key; unknown keys are refused.
    #[allow(clippy::todo, reason = "skeleton")]
    pub fn load(path: &Path) -> Result<Self> {
        let _ = path;
        todo!()
    }

    /// Writes the settings back, keeping comments and order of the file as far as they are there.
    ///
    /// # Errors
    /// `settings-invalid` if the file there cannot be understood; `unexpected` if it cannot be written.
    #[allow(clippy::todo, reason = "skeleton")]
    pub fn save(&self, path: &Path) -> Result<()> {
        let _ = path;
        todo!()
    }
}
