//! Building the window's page and the programs.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

use crate::place::root;
use crate::shell::{cargo, npm, run};
use crate::{Result, say};

/// What the page was built from, kept where `npm ci` clears it away.
const STAMP: &str = "node_modules/.built-from";

/// Builds the page when anything that it is made of has changed.
pub(crate) fn page() -> Result {
    let ui = root().join("ui");
    let stamp = ui.join(STAMP);
    let now = sources()?;
    let built = ui.join("dist/index.html").is_file();
    if built && fs::read_to_string(&stamp).is_ok_and(|before| before == now) {
        return Ok(());
    }
    say::step("Building the page of the window");
    run(npm("ui").args(["run", "--silent", "build"]))?;
    // The build may write generated sources: what counts is what lies there after it.
    fs::write(&stamp, sources()?).map_err(|error| format!("{STAMP} cannot be written: {error}."))
}

/// Builds programs and examples of the workspace in the debug profile.
///
/// Always with `--workspace` and at least one example: cargo then resolves one set of features for every task, and
/// builds the large dependencies once instead of once a task.
pub(crate) fn programs(targets: &[&str]) -> Result {
    say::step(&format!("Building: {}", targets.join(" ")));
    run(cargo().args(["build", "--locked", "--workspace"]).args(targets))
}

/// Changes with anything that the page is made of: its sources, and the guide that is built into it.
fn sources() -> Result<String> {
    let of = |folder: &str| contents(&root().join(folder));
    Ok(format!("{} {}", of("ui")?, of("docs")?))
}

/// A number that changes with any file below the folder that is not itself made from them.
fn contents(folder: &Path) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    walk(folder, &mut hasher).map_err(|error| format!("{} cannot be read: {error}.", folder.display()))?;
    Ok(hasher.finish())
}

fn walk(folder: &Path, hasher: &mut DefaultHasher) -> std::io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let made = ["node_modules", "dist", "dist-demo"].iter().any(|name| entry.file_name() == *name);
        if !made && path.is_dir() {
            walk(&path, hasher)?;
        } else if !made {
            path.hash(hasher);
            fs::read(&path)?.hash(hasher);
        }
    }
    Ok(())
}
