//! What an error of Facebook's means: the table in `errors.toml`, looked up by code, subcode and message.

use std::sync::LazyLock;

use serde::Deserialize;

use super::body::Failure;
use super::scrub::scrub;
use crate::catalogue::Provider;
use crate::error::{Code, Error};
use crate::finding::{Finding, Level, Remedy, Who};
use crate::oauth::dialog;
use crate::secret::Secret;
use crate::text::Text;

#[cfg(test)]
mod tests;

/// Whether the same call is worth repeating.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Retry {
    /// It would fail again.
    #[default]
    Never,
    /// In a moment, a few times.
    Soon,
    /// In a moment, asking for less.
    Smaller,
    /// After a wait ([`crate::error::Details::retry_at`], if the platform told).
    Later,
}

/// A row of the table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default)]
    codes: Vec<i32>,
    #[serde(default)]
    range: Option<(i32, i32)>,
    #[serde(default)]
    subcodes: Vec<i32>,
    #[serde(default)]
    says: Vec<String>,
    becomes: Code,
    #[serde(default)]
    retry: Retry,
    who: Who,
    #[serde(default)]
    link: Option<String>,
    cause: Text,
    remedy: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    row: Vec<Row>,
}

/// From here on a number says by itself what it is about, wherever it stands.
const LONG: i32 = 1_000_000;

/// Part of the program; a test holds it to be readable, so that the empty table is never used.
static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let table = toml::from_str(include_str!("errors.toml"));
    let own = table.map_or_else(|_| Vec::new(), |table: Table| table.row);
    own.into_iter().chain(dialog::rows("facebook").flat_map(of_the_dialog)).collect()
});

/// Numbers and phrases of the sign-in page come back from Graph, too: the same rows count for both.
fn of_the_dialog(row: &dialog::Row) -> Vec<Row> {
    let error = row.error(None);
    let keys = [(row.codes.clone(), Vec::new()), (Vec::new(), row.says.clone())];
    let told = keys.into_iter().filter(|(codes, says)| !codes.is_empty() || !says.is_empty());
    let row = |(codes, says)| Row {
        codes,
        says,
        range: None,
        subcodes: Vec::new(),
        becomes: row.becomes,
        retry: Retry::Never,
        who: row.who,
        link: row.link.clone(),
        cause: (*error.message).clone(),
        remedy: (*error.hint).clone(),
    };
    told.map(row).collect()
}

impl Row {
    /// How specifically the row fits; `None` if it does not.
    fn fit(&self, code: Option<i32>, subcode: Option<i32>, message: &str) -> Option<u8> {
        let by_range =
            self.range.is_some_and(|(first, last)| code.is_some_and(|code| (first..=last).contains(&code)));
        let by_subcode = subcode.is_some_and(|subcode| self.subcodes.contains(&subcode));
        // A negative code is Facebook's own affair; its subcode says what it is about.
        let by_code = code.is_some_and(|code| self.codes.contains(&code) || (code < 0 && by_subcode));
        // Numbers this long come as codes of their own and as subcodes of 100.
        let by_long = subcode.is_some_and(|subcode| subcode >= LONG && self.codes.contains(&subcode));
        let tests = [
            (self.range.is_some(), by_range, 1),
            (!self.codes.is_empty(), by_code || by_long, if by_long { 8 } else { 2 }),
            (!self.says.is_empty(), self.says.iter().any(|phrase| message.contains(phrase)), 4),
            (!self.subcodes.is_empty(), by_subcode, 8),
        ];
        let fits = tests.iter().all(|(named, fits, _)| !named || *fits);
        fits.then(|| tests.iter().filter(|(named, ..)| *named).map(|(.., weight)| weight).sum())
    }
}

fn look_up(code: Option<i32>, subcode: Option<i32>, message: &str) -> Option<&'static Row> {
    let message = message.to_lowercase().replace('\u{2019}', "'");
    let fits = TABLE.iter().filter_map(|row| row.fit(code, subcode, &message).map(|weight| (weight, row)));
    fits.max_by_key(|(weight, _)| *weight).map(|(_, row)| row)
}

fn row_of(error: &Error) -> Option<&'static Row> {
    let details = &error.details;
    look_up(
        details.platform_code,
        details.platform_subcode,
        details.platform_message.as_deref().unwrap_or_default(),
    )
}

/// Whether the table knows `failure`.
pub(super) fn is_known(failure: &Failure) -> bool {
    look_up(failure.code, failure.subcode, &failure.message).is_some()
}

/// Turns `failure` into an error with cause, next step and details. `secrets` are cut out of its words.
pub(super) fn explain(provider: &Provider, failure: &Failure, secrets: &[&Secret]) -> Error {
    // "It passes" counts more than what is said of every code that nobody looked into.
    let passes = |row: &&Row| failure.transient && row.becomes == Code::Unexpected;
    let row = look_up(failure.code, failure.subcode, &failure.message).filter(|row| !passes(row));
    let error = match row {
        Some(row) => Error::new(row.becomes, row.cause.clone()).hint(row.remedy.clone()).with(|details| {
            details.link = row.link.as_ref().and_then(|link| provider.links.get(link)).cloned();
        }),
        None => unknown(failure),
    };
    let message = match &failure.user_message {
        Some(words) => format!("{} ({words})", failure.message),
        None => failure.message.clone(),
    };
    error.with(|details| {
        details.provider = Some(provider.key.clone());
        details.platform_code = failure.code;
        details.platform_subcode = failure.subcode;
        details.platform_message = (!message.is_empty()).then(|| scrub(&message, secrets));
        details.trace_id = failure.trace_id.as_deref().map(|id| scrub(id, secrets));
    })
}

fn unknown(failure: &Failure) -> Error {
    let cause = match failure.code {
        Some(code) => crate::text!(
            "Facebook answered with error {code}, which AdKeys does not know.",
            "Facebook ответил ошибкой {code}, которой AdKeys не знает."
        ),
        None => Text::new("Facebook refused, and did not say why.", "Facebook отказал и не сказал почему."),
    };
    Error::new(Code::PlatformUnavailable, cause)
}

/// Whether the call that failed with `error` is worth repeating.
pub(super) fn retry(error: &Error) -> Retry {
    match row_of(error).filter(|row| row.becomes == error.code) {
        Some(row) => row.retry,
        None if error.code == Code::PlatformUnavailable => Retry::Soon,
        None => Retry::Never,
    }
}

/// 4 and 341 count all calls of the app, whoever makes them; with these subcodes 4 is about reports only.
pub(super) fn is_of_the_app(error: &Error) -> bool {
    let reports = matches!(error.details.platform_subcode, Some(1_504_022 | 1_504_039));
    matches!(error.details.platform_code, Some(4 | 341)) && !reports
}

/// What to do about `error`: by the table if it came from Facebook, else its hint.
pub(super) fn remedy(error: &Error) -> Remedy {
    let who = row_of(error).map_or(Who::You, |row| row.who);
    Remedy { url: error.details.link.clone(), ..Remedy::new(who, addressed(error)) }
}

/// The hint with the name of the provider in its commands.
fn addressed(error: &Error) -> Text {
    let Some(key) = &error.details.provider else { return (*error.hint).clone() };
    let named = |sentence: &str| sentence.replace("PROVIDER", key);
    Text::owned(named(&error.hint.en), named(&error.hint.ru))
}

/// `error` as the result of the check `check`.
pub(super) fn finding(check: &str, level: Level, title: Text, error: &Error) -> Finding {
    Finding::new(check, level, title, (*error.message).clone()).remedy(remedy(error))
}
