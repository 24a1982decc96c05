//! The checks that run, by the connection's name, so that the page can stop them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;

/// Every check that runs. Two of one connection are stopped together.
#[derive(Default)]
pub(crate) struct Checks(Mutex<HashMap<String, CancellationToken>>);

impl Checks {
    /// What stops the check of `name` that begins now.
    pub(crate) fn begin(&self, name: &str) -> CancellationToken {
        let mut running = self.lock();
        running.retain(|_, check| !check.is_cancelled());
        running.entry(name.to_owned()).or_default().child_token()
    }

    /// Stops the checks of `name`; none is no error.
    pub(crate) fn stop(&self, name: &str) {
        if let Some(check) = self.lock().remove(name) {
            check.cancel();
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, CancellationToken>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_stopped_by_the_name_of_its_connection_and_the_next_one_is_not() {
        let checks = Checks::default();
        let (one, two, other) = (checks.begin("a"), checks.begin("a"), checks.begin("b"));
        checks.stop("a");
        assert!(one.is_cancelled() && two.is_cancelled() && !other.is_cancelled());
        assert!(!checks.begin("a").is_cancelled());
    }
}
