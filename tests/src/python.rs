//! The Python environment that `cargo xtask test` makes, with the tools that people hand tokens to.

use std::path::PathBuf;
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
        let interpreter = target().join("python/bin/python");
        assert!(interpreter.is_file(), "{} is missing: `cargo xtask test` makes it", interpreter.display());
        let mut command = self.command(interpreter);
        command.arg(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("python").join(script));
        command
    }
}
