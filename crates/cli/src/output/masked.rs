//! A program's output on its way to ours, with secrets taken out.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use adkeys_core::handoff::Masker;

/// Where it goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stream {
    Out,
    Error,
}

/// A stream that is being passed on by a thread of its own: a reader that stalls stops only this program.
pub(crate) struct Relay {
    thread: JoinHandle<()>,
    #[cfg_attr(not(unix), allow(dead_code, reason = "only a terminal is ever drained"))]
    draining: Arc<AtomicBool>,
}

impl Relay {
    /// Waits for the stream's end.
    pub(crate) fn join(self) -> std::thread::Result<()> {
        self.thread.join()
    }

    /// Waits until nothing more is on its way.
    #[cfg(unix)]
    pub(crate) fn drain(self) {
        self.draining.store(true, Ordering::Release);
        drop(self.thread.join());
    }
}

/// How long nothing has to come before the beginning of what may be a secret is shown, in milliseconds: shorter than
/// a person notices, longer than a program needs for the rest.
#[cfg(unix)]
const PAUSE: i64 = 50;

/// How often it is looked whether the program has ended while something else keeps its terminal open, in milliseconds.
#[cfg(unix)]
const LOOK: i64 = 500;

/// What the thread reads from.
#[cfg(unix)]
pub(crate) trait Source: Read + std::os::fd::AsFd + Send + 'static {}
#[cfg(unix)]
impl<T: Read + std::os::fd::AsFd + Send + 'static> Source for T {}
#[cfg(not(unix))]
pub(crate) trait Source: Read + Send + 'static {}
#[cfg(not(unix))]
impl<T: Read + Send + 'static> Source for T {}

/// Passes a stream on.
pub(crate) fn relay(from: impl Source, to: Stream, masker: Masker) -> Relay {
    let draining = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&draining);
    let thread = std::thread::spawn(move || pump(from, to, masker, &flag));
    Relay { thread, draining }
}

fn pump(mut from: impl Source, to: Stream, mut masker: Masker, draining: &AtomicBool) {
    let (mut piece, mut out) = (vec![0; 64 * 1024], Vec::new());
    loop {
        let ending = draining.load(Ordering::Acquire);
        if is_quiet(&from, ending || masker.is_waiting()) {
            masker.pause(&mut out);
            if !write(to, &mut out) || ending {
                break;
            }
            continue;
        }
        match from.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => masker.push(piece.get(..count).unwrap_or_default(), &mut out),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // A terminal whose inner side is closed says so by an error.
            Err(_) => break,
        }
        if !write(to, &mut out) {
            return;
        }
    }
    masker.finish(&mut out);
    write(to, &mut out);
}

/// Waits for something to read, for a moment or for longer.
#[cfg(unix)]
fn is_quiet(from: &impl Source, briefly: bool) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let moment = Timespec { tv_sec: 0, tv_nsec: if briefly { PAUSE } else { LOOK } * 1_000_000 };
    let mut fds = [PollFd::new(from, PollFlags::IN)];
    matches!(poll(&mut fds, Some(&moment)), Ok(0))
}

#[cfg(not(unix))]
fn is_quiet(_: &impl Source, _: bool) -> bool {
    false
}

/// Whether somebody still reads.
fn write(to: Stream, out: &mut Vec<u8>) -> bool {
    let written = match to {
        Stream::Out => write_all(io::stdout().lock(), out),
        Stream::Error => write_all(io::stderr().lock(), out),
    };
    out.clear();
    written.is_ok()
}

fn write_all(mut to: impl Write, out: &[u8]) -> io::Result<()> {
    to.write_all(out)?;
    to.flush()
}
