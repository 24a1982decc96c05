//! Facebook's limits, read from the headers of every answer, each with its own unit.
//!
//! | header | figures | wait |
//! |---|---|---|
//! | `X-App-Usage`, `X-Page-Usage` | % of an hour's calls | not told |
//! | `X-Business-Use-Case-Usage` | %, by business or ad account | `estimated_time_to_regain_access`, **minutes** |
//! | `X-Ad-Account-Usage` | % | `reset_time_duration`, **seconds** |
//! | `X-FB-Ads-Insights-Throttle` | % | not told |
//!
//! There is no `Retry-After`. A missing header is no information, not zero. Figures can exceed 100.

use std::collections::BTreeMap;
use std::time::Duration;

use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::lenient;
use crate::text::Text;
use crate::time::Timestamp;
use crate::usage;

/// A limit this full counts as met where Facebook does not say which one was.
const FULL: u32 = 90;

/// Every limit that an answer told of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Usage {
    /// The fullest first.
    pub gauges: Vec<Gauge>,
}

/// How much of one limit is used up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gauge {
    /// Which limit: `app`, `page`, `ad-account`, `insights-app`, `insights-account`, or a business use case
    /// (`ads_management`, `ads_insights`, …).
    pub limit: String,
    /// The business or ad account that it counts for.
    pub subject: Option<String>,
    /// Per cent used, rounded up; can exceed 100. `None`: not told.
    pub percent: Option<u32>,
    /// Seconds until calls are let through again; `None`: not told.
    pub wait_seconds: Option<u64>,
    /// Seconds until the count begins anew, where that is told instead.
    pub reset_seconds: Option<u64>,
    /// The app's access level, in the words of the app dashboard.
    pub tier: Option<Tier>,
}

/// The app's Marketing API access level. The headers say `standard_access` for what the dashboard calls full access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Limited access (header: `development_access`).
    Limited,
    /// Full access (header: `standard_access`).
    Full,
}

impl Usage {
    /// Reads the headers of one answer. What cannot be read is left out.
    #[must_use]
    pub fn read(headers: &HeaderMap) -> Self {
        let mut gauges = Vec::new();
        gauges.extend(json(headers, "x-app-usage").map(|load: Load| load.gauge("app")));
        gauges.extend(json(headers, "x-page-usage").map(|load: Load| load.gauge("page")));
        gauges.extend(json(headers, "x-ad-account-usage").map(|account: AccountLoad| account.gauge()));
        gauges.extend(json(headers, "x-fb-ads-insights-throttle").into_iter().flat_map(Throttle::gauges));
        let businesses: Option<BTreeMap<String, Loads>> = json(headers, "x-business-use-case-usage");
        for (subject, loads) in businesses.into_iter().flatten() {
            gauges.extend(loads.0.into_iter().map(|load| load.gauge(subject.clone())));
        }
        gauges.retain(Gauge::says_something);
        Self::sorted(gauges)
    }

    /// Takes in what a later answer told; for the same limit the later figure counts.
    pub fn update(&mut self, later: Self) {
        let mut gauges = std::mem::take(&mut self.gauges);
        gauges.retain(|old| {
            !later.gauges.iter().any(|new| (&new.limit, &new.subject) == (&old.limit, &old.subject))
        });
        gauges.extend(later.gauges);
        *self = Self::sorted(gauges);
    }

    /// The fullest limit.
    #[must_use]
    pub fn fullest(&self) -> Option<&Gauge> {
        self.gauges.first()
    }

    /// When a call that met a limit may be made again, if the platform told: by a wait that is told as such, else
    /// by when the count of a full limit begins anew.
    #[must_use]
    pub fn retry_at(&self, now: Timestamp) -> Option<Timestamp> {
        let waits = self.gauges.iter().filter_map(|gauge| gauge.wait_seconds).max();
        let full = self.gauges.iter().filter(|gauge| gauge.percent.is_none_or(|percent| percent >= FULL));
        let wait = waits.or_else(|| full.filter_map(|gauge| gauge.reset_seconds).max())?;
        Some(now.after(Duration::from_secs(wait)))
    }

    /// The same in the words that all platforms share, as told at `now`.
    #[must_use]
    pub fn shown(&self, now: Timestamp) -> Vec<usage::Usage> {
        self.gauges.iter().map(|gauge| gauge.shown(now)).collect()
    }

    fn sorted(mut gauges: Vec<Gauge>) -> Self {
        gauges.sort_by_key(|gauge| std::cmp::Reverse(gauge.percent.unwrap_or(0)));
        Self { gauges }
    }
}

impl Gauge {
    fn new(limit: &str, percent: Option<f64>) -> Self {
        let (limit, percent) = (limit.into(), percent.map(whole));
        Self { limit, subject: None, percent, wait_seconds: None, reset_seconds: None, tier: None }
    }

    /// An empty header is no information, as a missing one is.
    fn says_something(&self) -> bool {
        self.percent.is_some() || self.wait_seconds.is_some() || self.reset_seconds.is_some()
    }

    fn shown(&self, now: Timestamp) -> usage::Usage {
        usage::Usage {
            kind: self.limit.clone(),
            subject: self.subject.clone(),
            percent: self.percent.map(f64::from),
            wait_until: self.wait_seconds.map(|seconds| now.after(Duration::from_secs(seconds))),
            tier: self.tier.map(Tier::words),
            read_at: now,
        }
    }
}

impl Tier {
    /// The dashboard's name and the header's, which are easily taken for each other.
    fn words(self) -> Text {
        match self {
            Self::Limited => Text::new(
                "Limited access (in headers: development_access)",
                "Ограниченный доступ (в заголовках: development_access)",
            ),
            Self::Full => Text::new(
                "Full access (in headers: standard_access)",
                "Полный доступ (в заголовках: standard_access)",
            ),
        }
    }
}

fn json<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<T> {
    serde_json::from_slice(headers.get(name)?.as_bytes()).ok()
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Load {
    #[serde(deserialize_with = "lenient::number")]
    call_count: Option<f64>,
    #[serde(deserialize_with = "lenient::number")]
    total_time: Option<f64>,
    #[serde(deserialize_with = "lenient::number")]
    total_cputime: Option<f64>,
}

impl Load {
    fn gauge(&self, limit: &str) -> Gauge {
        let told = [self.call_count, self.total_time, self.total_cputime].into_iter().flatten();
        Gauge::new(limit, told.reduce(f64::max))
    }
}

/// An array, documented; a single entry does, too.
struct Loads(Vec<BusinessLoad>);

impl<'de> Deserialize<'de> for Loads {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Array(entries) => entries,
            other => vec![other],
        };
        Ok(Self(entries.into_iter().filter_map(|entry| serde_json::from_value(entry).ok()).collect()))
    }
}

#[derive(Deserialize)]
struct BusinessLoad {
    #[serde(default, rename = "type", deserialize_with = "lenient::text")]
    use_case: Option<String>,
    #[serde(flatten)]
    load: Load,
    #[serde(default, deserialize_with = "lenient::number")]
    estimated_time_to_regain_access: Option<f64>,
    #[serde(default, deserialize_with = "lenient::text")]
    ads_api_access_tier: Option<String>,
}

impl BusinessLoad {
    fn gauge(self, subject: String) -> Gauge {
        Gauge {
            subject: Some(subject),
            wait_seconds: seconds(self.estimated_time_to_regain_access, 60.0),
            tier: tier(self.ads_api_access_tier.as_deref()),
            ..self.load.gauge(self.use_case.as_deref().unwrap_or("business"))
        }
    }
}

#[derive(Deserialize)]
struct AccountLoad {
    #[serde(default, deserialize_with = "lenient::number")]
    acc_id_util_pct: Option<f64>,
    #[serde(default, deserialize_with = "lenient::number")]
    reset_time_duration: Option<f64>,
    #[serde(default, deserialize_with = "lenient::text")]
    ads_api_access_tier: Option<String>,
}

impl AccountLoad {
    fn gauge(&self) -> Gauge {
        Gauge {
            reset_seconds: seconds(self.reset_time_duration, 1.0),
            tier: tier(self.ads_api_access_tier.as_deref()),
            ..Gauge::new("ad-account", self.acc_id_util_pct)
        }
    }
}

#[derive(Deserialize)]
struct Throttle {
    #[serde(default, deserialize_with = "lenient::number")]
    app_id_util_pct: Option<f64>,
    #[serde(default, deserialize_with = "lenient::number")]
    acc_id_util_pct: Option<f64>,
    #[serde(default, deserialize_with = "lenient::text")]
    ads_api_access_tier: Option<String>,
}

impl Throttle {
    fn gauges(self) -> Vec<Gauge> {
        let tier = tier(self.ads_api_access_tier.as_deref());
        [("insights-app", self.app_id_util_pct), ("insights-account", self.acc_id_util_pct)]
            .into_iter()
            .filter_map(|(limit, percent)| Some(Gauge { tier, ..Gauge::new(limit, Some(percent?)) }))
            .collect()
    }
}

fn tier(word: Option<&str>) -> Option<Tier> {
    match word? {
        "development_access" => Some(Tier::Limited),
        "standard_access" => Some(Tier::Full),
        _ => None,
    }
}

fn seconds(amount: Option<f64>, unit: f64) -> Option<u64> {
    let seconds = (amount? * unit).ceil();
    (seconds >= 1.0).then(|| u64::from(whole(seconds)))
}

/// Rounded up, and held between 0 and a million.
fn whole(number: f64) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let whole = number.ceil().clamp(0.0, 1_000_000.0) as u32;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usage(header: &'static str, json: &'static str) -> Usage {
        let mut headers = HeaderMap::new();
        headers.insert(header, http::HeaderValue::from_static(json));
        Usage::read(&headers)
    }

    fn wait(usage: &Usage) -> Option<i64> {
        let now = Timestamp::from_unix(0).unwrap();
        usage.retry_at(now).map(Timestamp::unix)
    }

    /// Surprise 32: the business wait is in minutes, the account's in seconds; no header is not zero.
    #[test]
    fn the_business_wait_is_in_minutes_and_the_account_wait_in_seconds() {
        let business = usage(
            "x-business-use-case-usage",
            r#"{"9":[{"type":"ads_management","call_count":100,"total_time":3,"estimated_time_to_regain_access":7}]}"#,
        );
        assert_eq!(wait(&business), Some(7 * 60));
        let account = usage("x-ad-account-usage", r#"{"acc_id_util_pct":100.2,"reset_time_duration":90}"#);
        assert_eq!(wait(&account), Some(90));
        assert_eq!(account.fullest().unwrap().percent, Some(101));
    }

    #[test]
    fn a_missing_or_broken_header_is_no_information() {
        assert_eq!(Usage::read(&HeaderMap::new()), Usage::default());
        for json in ["", "nonsense", "[]", "17", "{}", r#"{"call_count":null}"#] {
            assert_eq!(usage("x-app-usage", json), Usage::default(), "{json}");
            assert_eq!(usage("x-business-use-case-usage", json), Usage::default(), "{json}");
        }
        assert_eq!(wait(&usage("x-app-usage", r#"{"call_count":100}"#)), None);
    }

    /// The wait of one limit and the next full count of another are not the same.
    #[test]
    fn a_told_wait_counts_more_than_the_next_count() {
        let mut both = usage("x-ad-account-usage", r#"{"acc_id_util_pct":9.67,"reset_time_duration":3600}"#);
        assert_eq!(wait(&both), None, "a limit that is nearly empty is not the one that was met");
        both.update(usage("x-business-use-case-usage", r#"{"9":[{"estimated_time_to_regain_access":2}]}"#));
        assert_eq!(wait(&both), Some(120));
    }

    #[test]
    fn what_is_shown_tells_a_wait_as_a_time_and_the_tier_by_both_its_names() {
        let told = usage(
            "x-business-use-case-usage",
            r#"{"9":{"type":"ads_insights","call_count":"104","estimated_time_to_regain_access":"3","ads_api_access_tier":"development_access"}}"#,
        );
        let shown = told.shown(Timestamp::from_unix(0).unwrap()).remove(0);
        assert_eq!((shown.kind.as_str(), shown.subject.as_deref()), ("ads_insights", Some("9")));
        assert_eq!((shown.percent, shown.wait_until), (Some(104.0), Timestamp::from_unix(180)));
        let tier = shown.tier.unwrap();
        assert!(tier.en.contains("Limited") && tier.ru.contains("development_access"), "{tier:?}");
    }

    /// Surprise 31: header `standard_access` is the dashboard's "full access".
    #[test]
    fn the_header_s_standard_access_is_full_access() {
        let throttle = usage(
            "x-fb-ads-insights-throttle",
            r#"{"app_id_util_pct":71,"acc_id_util_pct":9,"ads_api_access_tier":"standard_access"}"#,
        );
        assert_eq!(throttle.fullest().unwrap().tier, Some(Tier::Full));
        assert_eq!(throttle.gauges.len(), 2);
    }

    #[test]
    fn a_later_figure_replaces_an_earlier_one_of_the_same_limit() {
        let mut known = usage("x-app-usage", r#"{"call_count":90}"#);
        known.update(usage("x-page-usage", r#"{"call_count":5}"#));
        known.update(usage("x-app-usage", r#"{"call_count":"28","total_time":25}"#));
        let figures: Vec<_> =
            known.gauges.iter().map(|gauge| (gauge.limit.as_str(), gauge.percent)).collect();
        assert_eq!(figures, [("app", Some(28)), ("page", Some(5))]);
    }
}
