//! Times as people write them, in the computer's time zone.

use adkeys_core::Lang;
use adkeys_core::time::{Clock, SystemClock, Timestamp};
use jiff::Zoned;
use jiff::tz::TimeZone;

use super::Output;

/// Writes times as they look from now and here.
pub(crate) struct Calendar {
    now: Timestamp,
    zone: TimeZone,
    lang: Lang,
}

const MONTHS: [(&str, &str); 12] = [
    ("Jan", "янв."),
    ("Feb", "февр."),
    ("Mar", "марта"),
    ("Apr", "апр."),
    ("May", "мая"),
    ("Jun", "июня"),
    ("Jul", "июля"),
    ("Aug", "авг."),
    ("Sep", "сент."),
    ("Oct", "окт."),
    ("Nov", "нояб."),
    ("Dec", "дек."),
];

/// Names of a unit after a number: English one and many; Russian for 1, 2 and 5.
struct Unit {
    seconds: i64,
    en: [&'static str; 2],
    ru: [&'static str; 3],
}

const UNITS: [Unit; 3] = [
    Unit { seconds: 86_400, en: ["day", "days"], ru: ["день", "дня", "дней"] },
    Unit { seconds: 3_600, en: ["hour", "hours"], ru: ["час", "часа", "часов"] },
    Unit { seconds: 60, en: ["minute", "minutes"], ru: ["минуту", "минуты", "минут"] },
];

impl Calendar {
    /// From now on, in the system's time zone.
    pub(crate) fn new(output: &Output) -> Self {
        Self::of(output.lang())
    }

    /// The same for a text in `lang`.
    pub(crate) fn of(lang: Lang) -> Self {
        Self { now: SystemClock.now(), zone: TimeZone::system(), lang }
    }

    /// A calendar that stands still, three hours east of Greenwich.
    #[cfg(test)]
    pub(crate) fn still(now: &str, lang: Lang) -> Self {
        let now = Timestamp::parse(now).unwrap();
        Self { now, zone: TimeZone::fixed(jiff::tz::offset(3)), lang }
    }

    /// A minute from now.
    #[cfg(test)]
    pub(crate) fn soon(&self) -> Timestamp {
        self.now.after(std::time::Duration::from_secs(60))
    }

    /// `22 Nov, 10:05`, with the year if it is another one.
    pub(crate) fn moment(&self, at: Timestamp) -> String {
        let year = self.zoned(at).map(|at| at.year());
        self.write(at, year != self.zoned(self.now).map(|now| now.year()))
    }

    /// `14:32`, with the day if it is not today.
    pub(crate) fn clock(&self, at: Timestamp) -> String {
        match (self.zoned(at), self.zoned(self.now)) {
            (Some(at), Some(now)) if at.date() == now.date() => {
                format!("{:02}:{:02}", at.hour(), at.minute())
            }
            _ => self.moment(at),
        }
    }

    /// `19 Jan 2027, 10:05 (in 58 days)`: a time that something ends at.
    pub(crate) fn deadline(&self, at: Timestamp) -> String {
        format!("{} ({})", self.write(at, true), self.distance(at))
    }

    /// `in 58 days`, `3 hours ago`, `now`.
    pub(crate) fn distance(&self, at: Timestamp) -> String {
        let seconds = at.seconds_since(self.now);
        let Some(unit) = UNITS.iter().find(|unit| seconds.abs() >= unit.seconds) else {
            return (if self.lang == Lang::Ru { "сейчас" } else { "now" }).to_owned();
        };
        let span = counted(seconds.abs() / unit.seconds, unit, self.lang);
        match (self.lang, seconds > 0) {
            (Lang::En, true) => format!("in {span}"),
            (Lang::En, false) => format!("{span} ago"),
            (Lang::Ru, true) => format!("через {span}"),
            (Lang::Ru, false) => format!("{span} назад"),
        }
    }

    fn zoned(&self, at: Timestamp) -> Option<Zoned> {
        let at = jiff::Timestamp::from_second(at.unix()).ok()?;
        Some(at.to_zoned(self.zone.clone()))
    }

    fn write(&self, at: Timestamp, with_year: bool) -> String {
        let Some(local) = self.zoned(at) else { return at.to_string() };
        let index = usize::try_from(local.month() - 1).unwrap_or_default();
        let names = MONTHS.get(index).copied().unwrap_or_default();
        let month = if self.lang == Lang::Ru { names.1 } else { names.0 };
        let year = if with_year { format!(" {}", local.year()) } else { String::new() };
        format!("{} {month}{year}, {:02}:{:02}", local.day(), local.hour(), local.minute())
    }
}

fn counted(count: i64, unit: &Unit, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{count} {}", unit.en[usize::from(count != 1)]),
        Lang::Ru => format!("{count} {}", unit.ru[russian_plural(count)]),
    }
}

/// 0 after 1, 21, …; 1 after 2 to 4, 22, …; 2 after everything else (Unicode CLDR, `ru`).
pub(crate) fn russian_plural(count: i64) -> usize {
    match (count % 10, count % 100) {
        (_, 11..=14) => 2,
        (1, _) => 0,
        (2..=4, _) => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(lang: Lang) -> Calendar {
        Calendar::still("2026-11-22T10:00:00Z", lang)
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn a_time_is_local_and_names_another_year() {
        assert_eq!(calendar(Lang::En).moment(at("2026-11-22T07:05:00Z")), "22 Nov, 10:05");
        assert_eq!(calendar(Lang::En).moment(at("2026-12-31T22:00:00Z")), "1 Jan 2027, 01:00");
        assert_eq!(calendar(Lang::Ru).moment(at("2026-11-22T07:05:00Z")), "22 нояб., 10:05");
    }

    #[test]
    fn a_time_of_today_needs_no_day() {
        assert_eq!(calendar(Lang::En).clock(at("2026-11-22T11:32:00Z")), "14:32");
        assert_eq!(calendar(Lang::En).clock(at("2026-11-22T21:32:00Z")), "23 Nov, 00:32");
    }

    #[test]
    fn a_deadline_says_how_long_there_is() {
        assert_eq!(
            calendar(Lang::En).deadline(at("2027-01-19T10:00:00Z")),
            "19 Jan 2027, 13:00 (in 58 days)"
        );
        assert_eq!(
            calendar(Lang::Ru).deadline(at("2027-01-19T10:00:00Z")),
            "19 янв. 2027, 13:00 (через 58 дней)"
        );
    }

    #[test]
    fn distances_are_whole_and_agree_in_number() {
        for (when, en, ru) in [
            ("2026-11-23T10:00:00Z", "in 1 day", "через 1 день"),
            ("2026-12-13T10:00:00Z", "in 21 days", "через 21 день"),
            ("2026-12-03T10:00:00Z", "in 11 days", "через 11 дней"),
            ("2026-11-22T12:30:00Z", "in 2 hours", "через 2 часа"),
            ("2026-11-22T09:59:00Z", "1 minute ago", "1 минуту назад"),
            ("2026-11-22T10:00:30Z", "now", "сейчас"),
        ] {
            assert_eq!(calendar(Lang::En).distance(at(when)), en);
            assert_eq!(calendar(Lang::Ru).distance(at(when)), ru);
        }
    }
}
