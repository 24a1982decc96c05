//! `ci`: what a change has to pass, in the order in which it fails fastest.

use crate::shell::{cargo, npm, on_path, run as sh};
use crate::{Result, bindings, build, say, setup, test};

type Check = (&'static str, fn() -> Result);

/// Checks that need no tests to have run.
const CHECKS: &[Check] = &[
    ("Formatting", formatting),
    ("Supply chain", supply_chain),
    ("The page's types and lints", page),
    ("Lints", lints),
];

/// Runs every check, then every test; stops at none of them, so that one run shows all there is to mend.
pub(crate) fn run(_: &[String]) -> Result {
    setup::for_tests()?;
    build::page()?;
    let mut failed: Vec<&str> = CHECKS.iter().filter(|check| !passes(check)).map(|(name, _)| *name).collect();
    let mut tally = test::all(&[])?;
    if !passes(&("Bindings", bindings::check)) {
        failed.push("Bindings");
    }
    if !failed.is_empty() {
        say::failed(&format!("Failed checks: {}", failed.join(" · ")));
    }
    tally.failed += u32::try_from(failed.len()).unwrap_or(u32::MAX);
    tally.close();
    if tally.failed == 0 { Ok(()) } else { Err("The change does not pass yet: see above.".to_owned()) }
}

fn passes((name, check): &Check) -> bool {
    say::step(name);
    check().inspect_err(|message| say::failed(message)).is_ok()
}

fn formatting() -> Result {
    sh(cargo().args(["fmt", "--all", "--check"]))
}

fn lints() -> Result {
    sh(cargo().args([
        "clippy",
        "--quiet",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn page() -> Result {
    sh(npm("ui").args(["run", "--silent", "check"]))
}

/// The tool takes minutes to build, so it is not installed on the way; the workflow has it.
fn supply_chain() -> Result {
    if on_path("cargo-deny") {
        return sh(cargo().args(["deny", "--workspace", "check", "--hide-inclusion-graph"]));
    }
    say::line("NOT RUN: cargo-deny is not installed (`cargo install --locked cargo-deny`).");
    Ok(())
}
