//! The last sign-ins, step by step.

use rusqlite::{OptionalExtension, Row};

use super::{Ledger, fault::Fault};
use crate::error::Result;
use crate::trace::Trace;

/// How many are kept.
const KEPT: i64 = 10;

impl Ledger {
    /// The last sign-in of a connection, or at a provider.
    ///
    /// # Errors
    /// As every call.
    pub fn trace(&self, connection_or_provider: &str) -> Result<Option<Trace>> {
        const SQL: &str = "SELECT trace FROM traces WHERE connection = ?1 OR provider = ?1 ORDER BY connection = ?1 DESC, id DESC";
        self.run(|database| {
            let text = |row: &Row<'_>| row.get::<_, String>(0);
            let found = database.prepare_cached(SQL)?.query_row([connection_or_provider], text).optional()?;
            found.map(|text| Ok(serde_json::from_str(&text)?)).transpose()
        })
    }

    /// Keeps a trace; the oldest make room.
    ///
    /// # Errors
    /// As every call.
    pub fn put_trace(&self, trace: &Trace) -> Result<()> {
        const ADD: &str = "INSERT INTO traces (connection, provider, trace) VALUES (?1, ?2, ?3)";
        const CAP: &str = "DELETE FROM traces WHERE id <= last_insert_rowid() - ?1";
        self.run(|database| {
            let text = serde_json::to_string(trace)?;
            let transaction = database.transaction()?;
            transaction.prepare_cached(ADD)?.execute((&trace.connection, &trace.provider, text))?;
            transaction.prepare_cached(CAP)?.execute([KEPT])?;
            Ok::<_, Fault>(transaction.commit()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    fn trace(connection: &str, outcome: &str) -> Trace {
        Trace {
            connection: connection.into(),
            provider: "facebook".into(),
            started_at: Timestamp::from_unix(0).unwrap(),
            ended_at: None,
            outcome: outcome.into(),
            steps: Vec::new(),
        }
    }

    #[test]
    fn the_last_ten_are_kept_and_the_latest_is_shown() {
        let dir = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&dir.path().join("a.db")).unwrap();
        assert_eq!(ledger.trace("facebook").unwrap(), None);
        ledger.put_trace(&trace("old", "connected")).unwrap();
        for number in 0..10 {
            ledger.put_trace(&trace("agency", &number.to_string())).unwrap();
        }
        assert_eq!(ledger.trace("old").unwrap(), None);
        assert_eq!(ledger.trace("agency").unwrap().unwrap().outcome, "9");
        assert_eq!(ledger.trace("facebook").unwrap().unwrap().outcome, "9");
    }
}
