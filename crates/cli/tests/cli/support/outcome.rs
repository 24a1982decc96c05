//! What a command line did.

use std::process::Output;

use serde_json::Value;

/// What a command line did: all it wrote, and its exit status.
#[derive(Debug)]
pub(crate) struct Outcome {
    status: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Outcome {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Expects this exit status.
    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self
    }

    /// The one document on standard output.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }

    /// The objects on standard output, one a line.
    #[track_caller]
    pub(crate) fn events(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The one error on standard error.
    #[track_caller]
    pub(crate) fn error(&self) -> Value {
        let document: Value =
            serde_json::from_str(&self.stderr).unwrap_or_else(|error| panic!("{error}: {}", self.stderr));
        document["error"].clone()
    }

    /// Expects one error on standard error, with this code.
    #[track_caller]
    pub(crate) fn fails_with(self, code: &str) -> Self {
        assert_eq!(self.error()["code"], code, "{}", self.stderr);
        self
    }

    /// Expects one error on standard error with this code, and the same as the last event.
    #[track_caller]
    pub(crate) fn fails_with_event(self, code: &str) -> Self {
        let events = self.events();
        assert_eq!(events.last().unwrap()["error"], self.error());
        self.fails_with(code)
    }

    /// Expects that nowhere in what was written `secret` occurs.
    #[track_caller]
    pub(crate) fn keeps(self, secret: &str) -> Self {
        assert!(!self.stdout.contains(secret) && !self.stderr.contains(secret), "{self:?}");
        self
    }
}
