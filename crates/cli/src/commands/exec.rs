//! `exec`: a program with the token in its environment, and nowhere else.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use adkeys_core::handoff::ChildEnvironment;
use adkeys_core::{Code, Error, Result, text};

use crate::output::Output;
use crate::session::Session;
use crate::{child, environment, interrupt};

/// Run a program with the token in its environment
///
/// Variables of other recipes are removed. The token is masked in what the program prints; signals and its exit status
/// are passed on.
#[derive(Debug, clap::Args)]
pub(crate) struct Exec {
    /// The connection's name
    connection: String,
    /// The recipe whose variables are set, instead of the provider's usual one
    #[arg(long = "for", value_name = "RECIPE")]
    recipe: Option<String>,
    /// The ad account for the recipe's account variable, such as act_1 or 1
    #[arg(long, value_name = "ID")]
    account: Option<String>,
    /// Leave the program's output alone: the token may be seen in it
    #[arg(long)]
    no_mask: bool,
    /// The program and its arguments
    #[arg(last = true, required = true, value_name = "CMD")]
    command: Vec<OsString>,
}

pub(crate) async fn run(args: Exec, session: &Session, output: &Output) -> Result<ExitCode> {
    let Exec { connection, recipe, account, no_mask, command } = args;
    let Some((program, arguments)) = command.split_first() else { return Err(no_program()) };
    let tool = Path::new(program).file_name().unwrap_or(program).to_string_lossy();
    let asked = session.adkeys.child_environment(&connection, recipe.as_deref(), account.as_deref(), &tool);
    let ChildEnvironment { set, mut remove, secrets, warnings } = interrupt::patiently(asked).await?;
    output.notes(&warnings);
    remove.push(environment::PASSPHRASE.to_owned());
    let child = child::Child { program: program.clone(), arguments: arguments.to_vec(), set, remove };
    match (no_mask, session.is_on_sandbox()) {
        (true, false) => child.take_our_place(),
        (true, true) => child.run(&[]).await,
        (false, _) => child.run(&secrets).await,
    }
}

fn no_program() -> Error {
    Error::new(Code::Usage, text!("No program was named.", "Программа не указана."))
        .hint(text!("Write -- and the program after it.", "Напишите -- и программу после него."))
}
