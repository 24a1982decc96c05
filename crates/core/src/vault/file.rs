//! Secrets in one file, encrypted with a passphrase in the `age` format (<https://c2sp.org/age>, scrypt). Only for
//! people who chose it: a computer without a keychain.
//!
//! The passphrase is turned into a key with 2^17 rounds of scrypt, the figure OWASP's Password Storage Cheat Sheet
//! gives: 128 MiB and a third of a second. It is fixed; `age` would measure the computer and take three times as
//! long. A process opens each state of the file once.

mod sealed;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{fs, io};

use self::sealed::{Items, WORK_FACTOR, is_sealed};
use super::{ItemKey, PassphraseNeed, Place, Vault, VaultState};
use crate::error::{Code, Error, Result};
use crate::files::{create_private_dir, lock_within, write_atomically};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

/// Where the passphrase comes from.
pub struct Passphrase {
    given: Option<Secret>,
    ask: Box<dyn Fn() -> Result<Secret> + Send + Sync>,
}

impl Passphrase {
    /// `ask` asks the person, when it is first needed.
    #[must_use]
    pub fn asked(ask: impl Fn() -> Result<Secret> + Send + Sync + 'static) -> Self {
        Self { given: None, ask: Box::new(ask) }
    }

    /// The person has given it already; they are asked only if it turns out to be wrong.
    #[must_use]
    pub fn given(self, passphrase: Option<Secret>) -> Self {
        Self { given: passphrase.filter(|passphrase| !passphrase.is_empty()), ..self }
    }
}

/// How many characters a passphrase has at least that is chosen for a new file. Whoever has the file can try for as
/// long as they like: NIST SP 800-63B asks for 8 where tries are limited.
const SHORTEST: u32 = 12;

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// The encrypted file. Any number of processes may use it at once.
pub struct FileVault {
    path: PathBuf,
    ask: Box<dyn Fn() -> Result<Secret> + Send + Sync>,
    work_factor: u8,
    known: Mutex<Known>,
}

/// What this process has found out.
#[derive(Default)]
struct Known {
    passphrase: Option<Secret>,
    /// The file as it was last opened, and what was in it.
    opened: Option<(Vec<u8>, Items)>,
}

impl FileVault {
    /// The vault in the file at `path`, which need not exist. The passphrase is asked for at the first use, and again
    /// only if what was given does not open the file.
    #[must_use]
    pub fn new(path: PathBuf, Passphrase { given, ask }: Passphrase) -> Self {
        let known = Mutex::new(Known { passphrase: given, opened: None });
        Self { path, ask, work_factor: WORK_FACTOR, known }
    }

    #[cfg(test)]
    fn with_work_factor(mut self, work_factor: u8) -> Self {
        self.work_factor = work_factor;
        self
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The passphrase, asked for once.
    fn passphrase(&self, known: &mut Known) -> Result<Secret> {
        if let Some(passphrase) = &known.passphrase {
            return Ok(passphrase.clone());
        }
        let passphrase = (self.ask)()?;
        if passphrase.is_empty() {
            return Err(locked(Text::new("The passphrase is missing.", "Пароль не задан.")));
        }
        known.passphrase = Some(passphrase.clone());
        Ok(passphrase)
    }

    /// The file's content, sealed; `None` if there is no file yet.
    fn sealed(&self) -> Result<Option<Vec<u8>>> {
        match fs::read(&self.path) {
            Ok(sealed) => Ok(Some(sealed)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unusable(&self.path, &error)),
        }
    }

    /// What the file holds now.
    fn items<'a>(&self, known: &'a mut Known) -> Result<&'a mut Items> {
        let sealed = self.sealed()?;
        let unchanged = known.opened.as_ref().map(|(seen, _)| seen) == sealed.as_ref();
        if !unchanged {
            let items = match &sealed {
                Some(sealed) => self.open(known, sealed)?,
                None => Items::default(),
            };
            known.opened = Some((sealed.unwrap_or_default(), items));
        }
        Ok(&mut known.opened.get_or_insert_default().1)
    }

    fn open(&self, known: &mut Known, sealed: &[u8]) -> Result<Items> {
        let passphrase = self.passphrase(known)?;
        let opened = Items::open(sealed, &passphrase);
        if matches!(opened, Err(sealed::Fault::WrongPassphrase)) {
            known.passphrase = None;
        }
        opened.map_err(|fault| fault.into_error(&self.path))
    }

    /// Reads, changes and writes while no other process does. `change` says whether there is anything to write.
    fn change(&self, change: impl FnOnce(&mut Items) -> bool) -> Result<()> {
        let mut known = self.known();
        // Before the lock: others should not wait for a person who types.
        let passphrase = self.passphrase(&mut known)?;
        let _lock = self.lock()?;
        let mut items = self.items(&mut known)?.clone();
        if !change(&mut items) {
            return Ok(());
        }
        known.opened = Some((self.write(&items, &passphrase)?, items));
        Ok(())
    }

    fn write(&self, items: &Items, passphrase: &Secret) -> Result<Vec<u8>> {
        let sealed = items.seal(passphrase, self.work_factor);
        sealed
            .and_then(|sealed| write_atomically(&self.path, &sealed).map(|()| sealed))
            .map_err(|error| unusable(&self.path, &error))
    }

    fn lock(&self) -> Result<fs::File> {
        let name = self.path.with_added_extension("lock");
        create_private_dir(self.path.parent().unwrap_or(Path::new(".")))
            .and_then(|()| lock_within(&name, PATIENCE))
            .map_err(|error| unusable(&self.path, &error))
    }
}

impl Vault for FileVault {
    fn get(&self, key: &ItemKey) -> Result<Option<Secret>> {
        Ok(self.items(&mut self.known())?.get(&key.path()))
    }

    fn put(&self, key: &ItemKey, secret: &Secret) -> Result<()> {
        self.change(|items| items.put(key.path(), secret.clone()))
    }

    fn delete(&self, key: &ItemKey) -> Result<()> {
        if self.sealed()?.is_none() {
            return Ok(());
        }
        self.change(|items| items.remove(&key.path()))
    }

    /// `locked` until the passphrase was asked for. Looks at the outside of the file only.
    fn state(&self) -> VaultState {
        match self.sealed() {
            Ok(Some(sealed)) if !is_sealed(&sealed) => VaultState::Absent,
            Ok(Some(_)) if self.known().passphrase.is_none() => VaultState::Locked,
            Ok(_) => VaultState::Ready,
            Err(_) => VaultState::Absent,
        }
    }

    fn place(&self, key: &ItemKey) -> Place {
        Place { store: self.path.display().to_string(), label: key.label() }
    }

    fn needs(&self) -> Option<PassphraseNeed> {
        let new = matches!(self.sealed(), Ok(None));
        self.known().passphrase.is_none().then_some(PassphraseNeed { new, shortest: SHORTEST })
    }

    fn unlock(&self, passphrase: &Secret) -> Result<()> {
        let mut known = self.known();
        // Two who choose at once: the second has to know what the first chose.
        let _lock = self.lock()?;
        let opened = match self.sealed()? {
            Some(sealed) => {
                let items = Items::open(&sealed, passphrase).map_err(|fault| fault.into_error(&self.path))?;
                (sealed, items)
            }
            None => {
                long_enough(passphrase)?;
                (self.write(&Items::default(), passphrase)?, Items::default())
            }
        };
        *known = Known { passphrase: Some(passphrase.clone()), opened: Some(opened) };
        Ok(())
    }
}

fn long_enough(passphrase: &Secret) -> Result<()> {
    // EXPOSE: its characters are counted.
    if passphrase.expose().chars().count() >= SHORTEST as usize {
        return Ok(());
    }
    let message = text!(
        "A new passphrase has at least {SHORTEST} characters.",
        "В новом пароле должно быть не меньше {SHORTEST} символов."
    );
    Err(Error::new(Code::Usage, message))
}

fn locked(message: Text) -> Error {
    Error::new(Code::VaultLocked, message).hint(Text::new(
        "Enter the passphrase of this vault when asked, or put it into the environment variable ADKEYS_PASSPHRASE.",
        "Введите пароль этого хранилища по запросу или задайте его в переменной окружения ADKEYS_PASSPHRASE.",
    ))
}

fn unusable(path: &Path, error: &io::Error) -> Error {
    let file = path.display();
    let message = if error.kind() == io::ErrorKind::TimedOut {
        text!(
            "Another program keeps the vault {file} locked.",
            "Другая программа не отпускает хранилище {file}."
        )
    } else {
        text!("The vault {file} cannot be used: {error}.", "Хранилище {file} недоступно: {error}.")
    };
    Error::new(Code::VaultUnavailable, message)
        .hint(Text::new(
            "Check that the disk has room and the folder can be written, then try again. Nothing is lost.",
            "Проверьте, есть ли место на диске и можно ли писать в эту папку, и попробуйте ещё раз. Ничего не потеряно.",
        ))
        .with(|details| details.file = Some(file.to_string()))
}
