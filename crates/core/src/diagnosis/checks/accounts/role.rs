//! What the person may do on each account.

use crate::diagnosis::check::Facts;
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

/// Any of these lets reports be read.
const READS: &[&str] = &["ANALYZE", "AA_ANALYZE", "ADVERTISE", "MANAGE"];

pub(super) fn look(facts: &Facts<'_>) -> Vec<Finding> {
    super::each(facts, |account| {
        let tasks = &account.tasks;
        // None told is not none there.
        if tasks.is_empty() || tasks.iter().any(|task| READS.contains(&task.as_str())) {
            return None;
        }
        let name = &account.name;
        let detail =
            text!("The role on “{name}” does not reach reports.", "Роль в «{name}» не даёт читать отчёты.");
        let title = Text::new("The role is too small", "Роли не хватает");
        Some(
            Finding::new("accounts.role", Level::Warning, title, detail)
                .evidence(Text::new("Tasks", "Задачи"), tasks.join(", "))
                .remedy(assign(facts, &account.name)),
        )
    })
}

/// How a person gets a role on an account.
pub(super) fn assign(facts: &Facts<'_>, account: &str) -> Remedy {
    let text = Text::new(
        "Give this person at least the role “View performance”.",
        "Дайте этому человеку как минимум роль «Просмотр результатов».",
    );
    let steps = [
        Text::new("Business settings", "Настройки бизнеса"),
        Text::new("Accounts", "Аккаунты"),
        Text::new("Ad accounts", "Рекламные аккаунты"),
        Text::verbatim(account),
        Text::new("Assign people", "Назначить людей"),
    ];
    let url = facts.link("business-ad-accounts");
    let fix = url.is_some().then_some(Fix::OpenLink);
    Remedy { url, fix, ..Remedy::new(Who::AccountAdmin, text).steps(steps) }
}
