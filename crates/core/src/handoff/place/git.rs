//! Whether git would take a file in. Git itself is asked: only it knows all its rules, and which files it has already.

use std::path::Path;
use std::process::{Command, Stdio};

use super::refused;
use crate::error::{Error, Result};
use crate::text;
use crate::text::Text;

/// Set by git for its hooks; here they would speak of another repository.
const FOREIGN: [&str; 5] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"];

/// Refuses a path inside a work tree that does not ignore it.
///
/// # Errors
/// `usage`.
pub(super) fn ignores(path: &Path) -> Result<()> {
    let Some(tree) = path.ancestors().skip(1).find(|folder| folder.join(".git").exists()) else {
        return Ok(());
    };
    if path.starts_with(tree.join(".git")) {
        return Ok(());
    }
    match asked(path).and_then(|status| status.code()) {
        Some(0) => Ok(()),
        Some(1) => Err(taken_in(path, tree)),
        _ => Err(not_known(path, tree)),
    }
}

/// `git check-ignore`: 0 ignored, 1 not, or already taken in, 128 cannot tell. Nothing that the repository names is
/// run for it.
fn asked(path: &Path) -> Option<std::process::ExitStatus> {
    let mut git = Command::new("git");
    git.args([
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
        "check-ignore",
        "--quiet",
        "--",
    ]);
    git.arg(path).current_dir(path.parent()?);
    for name in FOREIGN {
        git.env_remove(name);
    }
    git.env("GIT_OPTIONAL_LOCKS", "0").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    git.status().ok()
}

fn taken_in(path: &Path, tree: &Path) -> Error {
    let tree = tree.display();
    with_hint(refused(path, text!("git would take it into {tree}", "git возьмёт его в {tree}")))
}

fn not_known(path: &Path, tree: &Path) -> Error {
    let tree = tree.display();
    with_hint(refused(
        path,
        text!(
            "it lies in the git work tree {tree}, and git does not say whether it ignores it",
            "он лежит в рабочем дереве git {tree}, а git не говорит, пропустит ли его"
        ),
    ))
}

fn with_hint(error: Error) -> Error {
    error.hint(Text::new(
        "Name the file in .gitignore, choose a place outside, or insist with --force.",
        "Укажите файл в .gitignore, выберите место снаружи или настойте: --force.",
    ))
}
