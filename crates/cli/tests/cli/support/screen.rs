//! A terminal with somebody in front of it.

use std::io::{Read, Write};
use std::process::Child;

use pty_process::blocking::{Command, Pty, open};

/// The terminal's other side: what is shown, and the keys.
pub(crate) struct Screen(Pty);

impl super::Run {
    /// Presses Enter at a terminal of this size.
    pub(crate) fn at_a_terminal(self, rows: u16, columns: u16) -> (Screen, Child) {
        let (terminal, inside) = open().unwrap();
        terminal.resize(pty_process::Size::new(rows, columns)).unwrap();
        let mut command = Command::new(self.command.get_program()).args(self.command.get_args()).env_clear();
        for (name, value) in self.command.get_envs() {
            command = value.into_iter().fold(command, |command, value| command.env(name, value));
        }
        let child = command.spawn(inside).unwrap();
        (Screen(terminal), child)
    }
}

impl Screen {
    /// Reads until `text` has been shown.
    #[track_caller]
    pub(crate) fn until(&mut self, text: &str) -> String {
        let (mut seen, mut piece) = (String::new(), [0; 1024]);
        while !seen.contains(text) {
            let count = self.0.read(&mut piece).unwrap_or_else(|error| panic!("{error}, after: {seen}"));
            seen.push_str(&String::from_utf8_lossy(&piece[..count]));
        }
        seen
    }

    /// Presses keys.
    pub(crate) fn type_in(&mut self, keys: &str) {
        self.0.write_all(keys.as_bytes()).unwrap();
    }

    /// Reads to the end; the exit status.
    pub(crate) fn end(mut self, mut child: Child) -> Option<i32> {
        let _ = self.0.read_to_end(&mut Vec::new());
        child.wait().unwrap().code()
    }
}
