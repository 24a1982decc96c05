//! Against the real GNOME Keyring, each story on a bus and with a home of its own.

mod asking;
mod bus;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use secret_service::EncryptionType;
use secret_service::blocking::SecretService;

use self::asking::Asking;
use self::bus::{Daemon, stories};
use super::*;
use crate::error::Code;
use crate::vault::contract;

fn keychain() -> Keychain {
    Keychain::new("0123456789ab", Prompts::Allowed)
}

fn waiting(silent: u64, prompt: u64) -> Waits {
    Waits { silent: Duration::from_millis(silent), prompt: Duration::from_millis(prompt) }
}

fn facebook() -> ItemKey {
    ItemKey::Connection("facebook".into())
}

fn put(keychain: &Keychain, text: &str) {
    keychain.put(&facebook(), &Secret::new(text)).unwrap();
}

fn get(keychain: &Keychain) -> Option<Secret> {
    keychain.get(&facebook()).unwrap()
}

fn lock_default_keyring() {
    SecretService::connect(EncryptionType::Plain).unwrap().get_default_collection().unwrap().lock().unwrap();
}

#[test]
fn a_computer_without_a_bus_is_told_so_at_once() {
    let name = concat!(module_path!(), "::a_computer_without_a_bus_is_told_so_at_once");
    bus::run_without_bus(name, || {
        assert_eq!(keychain().state(), VaultState::Absent);
        assert_eq!(keychain().get(&facebook()).unwrap_err().code, Code::VaultUnavailable);
    });
}

stories! {
    fn it_keeps_the_contract() {
        let _daemon = Daemon::unlocked();
        contract::holds(&keychain());
        contract::holds(&keychain().quiet());
        contract::holds(&keychain().with_item_limit(256));
    }

    fn an_item_can_be_found_by_label_in_the_systems_viewer() {
        let _daemon = Daemon::unlocked();
        let key = ItemKey::App("facebook".into());
        keychain().put(&key, &Secret::new("x")).unwrap();
        let service = SecretService::connect(EncryptionType::Plain).unwrap();
        let attributes = HashMap::from([("service", "adkeys"), ("username", "0123456789ab/app/facebook")]);
        let found = service.search_items(attributes).unwrap();
        assert_eq!(found.unlocked[0].get_label().unwrap(), "AdKeys: facebook (app)");
        assert_eq!(keychain().place(&key).label, "AdKeys: facebook (app)");
    }

    fn two_homes_do_not_see_each_others_items() {
        let _daemon = Daemon::unlocked();
        put(&keychain(), "mine");
        assert_eq!(get(&Keychain::new("ba9876543210", Prompts::Allowed)), None);
    }

    fn a_computer_without_a_keyring_is_told_so_at_once() {
        let keychain = keychain();
        assert_eq!(keychain.state(), VaultState::Absent);
        assert_eq!(keychain.get(&facebook()).unwrap_err().code, Code::VaultUnavailable);
        assert_eq!(keychain.put(&facebook(), &Secret::new("x")).unwrap_err().code, Code::VaultUnavailable);
    }

    fn a_keyring_that_comes_up_later_is_found_without_a_restart() {
        let keychain = keychain();
        assert_eq!(keychain.state(), VaultState::Absent);
        assert!(keychain.get(&facebook()).is_err());
        let _daemon = Daemon::unlocked();
        put(&keychain, "here now");
        assert_eq!(get(&keychain), Some(Secret::new("here now")));
    }

    fn a_restarted_keyring_is_found_again() {
        let daemon = Daemon::unlocked();
        let keychain = keychain();
        put(&keychain, "kept");
        drop(daemon);
        assert_eq!(keychain.state(), VaultState::Absent);
        let _daemon = Daemon::unlocked();
        assert_eq!(get(&keychain), Some(Secret::new("kept")));
    }

    fn a_locked_keyring_says_so_and_loses_nothing() {
        let daemon = Daemon::unlocked();
        let keychain = keychain();
        put(&keychain, "kept");
        lock_default_keyring();
        assert_eq!(keychain.state(), VaultState::Locked);
        for keychain in [keychain.clone(), keychain.quiet()] {
            assert_eq!(keychain.get(&facebook()).unwrap_err().code, Code::VaultLocked);
            assert_eq!(keychain.put(&facebook(), &Secret::new("x")).unwrap_err().code, Code::VaultLocked);
            assert_eq!(keychain.delete(&facebook()).unwrap_err().code, Code::VaultLocked);
            assert_eq!(keychain.get(&ItemKey::App("other".into())).unwrap_err().code, Code::VaultLocked);
        }
        drop(daemon);
        let _daemon = Daemon::unlocked();
        assert_eq!(get(&keychain), Some(Secret::new("kept")));
    }

    fn a_service_without_any_keyring_holds_nothing_and_asks_for_one() {
        let _daemon = Daemon::without_keyring();
        let keychain = keychain();
        assert_eq!(keychain.state(), VaultState::Locked);
        assert_eq!(get(&keychain), None);
        assert_eq!(keychain.put(&facebook(), &Secret::new("x")).unwrap_err().code, Code::VaultLocked);
        assert_eq!(keychain.quiet().put(&facebook(), &Secret::new("x")).unwrap_err().code, Code::VaultLocked);
    }

    fn a_frozen_keyring_hangs_nobody_and_works_again_when_it_thaws() {
        let daemon = Daemon::unlocked();
        let keychain = keychain();
        put(&keychain, "old");
        daemon.freeze();
        let started = Instant::now();
        let impatient = keychain.clone().with_waits(waiting(400, 60_000));
        assert_eq!(impatient.state(), VaultState::NotAnswering);
        for keychain in [impatient.clone(), impatient.quiet()] {
            assert_eq!(keychain.put(&facebook(), &Secret::new("late")).unwrap_err().code, Code::VaultUnavailable);
            assert_eq!(keychain.get(&facebook()).unwrap_err().code, Code::VaultUnavailable);
        }
        assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
        daemon.thaw();
        assert!([Some(Secret::new("old")), Some(Secret::new("late"))].contains(&get(&keychain)));
        put(&keychain, "new");
        assert_eq!(get(&keychain), Some(Secret::new("new")));
    }

    fn of_two_items_with_one_name_the_newer_counts_and_a_write_makes_them_agree() {
        let _daemon = Daemon::unlocked();
        let keychain = keychain();
        put(&keychain, "in the default keyring");
        bus::wait_for_the_next_second();
        let service = SecretService::connect(EncryptionType::Plain).unwrap();
        let session = service.get_collection_by_alias("session").unwrap();
        let attributes = HashMap::from([("service", "adkeys"), ("username", "0123456789ab/connection/facebook")]);
        session.create_item("twin", attributes.clone(), b"newer", false, "text/plain").unwrap();
        assert_eq!(get(&keychain), Some(Secret::new("newer")));
        put(&keychain, "both");
        let twins = service.search_items(attributes).unwrap().unlocked;
        assert_eq!(twins.len(), 2);
        assert!(twins.iter().all(|twin| twin.get_secret().unwrap() == b"both"));
        keychain.delete(&facebook()).unwrap();
        assert_eq!(get(&keychain), None);
    }

    fn a_prompt_that_nobody_answers_is_waited_for_and_shown_once() {
        let keyring = Asking::start();
        let keychain = keychain();
        assert_eq!(keychain.quiet().get(&facebook()).unwrap_err().code, Code::VaultLocked);
        assert_eq!(keyring.prompts(), 0, "nobody is asked for work in the background");
        let started = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..2 {
                let keychain = keychain.clone().with_waits(waiting(2_000, 2_500));
                scope.spawn(move || assert_eq!(keychain.get(&facebook()).unwrap_err().code, Code::VaultLocked));
            }
        });
        assert!(started.elapsed() >= Duration::from_millis(2_500), "longer than for a silent keyring");
        assert_eq!(keyring.prompts(), 1);
        assert_eq!(keychain.state(), VaultState::Locked, "the state can be asked meanwhile");
    }
}
