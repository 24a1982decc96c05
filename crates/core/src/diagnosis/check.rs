//! The registry: every check with its stable id.

use std::future::Future;
use std::pin::Pin;

use super::checks;
use super::types::{CheckGroup, CheckInfo};
use crate::catalogue::Provider;
use crate::connection::{Context, StatusReport};
use crate::error::{Code, Error, Result};
use crate::finding::Finding;
use crate::platform::Depths;
use crate::text;
use crate::text::Text;
use crate::time::Timestamp;

/// A check.
pub(crate) struct Check {
    /// Stable; the findings carry it, too.
    pub(super) id: &'static str,
    pub(super) group: CheckGroup,
    pub(super) title: Text,
    pub(super) how: How,
}

/// How a check comes to its findings.
pub(super) enum How {
    /// Looks at this computer.
    Machine(for<'a> fn(&'a Ground<'a>) -> Probing<'a>),
    /// Found by the check with this id, which asks for both.
    With(&'static str),
    /// Told by the platform when it is asked about the app.
    App,
    /// Told by the platform when it is asked about the token and its accounts.
    Status,
    /// Judged from what was read of a connection.
    Facts(fn(&Facts<'_>) -> Vec<Finding>),
    /// The same, and needs what is read account by account.
    Depths(fn(&Facts<'_>) -> Vec<Finding>),
}

/// A look at this computer on its way.
pub(super) type Probing<'a> = Pin<Box<dyn Future<Output = Vec<Finding>> + Send + 'a>>;

/// What a look at this computer may use.
pub(super) struct Ground<'a> {
    pub(super) context: &'a Context,
    /// The providers that are connected or set up here.
    pub(super) providers: Vec<Provider>,
}

/// What was read of a connection.
pub(super) struct Facts<'a> {
    pub(super) report: &'a StatusReport,
    pub(super) depths: &'a Depths,
    pub(super) provider: Option<&'a Provider>,
    pub(super) now: Timestamp,
}

impl Facts<'_> {
    /// A page of the platform, by purpose.
    pub(super) fn link(&self, purpose: &str) -> Option<String> {
        self.provider?.links.get(purpose).cloned()
    }
}

/// Every check, in the order in which a person would look.
pub(super) fn all() -> impl Iterator<Item = &'static Check> {
    checks::GROUPS.iter().copied().flatten()
}

/// What checks there are.
pub(crate) fn infos() -> Vec<CheckInfo> {
    all()
        .map(|check| CheckInfo { id: check.id.into(), group: check.group, title: check.title.clone() })
        .collect()
}

/// The group of a finding, also of one whose check is not in the registry.
pub(super) fn group_of(id: &str) -> Option<CheckGroup> {
    all().find(|check| check.id == id).map(|check| check.group)
}

/// The checks that were asked for.
pub(super) struct Selection<'a>(&'a [String]);

impl<'a> Selection<'a> {
    /// Of ids and groups; empty for all.
    ///
    /// # Errors
    /// `usage` for a word that is neither.
    pub(super) fn new(only: &'a [String]) -> Result<Self> {
        let unknown = only.iter().find(|word| !all().any(|check| fits(check, word)));
        match unknown {
            None => Ok(Self(only)),
            Some(word) => Err(Error::new(
                Code::Usage,
                text!("There is no check called {word:?}.", "Проверки {word:?} нет."),
            )
            .hint(Text::new(
                "See the ids in: adkeys doctor --json. A group works too: machine, app, token, permissions, accounts, limits.",
                "Имена проверок: adkeys doctor --json. Можно назвать и группу: machine, app, token, permissions, accounts, limits.",
            ))),
        }
    }

    pub(super) fn has(&self, check: &Check) -> bool {
        self.0.is_empty() || self.0.iter().any(|word| fits(check, word))
    }

    /// Whether a finding was asked for; one that no check announces goes with everything.
    pub(super) fn wants(&self, finding: &Finding) -> bool {
        self.0.is_empty() || all().any(|check| check.id == finding.check && self.has(check))
    }

    /// Whether a check is needed for itself or for one that it finds along the way.
    fn needs(&self, check: &Check) -> bool {
        let along = |other: &Check| matches!(other.how, How::With(id) if id == check.id) && self.has(other);
        self.has(check) || all().any(along)
    }

    /// The checks of one kind to run.
    pub(super) fn of(&self, kind: impl Fn(&How) -> bool) -> Vec<&'static Check> {
        all().filter(|check| kind(&check.how) && self.needs(check)).collect()
    }
}

fn fits(check: &Check, word: &str) -> bool {
    check.id == word || check.group.word() == word
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_check_has_an_id_of_its_own_and_a_title_in_both_languages() {
        let mut ids = HashSet::new();
        for check in all() {
            assert!(ids.insert(check.id), "{}", check.id);
            assert!(!check.title.en.is_empty() && check.title.en != check.title.ru, "{}", check.id);
        }
    }

    #[test]
    fn a_check_is_chosen_by_its_id_or_its_group() {
        let only = ["token.valid".to_owned(), "machine".to_owned()];
        let selection = Selection::new(&only).unwrap();
        let chosen: Vec<_> = all().filter(|check| selection.has(check)).map(|check| check.group).collect();
        assert!(chosen.contains(&CheckGroup::Machine) && chosen.contains(&CheckGroup::Token));
        assert!(!chosen.contains(&CheckGroup::Accounts));
        assert_eq!(Selection::new(&["tokn".to_owned()]).err().unwrap().code, Code::Usage);
    }
}
