//! Where a file with a token may be written: never through a link, not where others can swap it, not where git would
//! take it in.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::error::{Code, Error, Result};
use crate::files::write_atomically;
use crate::text;
use crate::text::Text;

mod git;

/// A file that may be written, and its absolute path without `.` and `..`.
#[derive(Debug)]
pub(super) struct Place(PathBuf);

impl Place {
    /// Checks a path; `force` allows a git work tree that does not ignore it.
    ///
    /// # Errors
    /// `usage`, saying what is in the way.
    pub(super) fn of(out: &Path, force: bool) -> Result<Self> {
        let path = std::path::absolute(out).map_err(|error| unusable(out, &error))?;
        let path = plain(&path);
        if path.to_str().is_none() || path.file_name().is_none() {
            return Err(refused(out, Text::new("it is not the name of a file", "это не имя файла")));
        }
        folders(&path)?;
        target(&path)?;
        if !force {
            git::ignores(&path)?;
        }
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// What lies there now; `None`: nothing.
    pub(super) fn content(&self) -> Result<Option<Vec<u8>>> {
        match fs::read(&self.0) {
            Ok(content) => Ok(Some(content)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unusable(&self.0, &error)),
        }
    }

    /// Replaces the file as a whole, readable by its owner alone from birth.
    pub(super) fn write(&self, content: &[u8]) -> Result<()> {
        write_atomically(&self.0, content).map_err(|error| unusable(&self.0, &error))
    }
}

/// Without `.` and `..`. As no folder on the way may be a link, names alone say where it is.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// Every folder on the way is one, and nobody else can put another in its place. Links right below the root are the
/// system's own (macOS: `/tmp`, `/var`).
fn folders(path: &Path) -> Result<()> {
    let mut folders: Vec<&Path> = path.ancestors().skip(1).collect();
    folders.reverse();
    for (depth, folder) in folders.into_iter().enumerate() {
        let found = fs::symlink_metadata(folder).map_err(|error| unusable(folder, &error))?;
        if found.is_symlink() && depth > 1 {
            return Err(behind_a_link(path, folder));
        }
        if is_open_to_all(folder) {
            let folder = folder.display();
            return Err(refused(
                path,
                text!("everybody may write to {folder}", "в {folder} может писать кто угодно"),
            ));
        }
    }
    Ok(())
}

/// In a folder with the sticky bit, such as `/tmp`, each may only move what is their own.
#[cfg(unix)]
fn is_open_to_all(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).is_ok_and(|found| found.mode() & 0o1002 == 0o002)
}

#[cfg(not(unix))]
fn is_open_to_all(_: &Path) -> bool {
    false
}

/// A larger file is not one that somebody means to replace by a token, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Nothing is there, or a plain file.
fn target(path: &Path) -> Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(unusable(path, &error)),
        Ok(found) if found.is_symlink() => Err(behind_a_link(path, path)),
        Ok(found) if found.is_file() && found.len() > LARGEST => Err(refused(
            path,
            Text::new("what is there is no file of settings", "там лежит не файл настроек"),
        )),
        Ok(found) if found.is_file() => Ok(()),
        Ok(_) => Err(refused(path, Text::new("it is not a plain file", "это не обычный файл"))),
    }
}

fn behind_a_link(path: &Path, link: &Path) -> Error {
    let shown = link.display();
    let error = refused(path, text!("{shown} is a link", "{shown} — ссылка"));
    match fs::canonicalize(link) {
        Ok(real) => {
            let real = real.display();
            error.hint(text!("Name the real place: {real}", "Укажите настоящее место: {real}"))
        }
        Err(_) => error,
    }
}

fn refused(path: &Path, why: Text) -> Error {
    let (file, en, ru) = (path.display().to_string(), &why.en, &why.ru);
    Error::new(Code::Usage, text!("{file} is not written: {en}.", "{file} не записан: {ru}."))
        .with(|details| details.file = Some(file.clone()))
        .hint(Text::new("Choose another place with --out.", "Выберите другое место: --out."))
}

fn unusable(path: &Path, error: &io::Error) -> Error {
    refused(path, Text::verbatim(error.to_string()))
}
