//! The window's start, until its page is there, against a Tauri window with nothing in it. Development builds of both:
//! a release build of Tauri would take longer than all other benches, and most of the time is the webview's own.

use std::path::Path;
use std::time::Duration;

use adkeys_e2e::adkeys::target;
use adkeys_e2e::{Session, Window};

use crate::race::race;

const ROUNDS: usize = 10;
const NAMES: &[&str] = &["a bare Tauri window", "the AdKeys window"];

/// Opens both in turns, each on a screen and in a session of its own.
pub(crate) async fn run() {
    let debug = target().join("debug");
    let programs = [debug.join("examples/bare_window"), debug.join("adkeys-desktop")];
    race("Opening the window", ROUNDS, NAMES, NAMES[0], async |which| time(&programs[which]).await).await;
}

async fn time(program: &Path) -> Duration {
    let session = Session::start();
    let window = Window::open_program(&session, program, &["--sandbox"], &[]).await;
    let taken = window.opened_in();
    window.close().await;
    taken
}
