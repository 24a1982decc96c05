//! The account's spending limit: reached, nearly reached.

use crate::account::AdAccount;
use crate::diagnosis::check::Facts;
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

/// From here on a limit is worth a word, in per cent.
const NEAR: u64 = 90;

pub(super) fn look(facts: &Facts<'_>) -> Vec<Finding> {
    super::each(facts, |account| judge(facts, account))
}

fn judge(facts: &Facts<'_>, account: &AdAccount) -> Option<Finding> {
    let percent = percent(account.amount_spent.as_deref()?, account.spend_cap.as_deref()?)?;
    if percent < NEAR || !account.can_deliver {
        return None;
    }
    let name = &account.name;
    let (level, title, detail) = if percent >= 100 {
        (
            Level::Error,
            Text::new("The spending limit is reached", "Лимит затрат исчерпан"),
            text!(
                "“{name}” has spent its limit: ads stand still.",
                "«{name}» исчерпал лимит: реклама стоит."
            ),
        )
    } else {
        (
            Level::Warning,
            Text::new("The spending limit is near", "Лимит затрат скоро закончится"),
            text!("“{name}” has spent {percent} % of its limit.", "«{name}»: потрачено {percent} % лимита."),
        )
    };
    let (spent, cap) = (account.amount_spent.as_deref()?, account.spend_cap.as_deref()?);
    let amounts = format!("{spent} / {cap} {}", account.currency);
    let finding = Finding::new("accounts.spend-cap", level, title, detail);
    Some(
        finding
            .evidence(Text::new("Spent / limit", "Потрачено / лимит"), amounts)
            .remedy(raise(facts, account)),
    )
}

fn raise(facts: &Facts<'_>, account: &AdAccount) -> Remedy {
    let text = Text::new("Raise the limit, reset it or remove it.", "Поднимите, сбросьте или снимите лимит.");
    let steps = [
        Text::new("Billing & payments", "Платежи и выставление счетов"),
        Text::new("Accounts", "Аккаунты"),
        Text::verbatim(&account.name),
        Text::new("Account spending limit", "Лимит затрат аккаунта"),
    ];
    let url = facts.link("billing");
    let fix = url.is_some().then_some(Fix::OpenLink);
    Remedy { url, fix, ..Remedy::new(Who::AccountAdmin, text).steps(steps) }
}

/// Whole per cent of `cap`, rounded down. Amounts are decimal strings with the same number of decimals.
fn percent(spent: &str, cap: &str) -> Option<u64> {
    let minor = |amount: &str| amount.replace('.', "").parse::<u128>().ok();
    let (spent, cap) = (minor(spent)?, minor(cap).filter(|cap| *cap > 0)?);
    u64::try_from(spent.saturating_mul(100) / cap).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_the_limit_is_rounded_down() {
        assert_eq!(percent("23150.00", "25000.00"), Some(92));
        assert_eq!(percent("24999.99", "25000.00"), Some(99));
        assert_eq!(percent("100", "100"), Some(100));
        assert_eq!(percent("1.00", "0.00"), None);
        assert_eq!(percent("much", "1.00"), None);
    }
}
