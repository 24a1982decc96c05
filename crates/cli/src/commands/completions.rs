//! `completions`: a script for the shell.

use adkeys_core::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Args;
use crate::output::Output;

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(args: &Completions, output: &Output) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "adkeys", &mut script);
    output.line(String::from_utf8_lossy(&script).trim_end())
}
