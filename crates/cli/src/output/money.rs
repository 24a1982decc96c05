//! Amounts and counts as people write them.

use adkeys_core::Lang;

/// No-break space between groups of digits.
const NBSP: char = '\u{a0}';

/// What stands between thousands and before the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    group: char,
    point: char,
}

impl Style {
    /// The style of `locale` if its language goes with the texts' language, else that language's own: nobody wants
    /// English numbers in Russian sentences because of a forgotten `LANG`.
    pub(crate) fn of(locale: &str, lang: Lang) -> Self {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if Lang::from_locale(locale) == lang { Self::of_language(language) } else { Self::of_lang(lang) }
    }

    fn of_lang(lang: Lang) -> Self {
        match lang {
            Lang::En => Self { group: ',', point: '.' },
            Lang::Ru => Self { group: NBSP, point: ',' },
        }
    }

    /// Unicode CLDR, `numbers/symbols`, the languages of many people.
    fn of_language(language: &str) -> Self {
        match language {
            "de" | "es" | "it" | "nl" | "pt" | "tr" | "id" | "da" | "el" | "ro" | "hr" | "sl" | "vi" => {
                Self { group: '.', point: ',' }
            }
            "ru" | "uk" | "be" | "kk" | "fr" | "pl" | "cs" | "sk" | "bg" | "sv" | "nb" | "nn" | "no"
            | "fi" | "hu" | "et" | "lv" | "lt" => Self { group: NBSP, point: ',' },
            _ => Self { group: ',', point: '.' },
        }
    }

    /// A decimal string of core's: `12345.60` as `12,345.60`. What is none is shown as it is.
    pub(crate) fn number(self, decimal: &str) -> String {
        let (sign, digits) = decimal.strip_prefix('-').map_or(("", decimal), |rest| ("\u{2212}", rest));
        let (whole, fraction) =
            digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
            return decimal.to_owned();
        }
        let fraction = fraction.map(|fraction| format!("{}{fraction}", self.point)).unwrap_or_default();
        format!("{sign}{}{fraction}", self.grouped(whole))
    }

    /// A whole number: `10,248`.
    pub(crate) fn count(self, count: usize) -> String {
        self.grouped(&count.to_string())
    }

    fn grouped(self, digits: &str) -> String {
        let mut grouped = String::with_capacity(digits.len() * 2);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(self.group);
            }
            grouped.push(digit);
        }
        grouped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_the_locale_writes_it() {
        for (locale, lang, shown) in [
            ("en_US.UTF-8", Lang::En, "1,234,567.80"),
            ("C", Lang::En, "1,234,567.80"),
            ("de_DE.UTF-8", Lang::En, "1.234.567,80"),
            ("ru_RU.UTF-8", Lang::Ru, "1\u{a0}234\u{a0}567,80"),
            ("en_US.UTF-8", Lang::Ru, "1\u{a0}234\u{a0}567,80"),
            ("ru_RU.UTF-8", Lang::En, "1,234,567.80"),
        ] {
            assert_eq!(Style::of(locale, lang).number("1234567.80"), shown, "{locale}");
        }
    }

    #[test]
    fn no_digit_is_lost_or_made_up() {
        let style = Style::of("en", Lang::En);
        for (decimal, shown) in [
            ("0", "0"),
            ("0.05", "0.05"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-2500.5", "\u{2212}2,500.5"),
            ("900719925474099.31", "900,719,925,474,099.31"),
            ("n/a", "n/a"),
            ("", ""),
        ] {
            assert_eq!(style.number(decimal), shown);
        }
    }
}
