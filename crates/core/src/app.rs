//! The façade.

use std::time::Duration;

use crate::connection::{
    ConnectIo, ConnectRequest, Connected, ConnectionSummary, Disconnected, HandedToken, Integration, Refreshed,
    StatusReport, StoredSecret, VaultView,
};
use crate::error::{Error, Result};
use crate::home::Home;
use crate::ledger::Activity;
use crate::platform::AppCheck;
use crate::random::Entropy;
use crate::secret::Secret;
use crate::settings::Settings;
use crate::text::Lang;
use crate::time::Clock;
use crate::vault::Vault;

/// Reads an environment variable of the caller's choice of environment.
pub type Environment = Box<dyn Fn(&str) -> Option<Secret> + Send + Sync>;
/// Asks the person for the file vault's passphrase, or reads it where the caller keeps it.
pub type Passphrase = Box<dyn Fn() -> Result<Secret> + Send + Sync>;

/// What the program around core provides.
pub struct Setup {
    /// The folders.
    pub home: Home,
    /// The settings, already read.
    pub settings: Settings,
    /// The language of browser pages.
    pub lang: Lang,
    /// The clock.
    pub clock: Box<dyn Clock>,
    /// Randomness.
    pub entropy: Box<dyn Entropy>,
    /// Environment variables.
    pub environment: Environment,
    /// The file vault's passphrase.
    pub passphrase: Passphrase,
    /// A vault instead of the one that the settings choose.
    pub vault: Option<Box<dyn Vault>>,
}

/// AdKeys. One per process, shared by reference; safe from any thread.
pub struct AdKeys {}

#[allow(clippy::todo, clippy::unused_async, clippy::missing_errors_doc, reason = "skeleton")]
impl AdKeys {
    /// Opens the home. Touches neither the network nor the keychain.
    ///
    /// # Errors
    /// `ledger-damaged`, `unexpected`.
    pub fn open(setup: Setup) -> Result<Self> {
        let _ = setup;
        todo!()
    }

    /// The catalogue files that were refused.
    pub fn catalogue_problems(&self) -> &[Error] {
        todo!()
    }

    /// Every provider: set up? connected?
    pub fn integrations(&self) -> Result<Vec<Integration>> {
        todo!()
    }

    /// Stores a person's app credentials for a provider.
    pub async fn set_app(&self, provider: &str, client_id: &str, client_secret: Option<Secret>) -> Result<()> {
        let _ = (provider, client_id, client_secret);
        todo!()
    }

    /// Asks the platform whether the app's id, secret and redirect are right. With `candidate`, checks that id and
    /// secret before they are stored.
    pub async fn check_app(&self, provider: &str, candidate: Option<(String, Option<Secret>)>) -> Result<AppCheck> {
        let _ = (provider, candidate);
        todo!()
    }

    /// Signs a person in. Dropping the future or cancelling leaves nothing behind.
    pub async fn connect(&self, request: ConnectRequest, io: ConnectIo<'_>) -> Result<Connected> {
        let _ = (request, io);
        todo!()
    }

    /// Adopts a token that a person pasted. It is never exchanged.
    pub async fn adopt(&self, provider: &str, name: Option<&str>, token: Secret) -> Result<Connected> {
        let _ = (provider, name, token);
        todo!()
    }

    /// Every connection and its state, from the ledger.
    pub fn list(&self) -> Result<Vec<ConnectionSummary>> {
        todo!()
    }

    /// What is known of a connection, without asking the platform.
    pub fn cached_status(&self, name: &str) -> Result<StatusReport> {
        let _ = name;
        todo!()
    }

    /// Asks the platform, updates the snapshot. A failed check is a report too, with its `error` set.
    ///
    /// # Errors
    /// `authorization-required`, `connection-unknown`, `vault-*`, `ledger-damaged`.
    pub async fn status(&self, name: &str, progress: &(dyn Fn(usize) + Send + Sync)) -> Result<StatusReport> {
        let _ = (name, progress);
        todo!()
    }

    /// The access token, valid for at least `min_valid` (`None`: the provider's margin), renewed first if need be.
    pub async fn token(&self, name: &str, min_valid: Option<Duration>) -> Result<HandedToken> {
        let _ = (name, min_valid);
        todo!()
    }

    /// Renews now. One at a time per connection on this machine.
    pub async fn refresh(&self, name: &str) -> Result<Refreshed> {
        let _ = name;
        todo!()
    }

    /// Forgets the connection here; with `revoke`, also withdraws the grant at the platform.
    pub async fn disconnect(&self, name: &str, revoke: bool) -> Result<Disconnected> {
        let _ = (name, revoke);
        todo!()
    }

    /// Where each secret lies.
    pub fn storage(&self) -> Result<Vec<StoredSecret>> {
        todo!()
    }

    /// The vault's state. Never prompts.
    pub fn vault(&self) -> VaultView {
        todo!()
    }

    /// What happened last, newest first.
    pub fn activity(&self, connection: Option<&str>, limit: u32) -> Result<Vec<Activity>> {
        let _ = (connection, limit);
        todo!()
    }

    /// A number that changes whenever any process changes what is known.
    pub fn version(&self) -> Result<u32> {
        todo!()
    }
}
