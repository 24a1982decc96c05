//! `cargo xtask <task>`: everything that is done to this repository, the same on a developer's machine and in CI.
//!
//! Tasks only prepare and call; whatever speaks to a keyring, a browser or the sandbox lives in `tests/`.

mod bench;
mod bindings;
mod build;
mod ci;
mod package;
mod place;
mod run;
mod say;
mod screenshots;
mod setup;
mod shell;
mod tally;
mod test;

use std::process::ExitCode;

/// What a task says when it cannot go on: one or two plain sentences.
type Result<T = ()> = std::result::Result<T, String>;

/// Name, what it does, and how.
type Task = (&'static str, &'static str, fn(&[String]) -> Result);

const TASKS: &[Task] = &[
    (
        "run",
        "open the window on the sandbox; without a display (or with --terminal) connect in the terminal",
        run::run,
    ),
    ("test", "run every test there is; words after it pick tests by name", test::run),
    ("ci", "formatting, lints, generated files, supply chain, then every test", ci::run),
    ("bench", "compare with a bare process and with the tools people use today", bench::run),
    ("bindings", "write the typed IPC of the window anew; with --check only compare", bindings::run),
    ("screenshots", "take the pictures of README and docs from the real window", screenshots::run),
    ("package", "build the installers of this system", package::run),
];

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let name = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    let Some((_, _, task)) = TASKS.iter().find(|(known, ..)| *known == name) else {
        usage();
        return ExitCode::from(2);
    };
    match task(&rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say::failed(&message);
            ExitCode::FAILURE
        }
    }
}

fn usage() {
    say::line("cargo xtask <task>\n");
    for (name, what, _) in TASKS {
        say::line(&format!("  {name:<12} {what}"));
    }
}
