//! `adkeys` as a person starts it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::process::Running;
use crate::session::Session;

impl Session {
    /// The command line in this session.
    #[must_use]
    pub fn adkeys(&self, args: &[&str]) -> Command {
        let mut command = self.command(program("adkeys"));
        command.args(args);
        command
    }

    /// Runs `adkeys` to its end.
    #[track_caller]
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::from(args, Running::start(&mut self.adkeys(args)))
    }

    /// Runs `adkeys` to its end with this on its standard input.
    ///
    /// # Panics
    /// When it cannot be started.
    #[track_caller]
    pub fn run_with(&self, args: &[&str], stdin: &str) -> Ran {
        let mut running = Running::start(self.adkeys(args).stdin(Stdio::piped()));
        let mut pipe = running.stdin().expect("stdin is piped");
        // A program that has seen enough may close its end first.
        drop(std::io::Write::write_all(&mut pipe, stdin.as_bytes()));
        drop(pipe);
        Ran::from(args, running)
    }
}

/// A built program of the workspace. A benchmark asks for the release build by `ADKEYS_PROFILE`.
///
/// # Panics
/// When it is not built.
#[must_use]
#[track_caller]
pub fn program(name: &str) -> PathBuf {
    let target = target();
    let profile = std::env::var("ADKEYS_PROFILE").unwrap_or_else(|_| "debug".to_owned());
    let path = target.join(profile).join(name);
    assert!(path.is_file(), "{} is not built: run the stories with `cargo xtask test`", path.display());
    path
}

/// Cargo's target directory: stories lie in `<target>/debug/deps`, examples in `<target>/debug/examples`.
///
/// # Panics
/// When this program lies nowhere.
#[must_use]
pub fn target() -> PathBuf {
    let here = std::env::current_exe().expect("this program lies somewhere");
    here.ancestors().nth(3).expect("it lies in the target directory").to_path_buf()
}

/// What a run of `adkeys` left behind.
#[derive(Debug)]
pub struct Ran {
    /// The words after `adkeys`.
    pub args: Vec<String>,
    /// The exit status; `None` if a signal ended it.
    pub code: Option<i32>,
    /// All of stdout.
    pub stdout: String,
    /// All of stderr.
    pub stderr: String,
}

impl Ran {
    /// Waits for the end of a process that was started with these words.
    #[track_caller]
    #[must_use]
    pub fn from(args: &[&str], running: Running) -> Self {
        let ended = running.end();
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        Self { args, code: ended.status.code(), stdout: ended.stdout, stderr: ended.stderr }
    }

    /// Insists on an exit status.
    ///
    /// # Panics
    /// When it is another one; says all that was printed.
    #[track_caller]
    #[must_use]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// Insists on success.
    #[track_caller]
    #[must_use]
    pub fn succeeds(self) -> Self {
        self.exits(0)
    }

    /// The document on stdout.
    ///
    /// # Panics
    /// When it is not JSON.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("stdout is not JSON: {error}\n{self}"))
    }

    /// The error on stderr, which `--json` makes a document.
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    #[must_use]
    pub fn error(&self) -> Value {
        let documents = self.stderr.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let whole = serde_json::from_str::<Value>(&self.stderr).ok();
        let error = documents.chain(whole).find_map(|document| document.get("error").cloned());
        error.unwrap_or_else(|| panic!("stderr holds no error\n{self}"))
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { args, code, stdout, stderr } = self;
        write!(out, "adkeys {} ended with {code:?}\n-- stdout\n{stdout}\n-- stderr\n{stderr}", args.join(" "))
    }
}
