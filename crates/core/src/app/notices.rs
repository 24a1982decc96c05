//! What AdKeys does unasked: looks after connections and says what a person should know.

use super::AdKeys;
use crate::connection::Notice;
use crate::error::Result;

impl AdKeys {
    /// Asks the platforms about each connection that nobody asked about for six hours; how many those were.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub async fn look(&self) -> Result<usize> {
        self.0.look().await
    }

    /// What a person should be told now: 14, 7, 3 and 1 days before access ends, when it has ended, was withdrawn or
    /// blocked, and when ad accounts were blocked since the last reading. What is returned counts as told.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn notices(&self) -> Result<Vec<Notice>> {
        self.0.notices()
    }
}
