//! The window's start, until its page is there, and its memory, against a Tauri window with one line in it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use adkeys_e2e::adkeys::{program, target};
use adkeys_e2e::{Session, Window};

use crate::race::race;

const ROUNDS: usize = 10;
const MEMORY_ROUNDS: usize = 5;
const NAMES: &[&str] = &["a bare Tauri window", "the AdKeys window"];

/// Opens both in turns, each on a screen and in a session of its own.
pub(crate) async fn run() {
    let programs = [target().join("release/examples/bare_window"), program("adkeys-desktop")];
    race("Opening the window (limit 1.15×)", ROUNDS, NAMES, NAMES[0], async |which| {
        time(&programs[which]).await
    })
    .await;
    memory(&programs).await;
}

/// What the process trees hold once their pages have come to rest, in turns; the median of each.
async fn memory(programs: &[PathBuf; 2]) {
    let mut held = [Vec::new(), Vec::new()];
    for _ in 0..MEMORY_ROUNDS {
        for (program, held) in programs.iter().zip(&mut held) {
            let session = Session::start();
            let window = Window::open_program(&session, program, &["--sandbox"], &[]).await;
            window.settle().await;
            held.extend(window.memory());
            window.close().await;
        }
    }
    println!("\nMemory of the window's processes (PSS, {MEMORY_ROUNDS} rounds, in turns; limit 1.15×)");
    let medians = held.map(|mut all| {
        all.sort_unstable();
        all.get(all.len() / 2).copied()
    });
    let [Some(bare), Some(adkeys)] = medians else {
        return println!("  not told by this system: the processes keep others from looking into them");
    };
    for (name, bytes) in NAMES.iter().zip([bare, adkeys]) {
        let (megabytes, ratio) = (bytes as f64 / 1e6, bytes as f64 / bare as f64);
        println!("  {name:<34} {megabytes:>6.1} MB {ratio:>8.2}×");
    }
}

async fn time(program: &Path) -> Duration {
    let session = Session::start();
    let window = Window::open_program(&session, program, &["--sandbox"], &[]).await;
    let taken = window.opened_in();
    window.close().await;
    taken
}
