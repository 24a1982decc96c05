//! The façade.

mod diagnosis;
mod notices;
mod ways;

use crate::connection::{
    AppSettings, ConnectEvent, ConnectIo, ConnectRequest, Connected, ConnectionSummary, Context,
    Disconnected, HandedToken, Integration, OtherPerson, Refreshed, StatusReport, StoredSecret, VaultView,
    Wanted,
};
use crate::error::{Error, Result};
use crate::home::Home;
use crate::ledger::Activity;
use crate::oauth::redirect::deep_link::handler::Places;
use crate::platform::AppCheck;
use crate::random::Entropy;
use crate::secret::Secret;
use crate::settings::Settings;
use crate::text::Lang;
use crate::time::Clock;
use crate::vault::{ItemKey, Passphrase, Vault};

mod agent;
mod handoff;
mod platform;

/// Reads an environment variable of the caller's choice of environment.
pub type Environment = Box<dyn Fn(&str) -> Option<Secret> + Send + Sync>;

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
    /// Where the desktop keeps the programs for links; empty where there is no such thing.
    pub links: Places,
    /// Whether tokens for other programs are taken from a running agent first, which may ask the person.
    pub ask_agent: bool,
    /// A vault instead of the one that the settings choose.
    pub vault: Option<Box<dyn Vault>>,
}

/// AdKeys. One per process, shared by reference; safe from any thread.
pub struct AdKeys(pub(crate) Context);

impl AdKeys {
    /// Opens the home. Touches neither the network nor the keychain.
    ///
    /// # Errors
    /// `ledger-damaged`, `unexpected`.
    pub fn open(setup: Setup) -> Result<Self> {
        Context::open(setup).map(Self)
    }

    /// The catalogue files that were refused.
    #[must_use]
    pub fn catalogue_problems(&self) -> &[Error] {
        self.0.catalogue_problems()
    }

    /// Every provider: set up? connected?
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn integrations(&self) -> Result<Vec<Integration>> {
        self.0.integrations()
    }

    /// Keeps what is given of a person's app; the rest stays as it is. Only id and secret go to the vault.
    ///
    /// # Errors
    /// `provider-unknown`, `usage`, `vault-*`.
    pub async fn set_app(&self, provider: &str, settings: AppSettings) -> Result<()> {
        self.0.set_app(provider, settings).await
    }

    /// Asks the platform whether the app's id, secret and redirect are right. With `candidate`, checks that id and
    /// secret before they are stored.
    ///
    /// # Errors
    /// `provider-unknown`, `app-not-configured`, `network`, `platform-unavailable`; what is wrong with the app is a
    /// finding, not an error.
    pub async fn check_app(
        &self,
        provider: &str,
        candidate: Option<(String, Option<Secret>)>,
    ) -> Result<AppCheck> {
        self.0.check_app(provider, candidate).await
    }

    /// Signs a person in. Until the tokens are stored, cancelling or dropping the future leaves nothing behind.
    ///
    /// # Errors
    /// Anything of DESIGN's table; also told as the last event.
    pub async fn connect(&self, request: ConnectRequest, io: ConnectIo<'_>) -> Result<Connected> {
        let connected = crate::diagnosis::traced(&self.0, request, io).await;
        self.follow_renewals().await;
        connected
    }

    /// Adopts a token that a person pasted. It is never exchanged.
    ///
    /// # Errors
    /// What the platform says of the token; `usage` for what is none; `connection-exists`, `person-changed`, `vault-*`.
    pub async fn adopt(
        &self,
        provider: &str,
        name: Option<&str>,
        token: Secret,
        events: &(dyn Fn(ConnectEvent) + Send + Sync),
    ) -> Result<Connected> {
        self.adopt_beside(provider, name, token, OtherPerson::Refuse, events).await
    }

    /// The same, with a say in what happens if the token is somebody else's than the connection.
    ///
    /// # Errors
    /// As [`AdKeys::adopt`].
    pub async fn adopt_beside(
        &self,
        provider: &str,
        name: Option<&str>,
        token: Secret,
        on_other: OtherPerson,
        events: &(dyn Fn(ConnectEvent) + Send + Sync),
    ) -> Result<Connected> {
        let adopted = self.0.adopt(provider, name, token, on_other, events).await;
        self.follow_renewals().await;
        adopted
    }

    /// Every connection and its state, from the ledger.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn list(&self) -> Result<Vec<ConnectionSummary>> {
        self.0.list()
    }

    /// What is known of a connection, without asking the platform.
    ///
    /// # Errors
    /// `authorization-required`, `connection-unknown`, `ledger-damaged`.
    pub fn cached_status(&self, name: &str) -> Result<StatusReport> {
        self.0.cached_status(name)
    }

    /// Asks the platform, updates the snapshot. A failed check is a report too, with its `error` set.
    ///
    /// # Errors
    /// `authorization-required`, `connection-unknown`, `ledger-damaged`.
    pub async fn status(&self, name: &str, progress: &(dyn Fn(usize) + Send + Sync)) -> Result<StatusReport> {
        let report = self.0.status(name, progress).await;
        self.follow_renewals().await;
        report
    }

    /// The access token, as `wanted`, renewed first if need be. Who took it is noted.
    ///
    /// # Errors
    /// `authorization-required`, `token-*`, what a renewal can fail with, `vault-*`.
    pub async fn token(&self, name: &str, wanted: &Wanted) -> Result<HandedToken> {
        let token = self.0.token(name, wanted).await;
        self.follow_renewals().await;
        token
    }

    /// Renews now. One at a time per connection on this machine.
    ///
    /// # Errors
    /// `authorization-required`, `token-*`, `rate-limited`, `network`, `platform-unavailable`, `vault-*`.
    pub async fn refresh(&self, name: &str) -> Result<Refreshed> {
        let refreshed = self.0.refresh(name).await;
        self.follow_renewals().await;
        refreshed
    }

    /// Renews every connection that is due: for a program that stays open, to be called when
    /// [`crate::connection::Rounds`] says so.
    ///
    /// # Errors
    /// `network` if there is none: nothing was changed then; `ledger-damaged`. What fails for one connection is told by its state and activity.
    pub async fn renew_due(&self) -> Result<Vec<Refreshed>> {
        let renewed = self.0.renew_due().await;
        self.follow_renewals().await;
        renewed
    }

    /// Forgets the connection here; with `revoke`, also withdraws the grant at the platform and says how that went.
    ///
    /// # Errors
    /// `authorization-required`, `connection-unknown`, `vault-*`: nothing was changed then.
    pub async fn disconnect(&self, name: &str, revoke: bool) -> Result<Disconnected> {
        self.0.disconnect(name, revoke).await
    }

    /// Where each secret lies.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn storage(&self) -> Result<Vec<StoredSecret>> {
        self.0.storage()
    }

    /// The vault's state. Never prompts, but may take as long as a silent keychain call.
    #[must_use]
    pub fn vault(&self) -> VaultView {
        let vault = self.0.vault();
        let place = vault.place(&ItemKey::Connection("…".into()));
        VaultView { state: vault.state(), place, passphrase: vault.needs() }
    }

    /// Takes the file vault's passphrase, as the person typed it; an empty vault begins with it.
    ///
    /// # Errors
    /// `vault-locked` if it is the wrong one; `usage` if a new one is too short, or if the vault takes none;
    /// `vault-unavailable`.
    pub async fn unlock(&self, passphrase: Secret) -> Result<()> {
        self.0.unlock(passphrase).await
    }

    /// What happened last, newest first.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn activity(&self, connection: Option<&str>, limit: u32) -> Result<Vec<Activity>> {
        self.0.ledger().activity(connection, limit)
    }

    /// A number that changes whenever any process changes what is known.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn version(&self) -> Result<u32> {
        self.0.ledger().version()
    }
}
