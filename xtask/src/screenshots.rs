//! `screenshots`: the pictures of README and docs, taken from the real window.

use crate::place::program;
use crate::shell::{command, run as sh};
use crate::{Result, build, say, setup};

/// Drives the window on the sandbox and saves its pictures in `docs/pictures`.
pub(crate) fn run(args: &[String]) -> Result {
    setup::for_tests()?;
    build::page()?;
    build::programs(&["--bins", "--example", "screenshots"])?;
    say::step("Taking pictures");
    sh(command(program("debug/examples", "screenshots")).args(args))
}
