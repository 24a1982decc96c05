//! `token`: the access token, alone on standard output.

use std::time::Duration;

use adkeys_core::connection::{Tool, Wanted};
use adkeys_core::{AdKeys, Result};
use serde_json::json;

use crate::interrupt;
use crate::output::Output;

/// Print the access token, alone on standard output
///
/// A token that is about to end is renewed first.
#[derive(Debug, clap::Args)]
pub(crate) struct Token {
    /// The connection's name
    connection: String,
    /// Seconds that the token must still be good for
    #[arg(long, value_name = "SECONDS")]
    min_valid: Option<u32>,
}

pub(crate) async fn run(args: &Token, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let min_valid = args.min_valid.map(|seconds| Duration::from_secs(seconds.into()));
    let wanted = Wanted { min_valid, tool: caller() };
    let token = interrupt::patiently(adkeys.token(&args.connection, &wanted)).await?;
    if !output.is_json() {
        return output.secret(&token.access_token);
    }
    output.event(&json!({
        // EXPOSE: the person asked for it on standard output.
        "access_token": token.access_token.expose(),
        "token_type": token.token_type,
        "expires_at": token.expires_at,
        "connection": token.connection,
    }))
}

/// The program that started this one: it is the one that takes the token.
fn caller() -> Option<Tool> {
    #[cfg(unix)]
    return Some(Tool::of(std::os::unix::process::parent_id()));
    #[cfg(not(unix))]
    return None;
}
