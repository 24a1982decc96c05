//! The checks, one file each.

use super::check::Check;

pub(super) use accounts::rank;

mod accounts;
mod app;
mod machine;
mod token;
mod told;

/// In the order in which a person would look: what stands below first.
pub(super) const GROUPS: &[&[Check]] = &[
    machine::CHECKS,
    app::CHECKS,
    told::TOKEN,
    token::CHECKS,
    told::PERMISSIONS,
    told::ACCOUNTS,
    accounts::CHECKS,
    told::LIMITS,
];
