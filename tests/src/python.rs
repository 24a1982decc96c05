//! The Python environments that `cargo xtask test` makes, with the tools that people hand tokens to.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::adkeys::target;
use crate::session::Session;

impl Session {
    /// A Python script of `tests/python`, in this session.
    ///
    /// # Panics
    /// When the environment has not been made.
    #[must_use]
    #[track_caller]
    pub fn python(&self, script: &str) -> Command {
        let mut command = self.command(interpreter("python"));
        command.arg(script_path(script));
        command
    }
}

/// The interpreter of one of the environments: `python`, or `python-tap` for tap-facebook.
///
/// # Panics
/// When the environment has not been made.
#[must_use]
#[track_caller]
pub fn interpreter(environment: &str) -> PathBuf {
    let interpreter = target().join(environment).join("bin/python");
    assert!(interpreter.is_file(), "{} is missing: `cargo xtask test` makes it", interpreter.display());
    interpreter
}

/// Where a script of `tests/python` lies.
#[must_use]
pub fn script_path(script: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("python").join(script)
}
