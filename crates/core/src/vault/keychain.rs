//! The operating system's keychain: Secret Service, Keychain, Credential Manager.
//!
//! Calls to it may wait for a person, or for ever. So each runs on a [`Worker`]'s thread with a deadline, and the
//! store is opened again whenever it failed: a keychain that comes up later is found without a restart.

mod fault;
mod items;
mod os;
mod parts;

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use self::fault::{Fault, Outcome};
use self::items::{Name, Session};
use self::os::Probe;
use super::worker::Worker;
use super::{ItemKey, Place, Vault, VaultState};
use crate::error::Result;
use crate::secret::Secret;

/// Whether a call may let the system show its own window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompts {
    /// A person is waiting: the system may ask for a password.
    Allowed,
    /// Nobody asked for anything: work in the background. A locked keychain is an error at once.
    Never,
}

/// How long a call may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// Without a sign of life.
    pub silent: Duration,
    /// While the keychain is alive and may be asking the person.
    pub prompt: Duration,
}

impl Default for Waits {
    fn default() -> Self {
        Self { silent: Duration::from_secs(5), prompt: Duration::from_secs(60) }
    }
}

/// The keychain of the person at this computer, seen from one home.
#[derive(Clone)]
pub struct Keychain {
    home: String,
    prompts: Prompts,
    waits: Waits,
    limit: usize,
    threads: Arc<Threads>,
}

struct Threads {
    calls: Worker<Session>,
    probes: Worker<()>,
}

impl Keychain {
    /// The keychain for the home with this id. Touches nothing yet.
    #[must_use]
    pub fn new(home_id: impl Into<String>, prompts: Prompts) -> Self {
        let threads = Threads { calls: Worker::new(), probes: Worker::new() };
        Self {
            home: home_id.into(),
            prompts,
            waits: Waits::default(),
            limit: os::LIMIT,
            threads: Arc::new(threads),
        }
    }

    /// The same keychain for work in the background: it never prompts.
    #[must_use]
    pub fn quiet(&self) -> Self {
        Self { prompts: Prompts::Never, ..self.clone() }
    }

    /// The same keychain with other deadlines.
    #[must_use]
    pub fn with_waits(mut self, waits: Waits) -> Self {
        self.waits = waits;
        self
    }

    #[cfg(all(test, target_os = "linux"))]
    fn with_item_limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    fn name(&self, key: &ItemKey) -> Name {
        Name { user: format!("{}/{}", self.home, key.path()), label: key.label() }
    }

    /// Makes a call within the deadlines.
    fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let started = Instant::now();
        let pending = self.threads.calls.start(work);
        let half = self.waits.silent / 2;
        if let Some(outcome) = pending.wait(half) {
            return outcome;
        }
        // Slow: frozen, or waiting for the person? Only a keychain that is alive is worth a longer wait.
        let state = self.probe(half).state();
        let alive = matches!(state, VaultState::Ready | VaultState::Locked);
        let until =
            if alive && self.prompts == Prompts::Allowed { self.waits.prompt } else { self.waits.silent };
        let late = if state == VaultState::Ready { VaultState::NotAnswering } else { state };
        pending.wait(until.saturating_sub(started.elapsed())).unwrap_or(Err(Fault::State(late)))
    }

    /// In the background a call is made only if the keychain is in one of the states that cannot lead to a prompt.
    fn check_quiet(&self, harmless: &[Probe]) -> Outcome<()> {
        if self.prompts == Prompts::Allowed {
            return Ok(());
        }
        match self.probe(self.waits.silent) {
            seen if harmless.contains(&seen) => Ok(()),
            seen => Err(Fault::State(seen.state())),
        }
    }

    fn probe(&self, wait: Duration) -> Probe {
        let started = Instant::now();
        match self.look(wait) {
            // At once: not frozen. A new caller's first question is lost by gnome-keyring now and then.
            Probe::NotAnswering if started.elapsed() < wait / 4 => self.look(wait / 2),
            seen => seen,
        }
    }

    fn look(&self, wait: Duration) -> Probe {
        self.threads.probes.start(|()| os::probe()).wait(wait).unwrap_or(Probe::NotAnswering)
    }

    fn read(&self, key: &ItemKey) -> Outcome<Option<Secret>> {
        self.check_quiet(&[Probe::Open, Probe::NoCollection])?;
        let name = self.name(key);
        match self.call(move |session| parts::read(session, &name))? {
            Some(bytes) => items::text(bytes).map(Some),
            // Some keychains hide what they hold while they are locked: nothing found proves nothing then.
            None if self.probe(self.waits.silent) == Probe::Locked => Err(Fault::State(VaultState::Locked)),
            None => Ok(None),
        }
    }

    fn write(&self, key: &ItemKey, secret: &Secret) -> Outcome<()> {
        self.check_quiet(&[Probe::Open])?;
        let (name, secret, limit) = (self.name(key), secret.clone(), self.limit);
        // EXPOSE: handed to the keychain.
        self.call(move |session| parts::write(session, &name, secret.expose().as_bytes(), limit))
    }

    fn remove(&self, key: &ItemKey) -> Outcome<()> {
        self.check_quiet(&[Probe::Open, Probe::NoCollection])?;
        let (name, limit) = (self.name(key), self.limit);
        self.call(move |session| parts::remove(session, &name, limit))
    }
}

impl Vault for Keychain {
    fn get(&self, key: &ItemKey) -> Result<Option<Secret>> {
        self.read(key).map_err(Fault::into_error)
    }

    fn put(&self, key: &ItemKey, secret: &Secret) -> Result<()> {
        self.write(key, secret).map_err(Fault::into_error)
    }

    fn delete(&self, key: &ItemKey) -> Result<()> {
        self.remove(key).map_err(Fault::into_error)
    }

    fn state(&self) -> VaultState {
        self.probe(self.waits.silent).state()
    }

    fn place(&self, key: &ItemKey) -> Place {
        let name = self.name(key);
        Place { store: os::STORE.into(), label: os::shown_as(&name) }
    }
}

impl fmt::Debug for Keychain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keychain")
            .field("home", &self.home)
            .field("prompts", &self.prompts)
            .finish_non_exhaustive()
    }
}
