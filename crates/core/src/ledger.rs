//! Everything that is not secret: connections, account snapshots, activity. One SQLite file in WAL mode, shared by
//! the window and any number of command-line processes.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::account::AdAccount;
use crate::catalogue::Way;
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::grant::{Person, TokenFacts};
use crate::time::Timestamp;

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
    /// Further words, such as the tool that took a token.
    pub detail: Option<String>,
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

/// The ledger. One per process; calls are short and safe from any thread.
#[derive(Debug)]
pub struct Ledger {}

#[allow(clippy::todo, clippy::missing_errors_doc, reason = "skeleton; every call fails only with ledger-damaged")]
impl Ledger {
    /// Opens or creates the file and brings its schema up to date.
    ///
    /// # Errors
    /// `ledger-damaged` if the file is no ledger, is damaged, or comes from a newer AdKeys. The file is left alone.
    pub fn open(path: &Path) -> Result<Self> {
        let _ = path;
        todo!()
    }
    /// Every connection, by name.
    pub fn connections(&self) -> Result<Vec<ConnectionRecord>> {
        todo!()
    }
    /// One connection.
    pub fn connection(&self, name: &str) -> Result<Option<ConnectionRecord>> {
        let _ = name;
        todo!()
    }
    /// Adds or replaces a connection.
    pub fn put_connection(&self, record: &ConnectionRecord) -> Result<()> {
        let _ = record;
        todo!()
    }
    /// Removes a connection with its snapshot and its work in flight; its activity stays.
    pub fn forget(&self, name: &str) -> Result<()> {
        let _ = name;
        todo!()
    }
    /// The last snapshot.
    pub fn snapshot(&self, connection: &str) -> Result<Option<Snapshot>> {
        let _ = connection;
        todo!()
    }
    /// Replaces the snapshot.
    pub fn put_snapshot(&self, connection: &str, snapshot: &Snapshot) -> Result<()> {
        let _ = (connection, snapshot);
        todo!()
    }
    /// Notes what happened.
    pub fn note(&self, activity: &Activity) -> Result<()> {
        let _ = activity;
        todo!()
    }
    /// What happened last, newest first; of every connection if `connection` is `None`.
    pub fn activity(&self, connection: Option<&str>, limit: u32) -> Result<Vec<Activity>> {
        let _ = (connection, limit);
        todo!()
    }
    /// Marks work as begun (replacing an older mark of the same connection and operation).
    pub fn begin(&self, work: &InFlight) -> Result<()> {
        let _ = work;
        todo!()
    }
    /// Marks work as ended.
    pub fn end(&self, connection: &str, operation: &str) -> Result<()> {
        let _ = (connection, operation);
        todo!()
    }
    /// Work that was begun and not ended, oldest first.
    pub fn in_flight(&self) -> Result<Vec<InFlight>> {
        todo!()
    }
    /// Until when calls under `key` (provider, app or account) have to wait, if that is still to come at `now`.
    pub fn back_off(&self, key: &str, now: Timestamp) -> Result<Option<Timestamp>> {
        let _ = (key, now);
        todo!()
    }
    /// Notes until when calls under `key` have to wait; never shortens a wait.
    pub fn put_back_off(&self, key: &str, until: Timestamp) -> Result<()> {
        let _ = (key, until);
        todo!()
    }
    /// A number that changes whenever any process changes the ledger (SQLite `data_version` and own changes).
    pub fn version(&self) -> Result<u32> {
        todo!()
    }
}
