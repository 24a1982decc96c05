//! The Python packages that the tests hand tokens to, in environments of their own below the target directory.

use std::fs;

use crate::place::{root, target};
use crate::shell::{command, run};
use crate::{Result, say};

/// Each environment's folder, by which `tests/src/python.rs` finds it, and its list of packages.
const ENVIRONMENTS: &[(&str, &str)] =
    &[("python", "requirements.txt"), ("python-tap", "requirements-tap.txt")];

/// Makes the environments whose list of packages has changed.
pub(crate) fn install() -> Result {
    ENVIRONMENTS.iter().try_for_each(|(folder, list)| environment(folder, list))
}

fn environment(folder: &str, list: &str) -> Result {
    let (folder, list) = (target().join(folder), root().join("tests/python").join(list));
    let stamp = folder.join("installed-from.txt");
    let wanted = fs::read(&list).map_err(|error| format!("{} cannot be read: {error}.", list.display()))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say::step("Installing the Python packages that the tests use");
    run(command("python3").args(["-m", "venv"]).arg(&folder))?;
    let mut pip = command(folder.join("bin/python"));
    run(pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(list))?;
    fs::write(&stamp, wanted).map_err(|error| format!("{} cannot be written: {error}.", stamp.display()))
}
