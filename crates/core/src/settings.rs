//! `config/settings.toml`, written by people as well as by the window.

mod file;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use toml_edit::{DocumentMut, Item, Value};

use self::file::File;
use crate::error::{Code, Error, Result};
use crate::files::write_atomically;
use crate::text;
use crate::text::{Lang, Text};

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

/// Whether something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Switch {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// What closing the window does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Closing {
    /// Asks, and keeps the answer.
    #[default]
    Ask,
    /// Leaves AdKeys in the tray.
    Tray,
    /// Ends AdKeys.
    Quit,
}

/// Whether other programs get tokens from a running AdKeys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum AgentMode {
    /// No: the command line reads the vault itself.
    Off,
    /// Those that the person allows.
    #[default]
    Ask,
    /// All that run as the person.
    Allow,
}

/// What the command line does when no agent can answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum AgentFallback {
    /// Reads the vault itself.
    #[default]
    Direct,
    /// Hands out nothing.
    Refuse,
}

/// The settings. Every key is optional in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(skip_attr = "serde"))]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Language of the interface; `None`: the system's.
    pub lang: Option<Lang>,
    /// Light or dark.
    pub theme: Theme,
    /// Which vault holds the secrets.
    pub vault: VaultChoice,
    /// Renew and look after connections while AdKeys is open, without being asked.
    pub renewal: Switch,
    /// Tell of access that ends, is withdrawn or blocked by notifications of the system.
    pub notifications: Switch,
    /// Start AdKeys in the tray when the person signs in to the computer.
    pub autostart: Switch,
    /// What closing the window does.
    pub close: Closing,
    /// Keys alone, such as `/` and `?`, act in the window; those with Ctrl always do.
    pub single_keys: Switch,
    /// Whether other programs get tokens from a running AdKeys.
    pub agent: AgentMode,
    /// What the command line does when no agent can answer.
    pub agent_fallback: AgentFallback,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: None,
            theme: Theme::default(),
            vault: VaultChoice::default(),
            renewal: Switch::On,
            notifications: Switch::On,
            autostart: Switch::Off,
            close: Closing::default(),
            single_keys: Switch::On,
            agent: AgentMode::default(),
            agent_fallback: AgentFallback::default(),
        }
    }
}

const SWITCH: &[&str] = &["on", "off"];

/// Every key and the values it may have, as they stand in the file.
const KEYS: &[(&str, &[&str])] = &[
    ("lang", &["en", "ru"]),
    ("theme", &["system", "light", "dark"]),
    ("vault", &["keychain", "file"]),
    ("renewal", SWITCH),
    ("notifications", SWITCH),
    ("autostart", SWITCH),
    ("close", &["ask", "tray", "quit"]),
    ("single_keys", SWITCH),
    ("agent", &["off", "ask", "allow"]),
    ("agent_fallback", &["direct", "refuse"]),
];

impl Settings {
    /// Reads the file; one that does not exist is all defaults.
    ///
    /// # Errors
    /// `settings-invalid` with file, line and key; unknown keys are refused.
    pub fn load(path: &Path) -> Result<Self> {
        let file = File::read(path)?;
        let mut values = Map::new();
        for (key, item) in file.document()?.iter() {
            values.insert(key.to_owned(), file.value(key, item)?.into());
        }
        serde_json::from_value(values.into()).map_err(|error| file.refuse(None, &error.to_string()))
    }

    /// Writes the settings back, keeping comments and order of the file as far as they are there. A setting at its
    /// default that is not in the file stays out of it.
    ///
    /// # Errors
    /// `settings-invalid` if the file there cannot be understood; `unexpected` if it cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        let old = Self::load(path)?;
        if old == *self {
            return Ok(());
        }
        let file = File::read(path)?;
        let mut document = file.document()?.into_mut();
        let (old, new) = (old.values(), self.values());
        for (key, _) in KEYS.iter().filter(|(key, _)| old.get(*key) != new.get(*key)) {
            set(&mut document, key, new.get(*key).and_then(Json::as_str));
        }
        // People link their settings from elsewhere; the link stays.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        write_atomically(&target, document.to_string().as_bytes()).map_err(|error| unwritable(path, &error))
    }

    fn values(&self) -> Json {
        serde_json::to_value(self).unwrap_or_default()
    }
}

fn set(document: &mut DocumentMut, key: &str, value: Option<&str>) {
    let Some(text) = value else {
        document.remove(key);
        return;
    };
    let mut value = Value::from(text);
    if let Some(old) = document.get(key).and_then(Item::as_value) {
        // The blanks and the comment behind it.
        *value.decor_mut() = old.decor().clone();
    }
    match document.get_mut(key) {
        Some(item) => *item = Item::Value(value),
        None => drop(document.insert(key, Item::Value(value))),
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    let file = path.display();
    Error::new(
        Code::Unexpected,
        text!("The settings {file} cannot be written: {error}.", "Настройки {file} не записаны: {error}."),
    )
    .hint(Text::new(
        "Check that the disk has room and the folder can be written, then try again.",
        "Проверьте, есть ли место на диске и можно ли писать в эту папку, и попробуйте ещё раз.",
    ))
    .with(|details| details.file = Some(file.to_string()))
}
