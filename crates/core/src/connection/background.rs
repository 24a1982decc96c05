//! Renewal without anybody asking: once a day at most, spread over time, silent about a network that is not there.

use std::time::Duration;

use super::context::Context;
use super::state;
use super::types::Refreshed;
use crate::error::{Code, Result};
use crate::ledger::{ConnectionRecord, ConnectionState};

/// Between two renewals of one connection: Meta's own SDKs extend once a day at most.
const BETWEEN: Duration = Duration::from_secs(24 * 3600);
/// Up to this much is added, so that many connections and machines do not ask at the same second.
const JITTER_SECONDS: u64 = 2 * 3600;

impl Context {
    /// Renews what is due. Stops at the first sign that the network is not there: the next round will do.
    pub(crate) async fn renew_due(&self) -> Result<Vec<Refreshed>> {
        let mut renewed = Vec::new();
        for record in self.ledger.connections()? {
            if !self.due(&record)? {
                continue;
            }
            match self.refresh(&record.name).await {
                Ok(refreshed) => renewed.push(refreshed),
                Err(error) if error.code == Code::Network => break,
                // Told by the state and the activity of that connection; the others go on.
                Err(_) => {}
            }
            self.ledger.put_back_off(&waiting_key(&record.name), self.now().after(self.until_next()))?;
        }
        Ok(renewed)
    }

    fn due(&self, record: &ConnectionRecord) -> Result<bool> {
        let Ok(provider) = self.catalogue().provider(&record.provider) else { return Ok(false) };
        let facts = &record.facts;
        let works = matches!(
            state::shown(record, self.now()),
            ConnectionState::Connected | ConnectionState::Expiring
        );
        let old_enough = facts.obtained_at.is_some_and(|at| {
            self.now().seconds_since(at) >= i64::try_from(BETWEEN.as_secs()).unwrap_or(i64::MAX)
        });
        if !works || !old_enough || !state::renewable(provider.refresh.mode, facts.kind, facts.origin, true) {
            return Ok(false);
        }
        Ok(self.ledger.back_off(&waiting_key(&record.name), self.now())?.is_none())
    }

    fn until_next(&self) -> Duration {
        let [high, low, ..] = self.entropy.bytes();
        let jitter = u64::from(u16::from_be_bytes([high, low])) * JITTER_SECONDS / u64::from(u16::MAX);
        BETWEEN + Duration::from_secs(jitter)
    }
}

fn waiting_key(connection: &str) -> String {
    format!("renew/{connection}")
}
