//! `disable_reason`: why Facebook stopped an account.

use super::status::Status;
use crate::account::AccountStatus;
use crate::text::Text;

/// Marketing API, ad account reference, "disable_reason": value, name, meaning.
const REASONS: &[(&str, &str, Text)] = &[
    (
        "1",
        "ADS_INTEGRITY_POLICY",
        Text::new("Ads broke Facebook's advertising rules.", "Реклама нарушила правила Facebook."),
    ),
    (
        "2",
        "ADS_IP_REVIEW",
        Text::new(
            "Facebook checks a claim about trademarks or copyright.",
            "Facebook проверяет жалобу на товарные знаки или авторские права.",
        ),
    ),
    (
        "3",
        "RISK_PAYMENT",
        Text::new("Facebook finds the payments suspicious.", "Платежи показались Facebook подозрительными."),
    ),
    (
        "4",
        "GRAY_ACCOUNT_SHUT_DOWN",
        Text::new(
            "The account without a Facebook profile behind it was shut down.",
            "Кабинет без профиля Facebook закрыт.",
        ),
    ),
    ("5", "ADS_AFC_REVIEW", Text::new("Facebook reviews the ads.", "Facebook проверяет рекламу.")),
    (
        "6",
        "BUSINESS_INTEGRITY_RAR",
        Text::new("Facebook reviews the business.", "Facebook проверяет бизнес."),
    ),
    ("7", "PERMANENT_CLOSE", Text::new("The account is closed for good.", "Кабинет закрыт навсегда.")),
    (
        "8",
        "UNUSED_RESELLER_ACCOUNT",
        Text::new("The reseller's account was not used.", "Кабинетом реселлера не пользовались."),
    ),
    ("9", "UNUSED_ACCOUNT", Text::new("The account was not used.", "Кабинетом не пользовались.")),
    (
        "10",
        "UMBRELLA_AD_ACCOUNT",
        Text::new(
            "Facebook stopped the account together with the one above it.",
            "Facebook остановил кабинет вместе с вышестоящим.",
        ),
    ),
    (
        "11",
        "BUSINESS_MANAGER_INTEGRITY_POLICY",
        Text::new("The business broke Facebook's rules.", "Бизнес нарушил правила Facebook."),
    ),
    (
        "12",
        "MISREPRESENTED_AD_ACCOUNT",
        Text::new(
            "Facebook says the account shows itself as something it is not.",
            "Facebook считает, что кабинет выдаёт себя за другой.",
        ),
    ),
    (
        "13",
        "AOAB_DESHARE_LEGAL_ENTITY",
        Text::new(
            "The account is no longer shared with the legal entity.",
            "Доступ юридического лица к кабинету отозван.",
        ),
    ),
    (
        "14",
        "CTX_THREAD_REVIEW",
        Text::new("Facebook reviews conversations of the account.", "Facebook проверяет переписку кабинета."),
    ),
    (
        "15",
        "COMPROMISED_AD_ACCOUNT",
        Text::new(
            "Facebook thinks that strangers got into the account.",
            "Facebook считает, что в кабинет попали посторонние.",
        ),
    ),
];

/// Why an account in `status` is not active, in words and by Facebook's name. `disable_reason` counts only for
/// accounts that do not run; its 0 stands for none.
pub(super) fn of(status: &Status, disable_reason: Option<&str>) -> (Option<Text>, Option<String>) {
    let stopped = matches!(status.status, AccountStatus::Blocked | AccountStatus::Closed);
    let given = disable_reason.filter(|value| stopped && !matches!(*value, "" | "0"));
    let Some(value) = given else {
        let named = status.name.filter(|_| status.meaning.is_some());
        return (status.meaning.clone(), named.map(str::to_owned));
    };
    match REASONS.iter().find(|(native, ..)| *native == value) {
        Some((_, name, meaning)) => (Some(meaning.clone()), Some((*name).to_owned())),
        None => {
            let text = crate::text!(
                "Facebook's reason {value}, which AdKeys does not know.",
                "Причина Facebook {value}, которой AdKeys не знает."
            );
            (Some(text), Some(value.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::status;
    use super::*;

    fn reason(status: &str, disable_reason: &str) -> (Option<Text>, Option<String>) {
        of(status::of(status), Some(disable_reason))
    }

    #[test]
    fn a_disabled_account_says_why() {
        for value in 1..=15 {
            let (text, name) = reason("2", &value.to_string());
            assert!(text.is_some_and(|text| text.en != text.ru), "{value}");
            assert!(name.is_some_and(|name| name.contains('_')), "{value}");
        }
    }

    #[test]
    fn a_reason_nobody_knows_is_shown_as_such() {
        let (text, name) = reason("2", "99");
        assert!(text.unwrap().en.contains("99"));
        assert_eq!(name.as_deref(), Some("99"));
    }

    #[test]
    fn without_a_reason_the_status_speaks() {
        assert_eq!(reason("1", "0"), (None, None));
        assert_eq!(reason("1", "3"), (None, None));
        assert_eq!(reason("3", "0").1.as_deref(), Some("UNSETTLED"));
        assert_eq!(reason("2", "0").1.as_deref(), Some("DISABLED"));
    }
}
