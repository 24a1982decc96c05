//! Where things lie.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Cargo's target directory, wherever it was told to put it: this program lies in `<target>/debug`.
pub(crate) fn target() -> PathBuf {
    let here = std::env::current_exe().ok();
    here.as_deref()
        .and_then(|file| file.ancestors().nth(2))
        .map_or_else(|| root().join("target"), Path::to_path_buf)
}

/// A built program of the workspace.
pub(crate) fn program(profile: &str, name: &str) -> PathBuf {
    target().join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
