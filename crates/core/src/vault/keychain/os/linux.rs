//! The Secret Service (GNOME Keyring, KWallet, KeePassXC) over D-Bus.
//!
//! Secrets cross the bus encrypted (session `dh-ietf1024-sha256-aes128-cbc-pkcs7`). A plain session would save the
//! key exchange, 4 of 8 milliseconds a look-up, and would show every token to whoever records the bus for a bug
//! report. `secret-tool` takes 12. The probe moves no secret and so does without.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry};
use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error};
use zbus_secret_service_keyring_store::Store;
use zbus_secret_service_keyring_store::cred::Wrapper;

use super::Probe;
use crate::vault::VaultState;
use crate::vault::keychain::fault::{Fault, Outcome};
use crate::vault::keychain::items::Name;
use crate::vault::keychain::parts;

pub(in crate::vault::keychain) const STORE: &str = "Secret Service";
pub(in crate::vault::keychain) const LIMIT: usize = parts::UNLIMITED;

/// Where new items go if there is no keyring at all, as libsecret names it.
const NEW_KEYRING: &str = "Default keyring";

pub(in crate::vault::keychain) fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

pub(in crate::vault::keychain) fn modifiers(name: &Name) -> HashMap<&'static str, String> {
    HashMap::from([("label", name.label.clone())])
}

pub(in crate::vault::keychain) fn shown_as(name: &Name) -> String {
    name.label.clone()
}

pub(in crate::vault::keychain) fn probe() -> Probe {
    match default_is_locked() {
        Ok(false) => Probe::Open,
        Ok(true) | Err(Error::Locked | Error::Prompt) => Probe::Locked,
        Err(Error::NoResult) => Probe::NoCollection,
        Err(error) => match meaning(&error) {
            Fault::State(VaultState::Absent) => Probe::Absent,
            Fault::State(VaultState::Locked) => Probe::Locked,
            _ => Probe::NotAnswering,
        },
    }
}

fn default_is_locked() -> Result<bool, Error> {
    SecretService::connect(EncryptionType::Plain)?.get_default_collection()?.is_locked()
}

pub(in crate::vault::keychain) fn create_collection() -> Outcome<()> {
    let create =
        || SecretService::connect(EncryptionType::Plain)?.create_collection(NEW_KEYRING, "default").map(drop);
    create().map_err(|error| meaning(&error))
}

pub(in crate::vault::keychain) fn newest(mut entries: Vec<Entry>) -> Option<Entry> {
    if let Ok(service) = SecretService::connect(EncryptionType::Plain) {
        entries.sort_by_key(|entry| modified(&service, entry));
    }
    entries.pop()
}

/// Seconds since 1970; 0 if the service does not tell.
fn modified(service: &SecretService<'_>, entry: &Entry) -> u64 {
    let path = entry.as_any().downcast_ref::<Wrapper>().map(Wrapper::get_path);
    let path = path.and_then(|path| zbus::zvariant::OwnedObjectPath::try_from(path).ok());
    let item = path.and_then(|path| service.get_item_by_path(path).ok());
    item.and_then(|item| item.get_modified().ok()).unwrap_or(0)
}

pub(in crate::vault::keychain) fn fault(error: &(dyn StdError + Send + Sync + 'static)) -> Fault {
    error.downcast_ref().map_or_else(|| Fault::Refused("Secret Service".into()), meaning)
}

fn meaning(error: &Error) -> Fault {
    match error {
        Error::Locked | Error::Prompt | Error::PromptDisconnected => Fault::State(VaultState::Locked),
        Error::NoResult => Fault::NoCollection,
        Error::Unavailable => Fault::State(VaultState::Absent),
        Error::Zbus(error) => bus(error),
        Error::ZbusFdo(zbus::fdo::Error::ZBus(error)) => bus(error),
        Error::ZbusFdo(error) => named(zbus::DBusError::name(error).as_str()),
        Error::Crypto(_) => Fault::Refused("Crypto".into()),
        Error::Zvariant(_) => Fault::Refused("Zvariant".into()),
        _ => Fault::Refused("Secret Service".into()),
    }
}

fn bus(error: &zbus::Error) -> Fault {
    match error {
        zbus::Error::MethodError(name, ..) => named(name.as_str()),
        zbus::Error::FDO(error) => named(zbus::DBusError::name(&**error).as_str()),
        zbus::Error::Address(_)
        | zbus::Error::Connection(..)
        | zbus::Error::Handshake(_)
        | zbus::Error::InputOutput(_)
        | zbus::Error::InterfaceNotFound => Fault::State(VaultState::Absent),
        _ => Fault::Refused("D-Bus".into()),
    }
}

/// Names of errors on the bus: D-Bus specification, Secret Service API §"Errors".
fn named(name: &str) -> Fault {
    match name {
        "org.freedesktop.Secret.Error.IsLocked" => Fault::State(VaultState::Locked),
        "org.freedesktop.DBus.Error.ServiceUnknown"
        | "org.freedesktop.DBus.Error.NameHasNoOwner"
        | "org.freedesktop.DBus.Error.Disconnected" => Fault::State(VaultState::Absent),
        "org.freedesktop.DBus.Error.NoReply"
        | "org.freedesktop.DBus.Error.Timeout"
        | "org.freedesktop.DBus.Error.TimedOut" => Fault::State(VaultState::NotAnswering),
        // The program that should answer could not be started.
        name if name.starts_with("org.freedesktop.DBus.Error.Spawn.") => Fault::State(VaultState::Absent),
        name => Fault::Refused(name.to_owned()),
    }
}
