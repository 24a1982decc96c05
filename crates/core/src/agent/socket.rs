//! A Unix socket that only its owner can reach: in a folder of mode 0700, and each peer's user is checked as well.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::net::{UnixListener, UnixStream};

use crate::error::{Code, Error, Result};
use crate::files::{create_private_dir, lock_within};
use crate::process;
use crate::text;

/// A connection to a peer.
pub(super) type Stream = UnixStream;

/// Who is at the other end, as the system says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer {
    /// The process that connected.
    pub(super) pid: Option<u32>,
}

/// What tells one file from another at the same path: device and inode.
type Mark = (u64, u64);

/// Listens; the socket goes away with it.
pub(super) struct Listener {
    listener: UnixListener,
    path: PathBuf,
    mark: Option<Mark>,
    /// Held by the one agent there is. The system takes it back if that crashes.
    _lock: File,
}

impl Listener {
    /// # Errors
    /// `agent-running` if somebody holds the lock, else `unexpected`.
    pub(super) fn bind(path: &Path) -> Result<Self> {
        own_folder(path).map_err(|error| unusable(path, &error))?;
        let lock = lock_within(&path.with_extension("lock"), Duration::ZERO).map_err(|error| {
            if error.kind() == io::ErrorKind::TimedOut { running(path) } else { unusable(path, &error) }
        })?;
        let listener = replace_stale(path)
            .and_then(|()| UnixListener::bind(path))
            .map_err(|error| unusable(path, &error))?;
        Ok(Self { listener, path: path.to_owned(), mark: mark(path), _lock: lock })
    }

    /// Puts the socket back where somebody has tidied it away. One that cannot be put back is tried again later.
    pub(super) fn restore(&mut self) {
        if mark(&self.path).is_some() || own_folder(&self.path).is_err() {
            return;
        }
        if let Ok(listener) = UnixListener::bind(&self.path) {
            self.listener = listener;
            self.mark = mark(&self.path);
        }
    }

    /// The next peer; `None` if it belongs to another user.
    pub(super) async fn accept(&mut self) -> io::Result<Option<(Stream, Peer)>> {
        let (stream, _) = self.listener.accept().await?;
        let peer = stream.peer_cred()?;
        if peer.uid() != process::our_uid() {
            return Ok(None);
        }
        Ok(Some((stream, Peer { pid: peer.pid().and_then(|pid| pid.try_into().ok()) })))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // Not the one of an agent that found the place empty.
        if self.mark.is_some() && mark(&self.path) == self.mark {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn mark(path: &Path) -> Option<Mark> {
    fs::symlink_metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

/// The folder exists, is ours, is no link, and lets nobody else in.
fn own_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    create_private_dir(folder)?;
    let found = fs::symlink_metadata(folder)?;
    if !found.is_dir() || found.uid() != process::our_uid() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the folder belongs to somebody else"));
    }
    if found.mode() & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Only called with the lock held: whoever made that socket is gone.
fn replace_stale(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_socket() => fs::remove_file(path),
        Ok(_) => Err(io::Error::new(io::ErrorKind::AlreadyExists, "something else lies there")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn running(path: &Path) -> Error {
    let shown = path.display();
    Error::new(
        Code::AgentRunning,
        text!("Another AdKeys already answers at {shown}.", "По адресу {shown} уже отвечает другой AdKeys."),
    )
    .with(|details| details.file = Some(shown.to_string()))
}

fn unusable(path: &Path, error: &io::Error) -> Error {
    let shown = path.display();
    Error::new(
        Code::Unexpected,
        text!("The socket {shown} cannot be used: {error}.", "Сокет {shown} недоступен: {error}."),
    )
    .hint(text::Text::new(
        "Its folder must be yours alone, and its path at most 103 bytes long.",
        "Папка должна быть только вашей, а путь — не длиннее 103 байтов.",
    ))
    .with(|details| details.file = Some(shown.to_string()))
}
