//! What an ad account spent lately.

use jiff::ToSpan;
use serde::Serialize;

use crate::error::Error;
use crate::time::{Date, Timestamp};

/// Days of a report.
const DAYS: i32 = 30;

/// One ad account's spend of the last 30 days, today not included, by the days of its own time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SpendReport {
    /// The ad account's id (`act_1`).
    pub account: String,
    /// ISO 4217 code; `null` if nothing was delivered.
    pub currency: Option<String>,
    /// Everything together, a decimal string in major units; `null`: nothing was delivered, or `error` says why it
    /// is not known.
    pub total: Option<String>,
    /// The days on which something was delivered, the earliest first.
    pub days: Vec<DaySpend>,
    /// Why it is not known.
    pub error: Option<Error>,
}

/// What was spent on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DaySpend {
    /// `2026-10-23`.
    pub date: String,
    /// A decimal string in major units.
    pub spend: String,
}

/// One ad account's spend as it was last read, a number a day: what there is to show before anybody asks again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KnownSpend {
    /// The ad account's id (`act_1`).
    pub account: String,
    /// When it was read.
    pub read_at: Timestamp,
    /// As in [`SpendReport`].
    pub currency: Option<String>,
    /// As in [`SpendReport`].
    pub total: Option<String>,
    /// The last of the 30 days: `2026-10-23`.
    pub until: String,
    /// Each of the 30 days, the earliest first: a decimal string, or `null` where nothing was delivered. Empty: nothing
    /// was delivered at all.
    pub days: Vec<Option<String>>,
}

impl KnownSpend {
    /// What a report tells, read at `read_at` of an account in the time zone `zone`. `None` if it tells why it is not
    /// known.
    #[must_use]
    pub fn of(report: &SpendReport, zone: Option<&str>, read_at: Timestamp) -> Option<Self> {
        if report.error.is_some() {
            return None;
        }
        let dated: Vec<(Date, &str)> = report.days.iter().filter_map(dated).collect();
        let until = until(&dated, read_at.last_whole_day(zone));
        let mut days = Vec::new();
        if !dated.is_empty() {
            days.resize(DAYS as usize, None);
        }
        for (date, spend) in dated {
            let back = usize::try_from(until.since(date).map_or(-1, |span| span.get_days())).ok();
            let at = back.and_then(|back| days.len().checked_sub(back + 1));
            if let Some(day) = at.and_then(|at| days.get_mut(at)) {
                *day = Some(spend.to_owned());
            }
        }
        let SpendReport { account, currency, total, .. } = report.clone();
        Some(Self { account, read_at, currency, total, until: until.to_string(), days })
    }

    /// The report that this was made of.
    #[must_use]
    pub fn report(&self) -> SpendReport {
        let until = self.until.parse::<Date>().ok();
        let date = |at: usize| until?.checked_sub(i64::try_from(self.days.len() - 1 - at).ok()?.days()).ok();
        let days =
            self.days.iter().enumerate().filter_map(|(at, spend)| {
                Some(DaySpend { date: date(at)?.to_string(), spend: spend.clone()? })
            });
        SpendReport {
            account: self.account.clone(),
            currency: self.currency.clone(),
            total: self.total.clone(),
            days: days.collect(),
            error: None,
        }
    }
}

fn dated(day: &DaySpend) -> Option<(Date, &str)> {
    Some((day.date.parse().ok()?, &day.spend))
}

/// The last day of the window. The days that the platform tells count for more than what the time zone says.
fn until(days: &[(Date, &str)], by_zone: Date) -> Date {
    let (first, last) = (days.iter().map(|day| day.0).min(), days.iter().map(|day| day.0).max());
    let latest = first.and_then(|first| first.checked_add((DAYS - 1).days()).ok());
    let until = latest.map_or(by_zone, |latest| by_zone.min(latest));
    last.map_or(until, |last| until.max(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(days: &[&str]) -> SpendReport {
        let day = |date: &&str| DaySpend { date: (*date).into(), spend: "1.50".into() };
        SpendReport {
            account: "act_1".into(),
            currency: Some("EUR".into()),
            total: Some("3.00".into()),
            days: days.iter().map(day).collect(),
            error: None,
        }
    }

    fn known(days: &[&str], zone: &str) -> KnownSpend {
        let at = Timestamp::parse("2026-11-28T02:00:00Z").unwrap();
        KnownSpend::of(&report(days), Some(zone), at).unwrap()
    }

    fn spent(known: &KnownSpend) -> Vec<usize> {
        (0..known.days.len()).filter(|&at| known.days[at].is_some()).collect()
    }

    #[test]
    fn days_without_delivery_keep_their_place_and_the_report_comes_back_whole() {
        let days = ["2026-10-29", "2026-11-25"];
        let berlin = known(&days, "Europe/Berlin");
        assert_eq!((berlin.until.as_str(), berlin.days.len()), ("2026-11-27", 30));
        assert_eq!(spent(&berlin), [0, 27]);
        assert_eq!(berlin.report(), report(&days));
        // There it is still the 27th: the last whole day is the 26th, and no fall to nothing is made up.
        let york = known(&["2026-11-26"], "America/New_York");
        assert_eq!((york.until.as_str(), spent(&york)), ("2026-11-26", vec![29]));
    }

    #[test]
    fn the_platforms_days_count_for_more_than_the_zone() {
        assert_eq!(spent(&known(&["2026-11-27"], "America/New_York")), [29]);
        assert_eq!(spent(&known(&["2026-10-28", "2026-11-26"], "Europe/Berlin")), [0, 29]);
    }

    #[test]
    fn nothing_delivered_is_known_and_a_failure_is_not() {
        let silent = known(&[], "Europe/Berlin");
        assert!(silent.days.is_empty() && silent.report().days.is_empty());
        let error = crate::error::Error::new(crate::error::Code::Network, crate::text::Text::default());
        let failed = SpendReport { error: Some(error), ..report(&[]) };
        assert_eq!(KnownSpend::of(&failed, None, Timestamp::from_unix(0).unwrap()), None);
    }
}
