//! The folders that AdKeys keeps its things in. The caller finds them out; core only uses them.

use std::fs;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::error::{Code, Error, Result};
use crate::files::{create_private_dir, lock_within};
use crate::random::Entropy;
use crate::text;

/// How long to wait for another process that makes the id at the same moment.
const LOCK_WAIT: Duration = Duration::from_secs(5);

/// Bytes in the longest path that a socket may have: `sun_path` of unix(4) on macOS, 108 on Linux (unix(7)), without
/// the NUL at its end.
const LONGEST_SOCKET: usize = 103;

/// One home: `config/`, `data/` and `run/`. Two homes share nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    config: PathBuf,
    data: PathBuf,
    run: PathBuf,
    sockets: Option<PathBuf>,
}

impl Home {
    /// A home with everything below one folder (`ADKEYS_HOME`, the sandbox, tests).
    #[must_use]
    pub fn below(root: &Path) -> Self {
        Self::new(root.join("config"), root.join("data"), root.join("run"))
    }

    /// A home in the platform's own folders.
    #[must_use]
    pub fn new(config: PathBuf, data: PathBuf, run: PathBuf) -> Self {
        Self { config, data, run, sockets: None }
    }

    /// The same home with a folder for sockets whose path in `run/` would be too long for the system
    /// (`XDG_RUNTIME_DIR`, which is short and its owner's alone).
    #[must_use]
    pub fn with_sockets_in(self, sockets: Option<PathBuf>) -> Self {
        Self { sockets, ..self }
    }

    /// The sandbox's own home inside this one.
    #[must_use]
    pub fn sandbox(&self) -> Self {
        Self::below(&self.data.join("sandbox")).with_sockets_in(self.sockets.clone())
    }

    /// `settings.toml`, edited by people.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    /// Overrides and additions to the catalogue, `*.toml`.
    #[must_use]
    pub fn providers_dir(&self) -> PathBuf {
        self.config.join("providers")
    }

    /// The SQLite ledger.
    #[must_use]
    pub fn ledger_file(&self) -> PathBuf {
        self.data.join("adkeys.db")
    }

    /// The encrypted file of the file vault.
    #[must_use]
    pub fn vault_file(&self) -> PathBuf {
        self.data.join("vault.age")
    }

    /// Logs and other data files.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.data
    }

    /// Lock files and sockets: things that mean nothing after a restart.
    #[must_use]
    pub fn run_dir(&self) -> &Path {
        &self.run
    }

    /// Where the agent answers: `run/agent.sock`; where that is too long, in a folder of this home's own below the
    /// one for sockets. On Windows, a pipe named after the run folder.
    #[must_use]
    pub fn agent_socket(&self) -> PathBuf {
        if cfg!(windows) {
            return PathBuf::from(format!(r"\\.\pipe\adkeys-{}", self.mark()));
        }
        self.socket_dir(&self.run.join("agent.sock")).join("agent.sock")
    }

    /// Where sign-ins wait for links, each at a socket with a name of sixteen characters: `run/links/`; where that is
    /// too long, in a folder of this home's own below the one for sockets.
    #[must_use]
    pub fn links_dir(&self) -> PathBuf {
        self.socket_dir(&self.run.join("links/0123456789abcdef")).join("links")
    }

    /// The run folder, unless `longest` in it is too long for the system.
    fn socket_dir(&self, longest: &Path) -> PathBuf {
        match &self.sockets {
            Some(dir) if longest.as_os_str().len() > LONGEST_SOCKET => {
                dir.join(format!("adkeys-{}", self.mark()))
            }
            _ => self.run.clone(),
        }
    }

    /// Twelve hex digits that tell this home's run folder from others.
    fn mark(&self) -> String {
        let digest = Sha256::digest(self.run.as_os_str().as_encoded_bytes());
        digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Home {
    /// The home's id: it stands in every keychain item's user name, so that two homes never share an item.
    /// Twelve hex digits, made at the first call and kept in `data/home-id`.
    ///
    /// # Errors
    /// `unexpected` if the data folder can be neither read nor written, or if the file holds something else.
    pub fn id(&self, entropy: &dyn Entropy) -> Result<String> {
        let path = self.data.join("home-id");
        let kept = fs::read_to_string(&path).ok().filter(|text| is_id(text.trim()));
        match kept {
            Some(id) => Ok(id.trim().to_owned()),
            None => self.make_id(&path, entropy).map_err(|error| unusable(&path, &error)),
        }
    }

    /// Reads and writes under an OS lock: of many processes one makes the id and all get that one. The lock ends
    /// with its process, so that the empty file of one that died in between is filled by the next.
    fn make_id(&self, path: &Path, entropy: &dyn Entropy) -> io::Result<String> {
        create_private_dir(&self.data)?;
        let mut file = lock_within(path, LOCK_WAIT)?;
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        match text.trim_matches(|c: char| c == '\0' || c.is_whitespace()) {
            // Empty, or the zeros that a power cut leaves of a file that was never flushed.
            "" => {
                file.set_len(0)?;
                file.rewind()?;
                let id: String = entropy.bytes().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
                file.write_all(id.as_bytes())?;
                file.sync_all()?;
                Ok(id)
            }
            id if is_id(id) => Ok(id.to_owned()),
            // A new id would hide every secret stored under the old one.
            _ => Err(io::Error::new(io::ErrorKind::InvalidData, "12 hex digits expected")),
        }
    }
}

fn is_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn unusable(path: &Path, error: &io::Error) -> Error {
    let shown = path.display();
    let message = text!("The file {shown} cannot be used: {error}.", "Файл {shown} недоступен: {error}.");
    Error::new(Code::Unexpected, message)
        .hint(text!(
            "Check that this folder can be written, or restore the file from a backup.",
            "Проверьте, что в эту папку можно писать, или восстановите файл из резервной копии."
        ))
        .with(|details| details.file = Some(shown.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::OsEntropy;

    fn home() -> (tempfile::TempDir, Home) {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::below(dir.path());
        (dir, home)
    }

    /// Takes its time, so that others get between the look at the file and the writing.
    struct SlowEntropy;

    impl Entropy for SlowEntropy {
        fn bytes(&self) -> [u8; 32] {
            for _ in 0..1_000 {
                std::thread::yield_now();
            }
            OsEntropy.bytes()
        }
    }

    #[test]
    fn many_at_once_agree_on_one_id() {
        let (_dir, home) = home();
        let together = std::sync::Barrier::new(16);
        let id = || {
            together.wait();
            home.id(&SlowEntropy).unwrap()
        };
        let ids: std::collections::HashSet<String> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..16).map(|_| scope.spawn(id)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(ids.len(), 1);
        assert!(is_id(ids.iter().next().unwrap()));
    }

    #[test]
    fn a_file_that_a_crash_left_without_content_is_filled_once() {
        for rest in ["", "\n", "\0\0\0\0"] {
            let (_dir, home) = home();
            fs::create_dir_all(home.data_dir()).unwrap();
            fs::write(home.data_dir().join("home-id"), rest).unwrap();
            let id = home.id(&OsEntropy).unwrap();
            assert!(is_id(&id), "{id:?}");
            assert_eq!(home.id(&OsEntropy).unwrap(), id);
        }
    }

    #[test]
    fn a_file_with_other_content_is_left_alone_and_named() {
        let (_dir, home) = home();
        let path = home.data_dir().join("home-id");
        fs::create_dir_all(home.data_dir()).unwrap();
        fs::write(&path, "ab12").unwrap();
        let error = home.id(&OsEntropy).unwrap_err();
        assert_eq!(error.details.file, Some(path.display().to_string()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "ab12");
    }

    #[test]
    fn two_homes_never_share_an_id() {
        let ((_a, one), (_b, other)) = (home(), home());
        assert_ne!(one.id(&OsEntropy).unwrap(), other.id(&OsEntropy).unwrap());
        assert_ne!(one.id(&OsEntropy).unwrap(), one.sandbox().id(&OsEntropy).unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_moves_to_the_short_folder_only_when_it_must() {
        let short = || Some(PathBuf::from("/run/user/1000"));
        let home = Home::below(Path::new("/home/anna")).with_sockets_in(short());
        assert_eq!(home.agent_socket(), Path::new("/home/anna/run/agent.sock"));
        let deep = PathBuf::from(format!("/home/{}", "x".repeat(100)));
        let (one, other) = (Home::below(&deep), Home::below(&deep.join("y")));
        let socket = one.clone().with_sockets_in(short()).agent_socket();
        assert!(
            socket.starts_with("/run/user/1000") && socket.as_os_str().len() <= LONGEST_SOCKET,
            "{socket:?}"
        );
        assert_ne!(socket, other.with_sockets_in(short()).agent_socket());
        assert_eq!(one.agent_socket(), deep.join("run/agent.sock"));
        assert_eq!(home.links_dir(), Path::new("/home/anna/run/links"));
        let links = one.clone().with_sockets_in(short()).links_dir();
        assert!(
            links.starts_with("/run/user/1000") && links.as_os_str().len() + 17 <= LONGEST_SOCKET,
            "{links:?}"
        );
    }
}
