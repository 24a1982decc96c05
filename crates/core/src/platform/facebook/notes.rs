//! What the headers of Graph's answers tell beside the answer: limits, versions, the time.

use http::HeaderMap;

use super::usage::{Gauge, Usage};
use crate::catalogue::Provider;
use crate::finding::{Finding, Level, Remedy, Who};
use crate::text::Text;
use crate::time::Timestamp;

const UPDATE: Text = Text::new(
    "Update AdKeys. Until then, api_version in the provider's file can name a newer version.",
    "Обновите AdKeys. До тех пор новую версию можно указать в api_version файла провайдера.",
);
/// From this fullness on a limit is told.
const NEARLY_FULL: u32 = 75;
/// A signed call is good for five minutes, so this is how far the clock may be off.
const CLOCK_TOLERANCE: i64 = 5 * 60;

/// Gathered over the calls of one operation.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// How full the limits are.
    pub(super) usage: Usage,
    /// The version that answered.
    served: Option<String>,
    /// Meta's words about a version that was replaced by another.
    upgraded: Option<String>,
    /// Seconds by which this computer's clock is ahead of Facebook's.
    clock_ahead: Option<i64>,
}

impl Notes {
    /// Takes in the headers of one answer.
    pub(super) fn take(&mut self, headers: &HeaderMap, now: Timestamp) {
        self.usage.update(Usage::read(headers));
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        self.served = header("facebook-api-version").or_else(|| self.served.take());
        self.upgraded = header("x-ad-api-version-warning").or_else(|| self.upgraded.take());
        self.clock_ahead = header("date").and_then(|date| ahead(&date, now)).or(self.clock_ahead);
    }

    /// Everything worth telling.
    pub(super) fn findings(&self, provider: &Provider) -> Vec<Finding> {
        [self.version(provider.api_version.as_deref()), self.limits(), self.clock()]
            .into_iter()
            .flatten()
            .collect()
    }

    fn version(&self, asked: Option<&str>) -> Option<Finding> {
        let update = || Remedy::new(Who::You, UPDATE);
        let title = Text::new("API version", "Версия API");
        if let Some(words) = &self.upgraded {
            let words = super::scrub::scrub(words, &[]);
            let detail = crate::text!("Facebook says: {words}", "Facebook сообщает: {words}");
            return Some(Finding::new("api.version", Level::Warning, title, detail).remedy(update()));
        }
        let (asked, served) = (asked?, super::scrub::scrub(self.served.as_deref()?, &[]));
        if asked == served {
            let detail =
                crate::text!("Facebook answers with {served}.", "Facebook отвечает версией {served}.");
            return Some(Finding::new("api.version", Level::Ok, title, detail));
        }
        let detail = crate::text!(
            "Asked for {asked}, Facebook answered with {served}: it no longer serves {asked}.",
            "Запрошена {asked}, Facebook ответил версией {served}: {asked} он больше не отдаёт."
        );
        Some(Finding::new("api.version", Level::Warning, title, detail).remedy(update()))
    }

    fn limits(&self) -> Option<Finding> {
        let Gauge { limit, percent, .. } = self.usage.fullest()?;
        let percent = (*percent)?;
        let level = if percent >= NEARLY_FULL { Level::Warning } else { Level::Ok };
        let detail = crate::text!(
            "{percent} % of the limit “{limit}” is used. Every tool that uses the same app counts.",
            "Использовано {percent} % лимита «{limit}». Считаются все инструменты с этим приложением."
        );
        Some(Finding::new("api.limits", level, Text::new("Call limits", "Лимиты запросов"), detail))
    }

    fn clock(&self) -> Option<Finding> {
        let minutes = self.clock_ahead.filter(|ahead| ahead.abs() > CLOCK_TOLERANCE)?.abs() / 60;
        let detail = crate::text!(
            "This computer's clock is {minutes} minutes off Facebook's.",
            "Часы этого компьютера расходятся с Facebook на {minutes} мин."
        );
        let remedy = Remedy::new(Who::You, Text::new("Set the clock.", "Поправьте часы."));
        Some(Finding::new("clock", Level::Warning, Text::new("Clock", "Часы"), detail).remedy(remedy))
    }
}

/// How many seconds `now` is ahead of an HTTP `Date` header (RFC 9110 §5.6.7).
fn ahead(date: &str, now: Timestamp) -> Option<i64> {
    let theirs = jiff::fmt::rfc2822::parse(date).ok()?;
    Some(now.unix() - theirs.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(headers: &[(&'static str, &'static str)]) -> Notes {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, http::HeaderValue::from_static(value));
        }
        let mut notes = Notes::default();
        notes.take(&map, Timestamp::parse("2026-11-22T08:00:00Z").unwrap());
        notes
    }

    #[test]
    fn a_silently_replaced_version_is_told() {
        let found = notes(&[("facebook-api-version", "v27.0")]).version(Some("v26.0")).unwrap();
        assert_eq!((found.check.as_str(), found.level), ("api.version", Level::Warning));
        assert_eq!(
            notes(&[("facebook-api-version", "v26.0")]).version(Some("v26.0")).unwrap().level,
            Level::Ok
        );
        assert_eq!(notes(&[]).version(Some("v26.0")), None);
    }

    #[test]
    fn meta_s_warning_about_an_upgraded_call_is_passed_on() {
        let words = "The call has been auto-upgraded to v26.0 as v25.0 has been deprecated";
        let found = notes(&[("facebook-api-version", "v26.0"), ("x-ad-api-version-warning", words)]);
        assert!(found.version(Some("v26.0")).unwrap().detail.en.contains(words));
    }

    #[test]
    fn a_clock_that_breaks_signatures_is_told() {
        assert!(notes(&[("date", "Sun, 22 Nov 2026 08:04:00 GMT")]).clock().is_none());
        let found = notes(&[("date", "Sun, 22 Nov 2026 07:40:00 GMT")]).clock().unwrap();
        assert!(found.detail.en.contains("20 minutes"), "{found:?}");
    }

    #[test]
    fn a_limit_is_told_before_it_is_reached() {
        assert_eq!(notes(&[("x-app-usage", r#"{"call_count":80}"#)]).limits().unwrap().level, Level::Warning);
        assert_eq!(notes(&[("x-app-usage", r#"{"call_count":8}"#)]).limits().unwrap().level, Level::Ok);
        assert_eq!(notes(&[]).limits(), None);
    }
}
