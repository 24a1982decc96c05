//! What checks found last, so that a report tells what the person saw and nothing newer.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use adkeys_core::diagnosis::Diagnosis;

/// The last diagnosis of each connection; under `None` that of the computer alone.
#[derive(Default)]
pub(crate) struct Seen(Mutex<HashMap<Option<String>, Diagnosis>>);

impl Seen {
    /// Remembers a diagnosis.
    pub(crate) fn keep(&self, name: Option<String>, diagnosis: Diagnosis) {
        self.lock().insert(name, diagnosis);
    }

    /// The last one of `name`.
    pub(crate) fn of(&self, name: Option<&str>) -> Option<Diagnosis> {
        self.lock().get(&name.map(str::to_owned)).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Option<String>, Diagnosis>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
