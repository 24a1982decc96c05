//! Which program the system opens links of our scheme with, and whether it starts ours at a login (freedesktop.org: MIME
//! Applications Associations 1.0, Desktop Entry 1.5). Only files are read and written, no program is run. Elsewhere the
//! installer sees to it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::SCHEME;
use crate::files::write_atomically;

mod entry;

use entry::Entry;

/// The section of `mimeapps.list` that names the one program for a scheme.
const DEFAULTS: &str = "[Default Applications]";
/// What a desktop has read out of all entries of a folder.
const CACHE_FILE: &str = "mimeinfo.cache";
const CACHE: &str = "[MIME Cache]";
/// The entry that [`claim`] writes.
const OWN_ENTRY: &str = "adkeys-handler.desktop";
/// The entry that [`start_at_login`] writes.
const LOGIN_ENTRY: &str = "AdKeys.desktop";

/// Where a desktop keeps its associations, the most important folder first. All empty: not a freedesktop.org system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// `XDG_CONFIG_HOME`, then `XDG_CONFIG_DIRS`.
    pub config: Vec<PathBuf>,
    /// `XDG_DATA_HOME`, then `XDG_DATA_DIRS`.
    pub data: Vec<PathBuf>,
    /// `XDG_CURRENT_DESKTOP`, in lower case.
    pub desktops: Vec<String>,
}

impl Places {
    /// Reads the variables of a freedesktop.org system (XDG Base Directory 0.8) with its defaults below `home`.
    #[must_use]
    pub fn of(home: &Path, variable: impl Fn(&str) -> Option<String>) -> Self {
        let folders = |own: &str, usual: &str, others: &str, system: &str| {
            let own = variable(own).map_or_else(|| home.join(usual), PathBuf::from);
            let others = variable(others).unwrap_or_else(|| system.to_owned());
            let others = others.split(':').map(PathBuf::from).collect::<Vec<_>>();
            // A relative folder counts for none there.
            [own].into_iter().chain(others).filter(|folder| folder.is_absolute()).collect()
        };
        let desktops = variable("XDG_CURRENT_DESKTOP").unwrap_or_default().to_lowercase();
        Self {
            config: folders("XDG_CONFIG_HOME", ".config", "XDG_CONFIG_DIRS", "/etc/xdg"),
            data: folders("XDG_DATA_HOME", ".local/share", "XDG_DATA_DIRS", "/usr/local/share:/usr/share"),
            desktops: desktops.split(':').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        }
    }
}

/// The program that opens links of our scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Handler {
    /// AdKeys.
    Ours,
    /// Another program.
    Other {
        /// As it calls itself. Foreign text.
        name: String,
    },
    /// No program, or one that is gone.
    None,
    /// This system does not tell.
    Unknown,
}

/// Which program opens links of our scheme.
#[must_use]
pub fn registered(places: &Places) -> Handler {
    if places.data.is_empty() {
        return Handler::Unknown;
    }
    let chosen = places.lists().find_map(|list| places.chosen_in(&list));
    match chosen.or_else(|| places.any()) {
        Some(entry) if entry.is_gone() => Handler::None,
        Some(entry) if entry.is_ours() => Handler::Ours,
        Some(entry) => Handler::Other { name: entry.name },
        None => Handler::None,
    }
}

/// Makes `program` the one that opens links of our scheme, for this person only. Whatever else the files say stays.
///
/// # Errors
/// Whatever the file system says; `Unsupported` where there are no such files, or for a path that cannot stand in one.
pub fn claim(places: &Places, program: &Path) -> io::Result<()> {
    let (Some(config), Some(data)) = (places.config.first(), places.data.first()) else {
        return Err(io::ErrorKind::Unsupported.into());
    };
    let entry = entry::own(program).ok_or(io::ErrorKind::Unsupported)?;
    write_atomically(&data.join("applications").join(OWN_ENTRY), entry.as_bytes())?;
    let list = config.join("mimeapps.list");
    // People keep such files elsewhere and link to them.
    let list = fs::canonicalize(&list).unwrap_or(list);
    let before = match fs::read_to_string(&list) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        read => read.unwrap_or_default(),
    };
    write_atomically(&list, with_default(&before).as_bytes())
}

/// Lets the desktop start `program` with `argument` when the person signs in to the computer, or no more if there is
/// none (freedesktop.org: Desktop Application Autostart 0.5).
///
/// # Errors
/// As [`claim`].
pub fn start_at_login(places: &Places, start: Option<(&Path, &str)>) -> io::Result<()> {
    let config = places.config.first().ok_or(io::ErrorKind::Unsupported)?;
    let file = config.join("autostart").join(LOGIN_ENTRY);
    let Some((program, argument)) = start else {
        return match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    };
    let entry = entry::at_login(program, argument).ok_or(io::ErrorKind::Unsupported)?;
    write_atomically(&file, entry.as_bytes())
}

/// `list` with our entry as the default for our scheme.
fn with_default(list: &str) -> String {
    let line = format!("{}={OWN_ENTRY}", key());
    let mut lines: Vec<String> = Vec::new();
    let mut section = "";
    for old in list.lines() {
        if old.trim().starts_with('[') {
            section = old.trim();
        }
        if section != DEFAULTS || !is_ours(old) {
            lines.push(old.to_owned());
        }
    }
    match lines.iter().position(|line| line.trim() == DEFAULTS) {
        Some(header) => lines.insert(header + 1, line),
        None => lines.extend([DEFAULTS.to_owned(), line]),
    }
    lines.join("\n") + "\n"
}

fn key() -> String {
    format!("x-scheme-handler/{SCHEME}")
}

fn is_ours(line: &str) -> bool {
    line.split_once('=').is_some_and(|(name, _)| name.trim() == key())
}

impl Places {
    fn lists(&self) -> impl Iterator<Item = PathBuf> {
        let names = self.desktops.iter().map(|desktop| format!("{desktop}-mimeapps.list"));
        let names: Vec<_> = names.chain(["mimeapps.list".to_owned()]).collect();
        let folders = self.config.iter().cloned().chain(self.applications());
        folders.flat_map(move |folder| names.clone().into_iter().map(move |name| folder.join(name)))
    }

    fn applications(&self) -> impl Iterator<Item = PathBuf> {
        self.data.iter().map(|folder| folder.join("applications"))
    }

    /// The first installed program that `list` names for our scheme.
    fn chosen_in(&self, list: &Path) -> Option<Entry> {
        let text = fs::read_to_string(list).ok()?;
        let mut ids = entry::values(&text, DEFAULTS).filter(|(name, _)| *name == key());
        ids.find_map(|(_, ids)| ids.split(';').find_map(|id| self.installed(id.trim())))
    }

    fn installed(&self, id: &str) -> Option<Entry> {
        let fits = id.ends_with(".desktop") && !id.contains('/');
        self.applications().filter(|_| fits).find_map(|folder| Entry::read(&folder.join(id)))
    }

    /// Some program that says of itself that it opens our scheme.
    fn any(&self) -> Option<Entry> {
        self.applications().find_map(|folder| match fs::read_to_string(folder.join(CACHE_FILE)) {
            Ok(cache) => {
                let mut known = entry::values(&cache, CACHE).filter(|(name, _)| *name == key());
                known.find_map(|(_, ids)| ids.split(';').find_map(|id| Entry::read(&folder.join(id.trim()))))
            }
            Err(_) => any_in(&folder),
        })
    }
}

/// The same where the desktop keeps no list of it.
fn any_in(folder: &Path) -> Option<Entry> {
    let files = fs::read_dir(folder).ok()?.flatten().map(|file| file.path());
    let entries = files.filter(|path| path.extension().is_some_and(|ending| ending == "desktop"));
    entries.filter_map(|path| Entry::read(&path)).find(|entry| entry.opens(&key()))
}

#[cfg(test)]
mod tests;
