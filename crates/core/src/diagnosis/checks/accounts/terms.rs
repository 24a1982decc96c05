//! Terms that somebody has to accept before audiences can be used.

use crate::diagnosis::check::Facts;
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

pub(super) fn look(facts: &Facts<'_>) -> Vec<Finding> {
    super::each(facts, |account| {
        if facts.depths.of(&account.id)?.terms_accepted != Some(false) {
            return None;
        }
        let name = &account.name;
        let detail = text!(
            "The terms for Custom Audiences are not accepted for “{name}”: tools cannot upload customer lists.",
            "Для «{name}» не приняты условия индивидуализированных аудиторий: загрузка списков клиентов не сработает."
        );
        let text = Text::new(
            "Open the page, choose the account, accept.",
            "Откройте страницу, выберите кабинет и примите условия.",
        );
        let url = facts.link("custom-audience-terms");
        let fix = url.is_some().then_some(Fix::OpenLink);
        let remedy = Remedy { url, fix, ..Remedy::new(Who::AccountAdmin, text) };
        let title = Text::new("Terms not accepted", "Условия не приняты");
        Some(Finding::new("accounts.terms", Level::Info, title, detail).remedy(remedy))
    })
}
