//! `user_access_expire_time`: a role that was given for a time.

use crate::diagnosis::check::Facts;
use crate::finding::{Finding, Level};
use crate::text;
use crate::text::Text;

/// Sooner than this it is worth a warning, in seconds.
const SOON: i64 = 14 * 24 * 3600;

pub(super) fn look(facts: &Facts<'_>) -> Vec<Finding> {
    super::each(facts, |account| {
        let end = facts.depths.of(&account.id)?.access_ends?;
        let day = end.to_string().split('T').next().unwrap_or_default().to_owned();
        let name = &account.name;
        let detail = text!("The role on “{name}” was given until {day}.", "Роль в «{name}» дана до {day}.");
        let level = if end.seconds_since(facts.now) < SOON { Level::Warning } else { Level::Info };
        let title = Text::new("Access for a time", "Доступ на время");
        let finding = Finding::new("accounts.access-ends", level, title, detail);
        Some(match level {
            Level::Warning => finding.remedy(super::role::assign(facts, name)),
            _ => finding,
        })
    })
}
