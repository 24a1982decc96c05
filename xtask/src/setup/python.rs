//! The Python packages that the tests hand tokens to, in an environment of their own below the target directory.

use std::fs;
use std::path::PathBuf;

use crate::place::{root, target};
use crate::shell::{command, run};
use crate::{Result, say};

/// Where the environment lies. `tests/src/python.rs` finds it by the same path.
fn folder() -> PathBuf {
    target().join("python")
}

/// Makes the environment when the list of packages has changed.
pub(crate) fn install() -> Result {
    let list = root().join("tests/python/requirements.txt");
    let stamp = folder().join("installed-from.txt");
    let wanted = fs::read(&list).map_err(|error| format!("{} cannot be read: {error}.", list.display()))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say::step("Installing the Python packages that the tests use");
    run(command("python3").args(["-m", "venv"]).arg(folder()))?;
    let mut pip = command(folder().join("bin/python"));
    run(pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(list))?;
    fs::write(&stamp, wanted).map_err(|error| format!("{} cannot be written: {error}.", stamp.display()))
}
