//! Every connection at a glance, from the ledger alone.

use super::context::Context;
use super::state;
use super::types::ConnectionSummary;
use crate::error::Result;
use crate::ledger::ConnectionRecord;

impl Context {
    pub(crate) fn list(&self) -> Result<Vec<ConnectionSummary>> {
        self.ledger.connections()?.into_iter().map(|record| self.summary(record)).collect()
    }

    fn summary(&self, record: ConnectionRecord) -> Result<ConnectionSummary> {
        Ok(ConnectionSummary {
            state: state::shown(&record, self.now()),
            accounts: self.ledger.counts(&record.name)?,
            expires_at: record.facts.expires_at,
            obtained_at: record.facts.obtained_at,
            connection: record.name,
            provider: record.provider,
            person: record.person,
            checked_at: record.checked_at,
            problem: record.problem,
        })
    }
}
