//! Opening the file: whose is it, how old is it, and may it be touched at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use super::fault::Fault;
use crate::files::{create_private_dir, lock_within, private_file};

/// In order. Released ones are never edited: a change is a new file.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("migrations/1_begin.sql")),
    M::up(include_str!("migrations/2_app_facts.sql")),
    M::up(include_str!("migrations/3_exports.sql")),
    M::up(include_str!("migrations/4_tool_grants.sql")),
    M::up(include_str!("migrations/5_traces.sql")),
    M::up(include_str!("migrations/6_notices.sql")),
    M::up(include_str!("migrations/7_spend.sql")),
];

/// `PRAGMA application_id` of a ledger; set by the first migration.
const APPLICATION_ID: i64 = 0x4164_4b79;

/// How long to wait for another process.
const PATIENCE: Duration = Duration::from_secs(5);

/// No SQLite file is shorter (SQLite file format §1.3.2: the smallest page).
const SMALLEST: u64 = 512;

/// What the file turns out to be.
enum Standing {
    Current,
    /// Empty, or of an older AdKeys.
    Behind,
}

pub(super) fn open(path: &Path) -> Result<Connection, Fault> {
    create_private(path)?;
    // SQLite takes a file that is too short to be one for an empty one, and would write over it.
    if (1..SMALLEST).contains(&fs::metadata(path)?.len()) {
        return Err(Fault::Foreign);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut database = Connection::open_with_flags(path, flags)?;
    database.busy_timeout(PATIENCE)?;
    if matches!(standing(&database)?, Standing::Behind) {
        bring_up_to_date(&mut database, path)?;
    }
    database.pragma_update(None, "foreign_keys", true)?;
    database.pragma_update(None, "synchronous", "FULL")?;
    Ok(database)
}

/// SQLite would create it readable by everybody; its other files take the mode of this one.
///
/// A file that is there is not even opened: closing it again would drop the locks that another ledger of this
/// process has on it (<https://www.sqlite.org/howtocorrupt.html> §2.2).
fn create_private(path: &Path) -> io::Result<()> {
    create_private_dir(path.parent().unwrap_or(Path::new(".")))?;
    match private_file().write(true).create_new(true).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Reads only: a file that is not ours stays as it is.
fn standing(database: &Connection) -> Result<Standing, Fault> {
    let number = |sql| database.query_one(sql, [], |row| row.get::<_, i64>(0));
    let version = usize::try_from(number("PRAGMA user_version")?).map_err(|_| Fault::Foreign)?;
    match number("PRAGMA application_id")? {
        APPLICATION_ID if version == STEPS.len() => Ok(Standing::Current),
        APPLICATION_ID if version > STEPS.len() => Err(Fault::Newer),
        APPLICATION_ID => Ok(Standing::Behind),
        0 if version == 0 && number("SELECT count(*) FROM sqlite_schema")? == 0 => Ok(Standing::Behind),
        _ => Err(Fault::Foreign),
    }
}

/// One process at a time: switching to WAL and migrating do not wait for each other by themselves.
fn bring_up_to_date(database: &mut Connection, path: &Path) -> Result<(), Fault> {
    let _lock = lock_within(&beside(path, "lock"), PATIENCE)?;
    if matches!(standing(database)?, Standing::Behind) {
        database.pragma_update(None, "journal_mode", "WAL")?;
        Migrations::from_slice(STEPS).to_latest(database)?;
    }
    Ok(())
}

fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_fit_together() {
        Migrations::from_slice(STEPS).validate().unwrap();
    }
}
