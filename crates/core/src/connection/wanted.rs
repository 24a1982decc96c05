//! What a tool asks for when it asks for a token, and who it is.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::process;

/// What is wanted of a token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How long the token must still work. `None`: the provider's margin, as far as that can be had.
    pub min_valid: Option<Duration>,
    /// Who takes it, for the log. `None`: AdKeys itself.
    pub tool: Option<Tool>,
}

impl Wanted {
    /// A token that still works for `min_valid`.
    #[must_use]
    pub fn valid_for(min_valid: Duration) -> Self {
        Self { min_valid: Some(min_valid), tool: None }
    }

    /// The same, taken by `tool`.
    #[must_use]
    pub fn by(self, tool: Option<Tool>) -> Self {
        Self { tool, ..self }
    }
}

/// A program that takes tokens. What is known of it is what the system tells: a hint, no proof, because programs of
/// one person can pass for one another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Tool {
    /// Its name: the last part of `path`, else what the system calls the process.
    pub name: String,
    /// Where the program lies; `None` if the system does not say.
    pub path: Option<String>,
    /// The process id; `None` if the system does not say.
    pub pid: Option<u32>,
}

impl Tool {
    /// The program that runs as `pid`.
    #[must_use]
    pub fn of(pid: u32) -> Self {
        let path = process::program(pid);
        let file = path.as_ref().and_then(|path| path.file_name());
        let name = file.map(|name| name.to_string_lossy().into_owned()).or_else(|| process::name(pid));
        Self {
            name: name.unwrap_or_else(|| format!("process {pid}")),
            path: path.map(|path| path.to_string_lossy().into_owned()),
            pid: Some(pid),
        }
    }
}
