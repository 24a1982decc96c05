//! A vault that lasts as long as its process. For tests and rehearsals; every clone is the same vault.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::refusal::refusal;
use super::{ItemKey, Place, Vault, VaultState};
use crate::error::Result;
use crate::secret::Secret;

/// Secrets in memory. Its state can be set, to play a keychain that is locked, absent or frozen.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<Inner>>);

#[derive(Debug)]
struct Inner {
    items: HashMap<ItemKey, Secret>,
    state: VaultState,
}

impl Default for Inner {
    fn default() -> Self {
        Self { items: HashMap::new(), state: VaultState::Ready }
    }
}

impl Memory {
    /// An empty vault, ready.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on the vault behaves as one in this state. What it holds stays.
    pub fn set_state(&self, state: VaultState) {
        self.inner().state = state;
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ready(&self) -> Result<MutexGuard<'_, Inner>> {
        let inner = self.inner();
        match inner.state {
            VaultState::Ready => Ok(inner),
            state => Err(refusal(state)),
        }
    }
}

impl Vault for Memory {
    fn get(&self, key: &ItemKey) -> Result<Option<Secret>> {
        Ok(self.ready()?.items.get(key).cloned())
    }

    fn put(&self, key: &ItemKey, secret: &Secret) -> Result<()> {
        self.ready()?.items.insert(key.clone(), secret.clone());
        Ok(())
    }

    fn delete(&self, key: &ItemKey) -> Result<()> {
        self.ready()?.items.remove(key);
        Ok(())
    }

    fn state(&self) -> VaultState {
        self.inner().state
    }

    fn place(&self, key: &ItemKey) -> Place {
        Place { store: "memory".into(), label: key.label() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn it_keeps_the_contract() {
        super::super::contract::holds(&Memory::new());
    }

    #[test]
    fn a_locked_vault_tells_so_and_keeps_what_it_has() {
        let vault = Memory::new();
        let key = ItemKey::App("facebook".into());
        vault.put(&key, &Secret::new("x")).unwrap();
        vault.set_state(VaultState::Locked);
        assert_eq!(vault.get(&key).unwrap_err().code, Code::VaultLocked);
        vault.set_state(VaultState::Ready);
        assert_eq!(vault.get(&key).unwrap(), Some(Secret::new("x")));
    }
}
