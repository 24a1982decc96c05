//! Node modules, exactly as the lock file says; no package runs a script of its own.

use std::fs;

use crate::place::root;
use crate::shell::{npm, on_path, run};
use crate::{Result, say};

/// The lock file that the modules were installed from, kept beside them.
const STAMP: &str = "node_modules/.installed-from";

/// Installs the modules of a folder when its lock file has changed.
pub(crate) fn install(folder: &str) -> Result {
    let here = root().join(folder);
    let Ok(lock) = fs::read(here.join("package-lock.json")) else {
        return Err(format!("{folder}/package-lock.json is missing."));
    };
    if fs::read(here.join(STAMP)).is_ok_and(|stamp| stamp == lock) {
        return Ok(());
    }
    if !on_path("npm") && !cfg!(windows) {
        return Err("Node.js with npm is missing (version 20 or newer).".to_owned());
    }
    say::step(&format!("Installing node modules in {folder}"));
    run(npm(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::write(here.join(STAMP), lock).map_err(|error| format!("{STAMP} cannot be written: {error}."))
}
