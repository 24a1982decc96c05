//! A named pipe. What others may do with it is the system's default: they may read, but a request has to be written.
//! Windows does not tell without unsafe code which process is at the other end.

use std::io;
use std::path::{Path, PathBuf};

use tokio::net::windows::named_pipe::{NamedPipeServer, ServerOptions};

use crate::error::{Code, Error, Result};
use crate::text;

/// A connection to a peer.
pub(super) type Stream = NamedPipeServer;

/// Who is at the other end, as the system says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer {
    /// The process that connected.
    pub(super) pid: Option<u32>,
}

/// Listens: one instance of the pipe always waits for the next peer.
pub(super) struct Listener {
    next: NamedPipeServer,
    name: PathBuf,
}

impl Listener {
    /// # Errors
    /// `agent-running` if the pipe is there, `unexpected` if it cannot be made.
    pub(super) fn bind(name: &Path) -> Result<Self> {
        let first = ServerOptions::new().first_pipe_instance(true).create(name);
        let next = first.map_err(|error| failed(name, &error))?;
        Ok(Self { next, name: name.to_owned() })
    }

    /// A pipe cannot be tidied away.
    pub(super) fn restore(&mut self) {}

    /// The next peer.
    pub(super) async fn accept(&mut self) -> io::Result<Option<(Stream, Peer)>> {
        self.next.connect().await?;
        let following = ServerOptions::new().create(&self.name)?;
        let stream = std::mem::replace(&mut self.next, following);
        Ok(Some((stream, Peer { pid: None })))
    }
}

fn failed(name: &Path, error: &io::Error) -> Error {
    let shown = name.display();
    let code = match error.kind() {
        io::ErrorKind::PermissionDenied => Code::AgentRunning,
        _ => Code::Unexpected,
    };
    Error::new(code, text!("The pipe {shown} cannot be used: {error}.", "Канал {shown} недоступен: {error}."))
}
