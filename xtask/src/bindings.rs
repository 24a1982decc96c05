//! `bindings`: the window's typed IPC, generated from the shell's commands.

use std::fs;

use crate::place::{program, root, target};
use crate::shell::{command, run as sh};
use crate::{Result, build, say, setup};

const FILE: &str = "ui/src/ipc/bindings.ts";

/// Writes the bindings; with `--check` only says whether they are fresh.
pub(crate) fn run(args: &[String]) -> Result {
    setup::for_window()?;
    build::page()?;
    build::programs(&["--example", "bindings"])?;
    if args.iter().any(|arg| arg == "--check") {
        return check();
    }
    write(&root().join(FILE))?;
    say::step(&format!("{FILE} is written."));
    Ok(())
}

/// Compares the committed file with what the built example writes now.
pub(crate) fn check() -> Result {
    let fresh = target().join("bindings.ts");
    write(&fresh)?;
    let same =
        fs::read(&fresh).ok().filter(|now| fs::read(root().join(FILE)).is_ok_and(|before| before == *now));
    same.map(drop).ok_or_else(|| format!("{FILE} is stale: run `cargo xtask bindings` and commit it."))
}

fn write(to: &std::path::Path) -> Result {
    sh(command(program("debug/examples", "bindings")).arg(to))
}
