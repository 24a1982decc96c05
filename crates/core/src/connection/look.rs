//! A look at connections that nobody looked at for a while, so that what went wrong is told before it hurts.

use std::time::Duration;

use super::context::Context;
use crate::error::{Code, Result};
use crate::ledger::{ConnectionRecord, ConnectionState};

/// Between two looks at one connection.
const BETWEEN: Duration = Duration::from_secs(6 * 3600);

impl Context {
    /// Asks the platforms about each connection whose last check is old, and tells how many were asked about. Stops
    /// at the first sign that the network is not there: the next round will do.
    pub(crate) async fn look(&self) -> Result<usize> {
        let mut looked = 0;
        for record in self.ledger.connections()?.iter().filter(|record| self.looks_old(record)) {
            let report = self.status(&record.name, &|_| {}).await?;
            if report.error.is_some_and(|error| error.code == Code::Network) {
                break;
            }
            looked += 1;
        }
        Ok(looked)
    }

    /// What is known to have ended waits for the person.
    fn looks_old(&self, record: &ConnectionRecord) -> bool {
        let may_work = !matches!(record.state, ConnectionState::Expired | ConnectionState::Revoked);
        let old = |at| self.now().seconds_since(at) >= i64::try_from(BETWEEN.as_secs()).unwrap_or(i64::MAX);
        may_work && record.checked_at.is_none_or(old)
    }
}
