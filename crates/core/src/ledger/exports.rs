//! Files that AdKeys has written for other tools.

use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::Ledger;
use super::fault::Fault;
use crate::error::Result;
use crate::time::Timestamp;

/// An exported file as the ledger remembers it. Holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRecord {
    /// The connection's name.
    pub connection: String,
    /// The recipe's id.
    pub recipe: String,
    /// The ad account, as it was given.
    pub account: Option<String>,
    /// Where it lies: an absolute path.
    pub path: String,
    /// SHA-256 of what was written, in hex: tells whether somebody else has changed it.
    pub hash: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// When the access token in it ends.
    pub expires_at: Option<Timestamp>,
    /// When the access token in it was received; `None`: there is none in it.
    pub obtained_at: Option<Timestamp>,
    /// Whether the token in it has been replaced since: a renewal may fall into the second in which it was received.
    #[serde(default)]
    pub outdated: bool,
    /// Whether it is written again at each renewal.
    pub keep_fresh: bool,
    /// Whether it may lie where git would take it in.
    pub force: bool,
}

impl Ledger {
    /// Every export with its number, oldest first.
    ///
    /// # Errors
    /// As every call.
    pub fn exports(&self) -> Result<Vec<(i64, ExportRecord)>> {
        self.run(|database| {
            let mut statement = database.prepare_cached("SELECT id, record FROM exports ORDER BY id")?;
            let rows = statement.query_map([], columns)?;
            rows.map(|row| parse(row?)).collect()
        })
    }

    /// The export to this path.
    ///
    /// # Errors
    /// As every call.
    pub fn export_to(&self, path: &str) -> Result<Option<(i64, ExportRecord)>> {
        self.run(|database| {
            let mut statement = database.prepare_cached("SELECT id, record FROM exports WHERE path = ?1")?;
            statement.query_one([path], columns).optional()?.map(parse).transpose()
        })
    }

    /// Adds an export, or replaces the one to the same path; tells its number.
    ///
    /// # Errors
    /// As every call.
    pub fn put_export(&self, export: &ExportRecord) -> Result<i64> {
        const SQL: &str = "INSERT INTO exports (path, record) VALUES (?1, ?2)
            ON CONFLICT (path) DO UPDATE SET record = excluded.record RETURNING id";
        self.run(|database| {
            let json = serde_json::to_string(export)?;
            Ok(database.prepare_cached(SQL)?.query_one((&export.path, json), |row| row.get(0))?)
        })
    }

    /// Forgets an export; the file stays.
    ///
    /// # Errors
    /// As every call.
    pub fn forget_export(&self, id: i64) -> Result<()> {
        self.run(|database| {
            database.execute("DELETE FROM exports WHERE id = ?1", [id])?;
            Ok(())
        })
    }
}

fn columns(row: &Row<'_>) -> rusqlite::Result<(i64, String)> {
    row.try_into()
}

fn parse((id, record): (i64, String)) -> std::result::Result<(i64, ExportRecord), Fault> {
    Ok((id, serde_json::from_str(&record)?))
}
