//! One change at a time per connection, in this process and across all of this home's processes.

use std::fs::{File, TryLockError};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;

use super::context::Context;
use crate::error::{Code, Error, Result};
use crate::files::{create_private_dir, private_file};
use crate::text;

/// How long to wait for another process, and how often to look.
const PATIENCE: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(25);

/// The turn to change one connection. The operating system takes it back if the process dies.
pub(super) struct Turn {
    _file: File,
    _process: OwnedMutexGuard<()>,
}

impl Context {
    /// Waits for the turn.
    ///
    /// # Errors
    /// `unexpected` if another process keeps it for 15 s: nothing is ever changed without it.
    pub(super) async fn turn(&self, name: &str) -> Result<Turn> {
        let process = self.process_turn(name).lock_owned().await;
        let file = self.lock_file(name)?;
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Turn { _file: file, _process: process }),
                Err(TryLockError::WouldBlock) if waited < PATIENCE => {
                    tokio::time::sleep(POLL).await;
                    waited += POLL;
                }
                Err(TryLockError::WouldBlock) => return Err(busy(name)),
                Err(TryLockError::Error(error)) => return Err(unusable(name, &error)),
            }
        }
    }

    /// The turn, if nobody has it.
    pub(super) fn try_turn(&self, name: &str) -> Result<Option<Turn>> {
        let Ok(process) = self.process_turn(name).try_lock_owned() else { return Ok(None) };
        let file = self.lock_file(name)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Turn { _file: file, _process: process })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(unusable(name, &error)),
        }
    }

    fn process_turn(&self, name: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.turns.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(turns.entry(name.to_owned()).or_default())
    }

    fn lock_file(&self, name: &str) -> Result<File> {
        let dir = self.home.run_dir().join("locks");
        create_private_dir(&dir).map_err(|error| unusable(name, &error))?;
        let path = dir.join(format!("{name}.lock"));
        private_file()
            .create(true)
            .write(true)
            .truncate(false)
            .open(path)
            .map_err(|error| unusable(name, &error))
    }
}

fn busy(name: &str) -> Error {
    Error::new(
        Code::Unexpected,
        text!(
            "Another AdKeys process has been busy with {name} for 15 seconds.",
            "Другой процесс AdKeys занят подключением {name} уже 15 секунд."
        ),
    )
    .hint(text::Text::new(
        "Try again; close AdKeys if it hangs.",
        "Попробуйте ещё раз; закройте AdKeys, если он завис.",
    ))
}

fn unusable(name: &str, error: &std::io::Error) -> Error {
    Error::new(
        Code::Unexpected,
        text!(
            "The lock file of {name} cannot be used: {error}.",
            "Файл блокировки {name} недоступен: {error}."
        ),
    )
    .hint(text::Text::new("Make the run folder writable.", "Сделайте папку run доступной для записи."))
}
