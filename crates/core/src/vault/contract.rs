//! What every vault promises, as one test.

use super::{ItemKey, Vault, VaultState};
use crate::secret::Secret;

/// Panics if an empty `vault` that is ready breaks a promise of the trait. Leaves it empty.
pub(super) fn holds(vault: &dyn Vault) {
    assert_eq!(vault.state(), VaultState::Ready);
    an_item_is_there_from_put_to_delete(vault);
    items_do_not_mix(vault);
    any_text_comes_back_as_it_went_in(vault);
    a_place_can_be_told_of_what_does_not_exist(vault);
}

fn an_item_is_there_from_put_to_delete(vault: &dyn Vault) {
    let key = ItemKey::Connection("facebook".into());
    assert_eq!(vault.get(&key).unwrap(), None);
    vault.delete(&key).unwrap();
    for content in ["one", "two", "two"] {
        vault.put(&key, &Secret::new(content)).unwrap();
        assert_eq!(vault.get(&key).unwrap(), Some(Secret::new(content)));
    }
    vault.delete(&key).unwrap();
    assert_eq!(vault.get(&key).unwrap(), None);
    vault.delete(&key).unwrap();
}

fn items_do_not_mix(vault: &dyn Vault) {
    let keys = [
        ItemKey::Connection("facebook".into()),
        ItemKey::App("facebook".into()),
        ItemKey::Connection("facebook-agency".into()),
        ItemKey::Connection("app".into()),
    ];
    for (number, key) in keys.iter().enumerate() {
        vault.put(key, &Secret::new(number.to_string())).unwrap();
    }
    vault.delete(&keys[0]).unwrap();
    assert_eq!(vault.get(&keys[0]).unwrap(), None);
    for (number, key) in keys.iter().enumerate().skip(1) {
        assert_eq!(vault.get(key).unwrap(), Some(Secret::new(number.to_string())));
        vault.delete(key).unwrap();
    }
}

fn any_text_comes_back_as_it_went_in(vault: &dyn Vault) {
    let key = ItemKey::Connection("facebook".into());
    let long: String = ('а'..='я').cycle().take(3_000).collect();
    for content in
        ["", "line\nbreak\r\n", "\"\\{}✓\u{1F511}", "adkeys-parts {}", long.as_str(), "short again"]
    {
        vault.put(&key, &Secret::new(content)).unwrap();
        assert_eq!(vault.get(&key).unwrap(), Some(Secret::new(content)));
    }
    vault.delete(&key).unwrap();
}

fn a_place_can_be_told_of_what_does_not_exist(vault: &dyn Vault) {
    let place = vault.place(&ItemKey::Connection("nobody".into()));
    assert!(!place.store.is_empty() && place.label.contains("nobody"), "{place:?}");
}
