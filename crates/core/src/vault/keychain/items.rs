//! Single items, as the system keeps them, through a store that is opened again whenever it failed.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use zeroize::{Zeroize, Zeroizing};

use super::fault::{Fault, Outcome};
use super::os;
use crate::secret::Secret;
use crate::vault::VaultState;

/// The service under which all items of AdKeys stand.
pub(super) const SERVICE: &str = "adkeys";

/// Bytes of a secret, wiped when dropped.
pub(super) type Bytes = Zeroizing<Vec<u8>>;

/// What an item is called.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// For the keychain: the home's id and the key's path.
    pub(super) user: String,
    /// For the person who looks at it in the system's viewer.
    pub(super) label: String,
}

/// Items under one service. Each call is complete in itself; `write` replaces as a whole or not at all.
pub(super) trait Items {
    fn read(&mut self, name: &Name) -> Outcome<Option<Bytes>>;
    fn write(&mut self, name: &Name, bytes: &[u8]) -> Outcome<()>;
    fn remove(&mut self, name: &Name) -> Outcome<()>;
}

/// The secret that an item holds.
pub(super) fn text(mut bytes: Bytes) -> Outcome<Secret> {
    String::from_utf8(std::mem::take(&mut *bytes)).map(Secret::new).map_err(|error| {
        error.into_bytes().zeroize();
        Fault::Foreign
    })
}

/// The system's store, as long as it works.
#[derive(Default)]
pub(super) struct Session {
    store: Option<Arc<CredentialStore>>,
}

impl Session {
    /// Runs `work` on the store. A store that was open before may have lost its other end (a keychain that was
    /// restarted), so that a failure there is tried once more on a new one.
    fn run<T>(&mut self, work: impl Fn(&CredentialStore) -> keyring_core::Result<T>) -> Outcome<T> {
        let reused = self.store.is_some();
        match self.attempt(&work) {
            Err(Fault::Refused(_) | Fault::State(VaultState::Absent)) if reused => self.attempt(&work),
            outcome => outcome,
        }
    }

    fn attempt<T>(&mut self, work: impl Fn(&CredentialStore) -> keyring_core::Result<T>) -> Outcome<T> {
        let store = match self.store.take() {
            Some(store) => store,
            None => os::open().map_err(Fault::of)?,
        };
        let outcome = work(&*store).map_err(Fault::of)?;
        self.store = Some(store);
        Ok(outcome)
    }
}

impl Items for Session {
    fn read(&mut self, name: &Name) -> Outcome<Option<Bytes>> {
        self.run(|store| match entry(store, name)?.get_secret() {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(Error::Ambiguous(entries)) => {
                os::newest(entries).map(|entry| entry.get_secret().map(Zeroizing::new)).transpose()
            }
            Err(error) => Err(error),
        })
    }

    fn write(&mut self, name: &Name, bytes: &[u8]) -> Outcome<()> {
        let write = |store: &CredentialStore| match entry(store, name)?.set_secret(bytes) {
            Err(Error::Ambiguous(entries)) => entries.iter().try_for_each(|entry| entry.set_secret(bytes)),
            outcome => outcome,
        };
        match self.run(write) {
            Err(Fault::NoCollection) => {
                os::create_collection()?;
                self.run(write)
            }
            outcome => outcome,
        }
    }

    fn remove(&mut self, name: &Name) -> Outcome<()> {
        self.run(|store| match entry(store, name)?.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            Err(Error::Ambiguous(entries)) => entries.iter().try_for_each(Entry::delete_credential),
            outcome => outcome,
        })
    }
}

fn entry(store: &CredentialStore, name: &Name) -> keyring_core::Result<Entry> {
    let modifiers = os::modifiers(name);
    let modifiers: HashMap<&str, &str> =
        modifiers.iter().map(|(key, value)| (*key, value.as_str())).collect();
    store.build(SERVICE, &name.user, Some(&modifiers))
}
