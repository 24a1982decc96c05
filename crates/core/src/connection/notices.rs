//! When a person is interrupted: access that ends, has ended, was withdrawn or is blocked, and ad accounts that were
//! blocked since. Each is told once; what was told lies in the ledger.

mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::state;
use crate::account::{AccountStatus, AdAccount};
use crate::error::Result;
use crate::grant::TokenKind;
use crate::ledger::{ConnectionRecord, ConnectionState};
use crate::text::Text;
use crate::time::Timestamp;

/// Days before the end at which a person is reminded.
const MARKS: [u32; 4] = [14, 7, 3, 1];
const DAY: i64 = 24 * 3600;

/// One thing worth interrupting a person for. Neither text holds an id or a secret. Names, which strangers chose, are
/// in the title only: some desktops take the body for markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The connection that it is about.
    pub connection: String,
    /// What happened.
    pub title: Text,
    /// What to do.
    pub body: Text,
}

/// What a person knows already.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Told {
    /// The mark that was last reached, in days.
    mark: Option<u32>,
    /// The bad state that was told and has not been better since.
    state: Option<ConnectionState>,
    /// The reading that `blocked` is of.
    accounts_at: Option<Timestamp>,
    /// The ids of the blocked ad accounts; `None` before the first reading.
    blocked: Option<BTreeSet<String>>,
}

/// What there is to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
enum News {
    /// The access ends in so many days, rounded up.
    Ends { days: u32 },
    /// The connection came into this state.
    State(ConnectionState),
    /// So many ad accounts were blocked; one of them is called `name`.
    Accounts { count: usize, name: String },
}

/// A connection as it is now.
struct Seen<'a> {
    state: ConnectionState,
    /// When the token was received and when it ends, if that takes the person to mend.
    life: Option<(Option<Timestamp>, Timestamp)>,
    /// The ad accounts and when they were read; `None` if they are not newer than what was told.
    accounts: Option<(Timestamp, &'a [AdAccount])>,
}

/// The rule: what to tell now, and what is told thereafter.
fn news(seen: &Seen<'_>, told: &Told, now: Timestamp) -> (Vec<News>, Told) {
    let mut next = told.clone();
    let mut news = Vec::new();
    let works = matches!(seen.state, ConnectionState::Connected | ConnectionState::Expiring);
    let (mark, days) = seen.life.filter(|_| works).map_or((None, 0), |(from, end)| reached(from, end, now));
    if mark.is_some_and(|mark| told.mark.is_none_or(|before| mark < before)) {
        news.push(News::Ends { days });
    }
    if works {
        (next.mark, next.state) = (mark, None);
    }
    if is_bad(seen.state) && told.state != Some(seen.state) {
        next.state = Some(seen.state);
        news.push(News::State(seen.state));
    }
    if let Some((read_at, accounts)) = seen.accounts {
        news.extend(newly_blocked(accounts, told.blocked.as_ref()));
        next.accounts_at = Some(read_at);
        next.blocked = Some(blocked(accounts).map(|account| account.id.clone()).collect());
    }
    (news, next)
}

/// The smallest mark that lies behind, and the days left. A token that never had so many days has no such mark.
fn reached(from: Option<Timestamp>, end: Timestamp, now: Timestamp) -> (Option<u32>, u32) {
    let left = end.seconds_since(now);
    let whole = from.map_or(i64::MAX, |from| end.seconds_since(from));
    let behind = |mark: &u32| left <= i64::from(*mark) * DAY && whole > i64::from(*mark) * DAY;
    let days = u32::try_from(left.max(0).saturating_add(DAY - 1) / DAY).unwrap_or(u32::MAX);
    (MARKS.into_iter().filter(behind).min().filter(|_| left > 0), days)
}

fn is_bad(state: ConnectionState) -> bool {
    matches!(state, ConnectionState::Expired | ConnectionState::Revoked | ConnectionState::Blocked)
}

fn blocked(accounts: &[AdAccount]) -> impl Iterator<Item = &AdAccount> {
    accounts.iter().filter(|account| account.status == AccountStatus::Blocked)
}

/// Those of the first reading were blocked before anybody looked: they are no news.
fn newly_blocked(accounts: &[AdAccount], known: Option<&BTreeSet<String>>) -> Option<News> {
    let known = known?;
    let mut new = blocked(accounts).filter(|account| !known.contains(&account.id));
    let first = new.next()?;
    Some(News::Accounts { count: new.count().saturating_add(1), name: first.name.clone() })
}

impl Context {
    /// What a person should be told now. What is returned counts as told.
    pub(crate) fn notices(&self) -> Result<Vec<Notice>> {
        let mut notices = Vec::new();
        for record in self.ledger.connections()? {
            notices.extend(self.notices_of(&record)?);
        }
        Ok(notices)
    }

    fn notices_of(&self, record: &ConnectionRecord) -> Result<Vec<Notice>> {
        let told: Told = self.ledger.told(&record.name)?.unwrap_or_default();
        let taken_at = self.ledger.snapshot_taken_at(&record.name)?;
        let newer = taken_at.is_some_and(|at| told.accounts_at.is_none_or(|before| at > before));
        let snapshot = if newer { self.ledger.snapshot(&record.name)? } else { None };
        let seen = Seen {
            state: state::shown(record, self.now()),
            life: life(record),
            accounts: snapshot.as_ref().map(|taken| (taken.taken_at, taken.accounts.as_slice())),
        };
        let (news, next) = news(&seen, &told, self.now());
        if next != told {
            self.ledger.put_told(&record.name, &next)?;
        }
        let provider = self.catalogue().provider(&record.provider);
        let platform = provider.map_or(record.provider.as_str(), |provider| &provider.display_name);
        Ok(news.iter().map(|one| words::notice(record, platform, one)).collect())
    }
}

/// The clock that runs out first. A token that each use renews has none.
fn life(record: &ConnectionRecord) -> Option<(Option<Timestamp>, Timestamp)> {
    let facts = &record.facts;
    let access = facts.expires_at.filter(|_| facts.kind != TokenKind::Refreshable);
    let data = facts.data_access_expires_at.filter(|_| facts.data_access_matters);
    let end = access.into_iter().chain(data).min()?;
    Some((facts.obtained_at, end))
}
