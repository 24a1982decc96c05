//! What can go wrong with the file, and how it is told.

use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::error::{Code, Error};
use crate::text;
use crate::text::Text;

/// Why the ledger cannot do what it was asked for.
#[derive(Debug)]
pub(super) enum Fault {
    /// Not SQLite, or SQLite of another program.
    Foreign,
    /// Written by an AdKeys that knows more.
    Newer,
    /// Its content contradicts itself or the schema.
    Damaged,
    /// Locked by another program.
    Busy,
    /// The system does not let us: disk full, no permission.
    Unusable(String),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::Foreign,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(
                ErrorCode::DiskFull
                | ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::SystemIoFailure
                | ErrorCode::OutOfMemory,
            ) => Self::Unusable(error.to_string()),
            // Corrupt pages, tables or columns that are not there, values of another type.
            _ => Self::Damaged,
        }
    }
}

impl From<rusqlite_migration::Error> for Fault {
    fn from(error: rusqlite_migration::Error) -> Self {
        match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
            _ => Self::Damaged,
        }
    }
}

impl From<serde_json::Error> for Fault {
    fn from(_: serde_json::Error) -> Self {
        Self::Damaged
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::TimedOut { Self::Busy } else { Self::Unusable(error.to_string()) }
    }
}

impl Fault {
    pub(super) fn into_error(self, path: &Path) -> Error {
        let file = path.display();
        let error = match self {
            Self::Foreign => {
                damaged(text!("The file {file} is not AdKeys' ledger.", "Файл {file} — не журнал AdKeys."))
            }
            Self::Damaged => damaged(text!("The ledger {file} is damaged.", "Журнал {file} повреждён.")),
            Self::Newer => damaged(text!(
                "The ledger {file} was written by a newer AdKeys.",
                "Журнал {file} записан более новой версией AdKeys."
            ))
            .hint(Text::new("Update AdKeys.", "Обновите AdKeys.")),
            Self::Busy => unusable(text!(
                "Another program keeps the ledger {file} locked.",
                "Другая программа не отпускает журнал {file}."
            )),
            Self::Unusable(why) => unusable(text!(
                "The ledger {file} cannot be used: {why}.",
                "Журнал {file} недоступен: {why}."
            )),
        };
        error.with(|details| details.file = Some(file.to_string()))
    }
}

fn damaged(message: Text) -> Error {
    Error::new(Code::LedgerDamaged, message)
}

fn unusable(message: Text) -> Error {
    Error::new(Code::Unexpected, message).hint(Text::new(
        "Check that the disk has room and the folder can be written, then try again. Nothing is lost.",
        "Проверьте, есть ли место на диске и можно ли писать в эту папку, и попробуйте ещё раз. Ничего не потеряно.",
    ))
}
