//! Waits that a platform asked for, shared by all processes.

use rusqlite::OptionalExtension;

use super::{Ledger, seconds};
use crate::error::Result;
use crate::time::Timestamp;

impl Ledger {
    /// Until when calls under `key` (provider, app or account) have to wait, if that is still to come at `now`.
    ///
    /// # Errors
    /// As every call.
    pub fn back_off(&self, key: &str, now: Timestamp) -> Result<Option<Timestamp>> {
        const SQL: &str = "SELECT until FROM back_off WHERE key = ?1 AND until > ?2";
        self.run(|database| {
            let until =
                database.prepare_cached(SQL)?.query_one((key, now.unix()), |row| row.get(0)).optional()?;
            until.map(seconds).transpose()
        })
    }

    /// Notes until when calls under `key` have to wait; never shortens a wait.
    ///
    /// # Errors
    /// As every call.
    pub fn put_back_off(&self, key: &str, until: Timestamp) -> Result<()> {
        const SQL: &str = "INSERT INTO back_off (key, until) VALUES (?1, ?2)
            ON CONFLICT (key) DO UPDATE SET until = max(until, excluded.until)";
        self.run(|database| {
            database.prepare_cached(SQL)?.execute((key, until.unix()))?;
            Ok(())
        })
    }
}
