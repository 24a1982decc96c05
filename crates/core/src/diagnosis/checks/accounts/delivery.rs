//! `failed_delivery_checks`: what the platform itself says keeps ads from running.

use crate::diagnosis::check::Facts;
use crate::finding::{Finding, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

pub(super) fn look(facts: &Facts<'_>) -> Vec<Finding> {
    super::each(facts, |account| {
        // Of an account that is stopped as a whole, its state says more.
        if !account.can_deliver {
            return None;
        }
        let words = facts.depths.of(&account.id)?.stopped_by.first()?;
        let name = &account.name;
        let detail =
            text!("The platform says of “{name}”: {words}", "Платформа сообщает о «{name}»: {words}");
        let text = Text::new("Do what the platform names.", "Выполните то, что называет платформа.");
        let title = Text::new("Something keeps ads from running", "Что-то мешает показам");
        let finding = Finding::new("accounts.delivery", Level::Warning, title, detail);
        Some(finding.remedy(Remedy::new(Who::AccountAdmin, text)))
    })
}
