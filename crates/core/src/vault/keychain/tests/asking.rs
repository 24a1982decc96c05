//! A Secret Service that is locked and shows a prompt that nobody answers: what GNOME Keyring does on a desktop
//! whose person is away (Secret Service API, D-Bus interfaces Service, Collection, Prompt).

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

const ROOT: &str = "/org/freedesktop/secrets";

/// The service, as long as it lives.
pub(super) struct Asking {
    _connection: Connection,
    prompts: Arc<AtomicUsize>,
}

impl Asking {
    pub(super) fn start() -> Self {
        let prompts = Arc::new(AtomicUsize::new(0));
        let connection = Builder::session()
            .and_then(|bus| bus.serve_at(ROOT, Service))
            .and_then(|bus| bus.serve_at(format!("{ROOT}/collection"), Collection))
            .and_then(|bus| bus.serve_at(format!("{ROOT}/prompt"), Prompt(Arc::clone(&prompts))))
            .and_then(|bus| bus.name("org.freedesktop.secrets"))
            .and_then(Builder::build);
        Self { _connection: connection.unwrap(), prompts }
    }

    /// How many prompts are on the screen.
    pub(super) fn prompts(&self) -> usize {
        self.prompts.load(Ordering::Relaxed)
    }
}

fn path(name: &str) -> OwnedObjectPath {
    OwnedObjectPath::try_from(format!("{ROOT}/{name}")).unwrap()
}

struct Service;

#[zbus::interface(name = "org.freedesktop.Secret.Service")]
impl Service {
    /// Any number serves as the public key of a session in which nothing is sent.
    fn open_session(&self, _algorithm: &str, _input: Value<'_>) -> (OwnedValue, OwnedObjectPath) {
        (Value::from(vec![2_u8]).try_into().unwrap(), path("session"))
    }

    fn read_alias(&self, _name: &str) -> OwnedObjectPath {
        path("collection")
    }

    fn search_items(
        &self,
        _attributes: HashMap<String, String>,
    ) -> (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) {
        (Vec::new(), vec![path("item")])
    }

    fn unlock(&self, _objects: Vec<OwnedObjectPath>) -> (Vec<OwnedObjectPath>, OwnedObjectPath) {
        (Vec::new(), path("prompt"))
    }
}

struct Collection;

#[zbus::interface(name = "org.freedesktop.Secret.Collection")]
impl Collection {
    #[zbus(property)]
    fn locked(&self) -> bool {
        true
    }
}

struct Prompt(Arc<AtomicUsize>);

#[zbus::interface(name = "org.freedesktop.Secret.Prompt")]
impl Prompt {
    fn prompt(&self, _window: &str) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}
