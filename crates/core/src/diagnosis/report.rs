//! A report that is safe to send: only what is listed in [`sheet`] gets in, everything else stays out. Names and ids
//! are replaced by fingerprints unless the person wants them in; tokens, amounts and free words of tools never are.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::types::Diagnosis;
use crate::connection::Context;
use crate::error::{Code, Error, Result};
use crate::text::{Lang, Text, localize};

mod clean;
mod diff;
mod markdown;
mod sheet;

pub use diff::{Change, ReportDiff};

pub(crate) use diff::{diff, since};

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ReportForm {
    /// For a ticket or a mail.
    #[default]
    Markdown,
    /// For programs, and to be compared with a later one.
    Json,
}

/// What goes into a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ReportOptions {
    /// Names of people, businesses, ad accounts and connections.
    pub names: bool,
    /// Ids of ad accounts, people and apps.
    pub ids: bool,
    /// How it is written.
    pub form: ReportForm,
    /// In which language.
    pub lang: Lang,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Report {
    /// The whole of it, ready to paste.
    pub text: String,
    /// What was left out.
    pub left_out: Vec<Text>,
}

/// Writes the report of a diagnosis.
///
/// # Errors
/// `unexpected` if the home's id cannot be read; `ledger-damaged`.
pub(crate) fn report(context: &Context, diagnosis: &Diagnosis, options: ReportOptions) -> Result<Report> {
    let salt = context.home().id(context.randomness())?;
    let mut past = Vec::new();
    for connection in &diagnosis.connections {
        let name = &connection.connection;
        past.push((context.ledger().activity(Some(name), TIMELINE)?, context.ledger().trace(name)?));
    }
    let sheet = sheet::Sheet::of(diagnosis, past, options, &salt);
    let left_out = left_out(options);
    let text = match options.form {
        ReportForm::Markdown => markdown::render(&sheet, &left_out, options.lang),
        ReportForm::Json => json(&sheet, &left_out, options)?,
    };
    // Nothing should be left to find here; if it is, it does not leave this computer.
    Ok(Report { text: super::mask::mask(&text).0, left_out })
}

/// Entries of the timeline in a report.
const TIMELINE: u32 = 30;

fn json(sheet: &sheet::Sheet, left_out: &[Text], options: ReportOptions) -> Result<String> {
    let broken = |_| {
        let message = Text::new("The report could not be written.", "Не удалось записать отчёт.");
        Error::new(Code::Unexpected, message)
    };
    let mut document = serde_json::to_value(sheet).map_err(broken)?;
    if let Some(document) = document.as_object_mut() {
        document.insert("left_out".into(), serde_json::to_value(left_out).map_err(broken)?);
        // A later report is only worth comparing if it is open in the same way.
        document.insert("shows".into(), json!({ "names": options.names, "ids": options.ids }));
    }
    serde_json::to_string_pretty(&localize(document, options.lang)).map_err(broken)
}

fn left_out(options: ReportOptions) -> Vec<Text> {
    let always = [
        Text::new(
            "Tokens, app secrets and everything else in the keychain",
            "Токены, секреты приложений и всё содержимое связки ключей",
        ),
        Text::new("Amounts of money", "Денежные суммы"),
        Text::new("Names of tools that took a token", "Имена инструментов, получавших токен"),
        Text::new("Paths of files, environment variables", "Пути к файлам, переменные окружения"),
    ];
    let names = (!options.names).then(|| {
        Text::new(
            "Names of people, businesses, ad accounts and connections",
            "Имена людей, компаний, кабинетов и подключений",
        )
    });
    let ids = (!options.ids).then(|| {
        Text::new(
            "Ids: the same fingerprint stands for the same id in every report of this computer",
            "Идентификаторы: одинаковый отпечаток означает один и тот же ID во всех отчётах с этого компьютера",
        )
    });
    always.into_iter().chain(names).chain(ids).collect()
}

#[cfg(test)]
mod tests;
