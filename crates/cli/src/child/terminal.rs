//! A terminal for the program inside ours: it sees a terminal, the person sees what it writes, without the token.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::process::{ExitStatus, Stdio};
use std::thread;

use adkeys_core::handoff::Masker;
use adkeys_core::secret::Secret;
use adkeys_core::{Code, Error, Result, text};
use pty_process::Size;
use pty_process::blocking::{Command, Pty};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

use super::Child;
use super::signals::Signals;
use crate::output::masked::{self, Relay, Stream};

/// Whether somebody looks at the output.
pub(super) fn is_wanted() -> bool {
    io::stdout().is_terminal()
}

/// Runs the program in a terminal of its own. Input or errors that do not come from or go to ours stay where they are.
pub(super) async fn run(child: &Child, secrets: &[Secret]) -> Result<ExitStatus> {
    let signals = Signals::listen()?;
    let (terminal, inside) = pty_process::blocking::open().map_err(|error| no_terminal(&error))?;
    resize(&terminal);
    let typed = io::stdin().is_terminal();
    let mut command = command(child);
    if !typed {
        command = command.stdin(Stdio::inherit());
    }
    let apart = !io::stderr().is_terminal();
    if apart {
        command = command.stderr(Stdio::piped());
    }
    let mut started = command.spawn(inside).map_err(|error| not_started(child, error))?;
    let side = |terminal: &Pty| {
        terminal.as_fd().try_clone_to_owned().map(File::from).map_err(|error| no_terminal(&error))
    };
    let raw = if typed { Raw::set() } else { None };
    if typed {
        type_into(side(&terminal)?);
    }
    let stdout = masked::relay(side(&terminal)?, Stream::Out, Masker::new(secrets));
    let stderr = started.stderr.take().map(|from| masked::relay(from, Stream::Error, Masker::new(secrets)));
    let ended = signals.until_the_end(started, Some(&|| resize(&terminal))).await;
    // The last of its output may still be on its way; what it left running in the background loses the terminal.
    stdout.drain();
    drop(stderr.map(Relay::join));
    drop(raw);
    ended
}

fn command(child: &Child) -> Command {
    let mut command = Command::new(&child.program).args(&child.arguments);
    for name in &child.remove {
        command = command.env_remove(name);
    }
    for (name, value) in &child.set {
        // EXPOSE: the environment of the one program that the person named.
        command = command.env(name, value.expose());
    }
    command
}

/// What the person types, Ctrl-C included. Ends with this process: nobody can be kept from typing.
fn type_into(mut terminal: File) {
    thread::spawn(move || {
        let (mut keys, mut stdin) = ([0; 4096], io::stdin().lock());
        while let Ok(count @ 1..) = stdin.read(&mut keys) {
            if terminal.write_all(keys.get(..count).unwrap_or_default()).is_err() {
                return;
            }
        }
    });
}

/// Gives the inner terminal the size of ours.
fn resize(terminal: &Pty) {
    if let Ok(size) = tcgetwinsize(io::stdout()) {
        let _ = terminal.resize(Size::new(size.ws_row, size.ws_col));
    }
}

/// Our terminal passes every key on while this lives: the inner one does what keys do.
struct Raw(Termios);

impl Raw {
    fn set() -> Option<Self> {
        let before = tcgetattr(io::stdin()).ok()?;
        let mut raw = before.clone();
        raw.make_raw();
        tcsetattr(io::stdin(), OptionalActions::Now, &raw).ok()?;
        Some(Self(before))
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        let _ = tcsetattr(io::stdin(), OptionalActions::Drain, &self.0);
    }
}

fn not_started(child: &Child, error: pty_process::Error) -> Error {
    match error {
        pty_process::Error::Io(error) => child.no_start(&error),
        error => no_terminal(&error),
    }
}

fn no_terminal(error: &dyn std::error::Error) -> Error {
    Error::new(
        Code::Unexpected,
        text!(
            "No terminal can be made for the program: {error}.",
            "Не удалось создать терминал для программы: {error}."
        ),
    )
    .hint(text!(
        "With --no-mask the program uses this terminal itself.",
        "С --no-mask программа работает прямо в этом терминале."
    ))
}
