//! What an ad account spent lately.

use serde::Serialize;

use crate::error::Error;

/// One ad account's spend of the last 30 days, today not included, by the days of its own time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SpendReport {
    /// The ad account's id (`act_1`).
    pub account: String,
    /// ISO 4217 code; `null` if nothing was delivered.
    pub currency: Option<String>,
    /// Everything together, a decimal string in major units; `null`: nothing was delivered, or `error` says why it
    /// is not known.
    pub total: Option<String>,
    /// The days on which something was delivered, the earliest first.
    pub days: Vec<DaySpend>,
    /// Why it is not known.
    pub error: Option<Error>,
}

/// What was spent on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DaySpend {
    /// `2026-10-23`.
    pub date: String,
    /// A decimal string in major units.
    pub spend: String,
}
