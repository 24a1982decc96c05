//! The ad accounts, each judged for itself.

use crate::account::AdAccount;
use crate::diagnosis::check::{Check, Facts, How};
use crate::diagnosis::types::CheckGroup;
use crate::finding::{Finding, Level, Who};
use crate::text;
use crate::text::Text;

mod access_ends;
mod business;
mod delivery;
mod details;
mod funding;
mod not_assigned;
mod role;
mod spend_cap;
mod status;
mod terms;

pub(super) const CHECKS: &[Check] = &[
    check(
        "accounts.status",
        "State of each ad account",
        "Состояние каждого кабинета",
        How::Facts(status::look),
    ),
    check("accounts.role", "Role on each ad account", "Роль в каждом кабинете", How::Facts(role::look)),
    check("accounts.spend-cap", "Spending limits", "Лимиты затрат", How::Facts(spend_cap::look)),
    check("accounts.funding", "Ways to pay", "Способы оплаты", How::Depths(funding::look)),
    check(
        "accounts.delivery",
        "What keeps ads from running",
        "Что мешает показам",
        How::Depths(delivery::look),
    ),
    check("accounts.access-ends", "Access for a time", "Доступ на время", How::Depths(access_ends::look)),
    check("accounts.terms", "Terms accepted", "Принятые условия", How::Depths(terms::look)),
    check(
        "accounts.not-assigned",
        "Accounts of the business without a role",
        "Кабинеты бизнеса без роли",
        How::Depths(not_assigned::look),
    ),
    check(
        "accounts.verification",
        "Verification of the business",
        "Подтверждение бизнеса",
        How::Depths(business::verification),
    ),
    check(
        "accounts.two-factor",
        "Two-factor sign-in of the business",
        "Двухфакторный вход бизнеса",
        How::Depths(business::two_factor),
    ),
    check("accounts.details", "Was everything looked at?", "Всё ли осмотрено?", How::Depths(details::look)),
];

/// Whoever has it is an admin of the ad account.
const MANAGES: &str = "MANAGE";
/// Single findings of one check; what goes beyond is told as a number.
const MOST: usize = 50;

const fn check(id: &'static str, en: &'static str, ru: &'static str, how: How) -> Check {
    Check { id, group: CheckGroup::Accounts, title: Text::new(en, ru), how }
}

/// One finding an account, as `judge` has it; of very many alike, the first and how many more there are.
fn each(facts: &Facts<'_>, judge: impl Fn(&AdAccount) -> Option<Finding>) -> Vec<Finding> {
    let judged = |account| judge(account).map(|finding| at(account, finding.of_account(&account.id)));
    capped(facts.report.accounts.iter().filter_map(judged))
}

/// Names whose admin has to act, and says whether that is the person who signed in.
fn at(account: &AdAccount, mut finding: Finding) -> Finding {
    if let Some(remedy) = finding.remedy.as_mut().filter(|remedy| remedy.who == Who::AccountAdmin) {
        remedy.business = account.business.as_ref().map(|business| business.name.clone());
        remedy.is_person = account.tasks.iter().any(|task| task == MANAGES);
    }
    finding
}

fn capped(all: impl Iterator<Item = Finding>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = all.collect();
    if findings.len() <= MOST {
        return findings;
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(rank(finding.level)));
    let left = findings.split_off(MOST);
    let (count, shown) = (left.len(), MOST);
    if let Some(one) = left.into_iter().next() {
        let detail = text!(
            "The same of {count} more ad accounts; the first {shown} are shown one by one.",
            "То же ещё у {count} кабинетов; по одному показаны первые {shown}."
        );
        findings.push(Finding { detail, account: None, evidence: Vec::new(), ..one });
    }
    findings
}

/// The worse, the higher.
pub(in crate::diagnosis) const fn rank(level: Level) -> u8 {
    match level {
        Level::Ok => 0,
        Level::Info => 1,
        Level::Unknown => 2,
        Level::Warning => 3,
        Level::Error => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_of_findings_alike_become_one_number() {
        let one = |index: u32| {
            let level = if index == 900 { Level::Error } else { Level::Warning };
            Finding::new("x", level, Text::default(), Text::default()).of_account(format!("act_{index}"))
        };
        let capped = capped((0..1000).map(one));
        assert_eq!(capped.len(), MOST + 1);
        assert_eq!(capped[0].account.as_deref(), Some("act_900"));
        assert!(capped[MOST].account.is_none() && capped[MOST].detail.en.contains("950"));
    }
}
