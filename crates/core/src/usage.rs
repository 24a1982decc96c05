//! How much of a platform's limits is used up, as it is shown.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::text::Text;
use crate::time::Timestamp;

/// Limits count an hour that moves along; an older figure says nothing.
const TOLD_FOR: Duration = Duration::from_secs(3600);

/// One limit, as the platform last told it. A limit that it does not tell of is not listed: that is no zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Usage {
    /// Which limit, in the platform's word; `calls` where it did not say which. At Facebook `app`, `page`, `ad-account`, `insights-app`,
    /// `insights-account`, or a business use case (`ads_management`, `ads_insights`, …).
    pub kind: String,
    /// The business or ad account that it counts for; `null`: the app as a whole.
    pub subject: Option<String>,
    /// Per cent used; can exceed 100. `null`: not told.
    pub percent: Option<f64>,
    /// When calls are let through again; `null`: nothing has to be waited for.
    pub wait_until: Option<Timestamp>,
    /// The app's access level, in the words of the app dashboard and of the header.
    pub tier: Option<Text>,
    /// When the platform told this.
    pub read_at: Timestamp,
}

impl Usage {
    /// Whether this still says something at `now`.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        self.wait_until.is_some_and(|until| until > now) || now < self.read_at.after(TOLD_FOR)
    }

    fn is_of(&self, other: &Self) -> bool {
        (&self.kind, &self.subject) == (&other.kind, &other.subject)
    }
}

/// What is known at `now` after `later` was told: of the same limit the later figure counts, the fullest comes first.
#[must_use]
pub fn merged(earlier: Vec<Usage>, later: Vec<Usage>, now: Timestamp) -> Vec<Usage> {
    let mut known: Vec<Usage> =
        earlier.into_iter().filter(|old| old.holds(now) && !later.iter().any(|new| new.is_of(old))).collect();
    known.extend(later);
    known.sort_by(|a, b| b.percent.unwrap_or(0.0).total_cmp(&a.percent.unwrap_or(0.0)));
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_unix(minutes * 60).unwrap()
    }

    fn usage(kind: &str, percent: f64, read: i64) -> Usage {
        let (kind, percent) = (kind.to_owned(), Some(percent));
        Usage { kind, subject: None, percent, wait_until: None, tier: None, read_at: at(read) }
    }

    #[test]
    fn a_later_figure_takes_the_place_of_an_earlier_one_of_the_same_limit() {
        let known =
            merged(vec![usage("app", 90.0, 0), usage("page", 5.0, 0)], vec![usage("app", 10.0, 30)], at(30));
        let told: Vec<_> = known.iter().map(|usage| (usage.kind.as_str(), usage.percent)).collect();
        assert_eq!(told, [("app", Some(10.0)), ("page", Some(5.0))]);
    }

    #[test]
    fn a_figure_says_nothing_after_an_hour_unless_there_is_still_something_to_wait_for() {
        let waits = Usage { wait_until: Some(at(90)), ..usage("page", 100.0, 0) };
        let known = merged(vec![usage("app", 90.0, 0), waits], Vec::new(), at(61));
        assert_eq!(known.len(), 1);
        assert_eq!(known[0].kind, "page");
    }
}
