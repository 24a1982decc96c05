//! `adkeys`: the command line. It translates between a terminal and [`adkeys_core::AdKeys`], and decides nothing.

mod args;
mod browser;
mod child;
mod commands;
mod environment;
mod fault;
mod interrupt;
mod output;
mod prompt;
mod session;
mod stand_in;
mod usage;

use std::process::ExitCode;

use clap::Parser;

use crate::args::Args;
use crate::output::Output;
use crate::session::Ground;

fn main() -> ExitCode {
    adkeys_ground::harden();
    match Args::try_parse() {
        Ok(args) => run(args),
        Err(stop) => usage::answer(&stop),
    }
}

fn run(args: Args) -> ExitCode {
    let ground = Ground::survey(&args.global);
    let output = Output::new(&args.global, ground.lang());
    match fault::caught(|| commands::run(args.command, &ground, &output)) {
        Ok(status) => status,
        Err(error) => {
            output.error(&error);
            ExitCode::from(error.code.exit_status())
        }
    }
}
