//! What a task says: the only place that prints.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a task speaks to the terminal")]

/// A step that begins.
pub(crate) fn step(text: &str) {
    eprintln!("==> {text}");
}

/// A plain line of the answer.
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// Why the task stops.
pub(crate) fn failed(text: &str) {
    eprintln!("xtask: {text}");
}
