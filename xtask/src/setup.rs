//! Installs what a task needs and is missing. Says what it does; quick when nothing is.

pub(crate) mod node;
pub(crate) mod packages;
pub(crate) mod python;

use crate::Result;

/// What the window is built with.
pub(crate) fn for_window() -> Result {
    packages::install(&["compiler", "window"])?;
    node::install("ui")
}

/// What the command line and a keychain without a desktop take.
pub(crate) fn for_terminal() -> Result {
    packages::install(&["compiler", "keychain"])
}

/// Everything that the tests build and drive.
pub(crate) fn for_tests() -> Result {
    packages::install(&["compiler", "window", "keychain", "tests"])?;
    node::install("ui")?;
    node::install("tests")?;
    python::install()
}

/// The tests' tools, and those that AdKeys is compared with.
pub(crate) fn for_bench() -> Result {
    for_tests()?;
    packages::install(&["bench"])
}

/// What installers are made with.
pub(crate) fn for_package() -> Result {
    packages::install(&["compiler", "window", "package"])?;
    node::install("ui")
}
