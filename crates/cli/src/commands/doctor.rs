//! `doctor`: what is wrong, why, who can mend it; a report without secrets.

use std::path::PathBuf;

use adkeys_core::diagnosis::{
    DiagnoseRequest, Diagnosis, DiagnosisEvent, ReportDiff, ReportForm, ReportOptions,
};
use adkeys_core::{AdKeys, Code, Error, Result, files, text};
use tokio_util::sync::CancellationToken;

use crate::interrupt;
use crate::output::Output;

mod matrix;
mod page;

/// Every check, with what to do; a report that is safe to send
#[derive(Debug, clap::Args)]
pub(crate) struct Doctor {
    /// A connection, or a provider that is not connected yet; without it, everything
    connection: Option<String>,
    /// Only this check or group of checks; may be given several times
    #[arg(long, value_name = "CHECK")]
    only: Vec<String>,
    /// Write a report: Markdown, or JSON if the name ends so; - prints it
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Leave the names of people, businesses and accounts in the report
    #[arg(long, requires = "report")]
    names: bool,
    /// Leave the ids of accounts and people in the report
    #[arg(long, requires = "report")]
    ids: bool,
    /// Tell what changed since this JSON report
    #[arg(long, value_name = "OLD.json")]
    diff: Option<PathBuf>,
    /// Compare it with this later report instead of with what is found now
    #[arg(long, value_name = "NEW.json", requires = "diff")]
    to: Option<PathBuf>,
    /// Which ad account can be used for this: read-reports, manage-ads, page-ads, leads, billing, or all
    #[arg(long = "for", value_name = "PURPOSE", conflicts_with_all = ["report", "diff", "only"])]
    purpose: Option<String>,
    /// The accounts and purposes as CSV
    #[arg(long, conflicts_with_all = ["report", "diff", "only"])]
    csv: bool,
}

pub(crate) async fn run(args: &Doctor, adkeys: &AdKeys, output: &Output) -> Result<()> {
    if args.purpose.is_some() || args.csv {
        return matrix::run(args.connection.as_deref(), args.purpose.as_deref(), args.csv, adkeys, output);
    }
    // Before anything takes its time: a file that is not there is told at once.
    let old = args.diff.as_deref().map(read).transpose()?;
    if let (Some(old), Some(new)) = (&old, &args.to) {
        return changes(&adkeys.report_diff(old, &read(new)?)?, output);
    }
    let diagnosis = interrupt::or(look(args, adkeys, output)).await;
    output.progress_done();
    let diagnosis = diagnosis?;
    if let Some(file) = &args.report {
        return report(args, file, &diagnosis, adkeys, output);
    }
    match old {
        Some(old) => changes(&adkeys.changes_since(&old, &diagnosis)?, output),
        None => output.document(&diagnosis, || page::render(&diagnosis, output)),
    }
}

async fn look(args: &Doctor, adkeys: &AdKeys, output: &Output) -> Result<Diagnosis> {
    let request = DiagnoseRequest { connection: args.connection.clone(), only: args.only.clone() };
    let checks = adkeys.checks();
    let events = |event: DiagnosisEvent| {
        if let DiagnosisEvent::Started { check, connection } = event {
            let title = checks.iter().find(|known| known.id == check).map(|known| &known.title);
            let (of, title) = (connection.unwrap_or_default(), title.cloned().unwrap_or_default());
            let (en, ru) = (&title.en, &title.ru);
            output.progress(&text!("{of} {en}", "{of} {ru}"));
        }
    };
    adkeys.diagnose(request, &events, CancellationToken::new()).await
}

fn report(
    args: &Doctor,
    file: &std::path::Path,
    diagnosis: &Diagnosis,
    adkeys: &AdKeys,
    output: &Output,
) -> Result<()> {
    let is_json = output.is_json() || file.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    let form = if is_json { ReportForm::Json } else { ReportForm::Markdown };
    let options = ReportOptions { names: args.names, ids: args.ids, form, lang: output.lang() };
    let report = adkeys.report(diagnosis, options)?;
    if file.as_os_str() == "-" {
        return output.line(report.text.trim_end());
    }
    let shown = file.display().to_string();
    files::write_atomically(file, report.text.as_bytes()).map_err(|error| {
        let message = text!("{shown} cannot be written: {error}.", "{shown} не записывается: {error}.");
        Error::new(Code::Unexpected, message).with(|details| details.file = Some(shown.clone()))
    })?;
    output.note(&text!("Report: {shown}. Left out:", "Отчёт: {shown}. Не вошло:"));
    for item in &report.left_out {
        let (en, ru) = (&item.en, &item.ru);
        output.note(&text!("- {en}", "- {ru}"));
    }
    output.document(diagnosis, || page::render(diagnosis, output))
}

fn changes(changed: &ReportDiff, output: &Output) -> Result<()> {
    output.document(changed, || page::changes(changed, output))
}

fn read(file: &std::path::Path) -> Result<String> {
    let shown = file.display().to_string();
    std::fs::read_to_string(file).map_err(|error| {
        let message = text!("{shown} cannot be read: {error}.", "{shown} не читается: {error}.");
        Error::new(Code::Usage, message).with(|details| details.file = Some(shown.clone()))
    })
}
