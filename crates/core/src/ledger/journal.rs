//! Work that must not be forgotten by a crash.

use super::{InFlight, Ledger, seconds};
use crate::error::Result;

impl Ledger {
    /// Marks work as begun (replacing an older mark of the same connection and operation).
    ///
    /// # Errors
    /// As every call.
    pub fn begin(&self, work: &InFlight) -> Result<()> {
        const SQL: &str = "INSERT INTO in_flight (connection, operation, provider, since) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (connection, operation) DO UPDATE SET provider = excluded.provider, since = excluded.since";
        let InFlight { connection, operation, provider, since } = work;
        self.run(|database| {
            database.prepare_cached(SQL)?.execute((connection, operation, provider, since.unix()))?;
            Ok(())
        })
    }

    /// Marks work as ended; work that was never begun is no error.
    ///
    /// # Errors
    /// As every call.
    pub fn end(&self, connection: &str, operation: &str) -> Result<()> {
        const SQL: &str = "DELETE FROM in_flight WHERE connection = ?1 AND operation = ?2";
        self.run(|database| {
            database.prepare_cached(SQL)?.execute([connection, operation])?;
            Ok(())
        })
    }

    /// Work that was begun and not ended, oldest first.
    ///
    /// # Errors
    /// As every call.
    pub fn in_flight(&self) -> Result<Vec<InFlight>> {
        const SQL: &str = "SELECT connection, operation, provider, since FROM in_flight ORDER BY since, connection, operation";
        self.run(|database| {
            let mut statement = database.prepare_cached(SQL)?;
            let mut rows = statement.query([])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(InFlight {
                    connection: row.get(0)?,
                    operation: row.get(1)?,
                    provider: row.get(2)?,
                    since: seconds(row.get(3)?)?,
                });
            }
            Ok(found)
        })
    }
}
