//! A screen that nobody sees.

use std::process::Command;

use crate::process::Running;

/// An X server without a monitor. Dropping it ends it.
pub struct Display {
    _server: Running,
    name: String,
}

impl Display {
    /// Starts one on the first free number.
    ///
    /// # Panics
    /// When it does not start: `Xvfb` is missing.
    #[must_use]
    #[track_caller]
    pub fn start() -> Self {
        let mut xvfb = Command::new("Xvfb");
        // The server picks the number itself and says it on stdout: two stories never meet on one.
        xvfb.args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-noreset"]);
        let server = Running::start(&mut xvfb);
        let number = server.line().expect("Xvfb says its number");
        Self { _server: server, name: format!(":{}", number.trim()) }
    }

    /// What goes into `DISPLAY`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}
