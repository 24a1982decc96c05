//! Processes that a story starts: they end with it, and none can hang it.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use crate::wait::{PATIENCE, until};

/// A process that goes on beside the story. Dropping it ends it.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
    stderr: Option<JoinHandle<String>>,
}

impl Running {
    /// Starts the command, with its output at hand.
    ///
    /// # Panics
    /// When it cannot be started.
    #[track_caller]
    #[must_use]
    pub fn start(command: &mut Command) -> Self {
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child =
            piped.spawn().unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
        let stdout = child.stdout.take().expect("stdout is piped");
        let stderr = child.stderr.take().expect("stderr is piped");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            let read = BufReader::new(stdout).lines().map_while(Result::ok);
            // Fails once nobody listens any more; the pipe is still drained to its end.
            read.for_each(|line| drop(sender.send(line)));
        });
        Self { child, lines, stderr: Some(std::thread::spawn(move || drain(stderr))) }
    }

    /// The process's id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The process's standard input, once.
    pub fn stdin(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    /// The next line of stdout; `None` once it is closed.
    ///
    /// # Panics
    /// When none comes.
    #[track_caller]
    pub fn line(&self) -> Option<String> {
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => Some(line),
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => None,
            Err(error) => panic!("waited in vain for a line of output: {error}"),
        }
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_none())
    }

    /// Sends a signal by name (`INT`, `STOP`, `KILL`).
    ///
    /// # Panics
    /// When there is no `kill` to send it with.
    #[track_caller]
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.id().to_string()]).status();
        assert!(sent.expect("kill starts").success(), "the signal {name} is sent");
    }

    /// Waits for its end.
    ///
    /// # Panics
    /// When it does not end.
    #[track_caller]
    pub fn wait(&mut self) -> ExitStatus {
        drop(self.stdin());
        until("the end of the process", || self.child.try_wait().ok().flatten())
    }

    /// Waits for its end and hands over what it said.
    #[track_caller]
    pub fn end(mut self) -> Ended {
        let status = self.wait();
        let stdout = self.lines.iter().fold(String::new(), |text, line| text + &line + "\n");
        let stderr = self.stderr.take().and_then(|reader| reader.join().ok()).unwrap_or_default();
        Ended { status, stdout, stderr }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What is left of a process: what of stdout nobody had read, and all of stderr.
#[derive(Debug)]
pub struct Ended {
    /// How it ended.
    pub status: ExitStatus,
    /// The lines of stdout that nobody had read.
    pub stdout: String,
    /// All of stderr.
    pub stderr: String,
}

/// The processes that were started by `id`, and by those, without itself.
#[must_use]
pub fn descendants(id: u32) -> Vec<u32> {
    let mut found = vec![id];
    let mut at = 0;
    while let Some(parent) = found.get(at).copied() {
        // The kernel lists children by the thread that started them.
        let threads = std::fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
        let lists = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
        found.extend(lists.flat_map(|list| {
            list.split_whitespace().filter_map(|child| child.parse().ok()).collect::<Vec<u32>>()
        }));
        at += 1;
    }
    found.split_off(1)
}

/// Sees to it that none of these processes is left.
///
/// # Panics
/// When there is no `kill`, or one survives it.
pub fn end(ids: &[u32]) {
    let left = || ids.iter().filter(|id| is_running(**id)).map(ToString::to_string).collect::<Vec<_>>();
    // Those that end meanwhile are no reason to complain.
    let _ =
        Command::new("kill").arg("-KILL").args(left()).stderr(Stdio::null()).status().expect("kill starts");
    until("the processes to end", || left().is_empty().then_some(()));
}

/// Whether a process still does anything; one that has ended and was not asked how is not running.
fn is_running(id: u32) -> bool {
    std::fs::read(format!("/proc/{id}/cmdline")).is_ok_and(|words| !words.is_empty())
}

/// Whether a process runs the program of this name, and was not asked how it ended.
#[must_use]
pub fn is(id: u32, program: &str) -> bool {
    let words = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
    let first = words.split(|byte| *byte == 0).next().unwrap_or_default();
    std::path::Path::new(&*String::from_utf8_lossy(first)).ends_with(program)
}

/// The process's proportional share of memory (PSS), in bytes.
#[must_use]
pub fn share_of_memory(id: u32) -> Option<u64> {
    let told = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

fn drain(mut pipe: impl Read) -> String {
    let mut bytes = Vec::new();
    drop(pipe.read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}
