//! What the person's businesses ask for: verification, two-factor sign-in.

use crate::diagnosis::check::Facts;
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::platform::BusinessDepth;
use crate::text;
use crate::text::Text;

/// `verification_status` values that are fine, or nothing to speak of.
const VERIFIED: &[&str] = &["verified", "not_applicable", ""];

pub(super) fn verification(facts: &Facts<'_>) -> Vec<Finding> {
    each(facts, |business| {
        let status = business.verification.as_deref().filter(|status| !VERIFIED.contains(status))?;
        let name = &business.business.name;
        let detail = text!(
            "“{name}” is not verified: its apps reach only people with a role, and some features stay closed.",
            "Бизнес «{name}» не подтверждён: его приложения доступны лишь людям с ролью, часть функций закрыта."
        );
        let text = Text::new("Start or finish the verification.", "Начните или завершите подтверждение.");
        let steps = [
            Text::new("Business settings", "Настройки бизнеса"),
            Text::new("Security centre", "Центр безопасности"),
            Text::new("Start verification", "Начать подтверждение"),
        ];
        let remedy = Remedy::new(Who::BusinessAdmin, text).steps(steps);
        let title = Text::new("The business is not verified", "Бизнес не подтверждён");
        let finding = Finding::new("accounts.verification", Level::Info, title, detail);
        Some(finding.evidence(Text::new("Status", "Состояние"), status).remedy(remedy))
    })
}

pub(super) fn two_factor(facts: &Facts<'_>) -> Vec<Finding> {
    each(facts, |business| {
        business.two_factor.as_deref().filter(|kind| *kind == "all_required")?;
        let name = &business.business.name;
        let detail = text!(
            "“{name}” demands two-factor sign-in of everybody. Without it, calls fail with code 415.",
            "Бизнес «{name}» требует двухфакторный вход от всех. Без него вызовы завершаются кодом 415."
        );
        let text =
            Text::new("Switch it on for this person's profile.", "Включите его в профиле этого человека.");
        let url = facts.link("two-factor");
        let fix = url.is_some().then_some(Fix::OpenLink);
        let remedy = Remedy { url, fix, ..Remedy::new(Who::You, text) };
        let title = Text::new("Two-factor sign-in is demanded", "Нужен двухфакторный вход");
        Some(Finding::new("accounts.two-factor", Level::Info, title, detail).remedy(remedy))
    })
}

fn each(facts: &Facts<'_>, judge: impl Fn(&BusinessDepth) -> Option<Finding>) -> Vec<Finding> {
    super::capped(facts.depths.businesses.iter().filter_map(judge))
}
