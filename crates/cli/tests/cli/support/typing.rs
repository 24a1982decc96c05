//! A person at the keyboard, who reads what is shown and types lines.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdout};

use super::World;

/// A program that somebody talks to.
pub(crate) struct Typing {
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: BufReader<ChildStderr>,
    seen: String,
}

impl World {
    /// Types `adkeys LINE` and stays at the keyboard.
    pub(crate) fn typing(&self, line: &str) -> Typing {
        let mut child = self.adkeys(line).held().spawn();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let stderr = BufReader::new(child.stderr.take().unwrap());
        Typing { child, stdout, stderr, seen: String::new() }
    }
}

impl Typing {
    /// The next line of standard output.
    pub(crate) fn read_line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line
    }

    /// Reads standard error until `words` have been shown.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, words: &str) {
        let from = self.seen.len();
        while !self.seen.get(from..).unwrap_or_default().contains(words) {
            assert!(self.stderr.read_line(&mut self.seen).unwrap() > 0, "{words} never came: {}", self.seen);
        }
    }

    /// All of standard error so far.
    pub(crate) fn seen(&self) -> &str {
        &self.seen
    }

    /// Types a line and presses Enter.
    pub(crate) fn paste(&mut self, line: &str) {
        let stdin = self.child.stdin.as_mut().unwrap();
        stdin.write_all(line.as_bytes()).and_then(|()| stdin.write_all(b"\n")).unwrap();
    }

    /// Waits for the end with this exit status; the rest of standard output.
    #[track_caller]
    pub(crate) fn ends(mut self, status: i32) -> String {
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        self.stderr.read_to_string(&mut self.seen).unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(status), "{rest}{}", self.seen);
        rest
    }
}
