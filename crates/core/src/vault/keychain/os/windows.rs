//! Windows Credential Manager. It is open as long as the person is logged on, and never prompts.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry};
use windows_native_keyring_store::Store;

use super::Probe;
use crate::vault::VaultState;
use crate::vault::keychain::fault::{Fault, Outcome};
use crate::vault::keychain::items::{Name, SERVICE};

pub(in crate::vault::keychain) const STORE: &str = "Credential Manager";
/// `CRED_MAX_CREDENTIAL_BLOB_SIZE`: 5 × 512.
pub(in crate::vault::keychain) const LIMIT: usize = 2560;

pub(in crate::vault::keychain) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

/// The target is key and label in one. `Local`: tokens do not roam to other computers of the company.
pub(in crate::vault::keychain) fn modifiers(name: &Name) -> HashMap<&'static str, String> {
    HashMap::from([("target", shown_as(name)), ("persistence", "Local".to_owned())])
}

pub(in crate::vault::keychain) fn shown_as(name: &Name) -> String {
    format!("{} [{}]", name.label, name.user)
}

pub(in crate::vault::keychain) fn probe() -> Probe {
    let modifiers = HashMap::from([("target", SERVICE)]);
    let answer = open().and_then(|store| store.build(SERVICE, "probe", Some(&modifiers)));
    match answer.and_then(|entry| entry.get_credential()) {
        Ok(_) | Err(keyring_core::Error::NoEntry) => Probe::Open,
        Err(_) => Probe::Absent,
    }
}

pub(in crate::vault::keychain) fn create_collection() -> Outcome<()> {
    Err(Fault::NoCollection)
}

/// The target is a key here: there is never more than one.
pub(in crate::vault::keychain) fn newest(mut entries: Vec<Entry>) -> Option<Entry> {
    entries.pop()
}

/// What remains is a logon without a credential set, as over SSH (`ERROR_NO_SUCH_LOGON_SESSION`).
pub(in crate::vault::keychain) fn fault(_error: &(dyn StdError + Send + Sync + 'static)) -> Fault {
    Fault::State(VaultState::Absent)
}
