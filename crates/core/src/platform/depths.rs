//! What a diagnosis reads beyond the list of ad accounts, in as few calls as the platform allows.

use std::collections::HashMap;

use crate::account::Business;
use crate::error::Error;
use crate::time::Timestamp;

/// Read account by account and business by business.
#[derive(Clone, Debug, Default)]
pub struct Depths {
    /// By the ad account's id; only those that were looked at.
    pub accounts: HashMap<String, AccountDepth>,
    /// The person's businesses, as far as the token reaches.
    pub businesses: Vec<BusinessDepth>,
    /// Ad accounts that were not looked at, since each costs a call.
    pub left_out: u32,
    /// Why some of it could not be read.
    pub problem: Option<Error>,
}

/// One ad account. `None`: not told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountDepth {
    /// Whether there is a way to pay.
    pub funded: Option<bool>,
    /// What keeps ads from running, in the platform's words.
    pub stopped_by: Vec<String>,
    /// When the person's role ends.
    pub access_ends: Option<Timestamp>,
    /// Whether the terms for audiences are accepted.
    pub terms_accepted: Option<bool>,
}

/// One business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessDepth {
    /// Which.
    pub business: Business,
    /// The platform's word for its verification.
    pub verification: Option<String>,
    /// The platform's word for whom two-factor sign-in is demanded of.
    pub two_factor: Option<String>,
    /// Ad accounts that it owns or works on, at most a hundred of each.
    pub accounts: Vec<BusinessAccount>,
}

/// An ad account as a business lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessAccount {
    /// With its prefix (`act_1`).
    pub id: String,
    /// Foreign text.
    pub name: String,
}

impl Depths {
    /// What was read of one ad account.
    #[must_use]
    pub fn of(&self, account: &str) -> Option<&AccountDepth> {
        self.accounts.get(account)
    }
}
