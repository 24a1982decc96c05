//! What the ledger remembers, as its callers see it.

use serde::{Deserialize, Serialize};

use crate::account::AdAccount;
use crate::catalogue::Way;
use crate::error::Error;
use crate::finding::Finding;
use crate::grant::{Person, TokenFacts};
use crate::time::Timestamp;
use crate::usage::Usage;

/// The state of a connection, in the words of every interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ConnectionState {
    /// Works.
    Connected,
    /// Works, ends within a week and cannot be renewed in time without the person.
    Expiring,
    /// Its time ran out.
    Expired,
    /// Withdrawn by the person or the platform.
    Revoked,
    /// The platform wants something of the person first; the token may live.
    Blocked,
    /// Nothing there.
    NotConnected,
    /// Could not be checked: not the same as bad.
    Unknown,
}

/// A connection as the ledger remembers it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConnectionRecord {
    /// Its name (`facebook`, `facebook-agency`).
    pub name: String,
    /// The provider's key.
    pub provider: String,
    /// Who signed in.
    pub person: Option<Person>,
    /// The state at the last check.
    pub state: ConnectionState,
    /// What is known of the token.
    pub facts: TokenFacts,
    /// How the last sign-in came back; `None` for a pasted token.
    pub way: Option<Way>,
    /// First connected.
    pub connected_at: Timestamp,
    /// Last checked with the platform.
    pub checked_at: Option<Timestamp>,
    /// Why the state is not `connected`.
    pub problem: Option<Error>,
    /// How much of the platform's limits was used, as last told.
    #[serde(default)]
    pub usage: Vec<Usage>,
}

/// The ad accounts as they were at the last successful reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// When they were read.
    pub taken_at: Timestamp,
    /// The accounts.
    pub accounts: Vec<AdAccount>,
    /// What was found on the way.
    pub findings: Vec<Finding>,
}

/// What happened to a connection. Holds no secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Activity {
    /// When.
    pub at: Timestamp,
    /// To which connection.
    pub connection: String,
    /// What: `connected`, `reconnected`, `renewed`, `renewal-failed`, `checked`, `check-failed`, `token-given`,
    /// `disconnected`, `revoked`, …
    pub event: String,
    /// The error code, if it failed.
    pub code: Option<String>,
    /// Further words: of `token-given`, the name of the tool that took the token.
    pub detail: Option<String>,
}

/// A person's answer to a tool that wanted a connection's token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ToolGrant {
    /// What it is taken back by.
    pub id: String,
    /// The connection.
    pub connection: String,
    /// The tool's name.
    pub tool: String,
    /// Where its program lies. A hint and no proof: see `docs/agent.md`.
    pub path: String,
    /// Whether the answer was yes.
    pub allowed: bool,
    /// How long it holds; `null`: until it is taken back.
    pub until: Option<Timestamp>,
    /// When it was given.
    pub granted_at: Timestamp,
    /// When the tool last had a token by it.
    pub last_used: Option<Timestamp>,
}

/// Work that was begun and not ended: a crash in between shows at the next start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InFlight {
    /// The connection.
    pub connection: String,
    /// `connect` or `refresh`.
    pub operation: String,
    /// The provider.
    pub provider: String,
    /// When it began.
    pub since: Timestamp,
}
