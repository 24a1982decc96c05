//! Why something does not work.

use std::path::PathBuf;

use adkeys_core::diagnosis::{
    CheckInfo, DiagnoseRequest, Diagnosis, DiagnosisEvent, Explanation, Inspected, Matrix, Report,
    ReportForm, ReportOptions,
};
use adkeys_core::finding::Finding;
use adkeys_core::secret::Secret;
use adkeys_core::time::Timestamp;
use adkeys_core::trace::Trace;
use adkeys_core::{AdKeys, Result, files};
use tauri::async_runtime::block_on;
use tauri::ipc::Channel;

use super::Desk;
use crate::place::not_written;
use crate::shell::{Shell, caught, off_thread};
use crate::views::DiagnoseArgs;

/// Every check there is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn checks(shell: Desk<'_>) -> Result<Vec<CheckInfo>> {
    caught(shell.with(|keys| Ok(keys.checks()))).await
}

/// Runs checks; ends when they do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn diagnose(
    shell: Desk<'_>,
    request: DiagnoseArgs,
    on_event: Channel<DiagnosisEvent>,
) -> Result<Diagnosis> {
    caught(async move {
        let DiagnoseArgs { run, connection, only } = request;
        let (flow, _nothing_pasted) = shell.flows.begin(&run)?;
        let whole = only.is_empty() || connection.is_none();
        let request = DiagnoseRequest { connection: connection.clone(), only };
        let (keys, cancel) = (shell.keys()?, flow.cancel.clone());
        // A thread of its own: some checks wait for the system.
        let diagnosis = off_thread(move || {
            let tell = |event| drop(on_event.send(event));
            block_on(keys.diagnose(request, &tell, cancel))
        });
        let diagnosis = diagnosis.await?;
        if whole {
            shell.seen.keep(connection, diagnosis.clone());
        }
        shell.told(Ok(diagnosis))
    })
    .await
}

/// Stops a run of checks. One that has ended is no error.
#[tauri::command]
#[specta::specta]
pub(crate) fn diagnose_cancel(shell: Desk<'_>, run: String) {
    shell.flows.cancel(&run);
}

/// What is wrong with one ad account, from what is known.
#[tauri::command]
#[specta::specta]
pub(crate) async fn account_findings(shell: Desk<'_>, name: String, account: String) -> Result<Vec<Finding>> {
    caught(shell.with(move |keys| keys.account_findings(&name, &account))).await
}

/// Which ad account works for what, from what is known.
#[tauri::command]
#[specta::specta]
pub(crate) async fn matrix(shell: Desk<'_>, name: String) -> Result<Matrix> {
    caught(shell.with(move |keys| keys.matrix(&name))).await
}

/// Explains a pasted error, offline.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explain(shell: Desk<'_>, provider: Option<String>, text: String) -> Result<Explanation> {
    caught(shell.with(move |keys| keys.explain(provider.as_deref(), &text))).await
}

/// Asks the platform about a token that is not kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn inspect(shell: Desk<'_>, provider: String, token: String) -> Result<Inspected> {
    let token = Secret::new(token);
    caught(async move { shell.keys()?.inspect(&provider, token).await }).await
}

/// The report of what was seen last of a connection, or of everything.
#[tauri::command]
#[specta::specta]
pub(crate) async fn report(shell: Desk<'_>, name: Option<String>, options: ReportOptions) -> Result<Report> {
    caught(written(&shell, name, options)).await
}

/// Saves that report where the person says, and tells where; `null` if they named no place.
#[tauri::command]
#[specta::specta]
pub(crate) async fn report_save(
    shell: Desk<'_>,
    name: Option<String>,
    options: ReportOptions,
) -> Result<Option<String>> {
    caught(async move {
        let ending = if options.form == ReportForm::Json { "json" } else { "md" };
        let suggested = format!("adkeys-{}.{ending}", name.as_deref().unwrap_or("report"));
        let Some(place) = shell.place(&suggested).await else { return Ok(None) };
        let report = written(&shell, name, options).await?;
        off_thread(move || save(place, &report)).await.map(Some)
    })
    .await
}

/// The last sign-in of a connection, step by step.
#[tauri::command]
#[specta::specta]
pub(crate) async fn trace(shell: Desk<'_>, name: String) -> Result<Option<Trace>> {
    caught(shell.with(move |keys| keys.trace(&name))).await
}

async fn written(shell: &Shell, name: Option<String>, options: ReportOptions) -> Result<Report> {
    let seen = shell.seen.of(name.as_deref());
    let now = shell.now();
    let work = move |keys: &AdKeys| {
        let diagnosis = match seen {
            Some(seen) => seen,
            None => known(keys, name, now)?,
        };
        keys.report(&diagnosis, options)
    };
    shell.with(work).await
}

/// What is known of a connection, or of all, where no checks have been run.
fn known(keys: &AdKeys, name: Option<String>, at: Timestamp) -> Result<Diagnosis> {
    let names = match name {
        Some(name) => vec![name],
        None => keys.list()?.into_iter().map(|one| one.connection).collect(),
    };
    let connections = names.iter().map(|name| keys.cached_status(name)).collect::<Result<_>>()?;
    Ok(Diagnosis { at, connections, findings: Vec::new() })
}

fn save(place: PathBuf, report: &Report) -> Result<String> {
    let path = place.display().to_string();
    files::write_atomically(&place, report.text.as_bytes()).map_err(|error| not_written(&path, &error))?;
    Ok(path)
}
