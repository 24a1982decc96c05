//! The permissions that exist.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::phrase::{Phrase, built_in};

/// Given with every login.
pub(crate) const ALWAYS: &str = "public_profile";

/// One permission.
#[derive(Debug, Deserialize)]
pub(crate) struct Permission {
    pub(crate) id: String,
    pub(crate) title: Phrase,
}

#[derive(Default, Deserialize)]
struct File {
    permission: Vec<Permission>,
}

/// The permission called `id`, if there is one.
pub(crate) fn find(id: &str) -> Option<&'static Permission> {
    static ALL: LazyLock<File> = LazyLock::new(|| built_in(include_str!("../data/permissions.toml")));
    ALL.permission.iter().find(|permission| permission.id == id)
}

/// The scopes of a `scope` parameter: divided by commas or spaces, each once, `public_profile` first.
pub(crate) fn split(scope: &str) -> Vec<String> {
    let mut scopes = vec![ALWAYS.to_owned()];
    for name in scope.split([',', ' ']).filter(|name| !name.is_empty()) {
        if !scopes.iter().any(|known| known == name) {
            scopes.push(name.to_owned());
        }
    }
    scopes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_permissions_can_be_read() {
        toml::from_str::<File>(include_str!("../data/permissions.toml")).unwrap();
        assert!(find("ads_read").is_some());
        assert!(find("manage_pages").is_none());
    }

    #[test]
    fn scopes_may_be_divided_by_commas_or_spaces() {
        assert_eq!(
            split("ads_read, ads_read business_management"),
            [ALWAYS, "ads_read", "business_management"]
        );
    }
}
