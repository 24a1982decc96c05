//! The folders that AdKeys keeps its things in. The caller finds them out; core only uses them.

use std::path::{Path, PathBuf};

use crate::error::{Code, Error, Result};
use crate::random::Entropy;
use crate::text;

/// One home: `config/`, `data/` and `run/`. Two homes share nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    config: PathBuf,
    data: PathBuf,
    run: PathBuf,
}

impl Home {
    /// A home with everything below one folder (`ADKEYS_HOME`, the sandbox, tests).
    #[must_use]
    pub fn below(root: &Path) -> Self {
        Self { config: root.join("config"), data: root.join("data"), run: root.join("run") }
    }

    /// A home in the platform's own folders.
    #[must_use]
    pub fn new(config: PathBuf, data: PathBuf, run: PathBuf) -> Self {
        Self { config, data, run }
    }

    /// The sandbox's own home inside this one.
    #[must_use]
    pub fn sandbox(&self) -> Self {
        Self::below(&self.data.join("sandbox"))
    }

    /// `settings.toml`, edited by people.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    /// Overrides and additions to the catalogue, `*.toml`.
    #[must_use]
    pub fn providers_dir(&self) -> PathBuf {
        self.config.join("providers")
    }

    /// The SQLite ledger.
    #[must_use]
    pub fn ledger_file(&self) -> PathBuf {
        self.data.join("adkeys.db")
    }

    /// The encrypted file of the file vault.
    #[must_use]
    pub fn vault_file(&self) -> PathBuf {
        self.data.join("vault.age")
    }

    /// Logs and other data files.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.data
    }

    /// Lock files and sockets: things that mean nothing after a restart.
    #[must_use]
    pub fn run_dir(&self) -> &Path {
        &self.run
    }
}

impl Home {
    /// The home's id: it stands in every keychain item's user name, so that two homes never share an item.
    /// Made at the first call and kept in `data/home-id`.
    ///
    /// # Errors
    /// `unexpected` if the data folder can be neither read nor written.
    pub fn id(&self, entropy: &dyn Entropy) -> Result<String> {
        let path = self.data.join("home-id");
        let failed = |error: std::io::Error| {
            let path = path.display();
            Error::new(
                Code::Unexpected,
                text!("The file {path} cannot be used: {error}.", "Файл {path} недоступен: {error}."),
            )
        };
        match std::fs::read_to_string(&path) {
            Ok(id) if !id.trim().is_empty() => return Ok(id.trim().to_owned()),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
        crate::files::create_private_dir(&self.data).map_err(failed)?;
        let id: String = entropy.bytes().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let created = crate::files::private_file().write(true).create_new(true).open(&path);
        match created {
            Ok(mut file) => std::io::Write::write_all(&mut file, id.as_bytes()).map_err(failed)?,
            // Another process was first: its id counts.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return self.id(entropy),
            Err(error) => return Err(failed(error)),
        }
        Ok(id)
    }
}
