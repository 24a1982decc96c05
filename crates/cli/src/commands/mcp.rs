//! `mcp`: a server of the Model Context Protocol on standard input and output, for AI assistants: what is connected, how
//! it is doing, what is wrong. There is no tool that returns a token, and none that changes anything.

use std::sync::Arc;

use adkeys_core::{AdKeys, Code, Error, Result, text};
use rmcp::ServiceExt;
use rmcp::transport::io::stdio_pipes;

use crate::interrupt;
use crate::output::Output;

mod answer;
mod server;

/// Serve AI assistants by the Model Context Protocol (MCP) on standard input and output; never a token
#[derive(Debug, clap::Args)]
pub(crate) struct Mcp {}

pub(crate) async fn run(adkeys: &Arc<AdKeys>, output: &Output) -> Result<()> {
    let server = server::Server::new(Arc::clone(adkeys), output.lang());
    let running = server.serve(stdio_pipes()).await.map_err(|error| {
        Error::new(
            Code::Unexpected,
            text!("No client could be served: {error}.", "Не удалось обслужить клиента: {error}."),
        )
    })?;
    let end = running.cancellation_token();
    tokio::select! {
        _ = running.waiting() => {}
        () = interrupt::asked() => end.cancel(),
    }
    Ok(())
}
