//! One file a verb: what can be typed after it, and what it asks of AdKeys.

use std::process::ExitCode;
use std::sync::Arc;

use adkeys_core::agent::client::Asked;
use adkeys_core::{Code, Error, Result, text};

use self::token::Quick;
use crate::args::Command;
use crate::output::Output;
use crate::session::{Ground, Session};

pub(crate) mod account;
pub(crate) mod activity;
pub(crate) mod agent;
pub(crate) mod app;
pub(crate) mod businesses;
pub(crate) mod completions;
pub(crate) mod connect;
pub(crate) mod disconnect;
pub(crate) mod doctor;
pub(crate) mod exec;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod grants;
pub(crate) mod inject;
pub(crate) mod inspect;
pub(crate) mod list;
pub(crate) mod mcp;
pub(crate) mod providers;
pub(crate) mod recipes;
pub(crate) mod refresh;
pub(crate) mod sandbox;
pub(crate) mod status;
pub(crate) mod storage;
pub(crate) mod token;

/// Runs a verb on a runtime of this one thread. The status is that of the program that `exec` ran, else success.
///
/// # Errors
/// Whatever decides the exit status.
pub(crate) fn run(command: Command, ground: &Ground, output: &Output) -> Result<ExitCode> {
    let asked = match &command {
        Command::Token(args) => match token::quick(args, ground, output) {
            Quick::Done(result) => return result.map(done),
            Quick::Waiting(asked) => Some(asked),
            Quick::Direct => None,
        },
        _ => None,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| {
        Error::new(
            Code::Unexpected,
            text!("The program cannot start: {error}.", "Программа не запускается: {error}."),
        )
    })?;
    let result = runtime.block_on(dispatch(command, asked, ground, output));
    // A thread may still wait for a line of standard input that nobody will type.
    runtime.shutdown_background();
    result
}

fn done((): ()) -> ExitCode {
    ExitCode::SUCCESS
}

async fn dispatch(
    command: Command,
    asked: Option<Asked>,
    ground: &Ground,
    output: &Output,
) -> Result<ExitCode> {
    if let (Command::Token(args), Some(asked)) = (&command, asked)
        && let Quick::Done(result) = token::wait(asked, args, ground, output).await
    {
        return result.map(done);
    }
    match command {
        Command::Completions(args) => completions::run(&args, output).map(done),
        Command::Sandbox(args) => sandbox::run(args, output).await.map(done),
        Command::Exec(args) => {
            let session = ground.open(output).await?;
            let status = exec::run(args, &session, output).await;
            tell_catalogue_problems(&session, output, status.as_ref().err());
            status
        }
        command => {
            let session = ground.open(output).await?;
            let result = on(command, &session, output).await;
            tell_catalogue_problems(&session, output, result.as_ref().err());
            result.map(done)
        }
    }
}

async fn on(command: Command, session: &Session, output: &Output) -> Result<()> {
    let adkeys = &session.adkeys;
    match command {
        Command::Providers => providers::run(adkeys, output),
        Command::App(args) => app::run(args, adkeys, output).await,
        Command::Connect(args) => connect::run(args, adkeys, output).await,
        Command::List => list::run(adkeys, output),
        Command::Status(args) => status::run(&args, adkeys, output).await,
        Command::Businesses(args) => businesses::run(&args, adkeys, output).await,
        Command::Account(args) => account::run(&args, adkeys, output).await,
        Command::Refresh(args) => refresh::run(&args, adkeys, output).await,
        Command::Token(args) => token::run(&args, adkeys, output).await,
        Command::Disconnect(args) => disconnect::run(&args, adkeys, output).await,
        Command::Recipes(args) => recipes::run(&args, adkeys, output),
        Command::Export(args) => export::run(args, adkeys, output).await,
        Command::Inject(args) => inject::run(&args, adkeys, output).await,
        Command::Storage => storage::run(adkeys, output),
        Command::Activity(args) => activity::run(&args, adkeys, output),
        Command::Grants(args) => grants::run(&args, adkeys, output),
        Command::Mcp(_) => mcp::run(adkeys, output).await,
        Command::Agent(_) => agent::run(Arc::clone(adkeys), output).await,
        Command::Sandbox(_) | Command::Completions(_) | Command::Exec(_) => Ok(()),
        Command::Doctor(args) => doctor::run(&args, adkeys, output).await,
        Command::Inspect(args) => inspect::run(&args, adkeys, output).await,
        Command::Explain(args) => explain::run(args, adkeys, output),
    }
}

/// Names every catalogue file that was refused, unless the verb's own error already does.
fn tell_catalogue_problems(session: &Session, output: &Output, told: Option<&Error>) {
    for problem in session.adkeys.catalogue_problems() {
        if told != Some(problem) {
            output.warning(problem);
        }
    }
}
