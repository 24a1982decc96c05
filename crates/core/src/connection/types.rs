//! What goes into and comes out of the verbs of a connection.

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::account::{AccountCounts, AdAccount};
use crate::catalogue::{Scope, Way};
use crate::error::Error;
use crate::finding::Finding;
use crate::grant::{Person, TokenFacts};
use crate::ledger::{AppMode, ConnectionState};
use crate::oauth::dialog::Symptom;
use crate::oauth::redirect::advice::Advice;
use crate::secret::Secret;
use crate::text::Text;
use crate::time::Timestamp;
use crate::usage::Usage;
use crate::vault::{PassphraseNeed, Place, VaultState};

/// What to connect, and how.
#[derive(Clone, Debug, Default)]
pub struct ConnectRequest {
    /// The provider's key.
    pub provider: String,
    /// The connection's name; `None`: the provider's key.
    pub name: Option<String>,
    /// Scopes instead of the catalogue's defaults.
    pub scopes: Option<Vec<String>>,
    /// The way back; `None`: the first of the catalogue's that can work.
    pub way: Option<Way>,
    /// The redirect URI to say instead of the way's own (a relay page).
    pub redirect_uri: Option<String>,
    /// The loopback port.
    pub port: Option<u16>,
    /// Seconds to wait for the person; `None`: ten minutes.
    pub timeout: Option<u32>,
    /// Ask for declined permissions again; without `scopes`, for those of the last sign-in under this name.
    pub rerequest: bool,
    /// Let the platform ask who signs in, whoever the browser knows.
    pub reauthenticate: bool,
    /// What happens if somebody else signs in than the name belongs to.
    pub on_other_person: OtherPerson,
    /// Seconds without an answer after which [`ConnectEvent::Waiting`] tells what may be wrong; `None`: 45.
    pub ask_after: Option<u32>,
}

/// What happens if somebody else signs in than the connection belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum OtherPerson {
    /// Nothing is changed: `person-changed`.
    #[default]
    Refuse,
    /// The connection is that person's from now on.
    Replace,
    /// That person gets a connection beside it: `NAME-2`, or the one that they have already.
    KeepBoth,
}

/// What to keep of a person's app. What is `None` stays as it is; an empty text takes a value away.
#[derive(Clone, Debug, Default)]
pub struct AppSettings {
    /// The client id.
    pub client_id: Option<String>,
    /// The client secret. It stays if the id stays.
    pub client_secret: Option<Secret>,
    /// The login configuration that permissions come from (Facebook Login for Business).
    pub config_id: Option<String>,
    /// The app's mode at the platform.
    pub mode: Option<AppMode>,
    /// The https relay page registered for it.
    pub relay: Option<String>,
}

/// Progress of a sign-in, as `connect --json` prints it and the dialog shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum ConnectEvent {
    /// The browser can be opened now.
    Authorize {
        /// The authorization URL.
        url: String,
        /// The redirect URI in it.
        redirect_uri: String,
        /// How the answer will come back.
        way: Way,
        /// Why this way.
        reason: Text,
    },
    /// A code can be entered on any device now. Takes the place of `authorize`.
    Device {
        /// What to enter.
        user_code: String,
        /// Where.
        verification_uri: String,
        /// The same with the code in it, if the platform gives one.
        verification_uri_complete: Option<String>,
        /// How long the code is good.
        expires_at: Timestamp,
        /// Why this way.
        reason: Text,
    },
    /// No answer has come for a while: what the person may see in the browser. Once.
    Waiting {
        /// What may be seen, with cause and remedy.
        symptoms: Vec<Symptom>,
    },
    /// A request that was not the answer was turned away.
    Ignored {
        /// How many so far.
        count: u32,
    },
    /// The answer came back from the browser.
    Callback,
    /// The code became a token.
    Exchanged,
    /// The token became a long-lived one.
    Upgraded {
        /// Its new end.
        expires_at: Option<Timestamp>,
    },
    /// It did not; the short-lived token is kept.
    UpgradeFailed {
        /// Why.
        error: Error,
    },
    /// The keychain is being asked and may show its own window.
    Storing,
    /// The tokens lie in the vault.
    Stored,
    /// Ad accounts are being read.
    Accounts {
        /// How many have arrived so far.
        count: u32,
    },
    /// Done.
    Connected {
        /// The connection's name.
        connection: String,
        /// Who signed in.
        person: Person,
    },
    /// Not done.
    Error {
        /// Why.
        error: Error,
    },
}

/// The sign-in that symptoms are asked for.
#[derive(Clone, Debug, Default)]
pub struct SymptomContext {
    /// Its way back.
    pub way: Option<Way>,
    /// Its redirect address; `None`: the one that the app's settings should have.
    pub redirect_uri: Option<String>,
}

/// What a sign-in needs from the program around it.
pub struct ConnectIo<'a> {
    /// Told about every step.
    pub events: &'a (dyn Fn(ConnectEvent) + Send + Sync),
    /// Opens the authorization URL in the system browser; may fail without harm, the URL was told by an event.
    pub open_browser: &'a (dyn Fn(&Url) + Send + Sync),
    /// Yields what the person pastes, for the `paste` way and as a fallback beside the others.
    pub paste: Option<tokio::sync::mpsc::Receiver<Secret>>,
    /// Stops the sign-in.
    pub cancel: CancellationToken,
}

/// A finished sign-in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Connected {
    /// The connection's name.
    pub connection: String,
    /// Who signed in.
    pub person: Person,
    /// What is known of the token.
    pub token: TokenFacts,
    /// Things worth telling.
    pub findings: Vec<Finding>,
}

/// One connection in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ConnectionSummary {
    /// Its name.
    pub connection: String,
    /// The provider's key.
    pub provider: String,
    /// The state at the last check, corrected by the time that has passed since.
    pub state: ConnectionState,
    /// Who signed in.
    pub person: Option<Person>,
    /// When the token ends.
    pub expires_at: Option<Timestamp>,
    /// When it was last checked.
    pub checked_at: Option<Timestamp>,
    /// When this token was received.
    pub obtained_at: Option<Timestamp>,
    /// How many ad accounts are in each state, at the last reading; `null` before the first.
    pub accounts: Option<AccountCounts>,
    /// Why the state is not `connected`.
    pub problem: Option<Error>,
}

/// A connection with everything behind it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StatusReport {
    /// Its name.
    pub connection: String,
    /// The provider's key.
    pub provider: String,
    /// Its state.
    pub state: ConnectionState,
    /// When it was last checked; `null`: never.
    pub checked_at: Option<Timestamp>,
    /// When the ad accounts were last read; `null`: never.
    pub accounts_at: Option<Timestamp>,
    /// Who signed in.
    pub person: Option<Person>,
    /// What is known of the token.
    pub token: TokenFacts,
    /// The ad accounts.
    pub accounts: Vec<AdAccount>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// How much of the platform's limits is used up, the fullest first; empty: it did not say.
    pub usage: Vec<Usage>,
    /// Why the state is not `connected`, or why the accounts are old; decides the exit status.
    pub error: Option<Error>,
}

/// A token handed out. Only `token`, `exec` and `export` ever see one.
#[derive(Clone, Debug)]
pub struct HandedToken {
    /// The access token.
    pub access_token: Secret,
    /// `bearer`.
    pub token_type: String,
    /// When it ends; `None`: never, or not known.
    pub expires_at: Option<Timestamp>,
    /// The connection it belongs to.
    pub connection: String,
}

/// The outcome of a refresh.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Refreshed {
    /// The connection.
    pub connection: String,
    /// When the token ends now.
    pub expires_at: Option<Timestamp>,
    /// Whether that is later than before.
    pub extended: bool,
}

/// The outcome of a disconnect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Disconnected {
    /// The connection.
    pub connection: String,
    /// Whether it was removed from this computer.
    pub forgotten: bool,
    /// Whether the platform withdrew the grant; `null`: not asked for.
    pub revoked: Option<bool>,
    /// Other connections here that the platform ended with it: the same person's, through the same app.
    pub also_ended: Vec<String>,
    /// Why the platform did not.
    pub error: Option<Error>,
}

/// A provider as the person sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Integration {
    /// The provider's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Whether app credentials are there.
    pub configured: bool,
    /// The client id in use; not a secret.
    pub client_id: Option<String>,
    /// Whether the credentials come from the environment, where AdKeys cannot change them.
    pub from_environment: bool,
    /// The names of its connections.
    pub connections: Vec<String>,
    /// The scopes to choose from.
    pub scopes: Vec<Scope>,
    /// The login configuration that permissions come from, if one was entered.
    pub config_id: Option<String>,
    /// The app's mode, as the person said.
    pub mode: Option<AppMode>,
    /// The https relay page in use.
    pub relay: Option<String>,
    /// The ways back, in order of preference.
    pub ways: Vec<Way>,
    /// The same with what speaks for and against each, the best first.
    pub advice: Vec<Advice>,
    /// The redirect URI to register, as far as it is known before a sign-in.
    pub redirect_uri: String,
    /// Whether it has to be entered at the platform. Facebook takes localhost without, and cannot save it.
    pub redirect_to_register: bool,
}

/// One secret and where it lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StoredSecret {
    /// Which: a connection's or a provider's name.
    pub secret: String,
    /// `connection` or `app`.
    pub kind: String,
    /// Where: the store's name, or `environment`.
    #[serde(rename = "where")]
    pub store: String,
    /// The label in the system's own viewer.
    pub label: String,
}

/// The vault at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct VaultView {
    /// Whether it can be used.
    pub state: VaultState,
    /// Which one.
    pub place: Place,
    /// The passphrase that it waits for; `null`: none.
    pub passphrase: Option<PassphraseNeed>,
}
