//! `refresh`: renew now.

use adkeys_core::connection::Refreshed;
use adkeys_core::handoff::{ExportState, Exported};
use adkeys_core::{AdKeys, Result, text};

use crate::interrupt;
use crate::output::Output;
use crate::output::dates::Calendar;

/// Renew a connection's token now
#[derive(Debug, clap::Args)]
pub(crate) struct Refresh {
    /// The connection's name
    connection: String,
}

pub(crate) async fn run(args: &Refresh, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let refreshed = interrupt::patiently(adkeys.refresh(&args.connection)).await?;
    output.document(&refreshed, || sentence(&refreshed, output))?;
    tell_old_files(&args.connection, adkeys, output)
}

/// Files that hold the token of before, and are not kept fresh.
fn tell_old_files(connection: &str, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let exports = adkeys.exports()?;
    let old = |export: &&Exported| export.connection == connection && export.state == ExportState::Stale;
    let count = exports.iter().filter(old).count();
    if count > 0 {
        output.note(&text!(
            "Files that hold the token of before: {count}. Bring them up to date: adkeys export --again",
            "Файлов с прежним токеном: {count}. Обновить: adkeys export --again"
        ));
    }
    Ok(())
}

fn sentence(refreshed: &Refreshed, output: &Output) -> String {
    let name = &refreshed.connection;
    let until = refreshed.expires_at.map(|at| Calendar::new(output).deadline(at));
    let text = match (refreshed.extended, until) {
        (true, Some(until)) => text!("{name}: renewed, good until {until}.", "{name}: продлено до {until}."),
        (true, None) => text!("{name}: renewed.", "{name}: продлено."),
        (false, Some(until)) => {
            text!(
                "{name}: not extended, good until {until}.",
                "{name}: срок не изменился, доступ до {until}."
            )
        }
        (false, None) => text!("{name}: not extended.", "{name}: срок не изменился."),
    };
    output.say(&text).to_owned()
}
