//! A login session of its own: a home, a message bus and an unlocked keyring that nobody else sees.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::process::Running;
use crate::wait::until;

/// A bus without services: nothing starts on it unasked.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=RUN/bus</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Folders of a session, by the variable that tells programs of them.
const FOLDERS: &[(&str, &str)] = &[
    ("HOME", "home"),
    ("XDG_CONFIG_HOME", "home/.config"),
    ("XDG_DATA_HOME", "home/.local/share"),
    ("XDG_CACHE_HOME", "home/.cache"),
    ("XDG_RUNTIME_DIR", "run"),
    ("TMPDIR", "tmp"),
    ("ADKEYS_HOME", "adkeys"),
];

/// One person's session on a machine of their own. Fields end in the order in which they stand.
pub struct Session {
    keyring: Option<Running>,
    _bus: Running,
    folder: TempDir,
}

impl Session {
    /// A session whose keyring is unlocked, as after a login.
    #[must_use]
    #[track_caller]
    pub fn start() -> Self {
        let mut session = Self::without_keyring();
        session.start_keyring();
        session
    }

    /// A session with a bus and no keyring on it.
    ///
    /// # Panics
    /// When the bus does not start: `dbus-daemon` is missing.
    #[must_use]
    #[track_caller]
    pub fn without_keyring() -> Self {
        let folder = tempfile::Builder::new().prefix("adkeys-").tempdir().expect("a temporary folder");
        for (_, name) in FOLDERS {
            let path = folder.path().join(name);
            fs::create_dir_all(&path).expect("a folder of the session");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("a private folder");
        }
        let run = folder.path().join("run");
        let config = run.join("bus.conf");
        fs::write(&config, BUS.replace("RUN", &run.to_string_lossy())).expect("the bus's configuration");
        let mut daemon = Command::new("dbus-daemon");
        daemon.args(["--nofork", "--nopidfile", "--print-address"]).arg("--config-file").arg(&config);
        let bus = Running::start(daemon.env_clear().envs(environment(folder.path())));
        assert!(bus.line().is_some(), "dbus-daemon starts: {}", bus.end().stderr);
        Self { keyring: None, _bus: bus, folder }
    }

    /// Starts the keyring and unlocks it; a no-op where it runs.
    ///
    /// # Panics
    /// When it does not start: `gnome-keyring-daemon` is missing.
    #[track_caller]
    pub fn start_keyring(&mut self) {
        if self.keyring.is_some() {
            return;
        }
        let mut daemon = self.command("gnome-keyring-daemon");
        daemon.args(["--foreground", "--components=secrets", "--unlock"]).stdin(Stdio::piped());
        let mut keyring = Running::start(&mut daemon);
        let mut stdin = keyring.stdin().expect("stdin is piped");
        stdin.write_all(b"a password of the story").expect("the password is handed over");
        drop(stdin);
        until("the keyring to come up", || self.has_keyring().then_some(()));
        self.keyring = Some(keyring);
    }

    /// The keyring's process.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn keyring(&self) -> &Running {
        self.keyring.as_ref().expect("the session has a keyring")
    }

    /// A command in this session: it sees nothing of the environment around the story.
    #[must_use]
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(environment(self.path())).current_dir(self.path().join("home"));
        command.stdin(Stdio::null());
        command
    }

    /// The address of the session's bus.
    #[must_use]
    pub fn bus(&self) -> String {
        bus(self.path())
    }

    /// The folder that everything of the session lies in.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// `ADKEYS_HOME`.
    #[must_use]
    pub fn home(&self) -> PathBuf {
        self.path().join("adkeys")
    }

    fn has_keyring(&self) -> bool {
        let mut ask = self.command("dbus-send");
        ask.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]);
        ask.args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]);
        ask.output().is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).contains("boolean true"))
    }
}

fn bus(folder: &Path) -> String {
    format!("unix:path={}", folder.join("run/bus").display())
}

/// All that a program of the session finds in its environment.
fn environment(folder: &Path) -> Vec<(String, String)> {
    let path = std::env::var("PATH").unwrap_or_else(|_| "/usr/local/bin:/usr/bin:/bin".to_owned());
    let folders =
        FOLDERS.iter().map(|(name, below)| (*name, folder.join(below).to_string_lossy().into_owned()));
    let bus = ("DBUS_SESSION_BUS_ADDRESS", bus(folder));
    let rest = [bus, ("PATH", path), ("LANG", "C.UTF-8".to_owned()), ("TZ", "UTC".to_owned())];
    folders.chain(rest).map(|(name, value)| (name.to_owned(), value)).collect()
}
