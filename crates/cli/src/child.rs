//! A program that is started for the person: its environment, its streams, its signals, its end.

use std::ffi::OsString;
use std::io;
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use adkeys_core::handoff::Masker;
use adkeys_core::secret::Secret;
use adkeys_core::{Code, Error, Result, text};

use self::signals::Signals;
use crate::output::masked::{self, Stream};

mod signals;
#[cfg(unix)]
mod terminal;

/// A program, its arguments, and what changes in its environment.
pub(crate) struct Child {
    pub(crate) program: OsString,
    pub(crate) arguments: Vec<OsString>,
    pub(crate) set: Vec<(String, Secret)>,
    pub(crate) remove: Vec<String>,
}

impl Child {
    /// Runs it to its end with `secrets` masked in its output. With nothing to mask it gets our own streams.
    ///
    /// # Errors
    /// `usage` if it cannot be started.
    pub(crate) async fn run(self, secrets: &[Secret]) -> Result<ExitCode> {
        if secrets.is_empty() {
            let signals = Signals::listen()?;
            let child = self.command().spawn().map_err(|error| self.no_start(&error))?;
            return signals.until_the_end(child, None).await.map(status);
        }
        #[cfg(unix)]
        if terminal::is_wanted() {
            return terminal::run(&self, secrets).await.map(status);
        }
        self.piped(secrets).await.map(status)
    }

    /// Output that goes into files and pipes anyway: two more pipes change nothing for the program.
    async fn piped(&self, secrets: &[Secret]) -> Result<ExitStatus> {
        let signals = Signals::listen()?;
        let mut command = self.command();
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| self.no_start(&error))?;
        drop(command);
        let stdout = child.stdout.take().map(|from| masked::relay(from, Stream::Out, Masker::new(secrets)));
        let stderr = child.stderr.take().map(|from| masked::relay(from, Stream::Error, Masker::new(secrets)));
        let ended = signals.until_the_end(child, None).await;
        // As in any pipeline: what the program left running in the background keeps the pipes open.
        for relay in stdout.into_iter().chain(stderr) {
            drop(relay.join());
        }
        ended
    }

    /// Becomes the program: nobody is left who could mask its output.
    ///
    /// # Errors
    /// `usage` if it cannot be started.
    #[cfg(unix)]
    pub(crate) fn take_our_place(self) -> Result<ExitCode> {
        use std::os::unix::process::CommandExt;
        let error = self.command().exec();
        Err(self.no_start(&error))
    }

    /// Windows has no such thing; the program gets our streams instead.
    #[cfg(not(unix))]
    pub(crate) fn take_our_place(self) -> Result<ExitCode> {
        let ended = self.command().status().map_err(|error| self.no_start(&error))?;
        Ok(status(ended))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        for name in &self.remove {
            command.env_remove(name);
        }
        for (name, value) in &self.set {
            // EXPOSE: the environment of the one program that the person named.
            command.env(name, value.expose());
        }
        command
    }

    fn no_start(&self, error: &io::Error) -> Error {
        let program = self.program.to_string_lossy();
        let error = match error.kind() {
            io::ErrorKind::NotFound => {
                text!("The program {program} is not there.", "Программы {program} нет.")
            }
            _ => text!(
                "The program {program} cannot be started: {error}.",
                "Программа {program} не запускается: {error}."
            ),
        };
        Error::new(Code::Usage, error).hint(text!("Check its name.", "Проверьте её имя."))
    }
}

/// The program's own status; 128 + n if signal n ended it, as shells have it.
fn status(ended: ExitStatus) -> ExitCode {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&ended).map(|signal| 128 + signal);
    #[cfg(not(unix))]
    let signal = None;
    let code = ended.code().or(signal).unwrap_or(1);
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}
