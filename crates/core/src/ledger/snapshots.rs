//! The ad accounts as they were last seen.
//!
//! A snapshot is written and read as a whole, so it is one row with one JSON document, not a row per account: ten
//! thousand accounts are one insert, and replacing them is atomic by itself. What a list of connections needs, the
//! counts per state, lies beside it.

use rusqlite::OptionalExtension;

use super::{Ledger, Snapshot, fault::Fault, seconds};
use crate::account::AccountCounts;
use crate::error::Result;

impl Ledger {
    /// The last snapshot.
    ///
    /// # Errors
    /// As every call.
    pub fn snapshot(&self, connection: &str) -> Result<Option<Snapshot>> {
        const SQL: &str = "SELECT taken_at, findings, accounts FROM snapshots WHERE connection = ?1";
        type Columns = (i64, String, String);
        self.run(|database| {
            let columns = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Columns> { row.try_into() };
            let found = database.prepare_cached(SQL)?.query_one([connection], columns).optional()?;
            found.map(parse).transpose()
        })
    }

    /// How many ad accounts were in each state at the last snapshot. Quick, however many there are.
    ///
    /// # Errors
    /// As every call.
    pub fn counts(&self, connection: &str) -> Result<Option<AccountCounts>> {
        const SQL: &str = "SELECT counts FROM snapshots WHERE connection = ?1";
        self.run(|database| {
            let counts: Option<String> =
                database.prepare_cached(SQL)?.query_one([connection], |row| row.get(0)).optional()?;
            counts.map(|counts| Ok(serde_json::from_str(&counts)?)).transpose()
        })
    }

    /// Replaces the snapshot. One of a connection that is not in the ledger is dropped: it was forgotten while its
    /// accounts were being read.
    ///
    /// # Errors
    /// As every call.
    pub fn put_snapshot(&self, connection: &str, snapshot: &Snapshot) -> Result<()> {
        const SQL: &str = "INSERT INTO snapshots (connection, taken_at, counts, findings, accounts)
            SELECT name, ?2, ?3, ?4, ?5 FROM connections WHERE name = ?1
            ON CONFLICT (connection) DO UPDATE SET
                taken_at = excluded.taken_at, counts = excluded.counts,
                findings = excluded.findings, accounts = excluded.accounts";
        // What is kept of an account goes with it.
        const DROP: &str = "DELETE FROM spend WHERE connection = ?1
            AND account NOT IN (SELECT value ->> 'id' FROM json_each(?2))";
        let counts = AccountCounts::of(&snapshot.accounts);
        self.run(|database| {
            let accounts = serde_json::to_string(&snapshot.accounts)?;
            let transaction = database.transaction()?;
            transaction.prepare_cached(SQL)?.execute((
                connection,
                snapshot.taken_at.unix(),
                serde_json::to_string(&counts)?,
                serde_json::to_string(&snapshot.findings)?,
                &accounts,
            ))?;
            transaction.prepare_cached(DROP)?.execute((connection, &accounts))?;
            Ok(transaction.commit()?)
        })
    }
}

fn parse((taken_at, findings, accounts): (i64, String, String)) -> std::result::Result<Snapshot, Fault> {
    Ok(Snapshot {
        taken_at: seconds(taken_at)?,
        accounts: serde_json::from_str(&accounts)?,
        findings: serde_json::from_str(&findings)?,
    })
}
