//! `account_status`: disabled, unsettled, in review, closed.

use crate::account::{AccountStatus, AdAccount};
use crate::diagnosis::check::Facts;
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

/// Facebook's names for an unpaid bill.
const ABOUT_MONEY: &[&str] = &["UNSETTLED", "PENDING_SETTLEMENT", "IN_GRACE_PERIOD", "RISK_PAYMENT"];

pub(super) fn look(facts: &Facts<'_>) -> Vec<Finding> {
    super::each(facts, |account| judge(facts, account))
}

fn judge(facts: &Facts<'_>, account: &AdAccount) -> Option<Finding> {
    let level = match account.status {
        AccountStatus::Active => return None,
        AccountStatus::Blocked => Level::Error,
        AccountStatus::Limited if !account.can_deliver => Level::Error,
        AccountStatus::Closed => Level::Info,
        AccountStatus::Unknown => Level::Unknown,
        AccountStatus::Limited | AccountStatus::Pending => Level::Warning,
    };
    let name = &account.name;
    let unknown = || Text::new("Its state is new to AdKeys.", "Это состояние AdKeys не знает.");
    let reason = account.reason.clone().unwrap_or_else(unknown);
    let (en, ru) = (&reason.en, &reason.ru);
    let mut finding =
        Finding::new("accounts.status", level, title(account), text!("“{name}”: {en}", "«{name}»: {ru}"))
            .evidence(Text::new("Status", "Состояние"), &account.native_status);
    if let Some(reason) = &account.native_reason {
        finding = finding.evidence(Text::new("Reason", "Причина"), reason);
    }
    Some(match remedy(facts, account) {
        Some(remedy) => finding.remedy(remedy),
        None => finding,
    })
}

fn title(account: &AdAccount) -> Text {
    match account.status {
        AccountStatus::Blocked => Text::new("The ad account is stopped", "Кабинет остановлен"),
        AccountStatus::Limited if !account.can_deliver => {
            Text::new("Ads stand still until a bill is paid", "Реклама стоит до оплаты счёта")
        }
        AccountStatus::Limited => Text::new("A payment is open", "Есть незавершённый платёж"),
        AccountStatus::Pending => Text::new("The ad account is under review", "Кабинет на проверке"),
        AccountStatus::Closed => Text::new("The ad account is closed", "Кабинет закрыт"),
        AccountStatus::Active | AccountStatus::Unknown => Text::new("Unknown state", "Неизвестное состояние"),
    }
}

fn remedy(facts: &Facts<'_>, account: &AdAccount) -> Option<Remedy> {
    let about_money = account.native_reason.as_deref().is_some_and(|reason| ABOUT_MONEY.contains(&reason));
    if about_money {
        let text = Text::new(
            "Pay the open bill or mend the payment method.",
            "Оплатите счёт или исправьте способ оплаты.",
        );
        let steps = [
            Text::new("Billing & payments", "Платежи и выставление счетов"),
            Text::new("Accounts", "Аккаунты"),
            Text::verbatim(&account.name),
            Text::new("Pay now", "Оплатить сейчас"),
        ];
        let url = facts.link("billing");
        let fix = url.is_some().then_some(Fix::OpenLink);
        return Some(Remedy { url, fix, ..Remedy::new(Who::AccountAdmin, text).steps(steps) });
    }
    match account.status {
        AccountStatus::Blocked => {
            let text =
                Text::new("Ask the platform to look again.", "Запросите повторную проверку у платформы.");
            let steps = [
                Text::new("Business support home", "Центр поддержки бизнеса"),
                Text::verbatim(&account.name),
                Text::new("See details", "Подробнее"),
                Text::new("Request review", "Запросить проверку"),
            ];
            let url = facts.link("account-quality");
            let fix = url.is_some().then_some(Fix::OpenLink);
            Some(Remedy { url, fix, ..Remedy::new(Who::AccountAdmin, text).steps(steps) })
        }
        AccountStatus::Pending | AccountStatus::Limited => Some(Remedy::new(
            Who::Platform,
            Text::new("Wait; nothing has to be done here.", "Подождите: делать ничего не нужно."),
        )),
        AccountStatus::Active | AccountStatus::Closed | AccountStatus::Unknown => None,
    }
}
