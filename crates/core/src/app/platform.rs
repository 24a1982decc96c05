//! What is asked of a platform only when somebody wants to know.

use super::AdKeys;
use crate::account::{AccountDetails, BusinessAccounts, KnownSpend, SpendReport};
use crate::error::Result;
use crate::text::Text;

impl AdKeys {
    /// What forgetting a connection, or with `revoke` withdrawing its grant, would mean: to be said before
    /// [`AdKeys::disconnect`]. Asks nobody.
    ///
    /// # Errors
    /// `authorization-required`, `connection-unknown`, `ledger-damaged`.
    pub fn disconnect_consequence(&self, connection: &str, revoke: bool) -> Result<Text> {
        self.0.disconnect_consequence(connection, revoke)
    }

    /// What `accounts` (none: all of the last snapshot) spent in the last 30 days, in the same order. Fifty accounts a
    /// call; each counts for its own limit, so ask on demand only. What is read is kept, and what was read within the
    /// hour is not asked again. `progress` is told how many are known.
    ///
    /// # Errors
    /// `usage` where the platform tells nothing of spend, `token-*`, `rate-limited`, `network`, …; what fails for one
    /// ad account stands in its report.
    pub async fn spend(
        &self,
        connection: &str,
        accounts: &[String],
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<Vec<SpendReport>> {
        self.0.spend(connection, accounts, progress).await
    }

    /// What is known of the spend of `accounts` (none: of all), from what was last read. Asks nobody. Of what is not known
    /// nothing is told.
    ///
    /// # Errors
    /// `authorization-required`, `connection-unknown`, `ledger-damaged`.
    pub fn known_spend(&self, connection: &str, accounts: &[String]) -> Result<Vec<KnownSpend>> {
        self.0.known_spend(connection, accounts)
    }

    /// The person's businesses with the ad accounts that they own or work on, also those that the person has no role
    /// on. At Facebook it needs `business_management`.
    ///
    /// # Errors
    /// `permission-missing`, `usage`, and whatever keeps the list of businesses from being read.
    pub async fn businesses(&self, connection: &str) -> Result<Vec<BusinessAccounts>> {
        self.0.businesses(connection).await
    }

    /// One ad account in depth. The id is taken with or without its prefix.
    ///
    /// # Errors
    /// `usage` for what cannot be an id, `account-access-denied`, and whatever keeps the account from being read.
    pub async fn account_details(&self, connection: &str, account: &str) -> Result<AccountDetails> {
        self.0.account_details(connection, account).await
    }
}
