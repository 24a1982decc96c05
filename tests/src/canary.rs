//! Looking for secrets where they must not be.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

/// Files below a folder that hold one of the secrets.
#[must_use]
pub fn files_with(folder: &Path, secrets: &[String]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files_with(&path, secrets)),
            Ok(kind) if kind.is_file() && fs::read(&path).is_ok_and(|bytes| holds(&bytes, secrets)) => {
                found.push(path);
            }
            _ => {}
        }
    }
    found
}

/// Whether bytes hold one of the secrets.
#[must_use]
pub fn holds(bytes: &[u8], secrets: &[String]) -> bool {
    secrets.iter().any(|secret| bytes.windows(secret.len()).any(|window| window == secret.as_bytes()))
}

/// Collects every command line on the machine while it watches.
pub struct CommandLines {
    stop: Arc<AtomicBool>,
    watcher: Option<JoinHandle<BTreeSet<Vec<u8>>>>,
}

impl CommandLines {
    /// Begins to watch.
    #[must_use]
    pub fn watch() -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let until = Arc::clone(&stop);
        let watcher = std::thread::spawn(move || {
            let mut seen = BTreeSet::new();
            while !until.load(Ordering::Relaxed) {
                let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
                seen.extend(processes.filter_map(|process| fs::read(process.path().join("cmdline")).ok()));
            }
            seen
        });
        Self { stop, watcher: Some(watcher) }
    }

    /// Ends watching; the command lines that were seen.
    ///
    /// # Panics
    /// When the watching thread did.
    #[must_use]
    pub fn seen(mut self) -> BTreeSet<Vec<u8>> {
        self.stop.store(true, Ordering::Relaxed);
        self.watcher.take().expect("one watcher").join().expect("it watched to the end")
    }
}
