//! Without a way to pay nothing is delivered.

use crate::account::AccountStatus;
use crate::diagnosis::check::Facts;
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

pub(super) fn look(facts: &Facts<'_>) -> Vec<Finding> {
    super::each(facts, |account| {
        let depth = facts.depths.of(&account.id)?;
        if account.status != AccountStatus::Active || depth.funded != Some(false) {
            return None;
        }
        let name = &account.name;
        let detail = text!(
            "“{name}” has no payment method: its ads are not shown.",
            "У «{name}» нет способа оплаты: реклама не показывается."
        );
        let text = Text::new("Add a payment method.", "Добавьте способ оплаты.");
        let steps = [
            Text::new("Billing & payments", "Платежи и выставление счетов"),
            Text::new("Accounts", "Аккаунты"),
            Text::verbatim(name),
            Text::new("Payment methods", "Способы оплаты"),
            Text::new("Add payment method", "Добавить способ оплаты"),
        ];
        let url = facts.link("billing");
        let fix = url.is_some().then_some(Fix::OpenLink);
        let remedy = Remedy { url, fix, ..Remedy::new(Who::AccountAdmin, text).steps(steps) };
        let title = Text::new("No payment method", "Нет способа оплаты");
        Some(Finding::new("accounts.funding", Level::Error, title, detail).remedy(remedy))
    })
}
