//! A second window in which nothing is real: this program once more, to the system a program of its own.

use std::path::Path;
use std::process::{Command, Stdio};

use adkeys_core::{Code, Error, Result, text};
use tauri::{AppHandle, Manager, Runtime, process};

/// The argument that makes a start the sandbox's.
pub(crate) const ARGUMENT: &str = "--sandbox";

/// Starts the sandbox beside this window. Where it runs already, the second start brings it to the front and ends.
///
/// # Errors
/// `unexpected` if the program cannot be started again.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>) -> Result<()> {
    // An AppImage is started by its file: what it unpacked goes when this window does.
    process::current_binary(&app.env()).and_then(|program| start(&program)).map_err(|error| {
        Error::new(
            Code::Unexpected,
            text!("The sandbox cannot be started: {error}.", "Песочницу не удалось запустить: {error}."),
        )
    })
}

fn start(program: &Path) -> std::io::Result<()> {
    let mut command = Command::new(program);
    command.arg(ARGUMENT).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut sandbox = command.spawn()?;
    // It outlives this window if the person likes; until then the system wants its end to be noticed.
    std::thread::spawn(move || sandbox.wait());
    Ok(())
}
