//! A sign-in that is under way: the program waits for the browser, and the test is the browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout};

use serde_json::Value;

use super::outcome::Outcome;
use super::{World, browser};

/// A `connect --json` that has told where to go.
pub(crate) struct SignIn {
    child: Child,
    stdout: BufReader<ChildStdout>,
    seen: String,
    /// The authorization URL.
    pub(crate) url: String,
    /// The redirect URI.
    pub(crate) redirect_uri: String,
}

impl World {
    /// Types `adkeys LINE --json --no-browser` and waits until it tells the address to open.
    #[track_caller]
    pub(crate) fn sign_in(&self, line: &str) -> SignIn {
        SignIn::wait(self.adkeys(line).spawn_for_browser())
    }

    /// The same with a person at the keyboard who will paste something.
    #[track_caller]
    pub(crate) fn sign_in_by_paste(&self, line: &str) -> SignIn {
        SignIn::wait(self.adkeys(line).held().spawn_for_browser())
    }
}

impl super::Run {
    fn spawn_for_browser(mut self) -> Child {
        self.command.args(["--json", "--no-browser"]);
        self.spawn()
    }
}

impl SignIn {
    #[track_caller]
    fn wait(mut child: Child) -> Self {
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut seen = String::new();
        while stdout.read_line(&mut seen).unwrap() > 0 {
            let event: Value = serde_json::from_str(seen.lines().last().unwrap()).unwrap();
            if event["event"] == "authorize" {
                let text = |key: &str| event[key].as_str().unwrap().to_owned();
                return Self { child, stdout, seen, url: text("url"), redirect_uri: text("redirect_uri") };
            }
        }
        panic!("no address to open: {seen}{:?}", child.wait_with_output());
    }

    /// Opens the address in the browser and waits for the end.
    pub(crate) fn done(self) -> Outcome {
        let page = browser::open(&self.url);
        assert!(page.is_some_and(|page| page.status == 200));
        self.end()
    }

    /// Types a line and presses Enter.
    pub(crate) fn paste(&mut self, line: &str) {
        let stdin = self.child.stdin.as_mut().unwrap();
        stdin.write_all(line.as_bytes()).and_then(|()| stdin.write_all(b"\n")).unwrap();
    }

    /// Sends it a signal.
    #[cfg(unix)]
    pub(crate) fn signal(&self, signal: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// Presses the dialog's button as `persona` and waits for the end.
    pub(crate) fn done_as(self, persona: &str) -> Outcome {
        let page = browser::allow(&self.url, persona);
        assert!(page.is_some_and(|page| page.status == 200));
        self.end()
    }

    /// Its process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the end.
    pub(crate) fn end(mut self) -> Outcome {
        self.stdout.read_to_string(&mut self.seen).unwrap();
        let output = self.child.wait_with_output().unwrap();
        let mut outcome = Outcome::of(output);
        outcome.stdout = self.seen;
        outcome
    }
}
