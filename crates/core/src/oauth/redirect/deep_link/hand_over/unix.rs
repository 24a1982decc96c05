//! A Unix socket in a folder of the person's own; both ends check that the other one is the same person.

use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tokio::net::{UnixListener, UnixStream};

use crate::files::create_private_dir;
use crate::home::Home;
use crate::process;

/// The waiting end.
#[derive(Debug)]
pub(super) struct Listener {
    socket: UnixListener,
    path: PathBuf,
}

impl Listener {
    pub(super) fn open(home: &Home, name: &str) -> io::Result<Self> {
        let folder = home.links_dir();
        create_private_dir(&folder)?;
        if std::fs::symlink_metadata(&folder)?.permissions().mode() & 0o077 != 0 {
            let path = folder.display();
            return Err(io::Error::other(format!("{path} is open to others")));
        }
        sweep(&folder);
        let path = folder.join(name);
        Ok(Self { socket: UnixListener::bind(&path)?, path })
    }

    /// The next connection of the same person.
    pub(super) async fn accept(&self) -> io::Result<UnixStream> {
        let (stream, _) = self.socket.accept().await?;
        same_person(&stream)?;
        Ok(stream)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

pub(super) async fn connect(home: &Home, name: &str) -> io::Result<UnixStream> {
    let stream = UnixStream::connect(home.links_dir().join(name)).await?;
    same_person(&stream)?;
    Ok(stream)
}

fn same_person(stream: &UnixStream) -> io::Result<()> {
    if stream.peer_cred()?.uid() == process::our_uid() {
        return Ok(());
    }
    Err(io::ErrorKind::PermissionDenied.into())
}

/// Takes away what a crash left: sockets that nobody listens on.
fn sweep(folder: &Path) {
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let tried = std::os::unix::net::UnixStream::connect(file.path());
        if tried.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused) {
            let _ = std::fs::remove_file(file.path());
        }
    }
}
