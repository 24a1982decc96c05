//! `disconnect`: the end of a connection.

use adkeys_core::connection::Disconnected;
use adkeys_core::{AdKeys, Result, text};

use crate::interrupt;
use crate::output::Output;

/// Forget a connection on this computer
#[derive(Debug, clap::Args)]
pub(crate) struct Disconnect {
    /// The connection's name
    connection: String,
    /// Also withdraw the grant at the platform, for every tool that uses it
    #[arg(long)]
    revoke: bool,
}

pub(crate) async fn run(args: &Disconnect, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let done = interrupt::patiently(adkeys.disconnect(&args.connection, args.revoke)).await?;
    output.document(&done, || sentence(&done, output))?;
    done.error.map_or(Ok(()), Err)
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
    output.say(&text).to_owned()
}
