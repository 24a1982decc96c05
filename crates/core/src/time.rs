//! Points in time, and the clock that the caller passes in.

use std::fmt;
use std::time::Duration;

pub use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time with a resolution of one second, written as RFC 3339 in UTC (`2026-11-22T08:00:00Z`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    /// `seconds` since 1970-01-01T00:00:00Z. `None` outside the years -9999 to 9999.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        jiff::Timestamp::from_second(seconds).ok().map(Self)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix(self) -> i64 {
        self.0.as_second()
    }

    /// Reads RFC 3339, any offset.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().and_then(|at| Self::from_unix(at.as_second()))
    }

    /// `duration` later; stays at the last representable second instead of overflowing.
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        let seconds = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        Self::from_unix(self.unix().saturating_add(seconds)).unwrap_or(Self(jiff::Timestamp::MAX))
    }

    /// The last day that is over in the time zone with the IANA name `zone`; one that is not known counts as UTC.
    #[must_use]
    pub fn last_whole_day(self, zone: Option<&str>) -> Date {
        let zone = zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
        let today = self.0.to_zoned(zone).date();
        today.yesterday().unwrap_or(today)
    }

    /// Whole seconds from `earlier` to `self`; negative if `self` comes first.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> i64 {
        self.unix() - earlier.unix()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected an RFC 3339 time"))
    }
}

#[cfg(feature = "specta")]
impl specta::Type for Timestamp {
    fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
        <String as specta::Type>::definition(types)
    }
}

/// Tells the time. Core never asks the system itself, so that tests decide what time it is.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The computer's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[allow(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
        let now = jiff::Timestamp::now();
        Timestamp::from_unix(now.as_second()).unwrap_or(Timestamp(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_utc_with_whole_seconds() {
        let at = Timestamp::parse("2026-11-22T10:00:00.75+02:00").unwrap();
        assert_eq!(at.to_string(), "2026-11-22T08:00:00Z");
        assert_eq!(serde_json::to_string(&at).unwrap(), "\"2026-11-22T08:00:00Z\"");
    }

    #[test]
    fn a_day_is_over_when_it_is_over_there() {
        let at = Timestamp::parse("2026-11-22T23:30:00Z").unwrap();
        for (zone, day) in [
            (Some("America/New_York"), "2026-11-21"),
            (Some("Europe/Berlin"), "2026-11-22"),
            (Some("Nowhere/Land"), "2026-11-21"),
            (None, "2026-11-21"),
        ] {
            assert_eq!(at.last_whole_day(zone).to_string(), day, "{zone:?}");
        }
    }

    #[test]
    fn an_absurd_lifetime_does_not_overflow() {
        let at = Timestamp::from_unix(0).unwrap();
        assert!(at.after(Duration::from_secs(u64::MAX)) > at);
    }
}
