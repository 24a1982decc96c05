//! The login keychain. Items are updated in place: deleting and adding would ask the person again.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;

use apple_native_keyring_store::keychain::Store;
use keyring_core::{CredentialStore, Entry};

use super::Probe;
use crate::vault::VaultState;
use crate::vault::keychain::fault::{Fault, Outcome};
use crate::vault::keychain::items::{Name, SERVICE};
use crate::vault::keychain::parts;

pub(in crate::vault::keychain) const STORE: &str = "Keychain";
pub(in crate::vault::keychain) const LIMIT: usize = parts::UNLIMITED;

pub(in crate::vault::keychain) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

pub(in crate::vault::keychain) fn modifiers(_name: &Name) -> HashMap<&'static str, String> {
    HashMap::new()
}

/// Keychain Access shows the service, and the user name beside it.
pub(in crate::vault::keychain) fn shown_as(name: &Name) -> String {
    format!("{SERVICE} ({})", name.user)
}

/// Asks for an item that never exists: the answer needs no unlocking, its failure tells.
pub(in crate::vault::keychain) fn probe() -> Probe {
    let answer =
        open().and_then(|store| store.build(SERVICE, "probe", None)).and_then(|entry| entry.get_credential());
    match answer {
        Ok(_) | Err(keyring_core::Error::NoEntry) => Probe::Open,
        Err(error) => match Fault::of(error) {
            Fault::State(VaultState::Locked) => Probe::Locked,
            _ => Probe::Absent,
        },
    }
}

pub(in crate::vault::keychain) fn create_collection() -> Outcome<()> {
    Err(Fault::NoCollection)
}

/// Service and user name are a key here: there is never more than one.
pub(in crate::vault::keychain) fn newest(mut entries: Vec<Entry>) -> Option<Entry> {
    entries.pop()
}

/// Codes of `SecBase.h`.
pub(in crate::vault::keychain) fn fault(error: &(dyn StdError + Send + Sync + 'static)) -> Fault {
    match error.downcast_ref::<security_framework::base::Error>().map(|error| error.code()) {
        // errSecAuthFailed, errSecInteractionNotAllowed, userCanceledErr
        Some(-25293 | -25308 | -128) => Fault::State(VaultState::Locked),
        // errSecNotAvailable, errSecNoSuchKeychain, errSecNoDefaultKeychain
        Some(-25291 | -25294 | -25307) => Fault::State(VaultState::Absent),
        Some(code) => Fault::Refused(format!("OSStatus {code}")),
        None => Fault::Refused("Keychain".into()),
    }
}
