//! A session bus and a GNOME Keyring for one test. The test's own process is started a second time on that bus.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{Probe, os};

/// Says to the second process that it is on the private bus.
const INSIDE: &str = "ADKEYS_TEST_PRIVATE_BUS";

/// A bus that starts no services on its own.
const CONFIG: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>"#;

/// Tests whose body runs on a private bus.
macro_rules! stories {
    ($(fn $name:ident() $body:block)*) => {
        $(#[test]
        fn $name() {
            $crate::vault::keychain::tests::bus::run(concat!(module_path!(), "::", stringify!($name)), || $body);
        })*
    };
}
pub(super) use stories;

/// Runs `story` here if this is the second process, else starts it.
#[allow(clippy::disallowed_methods, reason = "how a test knows its surroundings")]
pub(super) fn run(test: &str, story: impl FnOnce()) {
    if std::env::var_os(INSIDE).is_some() {
        return story();
    }
    for program in ["dbus-run-session", "gnome-keyring-daemon"] {
        if Command::new(program).arg("--version").stdout(Stdio::null()).status().is_err() {
            assert!(std::env::var_os("CI").is_none(), "{program} is missing");
            return eprintln!("{test} was not run: {program} is missing");
        }
    }
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new("dbus-run-session");
    command.arg("--config-file").arg(config(home.path())).arg("--").arg(std::env::current_exe().unwrap());
    second_process(&mut command, test, home.path());
}

/// Runs `story` in a process that has no bus at all.
#[allow(clippy::disallowed_methods, reason = "how a test knows its surroundings")]
pub(super) fn run_without_bus(test: &str, story: impl FnOnce()) {
    if std::env::var_os(INSIDE).is_some() {
        return story();
    }
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}/none", home.path().display()));
    second_process(&mut command, test, home.path());
}

fn config(home: &Path) -> PathBuf {
    let config = home.join("bus.conf");
    std::fs::write(&config, CONFIG).unwrap();
    config
}

fn second_process(command: &mut Command, test: &str, home: &Path) {
    let name = test.split_once("::").map_or(test, |(_crate, name)| name);
    command.args(["--exact", name, "--nocapture", "--test-threads=1"]);
    // Nothing of the person's own session may be reached.
    for variable in
        ["DISPLAY", "WAYLAND_DISPLAY", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "GNOME_KEYRING_CONTROL"]
    {
        command.env_remove(variable);
    }
    let output = command.env("HOME", home).env("XDG_RUNTIME_DIR", home).env(INSIDE, "1").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    assert!(told.contains("1 passed"), "{told}");
}

/// A keyring daemon, stopped when dropped.
pub(super) struct Daemon(Child);

impl Daemon {
    /// With an unlocked default keyring.
    pub(super) fn unlocked() -> Self {
        Self::start(&["--unlock"], Probe::Open)
    }

    /// As on a fresh system where nobody has created a keyring.
    pub(super) fn without_keyring() -> Self {
        Self::start(&[], Probe::NoCollection)
    }

    fn start(arguments: &[&str], expected: Probe) -> Self {
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]).args(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).process_group(0).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"password").unwrap();
        let started = Instant::now();
        while os::probe() != expected {
            assert!(started.elapsed() < Duration::from_secs(20), "{:?}", os::probe());
            std::thread::yield_now();
        }
        Self(child)
    }

    pub(super) fn freeze(&self) {
        self.signal("-STOP");
    }

    pub(super) fn thaw(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.0.id().to_string()]).status().unwrap().success());
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// The keyring dates its items to the second.
pub(super) fn wait_for_the_next_second() {
    use crate::time::{Clock, SystemClock};
    let now = SystemClock.now();
    while SystemClock.now() == now {
        std::thread::yield_now();
    }
}
