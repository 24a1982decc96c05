//! `bench`: how fast AdKeys is beside a bare process and the tools that people use today.

use crate::place::program;
use crate::shell::{cargo, command, run as sh};
use crate::{Result, build, say, setup};

/// Builds what is shipped, then compares in one run: medians and ratios, taken in turns.
pub(crate) fn run(args: &[String]) -> Result {
    setup::for_bench()?;
    build::page()?;
    say::step("Building the release programs");
    sh(cargo().args(["build", "--locked", "--release", "-p", "adkeys-cli"]))?;
    sh(cargo().args(["build", "--locked", "--release", "-p", "xtask", "--example", "bare"]))?;
    build::programs(&["--bin", "adkeys-desktop", "--example", "bench", "--example", "bare_window"])?;
    let mut bench = command(program("debug/examples", "bench"));
    sh(bench.env("ADKEYS_PROFILE", "release").args(args))
}
