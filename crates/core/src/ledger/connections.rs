//! Connections, by name.

use rusqlite::{OptionalExtension, Row};

use super::fault::Fault;
use super::{ConnectionRecord, Ledger};
use crate::error::Result;

impl Ledger {
    /// Every connection, by name.
    ///
    /// # Errors
    /// As every call.
    pub fn connections(&self) -> Result<Vec<ConnectionRecord>> {
        self.run(|database| {
            let mut statement = database.prepare_cached("SELECT record FROM connections ORDER BY name")?;
            let rows = statement.query_map([], text)?;
            rows.map(|row| parse(&row?)).collect()
        })
    }

    /// One connection.
    ///
    /// # Errors
    /// As every call.
    pub fn connection(&self, name: &str) -> Result<Option<ConnectionRecord>> {
        self.run(|database| {
            let mut statement = database.prepare_cached("SELECT record FROM connections WHERE name = ?1")?;
            let record = statement.query_one([name], text).optional()?;
            record.map(|record| parse(&record)).transpose()
        })
    }

    /// Adds or replaces a connection. Its snapshot stays.
    ///
    /// # Errors
    /// As every call.
    pub fn put_connection(&self, record: &ConnectionRecord) -> Result<()> {
        const SQL: &str = "INSERT INTO connections (name, record) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET record = excluded.record";
        self.run(|database| {
            let json = serde_json::to_string(record)?;
            database.prepare_cached(SQL)?.execute((&record.name, json))?;
            Ok(())
        })
    }

    /// Removes a connection with its snapshot, what is kept of its accounts and its work in flight; its activity stays.
    ///
    /// # Errors
    /// As every call.
    pub fn forget(&self, name: &str) -> Result<()> {
        self.run(|database| {
            let transaction = database.transaction()?;
            transaction.execute("DELETE FROM connections WHERE name = ?1", [name])?;
            transaction.execute("DELETE FROM in_flight WHERE connection = ?1", [name])?;
            Ok(transaction.commit()?)
        })
    }
}

fn text(row: &Row<'_>) -> rusqlite::Result<String> {
    row.get(0)
}

fn parse(record: &str) -> std::result::Result<ConnectionRecord, Fault> {
    Ok(serde_json::from_str(record)?)
}
