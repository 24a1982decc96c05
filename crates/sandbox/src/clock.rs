//! The sandbox's clock: the computer's, moved by a switch. The only file that asks the system.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// Tells the time as everything in the sandbox sees it.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset: AtomicI64,
}

impl Clock {
    /// Seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        #[allow(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
        let now = Timestamp::now().as_second();
        now.saturating_add(self.offset())
    }

    /// By how many seconds the clock is off.
    pub(crate) fn offset(&self) -> i64 {
        self.offset.load(Ordering::Relaxed)
    }

    /// Puts the clock `seconds` ahead of the computer's; negative is behind.
    pub(crate) fn set_offset(&self, seconds: i64) {
        self.offset.store(seconds, Ordering::Relaxed);
    }
}

/// Writes `unix` as jiff's `strftime` does, in UTC.
pub(crate) fn format(unix: i64, format: &str) -> String {
    Timestamp::from_second(unix).unwrap_or(Timestamp::MAX).strftime(format).to_string()
}

/// The form of the `Date` header (RFC 9110 §5.6.7).
pub(crate) fn http_date(unix: i64) -> String {
    format(unix, "%a, %d %b %Y %H:%M:%S GMT")
}

/// The date `days` before `unix`, as `2026-11-22`.
pub(crate) fn day(unix: i64, days: i64) -> String {
    format(unix.saturating_sub(days.saturating_mul(86_400)), "%Y-%m-%d")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_http_and_graph_want_them() {
        assert_eq!(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(day(86_400 * 30, 30), "1970-01-01");
    }
}
