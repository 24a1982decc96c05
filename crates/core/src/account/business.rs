//! A business and what it advertises with.

use serde::Serialize;

use super::AdAccount;
use crate::error::Error;

/// A business with the ad accounts that it owns or works on, also those on which the person has no role: those have
/// no `tasks`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BusinessAccounts {
    /// The platform's id.
    pub id: String,
    /// The name. Foreign text.
    pub name: String,
    /// Whether the platform has verified it, in the platform's word (`verified`, `not_verified`, …).
    pub verification: Option<String>,
    /// Who must use two-factor authentication there: `none`, `admin_required`, `all_required`.
    pub two_factor: Option<String>,
    /// The person's role there, in the platform's word (`ADMIN`, `EMPLOYEE`, …); `null`: not told.
    pub role: Option<String>,
    /// When the person's access to it ends, in the platform's form, if it was given for a time.
    pub access_ends: Option<String>,
    /// Ad accounts that it owns.
    pub owned: Vec<AdAccount>,
    /// Ad accounts of others that it works on.
    pub client: Vec<AdAccount>,
    /// Why the lists are not complete.
    pub error: Option<Error>,
}

impl BusinessAccounts {
    /// Fills in what the person's own list tells of the same ad accounts: lists of a business leave out the person's
    /// tasks.
    pub fn merge(&mut self, own: &[AdAccount]) {
        for account in self.owned.iter_mut().chain(&mut self.client) {
            let Some(known) = own.iter().find(|known| known.id == account.id) else { continue };
            if account.tasks.is_empty() {
                account.tasks.clone_from(&known.tasks);
            }
            if account.business.is_none() {
                account.business.clone_from(&known.business);
            }
        }
    }
}
