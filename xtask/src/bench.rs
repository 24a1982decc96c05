//! `bench`: how fast AdKeys is beside a bare process, a bare window, and the tools that people use today.

use crate::place::program;
use crate::shell::{cargo, command, run as sh};
use crate::{Result, build, say, setup};

/// The comparisons of the window; all others are of the command line.
const WINDOW: &[&str] = &["window", "list"];

/// Builds what is shipped, then compares in one run: medians and ratios, taken in turns. A word picks one comparison.
pub(crate) fn run(args: &[String]) -> Result {
    setup::for_bench()?;
    build::page()?;
    say::step("Building the release programs");
    release(&["-p", "adkeys-cli"])?;
    release(&["-p", "xtask", "--example", "bare"])?;
    if args.iter().all(|word| WINDOW.contains(&word.as_str())) {
        release(&["-p", "adkeys-desktop", "--bin", "adkeys-desktop", "--example", "bare_window"])?;
    }
    build::programs(&["--example", "bench"])?;
    let mut bench = command(program("debug/examples", "bench"));
    sh(bench.env("ADKEYS_PROFILE", "release").args(args))
}

fn release(what: &[&str]) -> Result {
    sh(cargo().args(["build", "--locked", "--release"]).args(what))
}
