//! Everything that is not secret: connections, account snapshots, activity. One SQLite file in WAL mode, shared by
//! the window and any number of command-line processes.
//!
//! A connection's record is one JSON document: it is always read and written whole, and fields may be added without
//! a migration. What is searched, sorted or compared by SQL has a column.

mod activity;
mod apps;
mod back_off;
mod connections;
mod exports;
mod fault;
mod journal;
mod notices;
mod open;
mod record;
mod snapshots;
mod spend;
mod tool_grants;
mod traces;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

pub use self::apps::{AppFacts, AppMode};
pub use self::exports::ExportRecord;
use self::fault::Fault;
pub use self::record::{Activity, ConnectionRecord, ConnectionState, InFlight, Snapshot, ToolGrant};
use crate::error::Result;
use crate::time::Timestamp;

/// The ledger. One per process; calls are short and safe from any thread.
///
/// A commit is on the disk when the call returns, except for [`Ledger::note`].
///
/// Every call can fail with `ledger-damaged`, if the file is damaged, and with `unexpected`, if it cannot be used for
/// another reason: disk full, no permission, another program keeps it locked for more than five seconds.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    database: Mutex<Connection>,
}

impl Ledger {
    /// Opens or creates the file and brings its schema up to date.
    ///
    /// # Errors
    /// `ledger-damaged` if the file is no ledger, is damaged, or comes from a newer AdKeys. The file is left alone.
    pub fn open(path: &Path) -> Result<Self> {
        let database = open::open(path).map_err(|fault| fault.into_error(path))?;
        Ok(Self { path: path.to_owned(), database: Mutex::new(database) })
    }

    /// A number that changes whenever any process changes the ledger. It says nothing after a restart.
    ///
    /// # Errors
    /// As every call.
    pub fn version(&self) -> Result<u32> {
        // The first counts the commits of other connections, the second the rows changed by this one. Neither ever
        // falls, so their sum cannot stay the same when one of them moves.
        const SQL: &str = "SELECT data_version + total_changes() FROM pragma_data_version";
        self.run(|database| {
            let sum: i64 = database.query_one(SQL, [], |row| row.get(0))?;
            Ok(u32::try_from(sum & i64::from(u32::MAX)).unwrap_or_default())
        })
    }

    /// Runs `work` on the one connection to the database.
    fn run<T>(&self, work: impl FnOnce(&mut Connection) -> std::result::Result<T, Fault>) -> Result<T> {
        let mut database = self.database.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut database).map_err(|fault| fault.into_error(&self.path))
    }
}

/// A time as it lies in a column.
fn seconds(unix: i64) -> std::result::Result<Timestamp, Fault> {
    Timestamp::from_unix(unix).ok_or(Fault::Damaged)
}
