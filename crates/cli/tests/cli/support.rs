//! A computer with a home folder, a platform and a browser, for one test.

pub(crate) mod browser;
pub(crate) mod outcome;
pub(crate) mod platform;
#[cfg(unix)]
pub(crate) mod screen;
pub(crate) mod sign_in;
pub(crate) mod typing;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{fs, thread};

use tempfile::TempDir;

use outcome::Outcome;
use platform::Platform;

/// The passphrase of every test's vault.
pub(crate) const PASSPHRASE: &str = "correct horse battery staple";

/// A computer: a home with an encrypted-file vault, and perhaps a platform.
pub(crate) struct World {
    home: TempDir,
    platform: Option<Platform>,
}

impl World {
    /// A computer on which nothing was ever connected.
    pub(crate) fn new() -> Self {
        let world = Self { home: tempfile::tempdir().unwrap(), platform: None };
        world.write("config/settings.toml", "vault = \"file\"\n");
        world
    }

    /// The same with a platform where everybody signs in as `persona`.
    pub(crate) fn with(persona: &str) -> Self {
        let mut world = Self::new();
        let platform = Platform::start(persona);
        world.write("config/providers/facebook.toml", &platform.catalogue_entry());
        world.platform = Some(platform);
        world
    }

    /// The same after somebody has signed in as `persona`.
    pub(crate) fn connected(persona: &str) -> Self {
        let world = Self::with(persona);
        world.sign_in("connect facebook").done().exits(0);
        world
    }

    /// The platform.
    pub(crate) fn platform(&self) -> &Platform {
        self.platform.as_ref().unwrap()
    }

    /// Takes the platform off the net.
    pub(crate) fn unplug(&mut self) {
        self.platform = None;
    }

    /// The home.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// A path below the home.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    /// Writes a file below the home.
    pub(crate) fn write(&self, path: &str, content: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Types `adkeys` and `line`.
    pub(crate) fn adkeys(&self, line: &str) -> Run {
        self.run(line.split_whitespace())
    }

    /// Types `adkeys` and `words`.
    pub(crate) fn run<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_adkeys"));
        command.args(words).env_clear();
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command.env("ADKEYS_HOME", self.home.path()).env("ADKEYS_PASSPHRASE", PASSPHRASE);
        command.env("TZ", "UTC").env("LANG", "en_US.UTF-8");
        if self.platform.is_some() {
            command.env("FACEBOOK_CLIENT_ID", adkeys_sandbox::APP_ID);
            command.env("FACEBOOK_CLIENT_SECRET", adkeys_sandbox::APP_SECRET);
        }
        Run { command, input: Some(String::new()) }
    }
}

/// A command line before Enter is pressed.
pub(crate) struct Run {
    command: Command,
    input: Option<String>,
}

impl Run {
    /// Sets a variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Removes a variable.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Pipes `input` in.
    pub(crate) fn input(mut self, input: &str) -> Self {
        self.input = Some(input.to_owned());
        self
    }

    /// Keeps the input open: somebody will type later.
    pub(crate) fn held(mut self) -> Self {
        self.input = None;
        self
    }

    /// Presses Enter, and lets it run beside the test.
    pub(crate) fn spawn(mut self) -> Child {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        if let Some(input) = self.input {
            let mut stdin = child.stdin.take().unwrap();
            // In a thread: a program that does not read must not stop the test. It may also end without reading.
            thread::spawn(move || stdin.write_all(input.as_bytes()));
        }
        child
    }

    /// Presses Enter and waits for the end.
    #[track_caller]
    pub(crate) fn done(self) -> Outcome {
        Outcome::of(self.spawn().wait_with_output().unwrap())
    }

    /// Presses Enter, waits, and expects this exit status.
    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Outcome {
        self.done().exits(status)
    }
}
