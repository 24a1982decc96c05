//! The people who can sign in, and what goes wrong for them.

use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

use crate::account::{Account, agency};
use crate::phrase::{Phrase, built_in};

/// Somebody who can sign in at the sandbox.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Persona {
    /// The word for [`crate::Config::persona`] and `adkeys sandbox --persona`.
    pub id: String,
    /// The person's name as the platform tells it. Foreign text: one of them is hostile on purpose.
    pub person: String,
    /// The persona in two or three words.
    pub title: Phrase,
    /// What happens when this person signs in.
    pub shows: Phrase,
    pub(crate) user_id: String,
    /// The person's own business.
    pub(crate) business: Option<String>,
    /// Has no role on any app.
    pub(crate) stranger: bool,
    /// Is a system user: tokens have no end date.
    pub(crate) system_user: bool,
    /// `expires_in` is never told, and tokens never expire.
    pub(crate) untold_expiry: bool,
    /// Permissions that this person unticks.
    pub(crate) declines: Vec<String>,
    /// Permissions that this person gave long ago and that have run out since.
    pub(crate) lapsed: Vec<String>,
    /// How heavy a page may be: accounts times fields.
    pub(crate) heaviest_page: Option<usize>,
    pub(crate) trouble: Option<Trouble>,
    /// `verification_status` of the person's own business; verified unless this says otherwise.
    pub(crate) verification: Option<String>,
    /// `two_factor_type` of the person's own business; of admins unless this says otherwise.
    pub(crate) two_factor: Option<String>,
    /// So many active accounts alike.
    many: Option<usize>,
    agency: bool,
    /// Only so many of the agency's accounts.
    first: Option<usize>,
    gaps: bool,
    accounts_of: Option<String>,
    accounts: Vec<Account>,
    #[serde(skip)]
    made: OnceLock<Vec<Account>>,
}

/// What goes wrong with a grant.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Trouble {
    /// A row of `data/errors.toml`.
    pub(crate) error: String,
    /// It passes by itself, as limits do.
    pub(crate) wait_minutes: Option<i64>,
    /// It does not wait for the first list of accounts.
    #[serde(default)]
    pub(crate) at_once: bool,
}

#[derive(Default, Deserialize)]
struct File {
    persona: Vec<Persona>,
}

/// Everybody who can sign in; the first one is the default.
#[must_use]
pub fn personas() -> &'static [Persona] {
    static ALL: LazyLock<File> = LazyLock::new(|| built_in(include_str!("../data/personas.toml")));
    &ALL.persona
}

/// The persona called `id`.
pub(crate) fn find(id: &str) -> Option<&'static Persona> {
    personas().iter().find(|persona| persona.id == id)
}

impl Persona {
    /// The ad accounts, among them those that the platform hides after it cut its pages.
    pub(crate) fn accounts(&'static self) -> &'static [Account] {
        if let Some(lender) = self.accounts_of.as_deref().and_then(find) {
            return lender.accounts();
        }
        self.made.get_or_init(|| match (self.agency, self.gaps) {
            _ if self.many.is_some() => agency::alike(self.many.unwrap_or_default()),
            (true, _) => agency::accounts().into_iter().take(self.first.unwrap_or(usize::MAX)).collect(),
            (_, true) => agency::with_gaps(),
            _ => self.accounts.clone(),
        })
    }

    /// The ad account with this number, without its prefix.
    pub(crate) fn account(&'static self, number: &str) -> Option<&'static Account> {
        self.accounts().iter().find(|account| account.id == number && !account.hidden && !account.unassigned)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_personas_can_be_read_and_their_ids_are_unique() {
        toml::from_str::<File>(include_str!("../data/personas.toml")).unwrap();
        let ids: HashSet<_> = personas().iter().map(|persona| &persona.id).collect();
        let users: HashSet<_> = personas().iter().map(|persona| &persona.user_id).collect();
        assert_eq!((ids.len(), users.len()), (personas().len(), personas().len()));
    }

    #[test]
    fn every_trouble_is_an_error_that_exists() {
        for trouble in personas().iter().filter_map(|persona| persona.trouble.as_ref()) {
            assert!(crate::errors::row(&trouble.error).is_some(), "{}", trouble.error);
        }
    }

    #[test]
    fn borrowed_accounts_are_the_lenders() {
        assert_eq!(find("expired").unwrap().accounts().len(), 3);
        assert!(find("noaccounts").unwrap().accounts().is_empty());
    }
}
