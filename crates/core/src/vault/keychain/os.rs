//! What differs between the systems. Each file has the same items:
//!
//! - `STORE`: the store's name for people. `LIMIT`: the most bytes that one item holds.
//! - `open`: a new connection to the store. `modifiers`: what its items are created with.
//! - `shown_as`: the name under which the system's viewer shows an item.
//! - `probe`: the state, without a prompt. `fault`: what a platform's error means.
//! - `newest`: of several items with the same name the one changed last.
//! - `create_collection`: makes the place where new items go, asking the person.

#[cfg(target_os = "linux")]
#[path = "os/linux.rs"]
mod system;
#[cfg(target_os = "macos")]
#[path = "os/macos.rs"]
mod system;
#[cfg(windows)]
#[path = "os/windows.rs"]
mod system;

pub(super) use system::*;

use crate::vault::VaultState;

/// What a look at the keychain shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "the other systems tell less"))]
pub(super) enum Probe {
    /// Unlocked.
    Open,
    /// Locked.
    Locked,
    /// Running, with no place for new items until the person creates one.
    NoCollection,
    /// Not there.
    Absent,
    /// There, and silent.
    NotAnswering,
}

impl Probe {
    pub(super) fn state(self) -> VaultState {
        match self {
            Self::Open => VaultState::Ready,
            Self::Locked | Self::NoCollection => VaultState::Locked,
            Self::Absent => VaultState::Absent,
            Self::NotAnswering => VaultState::NotAnswering,
        }
    }
}
