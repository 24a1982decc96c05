//! A named pipe. Windows lets only its maker, administrators and the system write to one unless told otherwise.

use std::io;

use tokio::net::windows::named_pipe::{
    ClientOptions, NamedPipeClient, NamedPipeServer, PipeMode, ServerOptions,
};

use crate::home::Home;

/// The waiting end.
#[derive(Debug)]
pub(super) struct Listener {
    name: String,
    next: NamedPipeServer,
}

impl Listener {
    pub(super) fn open(_home: &Home, name: &str) -> io::Result<Self> {
        let name = pipe(name);
        let next = options().first_pipe_instance(true).create(&name)?;
        Ok(Self { name, next })
    }

    /// The next connection.
    pub(super) async fn accept(&mut self) -> io::Result<NamedPipeServer> {
        self.next.connect().await?;
        let next = options().create(&self.name)?;
        Ok(std::mem::replace(&mut self.next, next))
    }
}

#[allow(clippy::unused_async, reason = "a socket's connection is waited for")]
pub(super) async fn connect(_home: &Home, name: &str) -> io::Result<NamedPipeClient> {
    ClientOptions::new().open(pipe(name))
}

/// The name comes from 256 random bits, so that homes need not be told apart.
fn pipe(name: &str) -> String {
    format!(r"\\.\pipe\adkeys-link-{name}")
}

fn options() -> ServerOptions {
    let mut options = ServerOptions::new();
    options.pipe_mode(PipeMode::Byte).reject_remote_clients(true);
    options
}
