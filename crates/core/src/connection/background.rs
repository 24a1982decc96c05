//! Renewal without anybody asking: once a day at most, spread over time, silent about a network that is not there.

use std::time::Duration;

use super::context::Context;
use super::state;
use super::types::Refreshed;
use crate::error::{Code, Error, Result};
use crate::ledger::{ConnectionRecord, ConnectionState};
use crate::vault::item::Grant;

/// Between two renewals of one connection: Meta's own SDKs extend once a day at most.
const BETWEEN: Duration = Duration::from_secs(24 * 3600);
/// Until a platform that was out of order is asked again: Meta's own SDKs wait as long.
const AFTER_FAULT: Duration = Duration::from_secs(3600);
/// Up to this much is added, so that many connections and machines do not ask at the same second.
const JITTER_SECONDS: u64 = 2 * 3600;
/// A token with less left than this is renewed by whoever asks the platform anyway: not everybody keeps a program
/// open that does it in time.
const ENDS_SOON: i64 = 14 * 24 * 3600;

impl Context {
    /// Renews what is due. Stops at the first sign that the network is not there: the next round will do.
    pub(crate) async fn renew_due(&self) -> Result<Vec<Refreshed>> {
        let mut renewed = Vec::new();
        for record in self.ledger.connections()? {
            if !self.due(&record)? {
                continue;
            }
            let outcome = self.refresh(&record.name).await;
            if outcome.as_ref().is_err_and(|error| error.code == Code::Network) {
                return outcome.map(|_| renewed);
            }
            self.wait_after(&record, outcome.as_ref().err())?;
            // What failed is told by the state and the activity of that connection; the others go on.
            renewed.extend(outcome);
        }
        Ok(renewed)
    }

    /// The grant, renewed if it ends within two weeks and nobody tried today. What fails leaves it as it is.
    pub(super) async fn fresher(&self, record: &ConnectionRecord, grant: Grant) -> Result<Grant> {
        let ends_soon = |end: crate::time::Timestamp| end.seconds_since(self.now()) < ENDS_SOON;
        if !grant.tokens.expires_at.is_some_and(ends_soon) || !self.due(record)? {
            return Ok(grant);
        }
        let outcome = self.renew(record, &grant).await;
        self.wait_after(record, outcome.as_ref().err())?;
        Ok(outcome.map_or(grant, |renewal| renewal.grant))
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

    /// Nobody tries again for a day; after a fault of the moment, for an hour.
    fn wait_after(&self, record: &ConnectionRecord, failure: Option<&Error>) -> Result<()> {
        let pause = match failure.map(|error| error.code) {
            Some(Code::RateLimited | Code::PlatformUnavailable | Code::Network) => AFTER_FAULT,
            _ => BETWEEN,
        };
        self.ledger.put_back_off(&waiting_key(&record.name), self.now().after(pause + self.jitter(pause)))
    }

    /// Up to two hours for a day, and in proportion.
    fn jitter(&self, pause: Duration) -> Duration {
        let [high, low, ..] = self.entropy.bytes();
        let most = JITTER_SECONDS * pause.as_secs() / BETWEEN.as_secs();
        Duration::from_secs(u64::from(u16::from_be_bytes([high, low])) * most / u64::from(u16::MAX))
    }
}

fn waiting_key(connection: &str) -> String {
    format!("renew/{connection}")
}
