//! `token`: the access token, alone on standard output. Through the agent where one answers, which takes no more than
//! a few milliseconds; else from the vault.

use std::time::Duration;

use adkeys_core::agent::Request;
use adkeys_core::agent::client::{self, Asked, Given};
use adkeys_core::connection::{HandedToken, Tool, Wanted};
use adkeys_core::settings::{AgentFallback, AgentMode};
use adkeys_core::{AdKeys, Code, Error, Result, Text};
use serde_json::json;

use crate::interrupt;
use crate::output::Output;
use crate::session::Ground;

/// Print the access token, alone on standard output
///
/// A token that is about to end is renewed first. A running AdKeys is asked first, which may ask you whether the
/// program that started this command may have the token.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Token {
    /// The connection's name
    connection: String,
    /// Seconds that the token must still be good for
    #[arg(long, value_name = "SECONDS")]
    min_valid: Option<u32>,
    /// Print the HTTP header: Authorization: Bearer …
    #[arg(long, conflicts_with = "json")]
    header: bool,
    /// What to call your tool when AdKeys asks you about it
    #[arg(long, value_name = "NAME")]
    hint: Option<String>,
}

/// How long the agent may take before Ctrl-C is listened for: an agent that has the token at hand is faster.
const AT_ONCE: Duration = Duration::from_millis(150);
/// How long it may take in all: the person's 55 seconds, and then a renewal.
const PATIENCE: Duration = Duration::from_secs(90);

const WAITING: Text = Text::new(
    "AdKeys is busy with it. If it asks you whether this tool may have the token, answer there.",
    "AdKeys занят этим. Если он спрашивает, можно ли дать токен этому инструменту, ответьте там.",
);

/// An agent's answer, or that it takes its time.
pub(crate) enum Quick {
    /// The verb is done.
    Done(Result<()>),
    /// The person is being asked, or the token renewed.
    Waiting(Asked),
    /// No agent can answer: the vault is to be read.
    Direct,
}

/// Asks the agent, before anything else is set up.
pub(crate) fn quick(args: &Token, ground: &Ground, output: &Output) -> Quick {
    let Some((home, settings)) = ground.place() else { return Quick::Direct };
    if settings.agent == AgentMode::Off {
        return Quick::Direct;
    }
    let request = Request::AccessToken {
        connection: args.connection.clone(),
        min_valid: args.min_valid,
        application_hint: args.hint.clone(),
        for_parent: true,
    };
    let Some(mut asked) = client::ask(&home.agent_socket(), &request) else {
        return without_agent(settings.agent_fallback, client::missing());
    };
    match asked.answer_within(AT_ONCE) {
        Some(answer) => answered(answer, args, settings.agent_fallback, output),
        None => Quick::Waiting(asked),
    }
}

/// Waits for an agent that takes its time; Ctrl-C takes the question back.
///
/// # Errors
/// What the agent says; `cancelled`.
pub(crate) async fn wait(mut asked: Asked, args: &Token, ground: &Ground, output: &Output) -> Quick {
    output.note(&WAITING);
    let waiting = tokio::task::spawn_blocking(move || asked.answer_within(PATIENCE));
    let answer =
        interrupt::or(async { waiting.await.ok().flatten().unwrap_or_else(|| Err(client::silent())) });
    let fallback = ground.place().map_or(AgentFallback::Direct, |(_, settings)| settings.agent_fallback);
    answered(answer.await, args, fallback, output)
}

fn answered(answer: Result<Given>, args: &Token, fallback: AgentFallback, output: &Output) -> Quick {
    match answer {
        Ok(given) => {
            given.warnings.iter().for_each(|problem| output.warning(problem));
            Quick::Done(print(&given.token, args, output))
        }
        Err(error) if error.code == Code::AgentUnavailable => without_agent(fallback, error),
        Err(error) => Quick::Done(Err(error)),
    }
}

fn without_agent(fallback: AgentFallback, error: Error) -> Quick {
    match fallback {
        AgentFallback::Direct => Quick::Direct,
        AgentFallback::Refuse => Quick::Done(Err(error)),
    }
}

/// Takes it from the vault.
pub(crate) async fn run(args: &Token, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let min_valid = args.min_valid.map(|seconds| Duration::from_secs(seconds.into()));
    let wanted = Wanted { min_valid, tool: caller() };
    let token = interrupt::patiently(adkeys.token(&args.connection, &wanted)).await?;
    print(&token, args, output)
}

fn print(token: &HandedToken, args: &Token, output: &Output) -> Result<()> {
    if output.is_json() {
        return output.event(&json!({
            // EXPOSE: the person asked for it on standard output.
            "access_token": token.access_token.expose(),
            "token_type": token.token_type,
            "expires_at": token.expires_at,
            "connection": token.connection,
        }));
    }
    let before = if args.header { "Authorization: Bearer " } else { "" };
    output.secret(before, &token.access_token)
}

/// The program that started this one: it is the one that takes the token.
fn caller() -> Option<Tool> {
    #[cfg(unix)]
    return Some(Tool::of(std::os::unix::process::parent_id()));
    #[cfg(not(unix))]
    return None;
}
