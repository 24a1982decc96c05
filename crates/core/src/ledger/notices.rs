//! What a person has been told of each connection.

use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Ledger, seconds};
use crate::error::Result;
use crate::time::Timestamp;

impl Ledger {
    /// What was told of a connection; `None`: nothing yet.
    ///
    /// # Errors
    /// As every call.
    pub fn told<T: DeserializeOwned>(&self, connection: &str) -> Result<Option<T>> {
        const SQL: &str = "SELECT told FROM notices WHERE connection = ?1";
        self.run(|database| {
            let told: Option<String> =
                database.prepare_cached(SQL)?.query_one([connection], |row| row.get(0)).optional()?;
            told.map(|told| Ok(serde_json::from_str(&told)?)).transpose()
        })
    }

    /// Notes what was told. Of a connection that has gone meanwhile, nothing is noted.
    ///
    /// # Errors
    /// As every call.
    pub fn put_told<T: Serialize>(&self, connection: &str, told: &T) -> Result<()> {
        const SQL: &str = "INSERT INTO notices (connection, told)
            SELECT name, ?2 FROM connections WHERE name = ?1
            ON CONFLICT (connection) DO UPDATE SET told = excluded.told";
        self.run(|database| {
            let json = serde_json::to_string(told)?;
            database.prepare_cached(SQL)?.execute((connection, json))?;
            Ok(())
        })
    }

    /// When the snapshot was taken. Quick, however many accounts are in it.
    ///
    /// # Errors
    /// As every call.
    pub fn snapshot_taken_at(&self, connection: &str) -> Result<Option<Timestamp>> {
        const SQL: &str = "SELECT taken_at FROM snapshots WHERE connection = ?1";
        self.run(|database| {
            let at = database.prepare_cached(SQL)?.query_one([connection], |row| row.get(0)).optional()?;
            at.map(seconds).transpose()
        })
    }
}
