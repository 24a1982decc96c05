//! `disconnect`: the end of a connection.

use std::io::{self, IsTerminal};

use adkeys_core::connection::Disconnected;
use adkeys_core::{AdKeys, Result, Text, text};

use crate::output::Output;
use crate::{interrupt, prompt};

/// Forget a connection on this computer
#[derive(Debug, clap::Args)]
pub(crate) struct Disconnect {
    /// The connection's name
    connection: String,
    /// Also withdraw the grant at the platform, for every tool that uses it
    #[arg(long)]
    revoke: bool,
    /// Do not ask first
    #[arg(long, short)]
    yes: bool,
}

const GO_ON: Text = Text::new("Go on? [y/N] ", "Продолжить? [д/Н] ");
/// What counts as a yes.
const YES: [&str; 4] = ["y", "yes", "д", "да"];

pub(crate) async fn run(args: &Disconnect, adkeys: &AdKeys, output: &Output) -> Result<()> {
    agree(args, adkeys, output)?;
    let done = interrupt::patiently(adkeys.disconnect(&args.connection, args.revoke)).await?;
    output.document(&done, || sentence(&done, output))?;
    done.error.map_or(Ok(()), Err)
}

/// Says at a terminal what will happen, and asks. A script has decided already.
fn agree(args: &Disconnect, adkeys: &AdKeys, output: &Output) -> Result<()> {
    if args.yes || output.is_json() || !io::stdin().is_terminal() {
        return Ok(());
    }
    output.note(&adkeys.disconnect_consequence(&args.connection, args.revoke)?);
    let files = adkeys.left_behind(&args.connection)?;
    if !files.is_empty() {
        let list = files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>().join(", ");
        output.note(&text!(
            "These files stay, with what was written into them: {list}.",
            "Эти файлы останутся со всем, что в них записано: {list}."
        ));
    }
    let answer = prompt::word(&GO_ON, output.lang())?.unwrap_or_default().to_lowercase();
    if YES.contains(&answer.as_str()) { Ok(()) } else { Err(interrupt::cancelled()) }
}

/// What happened, in the order in which it matters.
fn sentence(done: &Disconnected, output: &Output) -> String {
    let name = &done.connection;
    let text = match (done.forgotten, done.revoked) {
        (true, None) => text!(
            "{name}: forgotten on this computer. The grant at the platform stays; --revoke withdraws it, too.",
            "{name}: забыто на этом компьютере. Разрешение на платформе осталось; --revoke отзывает и его."
        ),
        (true, Some(true)) => text!(
            "{name}: forgotten on this computer and withdrawn at the platform.",
            "{name}: забыто на этом компьютере и отозвано на платформе."
        ),
        (true, Some(false)) => text!(
            "{name}: forgotten on this computer. The platform has not withdrawn the grant.",
            "{name}: забыто на этом компьютере. Платформа разрешение не отозвала."
        ),
        (false, Some(true)) => text!(
            "{name}: withdrawn at the platform, but still kept on this computer.",
            "{name}: отозвано на платформе, но на этом компьютере осталось."
        ),
        (false, _) => text!("{name}: nothing was changed.", "{name}: ничего не изменено."),
    };
    let mut told = output.say(&text).to_owned();
    if !done.also_ended.is_empty() {
        let others = done.also_ended.join(", ");
        let also = text!("These ended with it: {others}.", "Вместе с ним закончились: {others}.");
        told.push_str(&format!("\n{}", output.say(&also)));
    }
    told
}
