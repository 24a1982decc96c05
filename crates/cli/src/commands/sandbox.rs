//! `sandbox`: the stand-in for the platforms, until Ctrl-C.

use adkeys_core::{Result, text};
use adkeys_sandbox::Config;
use serde_json::json;

use crate::output::Output;
use crate::{interrupt, stand_in};

/// Run the sandbox, a local stand-in for the platforms, until Ctrl-C
#[derive(Debug, clap::Args)]
pub(crate) struct Sandbox {
    /// Listen on this port instead of any free one
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Sign everybody in as this persona without asking
    #[arg(long, value_name = "P")]
    persona: Option<String>,
}

pub(crate) async fn run(args: Sandbox, output: &Output) -> Result<()> {
    let config = Config { port: args.port, persona: args.persona, ..Config::default() };
    let sandbox = stand_in::start(config).await?;
    let url = sandbox.url().to_owned();
    if output.is_json() {
        output.event(&json!({
            "url": url,
            "client_id": adkeys_sandbox::APP_ID,
            "client_secret": adkeys_sandbox::APP_SECRET,
            "override": adkeys_sandbox::provider_override(&url),
        }))?;
    } else {
        output.line(&url)?;
        output.note(&text!(
            "The sandbox is ready; nothing here is real. It ends with Ctrl-C.",
            "Песочница готова; всё здесь ненастоящее. Завершить: Ctrl-C."
        ));
    }
    sandbox.run_until(interrupt::asked()).await;
    Ok(())
}
