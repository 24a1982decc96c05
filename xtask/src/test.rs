//! `test`: every test of every kind, with one closing line.

use std::process::Command;

use crate::shell::{cargo, lines, npm};
use crate::tally::Tally;
use crate::{Result, build, say, setup};

/// Runs the tests whose names hold one of the words, or all of them.
pub(crate) fn run(words: &[String]) -> Result {
    let tally = all(words)?;
    tally.close();
    if tally.failed == 0 { Ok(()) } else { Err("Some tests failed: see above.".to_owned()) }
}

/// Sets up, builds and runs; the closing line is the caller's.
pub(crate) fn all(words: &[String]) -> Result<Tally> {
    setup::for_tests()?;
    build::page()?;
    // Programs first: the stories start them as a person would.
    build::programs(&["--bins", "--examples"])?;
    let mut tally = Tally::default();
    if words.is_empty() {
        tally.add(suite("The page's tests", npm("ui").args(["run", "--silent", "test"]))?);
        tally.add(suite("Every screen", npm("ui").args(["run", "--silent", "screens"]))?);
    }
    let mut tests = cargo();
    tests.args(["test", "--locked", "--workspace", "--no-fail-fast", "--", "--quiet"]).args(words);
    tally.add(suite("The workspace's tests", &mut tests)?);
    Ok(tally)
}

/// One runner. One that fails without having counted a failure counts as one.
fn suite(name: &str, command: &mut Command) -> Result<Tally> {
    say::step(name);
    let mut tally = Tally::default();
    let status = lines(command.env("NO_COLOR", "1").env("CI", "true"), |line| {
        say::line(line);
        tally.read(line);
    })?;
    if !status.success() && tally.failed == 0 {
        tally.failed = 1;
    }
    Ok(tally)
}
