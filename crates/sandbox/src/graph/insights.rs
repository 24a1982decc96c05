//! Spend of an ad account. Amounts are decimal strings in major units; no delivery is an empty list.

use serde_json::{Value, json};

use super::paging::Page;
use crate::account::Account;
use crate::call::Call;
use crate::clock;
use crate::errors::{self, GraphError};
use crate::world::World;

/// What `fields` may name.
const KNOWN: &[&str] = &[
    "spend",
    "impressions",
    "clicks",
    "reach",
    "account_currency",
    "date_start",
    "date_stop",
    "account_id",
    "account_name",
    "cpc",
    "cpm",
    "ctr",
    "frequency",
    "actions",
];
/// Beyond this many days nothing can be asked: 37 months.
const FLOOR_DAYS: i64 = 37 * 30 + 17;

/// The days of a report: how many days ago it starts and ends.
struct Range {
    from: i64,
    to: i64,
}

/// `/act_…/insights`, at account level.
///
/// # Errors
/// 100 for fields and presets that do not exist, 3018 for what is too long ago.
pub(crate) fn answer(world: &World, account: &Account, call: &Call) -> Result<Value, GraphError> {
    let (now, page) = (world.now(), Page::read(call)?);
    let fields: Vec<_> =
        call.params.filled("fields").unwrap_or("spend,impressions").split(',').map(str::trim).collect();
    if let Some(unknown) = fields.iter().find(|field| !KNOWN.contains(field)) {
        return Err(GraphError::new(100, format!("(#100) {unknown} is not valid for fields param.")));
    }
    let range = range(call, now)?;
    let Some(spent) = account.last_30d.as_deref().and_then(cents) else { return Ok(super::nothing()) };
    let days = range.from - range.to + 1;
    let rows: Vec<_> = match call.params.filled("time_increment") {
        Some("1") => (0..days).map(|day| (range.from - day, range.from - day, daily(spent, day))).collect(),
        _ => vec![(range.from, range.to, spent / 30 * days + spent % 30)],
    };
    let row = |&(from, to, cents): &(i64, i64, i64)| row(account, now, &fields, from, to, cents);
    let data: Vec<Value> = page.of(&rows).iter().map(row).collect();
    let path = format!("/act_{}/insights", account.id);
    Ok(page.answer(call, &world.origin, &path, rows.len(), data))
}

fn row(account: &Account, now: i64, fields: &[&str], from: i64, to: i64, cents: i64) -> Value {
    let mut row = json!({"date_start": clock::day(now, from), "date_stop": clock::day(now, to)});
    for field in fields {
        let value = match *field {
            "spend" => format!("{}.{:02}", cents / 100, cents % 100),
            "impressions" => (cents * 11 / 10).to_string(),
            "reach" => (cents * 7 / 10).to_string(),
            "clicks" => (cents / 90).to_string(),
            "account_currency" => account.currency.clone(),
            "account_id" => account.id.clone(),
            "account_name" => account.name.clone(),
            _ => continue,
        };
        row[*field] = json!(value);
    }
    row
}

/// A wave that adds up to about the whole.
fn daily(spent: i64, day: i64) -> i64 {
    spent / 30 * (85 + (day * 37 + 11) % 31) / 100
}

fn cents(amount: &str) -> Option<i64> {
    let (major, minor) = amount.split_once('.').unwrap_or((amount, "00"));
    Some(major.parse::<i64>().ok()? * 100 + minor.parse::<i64>().ok()?)
}

fn range(call: &Call, now: i64) -> Result<Range, GraphError> {
    if let Some(text) = call.params.filled("time_range") {
        return explicit(text, now);
    }
    let (from, to) = match call.params.filled("date_preset").unwrap_or("last_30d") {
        "today" => (0, 0),
        "yesterday" => (1, 1),
        "last_3d" => (3, 1),
        "last_7d" => (7, 1),
        "last_14d" => (14, 1),
        "last_28d" => (28, 1),
        "last_30d" | "this_month" | "last_month" => (30, 1),
        "last_90d" | "this_quarter" | "last_quarter" => (90, 1),
        "this_year" | "last_year" | "maximum" | "data_maximum" => (365, 1),
        other => {
            let message = format!(
                "(#100) date_preset must be one of the following values: today, yesterday, last_30d, … not {other}"
            );
            return Err(GraphError::new(100, message));
        }
    };
    Ok(Range { from, to })
}

fn explicit(text: &str, now: i64) -> Result<Range, GraphError> {
    let malformed =
        || GraphError::new(100, "(#100) Must be a valid time range: {'since':YYYY-MM-DD,'until':YYYY-MM-DD}");
    let value: Value = serde_json::from_str(text).map_err(|_| malformed())?;
    let ago = |key: &str| days_ago(value.get(key)?.as_str()?, now);
    let (Some(from), Some(to)) = (ago("since"), ago("until")) else { return Err(malformed()) };
    match from {
        from if from > FLOOR_DAYS => Err(errors::named("3018")),
        from if from < to => Err(malformed()),
        from => Ok(Range { from, to: to.max(0) }),
    }
}

fn days_ago(date: &str, now: i64) -> Option<i64> {
    let then = date.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(now.div_euclid(86_400) - then.timestamp().as_second().div_euclid(86_400))
}
