//! What `status --spend` adds to the ad accounts: the last 30 days.

use std::collections::HashMap;

use adkeys_core::account::SpendReport;
use adkeys_core::connection::StatusReport;
use adkeys_core::{AdKeys, Code, Error, Result, text};
use serde_json::{Value, json};

use crate::output::Output;

/// Spend by the ad account's id.
pub(super) type Spend = HashMap<String, SpendReport>;

/// The spend of every ad account in `report`, from the platform unless `cached`; progress goes to the terminal.
pub(super) async fn of(
    report: &StatusReport,
    cached: bool,
    adkeys: &AdKeys,
    output: &Output,
) -> Result<Spend> {
    let ids: Vec<String> = report.accounts.iter().map(|account| account.id.clone()).collect();
    if cached || ids.is_empty() {
        let known = adkeys.known_spend(&report.connection, &ids)?.into_iter();
        return Ok(known.map(|known| (known.account.clone(), known.report())).collect());
    }
    let progress = |count: usize| {
        let count = output.numbers().count(count);
        output.progress(&text!("Spend of the last 30 days: {count}", "Расход за 30 дней: {count}"));
    };
    let reports = adkeys.spend(&report.connection, &ids, &progress).await?;
    Ok(reports.into_iter().map(|report| (report.account.clone(), report)).collect())
}

/// The report as JSON, with `spend_30d` in every ad account: `{total, days, error}`.
///
/// # Errors
/// `unexpected`; no report of core's does that.
pub(super) fn document(report: &StatusReport, spend: &Spend) -> Result<Value> {
    let mut document = serde_json::to_value(report).map_err(|error| {
        Error::new(
            Code::Unexpected,
            text!("No JSON could be made: {error}.", "Не удалось составить JSON: {error}."),
        )
    })?;
    for account in document.get_mut("accounts").and_then(Value::as_array_mut).into_iter().flatten() {
        let known = account.get("id").and_then(Value::as_str).and_then(|id| spend.get(id));
        let told = known.map(|known| json!({"total": known.total, "days": known.days, "error": known.error}));
        if let Some(account) = account.as_object_mut() {
            account.insert("spend_30d".into(), told.unwrap_or_default());
        }
    }
    Ok(document)
}
