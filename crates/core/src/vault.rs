//! Where secrets lie. One small trait; everything above it neither knows nor cares which store answers.

pub mod item;

mod file;
mod keychain;
mod memory;
mod refusal;
mod worker;

#[cfg(test)]
mod contract;

pub use file::{FileVault, Passphrase};
pub use keychain::{Keychain, Prompts, Waits};
pub use memory::Memory;

use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, Result};
use crate::secret::Secret;
use crate::text::Text;

/// Names one secret in a vault.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ItemKey {
    /// The token set of a connection, by the connection's name.
    Connection(String),
    /// The app credentials for a provider, by the provider's key.
    App(String),
    /// What a self-test writes, reads and removes.
    SelfTest,
}

impl ItemKey {
    /// The label under which a person meets the item: `AdKeys: facebook`, `AdKeys: facebook (app)`.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Connection(name) => format!("AdKeys: {name}"),
            Self::App(provider) => format!("AdKeys: {provider} (app)"),
            Self::SelfTest => "AdKeys: self-test".into(),
        }
    }

    /// The item's name within a home: `connection/facebook`, `app/facebook`.
    fn path(&self) -> String {
        match self {
            Self::Connection(name) => format!("connection/{name}"),
            Self::App(provider) => format!("app/{provider}"),
            Self::SelfTest => "self-test".into(),
        }
    }
}

/// Whether a vault can be used right now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum VaultState {
    /// Reads and writes work.
    Ready,
    /// There, and locked: the person has to unlock it.
    Locked,
    /// There is none.
    Absent,
    /// There, and does not answer in time.
    NotAnswering,
}

/// Where an item lies, in words a person can follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Place {
    /// The store (`Secret Service`, `Keychain`, `Credential Manager`, a file's path).
    pub store: String,
    /// The label under which the system's own viewer shows the item.
    pub label: String,
}

/// The passphrase that a vault waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PassphraseNeed {
    /// Whether the person has yet to choose one: nothing is kept so far.
    pub new: bool,
    /// How many characters a new one has at least.
    pub shortest: u32,
}

/// A store of secrets. Calls may block, but never longer than their deadline (5 s silent, 60 s with a prompt).
pub trait Vault: Send + Sync {
    /// The secret, or `None` if there is no such item: which does not mean that there never was one.
    ///
    /// # Errors
    /// `vault-locked`, `vault-unavailable`.
    fn get(&self, key: &ItemKey) -> Result<Option<Secret>>;

    /// Stores the secret in place of what was there. After a crash in between, the old or the new one is there.
    ///
    /// # Errors
    /// `vault-locked`, `vault-unavailable`, `vault-too-large`.
    fn put(&self, key: &ItemKey, secret: &Secret) -> Result<()>;

    /// Removes the item; one that is not there is no error.
    ///
    /// # Errors
    /// `vault-locked`, `vault-unavailable`.
    fn delete(&self, key: &ItemKey) -> Result<()>;

    /// Whether the vault can be used now. Never prompts.
    fn state(&self) -> VaultState;

    /// Where the item lies, whether or not it exists.
    fn place(&self, key: &ItemKey) -> Place;

    /// The passphrase that it waits for; `None`: it has it, or asks the person by itself.
    fn needs(&self) -> Option<PassphraseNeed> {
        None
    }

    /// Takes the passphrase that a person typed, for as long as this process runs. A vault that holds nothing yet
    /// begins with it.
    ///
    /// # Errors
    /// `vault-locked` if it is not the right one, `usage` if a new one is too short or none is needed,
    /// `vault-unavailable`.
    fn unlock(&self, _passphrase: &Secret) -> Result<()> {
        let message = Text::new("This vault takes no passphrase.", "Этому хранилищу пароль не нужен.");
        Err(Error::new(Code::Usage, message))
    }
}
