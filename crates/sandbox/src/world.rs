//! Everything a running sandbox holds.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::app::{App, built_in_apps};
use crate::clock::Clock;
use crate::fault::Faults;
use crate::journal::Journal;
use crate::memory::Memory;
use crate::persona::Persona;

/// The state that all requests share.
#[derive(Debug)]
pub(crate) struct World {
    /// `http://127.0.0.1:PORT`.
    pub(crate) origin: String,
    /// Who answers the dialog without being asked.
    pub(crate) persona: Option<&'static Persona>,
    /// How long every answer takes.
    pub(crate) latency: Duration,
    pub(crate) clock: Clock,
    apps: Mutex<Vec<App>>,
    memory: Mutex<Memory>,
    faults: Mutex<Faults>,
    journal: Mutex<Journal>,
}

impl World {
    pub(crate) fn new(
        origin: String,
        persona: Option<&'static Persona>,
        latency: Duration,
        memory: Memory,
    ) -> Self {
        Self {
            origin,
            persona,
            latency,
            clock: Clock::default(),
            apps: Mutex::new(built_in_apps().to_vec()),
            memory: Mutex::new(memory),
            faults: Mutex::default(),
            journal: Mutex::default(),
        }
    }

    /// Now, in seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// The app with this id, as it is set up now.
    pub(crate) fn app(&self, id: &str) -> Option<App> {
        self.apps().iter().find(|app| app.id == id).cloned()
    }

    pub(crate) fn apps(&self) -> MutexGuard<'_, Vec<App>> {
        lock(&self.apps)
    }

    pub(crate) fn memory(&self) -> MutexGuard<'_, Memory> {
        lock(&self.memory)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    pub(crate) fn journal(&self) -> MutexGuard<'_, Journal> {
        lock(&self.journal)
    }

    /// Back to the beginning: no faults, no memory, the right time, the apps as built in.
    pub(crate) fn reset(&self) {
        self.memory().clear();
        self.faults().clear();
        self.journal().clear();
        self.clock.set_offset(0);
        *self.apps() = built_in_apps().to_vec();
    }
}

/// A panic in another request is no reason to stop serving.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
