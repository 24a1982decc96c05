//! What ad accounts spent lately, as it was last read.

use rusqlite::{Row, params};

use super::fault::Fault;
use super::{Ledger, seconds};
use crate::account::KnownSpend;
use crate::error::Result;
use crate::time::Timestamp;

/// What is older says nothing of the last 30 days any more, in seconds.
const KEPT: i64 = 31 * 24 * 3600;

impl Ledger {
    /// What is known of `accounts`; of none named, of all.
    ///
    /// # Errors
    /// As every call.
    pub fn spend(&self, connection: &str, accounts: &[String]) -> Result<Vec<KnownSpend>> {
        const SQL: &str = "SELECT account, read_at, currency, total, until, days FROM spend
            WHERE connection = ?1 AND (?2 = '[]' OR account IN (SELECT value FROM json_each(?2)))";
        self.run(|database| {
            let named = serde_json::to_string(accounts)?;
            let mut statement = database.prepare_cached(SQL)?;
            let rows = statement.query_map((connection, named), |row| Ok(read(row)))?;
            rows.map(|row| row?).collect()
        })
    }

    /// Keeps what was read, in place of what was known of the same accounts, and drops what grew too old at `now`. What
    /// belongs to a connection that is not in the ledger is dropped: it was forgotten meanwhile.
    ///
    /// # Errors
    /// As every call.
    pub fn put_spend(&self, connection: &str, spend: &[KnownSpend], now: Timestamp) -> Result<()> {
        const ADD: &str =
            "INSERT OR REPLACE INTO spend (connection, account, read_at, currency, total, until, days)
            SELECT name, ?2, ?3, ?4, ?5, ?6, ?7 FROM connections WHERE name = ?1";
        const CAP: &str = "DELETE FROM spend WHERE connection = ?1 AND read_at < ?2";
        self.run(|database| {
            let transaction = database.transaction()?;
            for one in spend {
                transaction.prepare_cached(ADD)?.execute(params![
                    connection,
                    one.account,
                    one.read_at.unix(),
                    one.currency,
                    one.total,
                    one.until,
                    serde_json::to_string(&one.days)?,
                ])?;
            }
            transaction.prepare_cached(CAP)?.execute((connection, now.unix() - KEPT))?;
            Ok(transaction.commit()?)
        })
    }
}

fn read(row: &Row<'_>) -> std::result::Result<KnownSpend, Fault> {
    let days: String = row.get(5)?;
    Ok(KnownSpend {
        account: row.get(0)?,
        read_at: seconds(row.get(1)?)?,
        currency: row.get(2)?,
        total: row.get(3)?,
        until: row.get(4)?,
        days: serde_json::from_str(&days)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::tests::{Desk, at, record, snapshot};

    fn spend(account: &str, read_at: i64) -> KnownSpend {
        let days = [Some("1.50"), None, Some("2")].map(|day| day.map(str::to_owned)).to_vec();
        let (currency, total) = (Some("EUR".into()), Some("3.50".into()));
        KnownSpend {
            account: account.into(),
            read_at: at(read_at),
            currency,
            total,
            until: "2026-11-27".into(),
            days,
        }
    }

    fn ids(ledger: &Ledger, accounts: &[&str]) -> Vec<String> {
        let accounts: Vec<String> = accounts.iter().map(|&id| id.to_owned()).collect();
        ledger.spend("facebook", &accounts).unwrap().into_iter().map(|spend| spend.account).collect()
    }

    #[test]
    fn what_was_spent_comes_back_as_it_was_after_a_restart() {
        let desk = Desk::new();
        let silent = KnownSpend { total: None, currency: None, days: Vec::new(), ..spend("act_1", 5) };
        let ledger = desk.ledger();
        ledger.put_connection(&record("facebook")).unwrap();
        ledger.put_spend("facebook", &[silent.clone(), spend("act_0", 5)], at(5)).unwrap();
        drop(ledger);
        let ledger = desk.ledger();
        assert_eq!(ledger.spend("facebook", &[]).unwrap(), [spend("act_0", 5), silent]);
        ledger.put_spend("facebook", &[spend("act_1", 9)], at(9)).unwrap();
        assert_eq!(ledger.spend("facebook", &["act_1".into()]).unwrap(), [spend("act_1", 9)]);
        assert_eq!(ids(&ledger, &["act_0", "act_7"]), ["act_0"]);
    }

    #[test]
    fn what_is_too_old_to_say_anything_makes_room() {
        let ledger = Desk::new().ledger();
        ledger.put_connection(&record("facebook")).unwrap();
        ledger.put_spend("facebook", &[spend("act_0", 0), spend("act_1", 1)], at(1)).unwrap();
        ledger.put_spend("facebook", &[spend("act_2", KEPT + 1)], at(KEPT + 1)).unwrap();
        assert_eq!(ids(&ledger, &[]), ["act_1", "act_2"]);
    }

    #[test]
    fn what_was_spent_goes_with_its_account_and_with_its_connection() {
        let ledger = Desk::new().ledger();
        for name in ["facebook", "agency"] {
            ledger.put_connection(&record(name)).unwrap();
            ledger.put_spend(name, &[spend("act_0", 5), spend("act_1", 5)], at(5)).unwrap();
        }
        ledger.put_snapshot("facebook", &snapshot(1)).unwrap();
        assert_eq!(ids(&ledger, &[]), ["act_0"], "act_1 is not among the accounts any more");
        ledger.forget("facebook").unwrap();
        // An answer that was still on its way.
        ledger.put_spend("facebook", &[spend("act_0", 6)], at(6)).unwrap();
        assert_eq!(ids(&ledger, &[]), [""; 0]);
        assert_eq!(ledger.spend("agency", &[]).unwrap().len(), 2);
    }
}
