//! A person's ledger through its life: reopened, shared, damaged.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::account::{AccountCounts, AccountStatus, AdAccount};
use crate::error::Code;
use crate::finding::{Finding, Level};
use crate::grant::{Person, Scopes, TokenFacts, TokenKind, TokenOrigin};
use crate::text::Text;

pub(super) struct Desk {
    _dir: tempfile::TempDir,
    path: PathBuf,
}

impl Desk {
    pub(super) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("data/adkeys.db");
        Self { _dir: dir, path }
    }

    fn holding(content: &[u8]) -> Self {
        let desk = Self::new();
        fs::create_dir_all(desk.path.parent().unwrap()).unwrap();
        fs::write(&desk.path, content).unwrap();
        desk
    }

    pub(super) fn ledger(&self) -> Ledger {
        Ledger::open(&self.path).unwrap()
    }
}

pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(seconds).unwrap()
}

pub(super) fn record(name: &str) -> ConnectionRecord {
    ConnectionRecord {
        name: name.into(),
        provider: "facebook".into(),
        person: Some(Person { id: "1000".into(), name: "Anna Ёлкина".into() }),
        state: ConnectionState::Connected,
        facts: TokenFacts {
            kind: TokenKind::LongLived,
            obtained_at: Some(at(1)),
            expires_at: Some(at(2)),
            data_access_expires_at: None,
            data_access_matters: false,
            scopes: Scopes { asked: vec!["ads_read".into()], ..Scopes::default() },
            granular: Vec::new(),
            origin: TokenOrigin::SignIn,
        },
        way: Some(crate::catalogue::Way::Loopback),
        connected_at: at(1),
        checked_at: None,
        problem: None,
        usage: Vec::new(),
    }
}

fn account(number: usize) -> AdAccount {
    AdAccount {
        id: format!("act_{number}"),
        name: format!("Account no. {number}"),
        status: if number.is_multiple_of(10) { AccountStatus::Blocked } else { AccountStatus::Active },
        native_status: "1".into(),
        reason: None,
        native_reason: None,
        can_deliver: true,
        currency: "USD".into(),
        timezone: Some("Europe/Berlin".into()),
        amount_spent: Some("123.45".into()),
        spend_cap: None,
        balance: Some("10.00".into()),
        business: None,
        tasks: vec!["ADVERTISE".into(), "ANALYZE".into()],
    }
}

pub(super) fn snapshot(accounts: usize) -> Snapshot {
    let text = || Text::new("Works", "Работает");
    Snapshot {
        taken_at: at(5),
        accounts: (0..accounts).map(account).collect(),
        findings: vec![Finding::new("token.valid", Level::Ok, text(), text())],
    }
}

fn happened(connection: &str, event: &str) -> Activity {
    Activity { at: at(7), connection: connection.into(), event: event.into(), code: None, detail: None }
}

fn work(connection: &str, since: i64) -> InFlight {
    let (operation, provider) = ("refresh".into(), "facebook".into());
    InFlight { connection: connection.into(), operation, provider, since: at(since) }
}

#[test]
fn what_was_written_is_there_after_a_restart() {
    let desk = Desk::new();
    let ledger = desk.ledger();
    assert_eq!(ledger.connections().unwrap(), []);
    for name in ["facebook", "agency"] {
        ledger.put_connection(&record(name)).unwrap();
        ledger.put_snapshot(name, &snapshot(3)).unwrap();
    }
    ledger.note(&happened("facebook", "connected")).unwrap();
    ledger.begin(&work("facebook", 9)).unwrap();
    ledger.put_back_off("facebook", at(100)).unwrap();
    drop(ledger);

    let ledger = desk.ledger();
    assert_eq!(ledger.connections().unwrap(), [record("agency"), record("facebook")]);
    assert_eq!(ledger.connection("facebook").unwrap(), Some(record("facebook")));
    assert_eq!(ledger.connection("nobody").unwrap(), None);
    assert_eq!(ledger.snapshot("facebook").unwrap(), Some(snapshot(3)));
    assert_eq!(ledger.activity(None, 10).unwrap(), [happened("facebook", "connected")]);
    assert_eq!(ledger.in_flight().unwrap(), [work("facebook", 9)]);
    assert_eq!(ledger.back_off("facebook", at(99)).unwrap(), Some(at(100)));
}

#[test]
fn ten_thousand_accounts_come_back_and_are_counted_without_being_read() {
    let ledger = Desk::new().ledger();
    ledger.put_connection(&record("agency")).unwrap();
    assert_eq!(ledger.counts("agency").unwrap(), None);
    ledger.put_snapshot("agency", &snapshot(10_000)).unwrap();
    assert_eq!(ledger.snapshot("agency").unwrap(), Some(snapshot(10_000)));
    let counts = AccountCounts { active: 9_000, blocked: 1_000, ..AccountCounts::default() };
    assert_eq!(ledger.counts("agency").unwrap(), Some(counts));
}

#[test]
fn a_changed_connection_keeps_its_snapshot() {
    let ledger = Desk::new().ledger();
    ledger.put_connection(&record("facebook")).unwrap();
    ledger.put_snapshot("facebook", &snapshot(1)).unwrap();
    let changed = ConnectionRecord { state: ConnectionState::Expired, ..record("facebook") };
    ledger.put_connection(&changed).unwrap();
    assert_eq!(ledger.connection("facebook").unwrap(), Some(changed));
    assert_eq!(ledger.snapshot("facebook").unwrap(), Some(snapshot(1)));
}

#[test]
fn a_forgotten_connection_leaves_only_its_activity() {
    let ledger = Desk::new().ledger();
    ledger.put_connection(&record("facebook")).unwrap();
    ledger.put_snapshot("facebook", &snapshot(1)).unwrap();
    ledger.begin(&work("facebook", 1)).unwrap();
    ledger.note(&happened("facebook", "connected")).unwrap();
    ledger.forget("facebook").unwrap();
    // An answer that was still on its way does not bring it back.
    ledger.put_snapshot("facebook", &snapshot(1)).unwrap();
    assert_eq!(ledger.connections().unwrap(), []);
    assert_eq!(ledger.snapshot("facebook").unwrap(), None);
    assert_eq!(ledger.in_flight().unwrap(), []);
    assert_eq!(ledger.activity(Some("facebook"), 10).unwrap().len(), 1);
}

#[test]
fn activity_is_told_newest_first_and_does_not_grow_for_ever() {
    let ledger = Desk::new().ledger();
    ledger.note(&happened("facebook", "oldest")).unwrap();
    for number in 1..=super::activity::KEPT {
        ledger.note(&happened("facebook", &number.to_string())).unwrap();
    }
    ledger.note(&happened("agency", "newest")).unwrap();
    let all = ledger.activity(None, u32::MAX).unwrap();
    assert_eq!(all.len(), 10_000);
    assert_eq!(all[0], happened("agency", "newest"));
    assert!(all.iter().all(|activity| activity.event != "oldest"));
    assert_eq!(ledger.activity(Some("agency"), 10).unwrap(), [happened("agency", "newest")]);
    assert_eq!(ledger.activity(None, 2).unwrap().len(), 2);
}

#[test]
fn work_in_flight_is_told_until_it_ends() {
    let ledger = Desk::new().ledger();
    ledger.begin(&work("later", 20)).unwrap();
    ledger.begin(&work("earlier", 5)).unwrap();
    ledger.begin(&work("earlier", 10)).unwrap();
    assert_eq!(ledger.in_flight().unwrap(), [work("earlier", 10), work("later", 20)]);
    ledger.end("earlier", "refresh").unwrap();
    ledger.end("earlier", "refresh").unwrap();
    assert_eq!(ledger.in_flight().unwrap(), [work("later", 20)]);
}

#[test]
fn a_change_by_anybody_changes_the_version() {
    let desk = Desk::new();
    let (mine, theirs) = (desk.ledger(), desk.ledger());
    let mut seen = vec![mine.version().unwrap()];
    for ledger in [&mine, &theirs, &theirs, &mine] {
        ledger.put_back_off("facebook", at(i64::try_from(seen.len()).unwrap())).unwrap();
        seen.push(mine.version().unwrap());
    }
    assert!(seen.is_sorted_by(|before, after| before < after), "{seen:?}");
    assert_eq!(mine.version().unwrap(), *seen.last().unwrap());
}

#[test]
fn many_that_open_and_write_at_once_all_get_through() {
    let desk = Desk::new();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let desk = &desk;
            scope.spawn(move || {
                let ledger = desk.ledger();
                for round in 0..10 {
                    ledger.put_connection(&record(&format!("c{number}"))).unwrap();
                    ledger.put_snapshot(&format!("c{number}"), &snapshot(round)).unwrap();
                    ledger.note(&happened("facebook", "checked")).unwrap();
                }
            });
        }
    });
    let ledger = desk.ledger();
    assert_eq!(ledger.connections().unwrap().len(), 8);
    assert_eq!(ledger.activity(None, 1000).unwrap().len(), 80);
    assert_eq!(ledger.snapshot("c7").unwrap(), Some(snapshot(9)));
}

#[test]
fn a_file_that_is_no_ledger_is_refused_and_left_alone() {
    let whole = Desk::new();
    drop(whole.ledger());
    let ledger = fs::read(&whole.path).unwrap();
    let noise = [7; 5000];
    for content in [b"x".as_slice(), b"SQLite format 3\0", &noise, &ledger[..300], &ledger[..5000]] {
        let desk = Desk::holding(content);
        let error = Ledger::open(&desk.path).and_then(|ledger| ledger.connections()).unwrap_err();
        assert_eq!(error.code, Code::LedgerDamaged);
        assert_eq!(error.details.file, Some(desk.path.display().to_string()));
        assert_eq!(fs::read(&desk.path).unwrap(), content);
    }
}

#[test]
fn another_programs_database_is_refused_and_left_alone() {
    for sql in
        ["CREATE TABLE t (x)", "PRAGMA user_version = 1", "PRAGMA application_id = 5; CREATE TABLE t (x)"]
    {
        let desk = Desk::holding(b"");
        rusqlite::Connection::open(&desk.path).unwrap().execute_batch(sql).unwrap();
        let before = fs::read(&desk.path).unwrap();
        assert_eq!(Ledger::open(&desk.path).unwrap_err().code, Code::LedgerDamaged, "{sql}");
        assert_eq!(fs::read(&desk.path).unwrap(), before);
    }
}

#[test]
fn a_ledger_of_a_newer_adkeys_is_refused_and_left_alone() {
    let desk = Desk::new();
    drop(desk.ledger());
    rusqlite::Connection::open(&desk.path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&desk.path).unwrap();
    let error = Ledger::open(&desk.path).unwrap_err();
    assert_eq!((error.code, &*error.hint.en), (Code::LedgerDamaged, "Update AdKeys."));
    assert_eq!(fs::read(&desk.path).unwrap(), before);
}

#[test]
fn a_record_that_cannot_be_read_is_damage_and_not_a_missing_connection() {
    let desk = Desk::new();
    let ledger = desk.ledger();
    ledger.put_connection(&record("facebook")).unwrap();
    let other = rusqlite::Connection::open(&desk.path).unwrap();
    other.execute("UPDATE connections SET record = '{'", []).unwrap();
    assert_eq!(ledger.connection("facebook").unwrap_err().code, Code::LedgerDamaged);
    assert_eq!(ledger.connections().unwrap_err().code, Code::LedgerDamaged);
}

#[test]
fn an_empty_file_left_by_a_crash_becomes_a_ledger() {
    let desk = Desk::holding(b"");
    desk.ledger().put_connection(&record("facebook")).unwrap();
    assert_eq!(desk.ledger().connections().unwrap().len(), 1);
}

#[cfg(unix)]
#[test]
fn no_file_of_the_ledger_can_be_read_by_others() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let ledger = desk.ledger();
    ledger.put_connection(&record("facebook")).unwrap();
    let dir = desk.path.parent().unwrap();
    let files: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap()).collect();
    assert!(files.len() >= 3, "database, write-ahead log, index: {files:?}");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0, "{file:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_not_called_damage() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let error = Ledger::open(&file.path().join("data/adkeys.db")).unwrap_err();
    assert_eq!(error.code, Code::Unexpected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn a_wait_is_never_shortened(untils in proptest::collection::vec(0..1_000_i64, 1..20), now in 0..1_000_i64) {
        let desk = Desk::new();
        let (mine, theirs) = (desk.ledger(), desk.ledger());
        for (number, until) in untils.iter().enumerate() {
            let ledger = if number % 2 == 0 { &mine } else { &theirs };
            ledger.put_back_off("facebook", at(*until)).unwrap();
        }
        let longest = untils.iter().max().copied().unwrap();
        prop_assert_eq!(mine.back_off("facebook", at(now)).unwrap(), (longest > now).then(|| at(longest)));
        prop_assert_eq!(mine.back_off("linkedin", at(now)).unwrap(), None);
    }
}
