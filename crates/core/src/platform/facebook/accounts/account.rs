//! An ad account as Facebook sends it, and as it is shown. The types are those observed, not those documented.

use serde::Deserialize;

use super::super::lenient;
use super::{currency, reason, status};
use crate::account::{AdAccount, Business};

/// `AdAccount` of the Marketing API. Amounts are in minor units of `currency`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Raw {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    account_id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    account_status: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    disable_reason: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    currency: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    timezone_name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    amount_spent: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    spend_cap: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    balance: Option<String>,
    #[serde(deserialize_with = "lenient::fitting")]
    business: Option<RawBusiness>,
    #[serde(deserialize_with = "lenient::texts")]
    user_tasks: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct RawBusiness {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
}

impl Raw {
    /// The account as it is shown; `None` if it has no id.
    pub(in super::super) fn into_account(self) -> Option<AdAccount> {
        let id = prefixed(self.id.or(self.account_id)?)?;
        let native_status = self.account_status.unwrap_or_default();
        let status = status::of(&native_status);
        let (reason, native_reason) = reason::of(status, self.disable_reason.as_deref());
        let currency = self.currency.unwrap_or_default();
        let money = |minor: Option<String>| minor.and_then(|minor| currency::major(&minor, &currency));
        Some(AdAccount {
            name: self.name.filter(|name| !name.is_empty()).unwrap_or_else(|| id.clone()),
            id,
            status: status.status,
            native_status,
            reason,
            native_reason,
            can_deliver: status.can_deliver,
            timezone: self.timezone_name,
            amount_spent: money(self.amount_spent),
            spend_cap: money(self.spend_cap.filter(|cap| !is_zero(cap))),
            balance: money(self.balance),
            business: self.business.and_then(RawBusiness::into_business),
            tasks: self.user_tasks,
            currency,
        })
    }
}

impl RawBusiness {
    fn into_business(self) -> Option<Business> {
        let id = self.id?;
        Some(Business { name: self.name.unwrap_or_else(|| id.clone()), id })
    }
}

/// Calls need `act_` before the number; Facebook leaves it out in places.
fn prefixed(id: String) -> Option<String> {
    match id.strip_prefix("act_").unwrap_or(&id) {
        "" => None,
        bare => Some(format!("act_{bare}")),
    }
}

/// `spend_cap` "0" stands for no cap.
fn is_zero(amount: &str) -> bool {
    amount.trim().bytes().all(|byte| byte == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::AccountStatus;

    fn account(json: &str) -> AdAccount {
        serde_json::from_str::<Raw>(json).unwrap().into_account().unwrap()
    }

    #[test]
    fn numbers_and_strings_give_the_same_account() {
        let strings = account(
            r#"{"id":"act_7","account_status":"1","currency":"USD","amount_spent":"12345","spend_cap":"0","balance":"250"}"#,
        );
        let numbers = account(
            r#"{"account_id":7,"account_status":1,"currency":"USD","amount_spent":12345,"spend_cap":0,"balance":250}"#,
        );
        assert_eq!(strings, numbers);
        assert_eq!(strings.amount_spent.as_deref(), Some("123.45"));
        assert_eq!(strings.balance.as_deref(), Some("2.50"));
        assert_eq!((strings.id.as_str(), strings.name.as_str()), ("act_7", "act_7"));
    }

    /// Surprise 27: `spend_cap` "0" means unlimited.
    #[test]
    fn a_spend_cap_of_zero_is_no_cap() {
        assert_eq!(account(r#"{"id":"1","currency":"USD","spend_cap":"0"}"#).spend_cap, None);
        assert_eq!(
            account(r#"{"id":"1","currency":"USD","spend_cap":"5000"}"#).spend_cap.as_deref(),
            Some("50.00")
        );
    }

    #[test]
    fn a_bare_account_is_still_an_account() {
        let bare = account(r#"{"id":"act_1","business":"nonsense","user_tasks":null}"#);
        assert_eq!((bare.status, bare.business, bare.amount_spent), (AccountStatus::Unknown, None, None));
        assert!(serde_json::from_str::<Raw>("{}").unwrap().into_account().is_none());
    }
}
