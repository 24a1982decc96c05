//! Looking into an answer. What it says is shown to nobody from here: it may hold a token.

use std::time::Duration;

use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use serde::de::DeserializeOwned;

use super::Response;
use crate::error::{Code, Error, Result};
use crate::text;
use crate::time::Timestamp;

/// The longest wait that a platform can ask for; longer ones are told as this.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

impl Response {
    /// A header's value, if it is there and readable. `name` is case-insensitive.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as text.
    ///
    /// # Errors
    /// `platform-unavailable` if it is not UTF-8.
    pub fn text(&self) -> Result<&str> {
        std::str::from_utf8(&self.body).map_err(|_| self.unreadable())
    }

    /// The body as JSON, whatever the content type says. Nesting is capped by `serde_json` at 128 levels.
    ///
    /// # Errors
    /// `platform-unavailable`, saying whether it was empty, a web page (captive portal, proxy) or something else.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|_| self.unreadable())
    }

    /// Whether the body is a web page: the sign of a captive portal or a proxy that answers instead of the platform.
    #[must_use]
    pub fn is_html(&self) -> bool {
        let told = self.header(CONTENT_TYPE.as_str()).is_some_and(|kind| kind.starts_with("text/html"));
        told || self.body.trim_ascii_start().starts_with(b"<")
    }

    /// The server's clock (RFC 9110 §6.6.1), to hold the computer's own against.
    #[must_use]
    pub fn date(&self) -> Option<Timestamp> {
        http_date(self.header(DATE.as_str())?)
    }

    /// When to try again (RFC 9110 §10.2.3): seconds or a date, at most an hour from `now`, never in the past.
    #[must_use]
    pub fn retry_after(&self, now: Timestamp) -> Option<Timestamp> {
        let value = self.header(RETRY_AFTER.as_str())?.trim();
        let latest = now.after(LONGEST_WAIT);
        let asked = match value.parse::<u64>() {
            Ok(seconds) => now.after(Duration::from_secs(seconds)),
            Err(_) => http_date(value)?,
        };
        Some(asked.clamp(now, latest))
    }

    /// The error for a body that is not what it should be: tells an empty one, a web page and garbage apart.
    #[must_use]
    pub fn unreadable(&self) -> Error {
        let status = self.status.as_u16();
        let message = if self.body.is_empty() {
            text!("The platform's answer ({status}) is empty.", "Ответ платформы ({status}) пуст.")
        } else if self.is_html() {
            text!(
                "A web page came ({status}) instead of the platform's answer.",
                "Вместо ответа платформы пришла веб-страница ({status})."
            )
        } else {
            text!(
                "The platform's answer ({status}) is cut off or not in its format.",
                "Ответ платформы ({status}) оборван или не в её формате."
            )
        };
        Error::new(Code::PlatformUnavailable, message).with(|details| details.http_status = Some(status))
    }
}

/// An HTTP date in the format that servers send today (RFC 9110 §5.6.7); the two obsolete forms are not read.
fn http_date(text: &str) -> Option<Timestamp> {
    let at = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Timestamp::from_unix(at.as_second())
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, StatusCode};
    use serde_json::Value;

    use super::*;

    fn response(headers: &[(&'static str, &'static str)], body: &'static [u8]) -> Response {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        Response { status: StatusCode::OK, headers: map, body: Bytes::from_static(body) }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn the_servers_clock_is_read() {
        let answer = response(&[("date", "Sun, 06 Nov 1994 08:49:37 GMT")], b"");
        assert_eq!(answer.date(), Some(at("1994-11-06T08:49:37Z")));
        assert_eq!(response(&[("date", "yesterday")], b"").date(), None);
    }

    #[test]
    fn a_wait_is_never_past_and_never_longer_than_an_hour() {
        let now = at("2026-11-22T08:00:00Z");
        let rows = [
            ("120", Some("2026-11-22T08:02:00Z")),
            ("0", Some("2026-11-22T08:00:00Z")),
            ("315360000", Some("2026-11-22T09:00:00Z")),
            ("Sun, 22 Nov 2026 08:30:00 GMT", Some("2026-11-22T08:30:00Z")),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some("2026-11-22T08:00:00Z")),
            ("-5", None),
            ("soon", None),
        ];
        for (value, expected) in rows {
            let answer = response(&[("retry-after", value)], b"");
            assert_eq!(answer.retry_after(now), expected.map(at), "{value}");
        }
    }

    #[test]
    fn a_body_that_is_not_json_is_told_by_its_kind() {
        let deep = "[".repeat(100_000);
        let rows: [(&'static [u8], &str); 9] = [
            (b"", "empty"),
            (b"  <html>Sign in to the Wi-Fi</html>", "web page"),
            (b"{\"a\":", "cut off"),
            (b"\xEF\xBB\xBF{}", "not in its format"),
            (b"{\"a\":\"\xFF\"}", "not in its format"),
            (b"{\"a\":\"\0\"}", "not in its format"),
            (b"{\"a\":\"\\ud800\"}", "not in its format"),
            (b"access_token=EAAcanary", "not in its format"),
            (deep.leak().as_bytes(), "not in its format"),
        ];
        for (body, expected) in rows {
            let error = response(&[], body).json::<Value>().unwrap_err();
            assert_eq!(error.code, Code::PlatformUnavailable);
            assert!(error.message.en.contains(expected), "{}", error.message.en);
            assert!(!format!("{error:?}").contains("EAAcanary"));
        }
    }
}
