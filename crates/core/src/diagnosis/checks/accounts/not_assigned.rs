//! Accounts that the person's business has and the person has no role on: the usual reason why one "is missing".

use std::collections::HashSet;

use super::capped;
use crate::diagnosis::check::Facts;
use crate::finding::{Finding, Level};
use crate::text;
use crate::text::Text;

pub(super) fn look(facts: &Facts<'_>) -> Vec<Finding> {
    // Without a list to hold them against, every account would seem to be missing.
    if facts.report.error.is_some() {
        return Vec::new();
    }
    let mut seen: HashSet<&str> = facts.report.accounts.iter().map(|account| account.id.as_str()).collect();
    let mut findings = Vec::new();
    for business in &facts.depths.businesses {
        for account in business.accounts.iter().filter(|account| seen.insert(&account.id)) {
            let (name, owner) = (&account.name, &business.business.name);
            let detail = text!(
                "“{name}” belongs to “{owner}”, but this person has no role on it, so no tool sees it.",
                "«{name}» принадлежит «{owner}», но у этого человека нет в нём роли, и инструменты его не видят."
            );
            let title = Text::new("An ad account without a role", "Кабинет без роли");
            let finding = Finding::new("accounts.not-assigned", Level::Info, title, detail);
            findings.push(finding.of_account(&account.id).remedy(super::role::assign(facts, name)));
        }
    }
    capped(findings.into_iter())
}
