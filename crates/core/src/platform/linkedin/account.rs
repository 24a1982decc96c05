//! One ad account as LinkedIn lists it.

use serde::Deserialize;
use serde_json::Value;

use crate::account::{AccountStatus, AdAccount};
use crate::text::Text;

/// The fields that AdKeys reads; all may be missing.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Element {
    id: Value,
    name: String,
    currency: String,
    status: String,
    serving_statuses: Vec<String>,
    total_budget: Option<Amount>,
}

#[derive(Deserialize)]
struct Amount {
    amount: String,
}

impl Element {
    /// The account; `None` for an element without an id, which no call could name.
    pub(super) fn account(self) -> Option<AdAccount> {
        let id = match &self.id {
            Value::String(id) => id.clone(),
            Value::Number(id) => id.to_string(),
            _ => return None,
        };
        let hold = self.serving_statuses.iter().find(|status| *status != "RUNNABLE").cloned();
        let status = status(&self.status, hold.as_deref());
        Some(AdAccount {
            id,
            name: self.name,
            status,
            reason: hold.as_deref().filter(|_| self.status == "ACTIVE").map(reason),
            native_reason: hold.clone(),
            can_deliver: self.status == "ACTIVE" && hold.is_none(),
            native_status: self.status,
            currency: self.currency,
            timezone: None,
            amount_spent: None,
            spend_cap: self.total_budget.map(|budget| budget.amount),
            balance: None,
            business: None,
            tasks: Vec::new(),
        })
    }
}

/// LinkedIn's `status`, and the first of its `servingStatuses` that keeps ads from running.
fn status(status: &str, hold: Option<&str>) -> AccountStatus {
    match (status, hold) {
        ("ACTIVE", None) => AccountStatus::Active,
        ("ACTIVE", Some("RESTRICTED_HOLD" | "INTERNAL_HOLD")) => AccountStatus::Blocked,
        ("ACTIVE", Some(_)) => AccountStatus::Limited,
        ("DRAFT", _) => AccountStatus::Pending,
        ("CANCELED" | "PENDING_DELETION" | "REMOVED", _) => AccountStatus::Closed,
        _ => AccountStatus::Unknown,
    }
}

fn reason(hold: &str) -> Text {
    match hold {
        "BILLING_HOLD" => Text::new("A payment is due or was declined.", "Платёж не внесён или отклонён."),
        "ACCOUNT_TOTAL_BUDGET_HOLD" => {
            Text::new("The account's total budget is spent.", "Общий бюджет кабинета израсходован.")
        }
        "ACCOUNT_END_DATE_HOLD" => {
            Text::new("The account's end date has passed.", "Дата окончания кабинета прошла.")
        }
        "RESTRICTED_HOLD" => Text::new("LinkedIn has restricted the account.", "LinkedIn ограничил кабинет."),
        "INTERNAL_HOLD" => Text::new("LinkedIn is reviewing the account.", "LinkedIn проверяет кабинет."),
        "STOPPED" => Text::new("The account is stopped.", "Кабинет остановлен."),
        other => Text::verbatim(other),
    }
}
