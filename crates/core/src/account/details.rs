//! One ad account in depth.

use serde::{Deserialize, Serialize};

use super::AdAccount;
use crate::text::Text;

/// What the platform tells of one ad account beyond the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AccountDetails {
    /// What the list tells, read anew.
    pub account: AdAccount,
    /// When it was made, in the platform's form.
    pub created: Option<String>,
    /// The id of the person or business that owns it; `null`: the person may not see it.
    pub owner: Option<String>,
    /// How it pays; `null`: not set up, or the person may not see it.
    pub funding: Option<Funding>,
    /// Whether money is paid in beforehand; `null`: the person may not see it.
    pub prepaid: Option<bool>,
    /// What keeps ads from running, in the platform's own words.
    pub failed_checks: Vec<FailedCheck>,
    /// When the person's access ends, in the platform's form, if it was given for a time.
    pub access_ends: Option<String>,
    /// Terms that were accepted for it, by the platform's names (`web_custom_audience_tos`).
    pub terms: Vec<String>,
    /// Who is named as paying for ads in the European Union.
    pub payer: Option<String>,
    /// What the person may not see, by the platform's names of the fields.
    pub hidden: Vec<String>,
}

/// How an ad account pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Funding {
    /// The platform's value.
    pub native: String,
    /// What kind it is.
    pub kind: Text,
    /// The platform's description, in the person's language (`Visa *1234`). Foreign text.
    pub display: Option<String>,
}

/// Something that keeps ads from running. Foreign text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FailedCheck {
    /// In a few words.
    pub summary: Option<String>,
    /// In a sentence.
    pub description: Option<String>,
}
