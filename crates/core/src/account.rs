//! Ad accounts, as every platform's are shown.

use serde::{Deserialize, Serialize};

use crate::text::Text;

mod business;
mod details;
mod spend;

pub use business::BusinessAccounts;
pub use details::{AccountDetails, FailedCheck, Funding};
pub use spend::{DaySpend, KnownSpend, SpendReport};

/// The state of an ad account in the words that all platforms share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum AccountStatus {
    /// Works.
    Active,
    /// Waits for the platform or for the person.
    Pending,
    /// Works, with something owed or restricted.
    Limited,
    /// Stopped by the platform.
    Blocked,
    /// Closed for good, or about to be.
    Closed,
    /// A value that AdKeys does not know; `native_status` has it.
    Unknown,
}

/// One ad account that a connection can reach. Amounts are decimal strings in major units of `currency`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AdAccount {
    /// The platform's id, with its prefix where calls need one (`act_1`).
    pub id: String,
    /// The name. Foreign text.
    pub name: String,
    /// The state in shared words.
    pub status: AccountStatus,
    /// The platform's own value (`"1"`).
    pub native_status: String,
    /// Why the account is not active; `null` if it is.
    pub reason: Option<Text>,
    /// The platform's own name for the reason (`ADS_INTEGRITY_POLICY`).
    pub native_reason: Option<String>,
    /// Whether ads can run in this state.
    pub can_deliver: bool,
    /// ISO 4217 code.
    pub currency: String,
    /// IANA name of the account's time zone.
    pub timezone: Option<String>,
    /// Spent so far, counted against the cap if there is one.
    pub amount_spent: Option<String>,
    /// Where delivery stops; `null`: no cap.
    pub spend_cap: Option<String>,
    /// The bill due, not a prepaid balance.
    pub balance: Option<String>,
    /// The business that the account belongs to.
    pub business: Option<Business>,
    /// What the person may do there (`ADVERTISE`, `ANALYZE`, `MANAGE`, …).
    pub tasks: Vec<String>,
}

/// A business (Facebook: Business Manager portfolio).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Business {
    /// The platform's id.
    pub id: String,
    /// The name. Foreign text.
    pub name: String,
}

/// How many ad accounts are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[allow(missing_docs, reason = "the names are those of AccountStatus")]
pub struct AccountCounts {
    pub active: u32,
    pub pending: u32,
    pub limited: u32,
    pub blocked: u32,
    pub closed: u32,
    pub unknown: u32,
}

impl AccountCounts {
    /// Counts the states of `accounts`.
    #[must_use]
    pub fn of(accounts: &[AdAccount]) -> Self {
        let mut counts = Self::default();
        for account in accounts {
            *counts.field(account.status) += 1;
        }
        counts
    }

    fn field(&mut self, status: AccountStatus) -> &mut u32 {
        match status {
            AccountStatus::Active => &mut self.active,
            AccountStatus::Pending => &mut self.pending,
            AccountStatus::Limited => &mut self.limited,
            AccountStatus::Blocked => &mut self.blocked,
            AccountStatus::Closed => &mut self.closed,
            AccountStatus::Unknown => &mut self.unknown,
        }
    }
}
