//! `account_status`: Facebook's values, in the words that all platforms share.

use crate::account::AccountStatus;
use crate::text::Text;

/// A value of `account_status`.
#[derive(Debug)]
pub(super) struct Status {
    native: &'static str,
    /// Facebook's name for it; `None` for a value that the table does not have.
    pub(super) name: Option<&'static str>,
    pub(super) status: AccountStatus,
    /// Ads run in 1, 8 and 9 only.
    pub(super) can_deliver: bool,
    /// What it means; `None` if there is nothing to say.
    pub(super) meaning: Option<Text>,
}

/// Marketing API, ad account reference, "account_status".
const STATUSES: &[Status] = &[
    Status {
        native: "1",
        name: Some("ACTIVE"),
        status: AccountStatus::Active,
        can_deliver: true,
        meaning: None,
    },
    Status {
        native: "2",
        name: Some("DISABLED"),
        status: AccountStatus::Blocked,
        can_deliver: false,
        meaning: Some(Text::new("Facebook has disabled the account.", "Facebook отключил кабинет.")),
    },
    Status {
        native: "3",
        name: Some("UNSETTLED"),
        status: AccountStatus::Limited,
        can_deliver: false,
        meaning: Some(Text::new(
            "A bill is unpaid: ads stop until it is settled.",
            "Счёт не оплачен: реклама стоит, пока его не оплатят.",
        )),
    },
    Status {
        native: "7",
        name: Some("PENDING_RISK_REVIEW"),
        status: AccountStatus::Pending,
        can_deliver: false,
        meaning: Some(Text::new("Facebook is reviewing the account.", "Facebook проверяет кабинет.")),
    },
    Status {
        native: "8",
        name: Some("PENDING_SETTLEMENT"),
        status: AccountStatus::Limited,
        can_deliver: true,
        meaning: Some(Text::new(
            "A payment is being settled; ads run.",
            "Платёж обрабатывается; реклама идёт.",
        )),
    },
    Status {
        native: "9",
        name: Some("IN_GRACE_PERIOD"),
        status: AccountStatus::Limited,
        can_deliver: true,
        meaning: Some(Text::new(
            "A payment failed; ads run for a few more days.",
            "Платёж не прошёл; реклама идёт ещё несколько дней.",
        )),
    },
    Status {
        native: "100",
        name: Some("PENDING_CLOSURE"),
        status: AccountStatus::Closed,
        can_deliver: false,
        meaning: Some(Text::new("The account is about to be closed.", "Кабинет закрывается.")),
    },
    Status {
        native: "101",
        name: Some("CLOSED"),
        status: AccountStatus::Closed,
        can_deliver: false,
        meaning: Some(Text::new("The account is closed.", "Кабинет закрыт.")),
    },
];

/// For values that Facebook invents later, and for the filter values 201 and 202.
const UNKNOWN: Status =
    Status { native: "", name: None, status: AccountStatus::Unknown, can_deliver: false, meaning: None };

/// The entry for `native`; an unknown one says so and nothing more.
pub(super) fn of(native: &str) -> &'static Status {
    STATUSES.iter().find(|status| status.native == native).unwrap_or(&UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_shown_in_shared_words() {
        use AccountStatus::{Active, Blocked, Closed, Limited, Pending, Unknown};
        for (native, status, can_deliver) in [
            ("1", Active, true),
            ("2", Blocked, false),
            ("3", Limited, false),
            ("7", Pending, false),
            ("8", Limited, true),
            ("9", Limited, true),
            ("100", Closed, false),
            ("101", Closed, false),
            ("201", Unknown, false),
            ("202", Unknown, false),
            ("4711", Unknown, false),
            ("", Unknown, false),
        ] {
            let entry = of(native);
            assert_eq!((entry.status, entry.can_deliver), (status, can_deliver), "{native}");
        }
    }
}
