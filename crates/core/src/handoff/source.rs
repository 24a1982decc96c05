//! Where a hand-off takes its token from: a running agent, which may ask the person, else the vault.

use std::time::Duration;

use crate::agent::Request;
use crate::agent::client::{self, Given};
use crate::connection::{Context, HandedToken, Tool, Wanted};
use crate::error::{Code, Result};
use crate::settings::AgentFallback;

/// The person's 55 seconds, and then a renewal.
const PATIENCE: Duration = Duration::from_secs(90);

/// Who gets the token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taker<'a> {
    name: &'a str,
    agreed: bool,
}

impl<'a> Taker<'a> {
    /// Somebody new: the agent is asked, if this program asks one.
    pub(super) const fn new(name: &'a str) -> Self {
        Self { name, agreed: false }
    }

    /// What was agreed to before, such as a file that is brought up to date.
    pub(super) const fn agreed(name: &'a str) -> Self {
        Self { name, agreed: true }
    }
}

/// A token that is good now, renewed first if need be. The one place where a hand-off asks for it.
pub(super) async fn fresh(context: &Context, connection: &str, taker: Taker<'_>) -> Result<HandedToken> {
    let fallback = context.asks_agent.filter(|_| !taker.agreed);
    if let Some(fallback) = fallback {
        match (by_agent(context, connection, taker.name).await, fallback) {
            (Err(error), AgentFallback::Direct) if error.code == Code::AgentUnavailable => {}
            (given, _) => return given,
        }
    }
    let tool = Tool { name: taker.name.to_owned(), path: None, pid: None };
    context.token(connection, &Wanted::default().by(Some(tool))).await
}

async fn by_agent(context: &Context, connection: &str, taker: &str) -> Result<HandedToken> {
    let address = context.home().agent_socket();
    let request = Request::AccessToken {
        connection: connection.to_owned(),
        min_valid: None,
        application_hint: Some(taker.to_owned()),
        for_parent: true,
    };
    let asking = move || match client::ask(&address, &request) {
        Some(mut asked) => asked.answer_within(PATIENCE).unwrap_or_else(|| Err(client::silent())),
        None => Err(client::missing()),
    };
    let given: Result<Given> =
        tokio::task::spawn_blocking(asking).await.unwrap_or_else(|_| Err(client::missing()));
    given.map(|given| given.token)
}
