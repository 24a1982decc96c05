//! Starting and stopping.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use thiserror::Error;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::memory::Memory;
use crate::persona;
use crate::server;
use crate::wire::Door;
use crate::world::World;

/// How a sandbox is set up. The default is a free port, the dialog's page, no state file, no latency.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The port on 127.0.0.1; `None` takes a free one.
    pub port: Option<u16>,
    /// The id of a [`crate::Persona`] that answers the dialog at once and agrees, for scripts. `None` shows the page
    /// with the choice of personas.
    pub persona: Option<String>,
    /// Where used codes, withdrawn grants and declined permissions are kept between runs. `None` forgets them.
    pub state_file: Option<PathBuf>,
    /// When every answer of the platform comes, counted from the request; the switches under `/_sandbox` are not slowed down.
    pub latency: Duration,
}

/// Why a sandbox could not start.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    /// The port cannot be taken, usually because another program has it.
    #[error("port {port} on 127.0.0.1 cannot be used: {source}")]
    Port {
        /// The port asked for; 0 if any would have done.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// No persona is called that; [`crate::personas`] lists them.
    #[error("no persona is called \"{0}\"")]
    Persona(String),
    /// The state file cannot be read.
    #[error("the state file {} cannot be read: {source}", file.display())]
    State {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system gave no thread or no event loop.
    #[error("the sandbox cannot run: {0}")]
    System(io::Error),
}

/// A running sandbox. It has a thread of its own, works beside any runtime, and stops when dropped.
pub struct Sandbox {
    url: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts a sandbox; it answers when this returns.
    ///
    /// # Errors
    /// If the port is taken, the persona does not exist, or the state file cannot be read.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let listener = bind(config.port.unwrap_or(0))?;
        let port = listener.local_addr().map_err(StartError::System)?.port();
        let url = format!("http://{}:{port}", Ipv4Addr::LOCALHOST);
        let world = Arc::new(world(url.clone(), config)?);
        let runtime = Builder::new_current_thread().enable_all().build().map_err(StartError::System)?;
        let (stop, stopped) = oneshot::channel();
        let (ready, is_ready) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("sandbox".into())
            .spawn(move || run(&runtime, listener, world, ready, stopped))
            .map_err(StartError::System)?;
        let gone = || StartError::System(io::ErrorKind::BrokenPipe.into());
        is_ready.await.map_err(|_| gone())?.map_err(StartError::System)?;
        Ok(Self { url, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it is: `http://127.0.0.1:PORT`, for dialog and Graph alike.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs until `shutdown` is done, then stops.
    pub async fn run_until(self, shutdown: impl Future) {
        shutdown.await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("url", &self.url).finish_non_exhaustive()
    }
}

/// The address is no setting: nobody but this computer may reach a sandbox.
fn bind(port: u16) -> Result<TcpListener, StartError> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|source| StartError::Port { port, source })?;
    listener.set_nonblocking(true).map_err(StartError::System)?;
    Ok(listener)
}

fn world(url: String, config: Config) -> Result<World, StartError> {
    let find = |id: String| persona::find(&id).ok_or(StartError::Persona(id));
    let persona = config.persona.map(find).transpose()?;
    let memory = Memory::open(config.state_file.clone())
        .map_err(|source| StartError::State { file: config.state_file.unwrap_or_default(), source })?;
    Ok(World::new(url, persona, config.latency, memory))
}

/// Open connections, even those of bodies that never end, go with the runtime.
fn run(
    runtime: &Runtime,
    listener: TcpListener,
    world: Arc<World>,
    ready: oneshot::Sender<io::Result<()>>,
    stopped: oneshot::Receiver<()>,
) {
    runtime.block_on(async {
        match tokio::net::TcpListener::from_std(listener) {
            Ok(listener) => {
                let _ = ready.send(Ok(()));
                tokio::select! {
                    () = server::serve(Door(listener), world) => {}
                    _ = stopped => {}
                }
            }
            Err(error) => drop(ready.send(Err(error))),
        }
    });
}
