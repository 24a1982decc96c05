//! What changed between two reports, which are JSON documents of any version of AdKeys.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{ReportForm, ReportOptions};
use crate::connection::Context;
use crate::diagnosis::types::Diagnosis;
use crate::error::{Code, Error, Result};
use crate::text::Text;

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ReportDiff {
    /// When the older was written.
    pub from: Option<String>,
    /// When the newer was written.
    pub to: Option<String>,
    /// The changes; empty if nothing changed.
    pub changes: Vec<Change>,
}

/// One thing that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Change {
    /// The connection, as the reports call it; `null`: this computer.
    pub connection: Option<String>,
    /// Which fact: a check's id, with the account's stand-in if it is about one; `state`, `token.expires_at`, …
    pub what: String,
    /// What it was; `null`: not there.
    pub before: Option<String>,
    /// What it is; `null`: gone.
    pub after: Option<String>,
}

/// Facts of a connection that are held against each other beside the findings.
const FACTS: &[(&str, &str)] = &[
    ("state", "/state"),
    ("person", "/person"),
    ("token.kind", "/token/kind"),
    ("token.origin", "/token/origin"),
    ("token.expires_at", "/token/expires_at"),
    ("token.obtained_at", "/token/obtained_at"),
    ("permissions.granted", "/token/scopes/granted"),
    ("accounts.active", "/accounts/active"),
    ("accounts.limited", "/accounts/limited"),
    ("accounts.blocked", "/accounts/blocked"),
    ("accounts.closed", "/accounts/closed"),
    ("error", "/error/code"),
];

type Facts = BTreeMap<(Option<String>, String), String>;

/// Compares two JSON reports.
///
/// # Errors
/// `usage` if either is no report.
pub(crate) fn diff(old: &str, new: &str) -> Result<ReportDiff> {
    let (old, new) = (read(old)?, read(new)?);
    let (before, after) = (facts(&old), facts(&new));
    let keys: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let changes = keys.into_iter().filter(|key| before.get(key) != after.get(key)).map(|key| Change {
        connection: key.0.clone(),
        what: key.1.clone(),
        before: before.get(key).cloned(),
        after: after.get(key).cloned(),
    });
    Ok(ReportDiff { from: word(old.get("at")), to: word(new.get("at")), changes: changes.collect() })
}

/// Compares an older JSON report with a diagnosis, told with the names and ids that the older one has.
///
/// # Errors
/// As [`diff`] and [`super::report`].
pub(crate) fn since(context: &Context, old: &str, diagnosis: &Diagnosis) -> Result<ReportDiff> {
    let shows = read(old)?;
    let shows = |what: &str| shows.pointer(what).and_then(Value::as_bool).unwrap_or_default();
    let (names, ids) = (shows("/shows/names"), shows("/shows/ids"));
    let options = ReportOptions { names, ids, form: ReportForm::Json, lang: context.lang };
    diff(old, &super::report(context, diagnosis, options)?.text)
}

fn read(text: &str) -> Result<Value> {
    let document: Option<Value> = serde_json::from_str(text).ok();
    document.filter(|document| document.get("connections").is_some_and(Value::is_array)).ok_or_else(|| {
        let message =
            Text::new("This is not a report of AdKeys in JSON.", "Это не отчёт AdKeys в формате JSON.");
        Error::new(Code::Usage, message).hint(Text::new(
            "Write one with: adkeys doctor --report FILE.json",
            "Создайте его так: adkeys doctor --report ФАЙЛ.json",
        ))
    })
}

fn facts(report: &Value) -> Facts {
    let mut facts = Facts::new();
    facts.extend(word(report.get("adkeys")).map(|version| ((None, "adkeys".to_owned()), version)));
    findings(&mut facts, None, report);
    for connection in report.get("connections").and_then(Value::as_array).into_iter().flatten() {
        let name = word(connection.get("connection"));
        for (what, pointer) in FACTS {
            facts.extend(
                word(connection.pointer(pointer)).map(|value| ((name.clone(), (*what).to_owned()), value)),
            );
        }
        findings(&mut facts, name, connection);
    }
    facts
}

/// Findings by check and account, with their levels.
fn findings(facts: &mut Facts, connection: Option<String>, of: &Value) {
    for finding in of.get("findings").and_then(Value::as_array).into_iter().flatten() {
        let (Some(check), Some(level)) = (word(finding.get("check")), word(finding.get("level"))) else {
            continue;
        };
        let what = match word(finding.get("account")) {
            Some(account) => format!("{check} ({account})"),
            None => check,
        };
        facts.insert((connection.clone(), what), level);
    }
}

/// A value as a word; `None` for what is not there.
fn word(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(word) => Some(word.clone()),
        Value::Array(list) => Some(list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")),
        other => Some(other.to_string()),
    }
}
