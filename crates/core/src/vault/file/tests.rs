//! A person with a passphrase, several programs at once, a damaged file.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::vault::contract;

struct Desk {
    _dir: tempfile::TempDir,
    path: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("data/vault.age");
        Self { _dir: dir, path }
    }

    /// The vault as one process opens it, with the least work that scrypt knows.
    fn vault(&self, passphrase: &'static str) -> FileVault {
        let passphrase = Passphrase::asked(move || Ok(Secret::new(passphrase)));
        FileVault::new(self.path.clone(), passphrase).with_work_factor(1)
    }
}

fn key() -> ItemKey {
    ItemKey::Connection("facebook".into())
}

#[test]
fn it_keeps_the_contract() {
    contract::holds(&Desk::new().vault("open sesame"));
}

#[test]
fn a_secret_is_there_for_the_next_process_and_nowhere_in_plain_text() {
    let desk = Desk::new();
    desk.vault("p").put(&key(), &Secret::new("canary")).unwrap();
    assert_eq!(desk.vault("p").get(&key()).unwrap(), Some(Secret::new("canary")));
    for entry in fs::read_dir(desk.path.parent().unwrap()).unwrap() {
        let content = fs::read(entry.unwrap().path()).unwrap();
        assert!(!content.windows(6).any(|window| window == b"canary"));
    }
}

#[test]
fn the_passphrase_is_asked_once_and_only_when_there_is_something_to_open() {
    let desk = Desk::new();
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let ask = move || {
        counter.fetch_add(1, Ordering::Relaxed);
        Ok(Secret::new("p"))
    };
    let vault = FileVault::new(desk.path.clone(), Passphrase::asked(ask)).with_work_factor(1);
    assert_eq!(vault.get(&key()).unwrap(), None);
    vault.delete(&key()).unwrap();
    assert_eq!(vault.state(), VaultState::Ready);
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    vault.put(&key(), &Secret::new("x")).unwrap();
    assert_eq!(vault.get(&key()).unwrap(), Some(Secret::new("x")));
    vault.delete(&key()).unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[test]
fn a_wrong_passphrase_is_told_and_the_next_try_may_be_right() {
    let desk = Desk::new();
    desk.vault("right").put(&key(), &Secret::new("x")).unwrap();
    let tries = AtomicUsize::new(0);
    let ask = move || {
        let try_number = tries.fetch_add(1, Ordering::Relaxed);
        Ok(Secret::new(["", "wrong", "right"][try_number]))
    };
    let vault = FileVault::new(desk.path.clone(), Passphrase::asked(ask)).with_work_factor(1);
    assert_eq!(vault.state(), VaultState::Locked);
    for _ in 0..2 {
        let error = vault.get(&key()).unwrap_err();
        assert_eq!(error.code, Code::VaultLocked);
        assert!(error.hint.en.contains("ADKEYS_PASSPHRASE"));
    }
    assert_eq!(vault.get(&key()).unwrap(), Some(Secret::new("x")));
    assert_eq!(vault.state(), VaultState::Ready);
}

/// The vault of a program that can only wait until the person comes to it.
fn waiting(desk: &Desk, given: Option<&str>) -> FileVault {
    let passphrase = Passphrase::asked(|| Err(locked(Text::new("not yet", "ещё нет"))));
    FileVault::new(desk.path.clone(), passphrase.given(given.map(Secret::new))).with_work_factor(1)
}

#[test]
fn a_new_file_begins_with_the_passphrase_that_was_chosen_and_no_short_one() {
    let desk = Desk::new();
    let vault = waiting(&desk, None);
    assert_eq!(vault.needs(), Some(PassphraseNeed { new: true, shortest: 12 }));
    assert_eq!(vault.put(&key(), &Secret::new("x")).unwrap_err().code, Code::VaultLocked);
    assert_eq!(vault.unlock(&Secret::new("elf-letters")).unwrap_err().code, Code::Usage);
    assert!(!desk.path.exists());
    vault.unlock(&Secret::new("двенадцать12")).unwrap();
    assert_eq!((vault.needs(), vault.state()), (None, VaultState::Ready));
    vault.put(&key(), &Secret::new("x")).unwrap();
    assert_eq!(desk.vault("двенадцать12").get(&key()).unwrap(), Some(Secret::new("x")));
}

#[test]
fn only_the_right_passphrase_unlocks_and_a_wrong_one_locks_nobody_out() {
    let desk = Desk::new();
    desk.vault("right").put(&key(), &Secret::new("x")).unwrap();
    let vault = waiting(&desk, None);
    assert_eq!(vault.needs().map(|need| need.new), Some(false));
    vault.unlock(&Secret::new("right")).unwrap();
    assert_eq!(vault.unlock(&Secret::new("wrong")).unwrap_err().code, Code::VaultLocked);
    assert_eq!(vault.get(&key()).unwrap(), Some(Secret::new("x")));
}

#[test]
fn what_was_given_at_the_start_counts_until_it_turns_out_to_be_wrong() {
    let desk = Desk::new();
    desk.vault("right").put(&key(), &Secret::new("x")).unwrap();
    assert_eq!(waiting(&desk, Some("right")).get(&key()).unwrap(), Some(Secret::new("x")));
    assert!(waiting(&desk, Some("")).needs().is_some());
    let vault = waiting(&desk, Some("wrong"));
    assert_eq!(vault.needs(), None);
    assert_eq!(vault.get(&key()).unwrap_err().code, Code::VaultLocked);
    assert!(vault.needs().is_some());
}

#[test]
fn a_write_with_the_wrong_passphrase_does_not_lock_out_the_right_one() {
    let desk = Desk::new();
    desk.vault("right").put(&key(), &Secret::new("x")).unwrap();
    assert_eq!(desk.vault("wrong").put(&key(), &Secret::new("y")).unwrap_err().code, Code::VaultLocked);
    assert_eq!(desk.vault("wrong").delete(&key()).unwrap_err().code, Code::VaultLocked);
    assert_eq!(desk.vault("right").get(&key()).unwrap(), Some(Secret::new("x")));
}

#[test]
fn a_damaged_file_is_told_and_left_untouched() {
    let whole = Desk::new();
    whole.vault("p").put(&key(), &Secret::new("x")).unwrap();
    let sealed = fs::read(&whole.path).unwrap();
    let mut flipped = sealed.clone();
    *flipped.last_mut().unwrap() ^= 1;
    for content in [b"".as_slice(), b"{}", &sealed[..40], &sealed[..sealed.len() - 1], &flipped] {
        let desk = Desk::new();
        write_atomically(&desk.path, content).unwrap();
        let vault = desk.vault("p");
        assert_eq!(vault.get(&key()).unwrap_err().code, Code::VaultUnavailable, "{} bytes", content.len());
        assert_eq!(vault.put(&key(), &Secret::new("y")).unwrap_err().code, Code::VaultUnavailable);
        assert_eq!(fs::read(&desk.path).unwrap(), content);
    }
}

#[test]
fn a_file_that_asks_for_absurd_work_is_refused_at_once() {
    let desk = Desk::new();
    desk.vault("p").put(&key(), &Secret::new("x")).unwrap();
    let sealed = fs::read(&desk.path).unwrap();
    let header_end = sealed.iter().skip(22).position(|byte| *byte == b'\n').unwrap() + 22;
    // The header's second line ends in the work factor, here a single digit.
    let absurd = [&sealed[..header_end - 1], b"63", &sealed[header_end..]].concat();
    write_atomically(&desk.path, &absurd).unwrap();
    assert_eq!(desk.vault("p").get(&key()).unwrap_err().code, Code::VaultUnavailable);
}

#[test]
fn programs_that_write_at_once_lose_nothing_of_each_other() {
    let desk = Desk::new();
    std::thread::scope(|scope| {
        for number in 0..6 {
            let vault = desk.vault("p");
            scope.spawn(move || {
                for round in 0..5 {
                    let key = ItemKey::Connection(format!("c{number}-{round}"));
                    vault.put(&key, &Secret::new(number.to_string())).unwrap();
                    assert_eq!(vault.get(&key).unwrap(), Some(Secret::new(number.to_string())));
                }
            });
        }
    });
    let vault = desk.vault("p");
    for (number, round) in (0..6).flat_map(|number| (0..5).map(move |round| (number, round))) {
        let key = ItemKey::Connection(format!("c{number}-{round}"));
        assert_eq!(vault.get(&key).unwrap(), Some(Secret::new(number.to_string())));
    }
}

#[cfg(unix)]
#[test]
fn the_file_belongs_to_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.vault("p").put(&key(), &Secret::new("x")).unwrap();
    for entry in fs::read_dir(desk.path.parent().unwrap()).unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
