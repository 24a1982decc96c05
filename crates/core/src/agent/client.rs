//! Asking the agent. Blocking and small: handing out a token through it is to cost a few milliseconds in all.

use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::protocol::{Request, Told};
use crate::connection::HandedToken;
use crate::error::{Code, Error, Result};
use crate::text::Text;

#[cfg(unix)]
type Stream = std::os::unix::net::UnixStream;
#[cfg(windows)]
type Stream = std::fs::File;

/// An answer is never longer, in bytes.
const LONGEST: usize = 256 * 1024;
const PIECE: usize = 16 * 1024;

/// A request on its way.
pub struct Asked {
    stream: Stream,
    received: Zeroizing<Vec<u8>>,
}

/// A token, and what the agent found wrong beside it.
#[derive(Debug)]
pub struct Given {
    /// The token.
    pub token: HandedToken,
    /// Catalogue files that were refused.
    pub warnings: Vec<Error>,
}

/// Sends `request` to the agent at `address`. `None`: there is none.
#[must_use]
pub fn ask(address: &Path, request: &Request) -> Option<Asked> {
    let mut stream = connect(address).ok()?;
    let mut line = serde_json::to_vec(request).ok()?;
    line.push(b'\n');
    stream.write_all(&line).ok()?;
    Some(Asked { stream, received: Zeroizing::new(Vec::with_capacity(PIECE)) })
}

impl Asked {
    /// The answer, if it comes within `patience`; `None`: ask again. (A pipe of Windows waits for as long as it takes.)
    ///
    /// # Errors
    /// What the agent said; `agent-unavailable` if it went away.
    pub fn answer_within(&mut self, patience: Duration) -> Option<Result<Given>> {
        let started = Instant::now();
        while !self.received.ends_with(b"\n") {
            let left = patience.checked_sub(started.elapsed()).filter(|left| !left.is_zero())?;
            match self.read_more(left) {
                Ok(true) => {}
                Err(error) if is_late(&error) => return None,
                Ok(false) | Err(_) => return Some(Err(gone())),
            }
        }
        Some(read(&self.received))
    }

    /// Whether more came; not, if the agent has closed its end or never stops.
    fn read_more(&mut self, patience: Duration) -> io::Result<bool> {
        #[cfg(unix)]
        self.stream.set_read_timeout(Some(patience))?;
        #[cfg(windows)]
        let _ = patience;
        let mut piece = Zeroizing::new([0; PIECE]);
        let count = self.stream.read(&mut *piece)?;
        self.received.extend(piece.iter().take(count));
        Ok(count > 0 && self.received.len() <= LONGEST)
    }
}

fn is_late(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted)
}

fn read(answer: &[u8]) -> Result<Given> {
    match serde_json::from_slice(answer) {
        Ok(Told::Success(given)) => Ok(given.into()),
        Ok(Told::Failure { cause }) => Err(*cause),
        Err(_) => Err(gone()),
    }
}

/// No agent is there, and one is wanted.
#[must_use]
pub fn missing() -> Error {
    Error::new(
        Code::AgentUnavailable,
        Text::new(
            "No AdKeys is running that could hand out the token, and the settings want one.",
            "Ни один AdKeys не запущен, чтобы выдать токен, а настройки этого требуют.",
        ),
    )
}

/// It took longer than anybody waits.
#[must_use]
pub fn silent() -> Error {
    Error::new(Code::ConsentTimeout, Text::new("The agent does not answer.", "Агент не отвечает."))
}

fn gone() -> Error {
    Error::new(
        Code::AgentUnavailable,
        Text::new("The agent went away before it answered.", "Агент исчез, не ответив."),
    )
}

/// A socket that somebody else put there is not spoken to.
#[cfg(unix)]
fn connect(address: &Path) -> io::Result<Stream> {
    use std::os::unix::fs::MetadataExt;
    if std::fs::symlink_metadata(address)?.uid() != crate::process::our_uid() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    Stream::connect(address)
}

#[cfg(windows)]
fn connect(address: &Path) -> io::Result<Stream> {
    std::fs::OpenOptions::new().read(true).write(true).open(address)
}
