//! Which tools may have the token of which connection.

use rusqlite::{OptionalExtension, Row, named_params};

use super::fault::Fault;
use super::{Ledger, ToolGrant, seconds};
use crate::error::Result;
use crate::time::Timestamp;

const COLUMNS: &str = "id, connection, tool, path, allowed, until, granted_at, last_used";

impl Ledger {
    /// What was answered for the program at `path`, if that still holds at `now`.
    ///
    /// # Errors
    /// As every call.
    pub fn tool_grant(&self, connection: &str, path: &str, now: Timestamp) -> Result<Option<ToolGrant>> {
        self.run(|database| {
            let sql = format!(
                "SELECT {COLUMNS} FROM tool_grants
                WHERE connection = ?1 AND path = ?2 AND (until IS NULL OR until > ?3)"
            );
            let mut statement = database.prepare_cached(&sql)?;
            let grant =
                statement.query_row((connection, path, now.unix()), |row| Ok(read(row))).optional()?;
            grant.transpose()
        })
    }

    /// Every answer that still holds at `now`, the newest first. Those that do not are removed.
    ///
    /// # Errors
    /// As every call.
    pub fn tool_grants(&self, now: Timestamp) -> Result<Vec<ToolGrant>> {
        self.run(|database| {
            database.execute("DELETE FROM tool_grants WHERE until <= ?1", [now.unix()])?;
            let sql = format!("SELECT {COLUMNS} FROM tool_grants ORDER BY id DESC");
            let mut statement = database.prepare_cached(&sql)?;
            let rows = statement.query_map([], |row| Ok(read(row)))?;
            rows.map(|row| row?).collect()
        })
    }

    /// Remembers an answer; it takes the place of an earlier one. Its `id` is not looked at.
    ///
    /// # Errors
    /// As every call; `ledger-damaged` if there is no such connection.
    pub fn put_tool_grant(&self, grant: &ToolGrant) -> Result<()> {
        const SQL: &str = "INSERT OR REPLACE INTO tool_grants
            (connection, tool, path, allowed, until, granted_at, last_used)
            VALUES (:connection, :tool, :path, :allowed, :until, :granted_at, :last_used)";
        self.run(|database| {
            database.prepare_cached(SQL)?.execute(named_params! {
                ":connection": grant.connection,
                ":tool": grant.tool,
                ":path": grant.path,
                ":allowed": grant.allowed,
                ":until": grant.until.map(Timestamp::unix),
                ":granted_at": grant.granted_at.unix(),
                ":last_used": grant.last_used.map(Timestamp::unix),
            })?;
            Ok(())
        })
    }

    /// Notes that a grant was used.
    ///
    /// # Errors
    /// As every call.
    pub fn touch_tool_grant(&self, id: &str, now: Timestamp) -> Result<()> {
        const SQL: &str = "UPDATE tool_grants SET last_used = ?2 WHERE id = ?1 AND last_used IS NOT ?2";
        self.run(|database| {
            database.prepare_cached(SQL)?.execute((id, now.unix()))?;
            Ok(())
        })
    }

    /// Takes an answer back. Whether there was one.
    ///
    /// # Errors
    /// As every call.
    pub fn remove_tool_grant(&self, id: &str) -> Result<bool> {
        self.run(|database| Ok(database.execute("DELETE FROM tool_grants WHERE id = ?1", [id])? > 0))
    }
}

fn read(row: &Row<'_>) -> std::result::Result<ToolGrant, Fault> {
    let time = |column| -> std::result::Result<Option<Timestamp>, Fault> {
        row.get::<_, Option<i64>>(column)?.map(seconds).transpose()
    };
    Ok(ToolGrant {
        id: row.get::<_, i64>(0)?.to_string(),
        connection: row.get(1)?,
        tool: row.get(2)?,
        path: row.get(3)?,
        allowed: row.get(4)?,
        until: time(5)?,
        granted_at: seconds(row.get(6)?)?,
        last_used: time(7)?,
    })
}
