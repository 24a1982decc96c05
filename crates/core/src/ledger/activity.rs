//! What happened, newest first, as far back as there is room.

use rusqlite::{Connection, Row, named_params};

use super::fault::Fault;
use super::{Activity, Ledger, seconds};
use crate::error::Result;

/// How many entries are kept.
pub(super) const KEPT: i64 = 10_000;

impl Ledger {
    /// Notes what happened. The oldest entries make room.
    ///
    /// Does not wait for the disk: `adkeys token` notes each hand-out. A power cut may take the last entries, a
    /// crash of the program none.
    ///
    /// # Errors
    /// As every call.
    pub fn note(&self, activity: &Activity) -> Result<()> {
        self.run(|database| {
            database.pragma_update(None, "synchronous", "NORMAL")?;
            let noted = add(database, activity);
            database.pragma_update(None, "synchronous", "FULL")?;
            noted
        })
    }

    /// What happened last, newest first; of every connection if `connection` is `None`.
    ///
    /// # Errors
    /// As every call.
    pub fn activity(&self, connection: Option<&str>, limit: u32) -> Result<Vec<Activity>> {
        // Two statements, because one for both cases could not use the index.
        const ALL: &str =
            "SELECT at, connection, event, code, detail FROM activity ORDER BY id DESC LIMIT :limit";
        const ONE: &str = "SELECT at, connection, event, code, detail FROM activity
            WHERE connection = :connection ORDER BY id DESC LIMIT :limit";
        self.run(|database| {
            let mut statement = database.prepare_cached(if connection.is_some() { ONE } else { ALL })?;
            let mut rows = match connection {
                Some(connection) => {
                    statement.query(named_params! { ":connection": connection, ":limit": limit })?
                }
                None => statement.query(named_params! { ":limit": limit })?,
            };
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(read(row)?);
            }
            Ok(found)
        })
    }
}

fn add(database: &mut Connection, activity: &Activity) -> std::result::Result<(), Fault> {
    const ADD: &str =
        "INSERT INTO activity (at, connection, event, code, detail) VALUES (?1, ?2, ?3, ?4, ?5)";
    const CAP: &str = "DELETE FROM activity WHERE id <= last_insert_rowid() - ?1";
    let Activity { at, connection, event, code, detail } = activity;
    let transaction = database.transaction()?;
    transaction.prepare_cached(ADD)?.execute((at.unix(), connection, event, code, detail))?;
    transaction.prepare_cached(CAP)?.execute([KEPT])?;
    Ok(transaction.commit()?)
}

fn read(row: &Row<'_>) -> std::result::Result<Activity, Fault> {
    Ok(Activity {
        at: seconds(row.get(0)?)?,
        connection: row.get(1)?,
        event: row.get(2)?,
        code: row.get(3)?,
        detail: row.get(4)?,
    })
}
