//! `package`: the installers of this system, with the command line inside.

use std::fs;
use std::path::{Path, PathBuf};

use crate::place::{program, root, target};
use crate::shell::{cargo, command, npm, output, run as sh};
use crate::{Result, build, say, setup};

/// Only the bundler is needed, and only here: it is no dependency of the page.
const BUNDLER: &str = "@tauri-apps/cli@2.12.5";

/// A development build must not look for the bundled command line: this file, which names it, is read only here.
const WITH_SIDECAR: &str = "src-tauri/tauri.bundle.conf.json";

/// What the bundler makes, by the ends of the files' names.
const INSTALLERS: &[&str] = &["deb", "rpm", "AppImage", "dmg", "msi", "exe"];

/// Builds the installers into `dist`; the words after the task go to the bundler (`--bundles deb`, `--target …`).
pub(crate) fn run(args: &[String]) -> Result {
    setup::for_package()?;
    build::page()?;
    let asked = args.iter().position(|arg| arg == "--target").and_then(|at| args.get(at + 1));
    sidecar(asked)?;
    say::step("Building the installers");
    let mut bundler = npm("src-tauri");
    bundler.args(["exec", "--yes", "--package", BUNDLER, "--", "tauri", "build", "--config"]);
    bundler.arg(root().join(WITH_SIDECAR)).args(args).env("CARGO_TARGET_DIR", target());
    sh(&mut bundler)?;
    let built = asked.map_or_else(target, |triple| target().join(triple)).join("release/bundle");
    collect(&built, &root().join("dist"))
        .map_err(|error| format!("The installers cannot be collected: {error}."))
}

/// Puts the release build of `adkeys` where the bundler looks for it: under its target's name.
fn sidecar(asked: Option<&String>) -> Result {
    say::step("Building the command line");
    let triple = asked.cloned().map_or_else(host, Ok)?;
    sh(cargo().args(["build", "--locked", "--release", "-p", "adkeys-cli", "--target", &triple]))?;
    let built = program(&format!("{triple}/release"), "adkeys");
    let folder = root().join("src-tauri/binaries");
    let name = format!("adkeys-{triple}{}", std::env::consts::EXE_SUFFIX);
    let copied = fs::create_dir_all(&folder).and_then(|()| fs::copy(&built, folder.join(name)));
    copied.map(drop).map_err(|error| format!("{} cannot be copied: {error}.", built.display()))
}

fn host() -> Result<String> {
    let version = output(command("rustc").arg("-vV"))?;
    let triple = version.lines().find_map(|line| line.strip_prefix("host: "));
    triple.map(str::to_owned).ok_or_else(|| "rustc does not say what system this is.".to_owned())
}

/// The bundler leaves each installer in a folder of its kind.
fn collect(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for kind in fs::read_dir(from)? {
        for file in fs::read_dir(kind?.path())? {
            let file: PathBuf = file?.path();
            let wanted = file.extension().is_some_and(|end| INSTALLERS.iter().any(|known| end == *known));
            if let Some(name) = file.file_name().filter(|_| wanted) {
                say::line(&format!("dist/{}", name.to_string_lossy()));
                fs::copy(&file, to.join(name))?;
            }
        }
    }
    Ok(())
}
