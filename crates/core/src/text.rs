//! Sentences for people, always in both languages.
//!
//! Core never decides which language is shown: it builds a [`Text`] that holds both, and the terminal or the
//! window picks one when it renders. A sentence that lacks a language does not compile.

use std::borrow::Cow;
use std::cell::Cell;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

/// A language of the user interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
}

impl Lang {
    /// Reads a BCP 47 or POSIX locale name: `ru`, `ru-RU`, `ru_RU.UTF-8`. Anything but Russian is English.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        let language = locale.split(['-', '_', '.']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("ru") { Self::Ru } else { Self::En }
    }
}

/// One sentence or label in every language of the product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// English.
    pub en: Cow<'static, str>,
    /// Russian.
    pub ru: Cow<'static, str>,
}

thread_local! {
    static SPOKEN: Cell<Option<Lang>> = const { Cell::new(None) };
}

/// Runs `write`, in which every [`Text`] is serialised as its string in `lang` instead of in both languages. For
/// documents too large to be built first and put through [`localize`] then.
pub fn in_language<T>(lang: Lang, write: impl FnOnce() -> T) -> T {
    /// Also where `write` panics.
    struct Restore(Option<Lang>);
    impl Drop for Restore {
        fn drop(&mut self) {
            SPOKEN.set(self.0);
        }
    }
    let _restore = Restore(SPOKEN.replace(Some(lang)));
    write()
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(lang) = SPOKEN.get() {
            return serializer.serialize_str(self.get(lang));
        }
        let mut both = serializer.serialize_struct("Text", 2)?;
        both.serialize_field("en", &self.en)?;
        both.serialize_field("ru", &self.ru)?;
        both.end()
    }
}

impl Text {
    /// A constant text.
    #[must_use]
    pub const fn new(en: &'static str, ru: &'static str) -> Self {
        Self { en: Cow::Borrowed(en), ru: Cow::Borrowed(ru) }
    }

    /// A text that was put together at run time; see the [`text!`](crate::text!) macro.
    #[must_use]
    pub fn owned(en: String, ru: String) -> Self {
        Self { en: Cow::Owned(en), ru: Cow::Owned(ru) }
    }

    /// A proper name or a platform's own words: the same in every language.
    #[must_use]
    pub fn verbatim(words: impl Into<String>) -> Self {
        let words = words.into();
        Self { en: Cow::Owned(words.clone()), ru: Cow::Owned(words) }
    }

    /// The text in `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ru => &self.ru,
        }
    }
}

/// Formats a [`Text`] in both languages from the same captured variables:
/// `text!("Port {port} is taken.", "Порт {port} занят.")`.
#[macro_export]
macro_rules! text {
    ($en:literal, $ru:literal $(,)?) => {
        $crate::text::Text::owned(format!($en), format!($ru))
    };
}

/// A number with its noun: `1 day`, `5 days`; «1 день», «2 дня», «5 дней», by CLDR's rules for whole numbers.
#[must_use]
pub fn counted(count: u32, en: [&str; 2], ru: [&str; 3]) -> Text {
    let [one, other] = en;
    let [single, few, many] = ru;
    let en = if count == 1 { one } else { other };
    let ru = match (count % 10, count % 100) {
        (_, 11..=14) => many,
        (1, _) => single,
        (2..=4, _) => few,
        _ => many,
    };
    text!("{count} {en}", "{count} {ru}")
}

/// Replaces every serialised [`Text`] inside `value` by its string in `lang`, for output that has one language.
#[must_use]
pub fn localize(value: Value, lang: Lang) -> Value {
    match value {
        Value::Object(map) if is_text(&map) => {
            let key = if lang == Lang::Ru { "ru" } else { "en" };
            map.get(key).cloned().unwrap_or_default()
        }
        Value::Object(map) => map.into_iter().map(|(key, inner)| (key, localize(inner, lang))).collect(),
        Value::Array(items) => items.into_iter().map(|inner| localize(inner, lang)).collect(),
        other => other,
    }
}

fn is_text(map: &serde_json::Map<String, Value>) -> bool {
    map.len() == 2
        && map.get("en").is_some_and(Value::is_string)
        && map.get("ru").is_some_and(Value::is_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_decides_by_its_language_alone() {
        for (locale, lang) in [("ru", Lang::Ru), ("ru_RU.UTF-8", Lang::Ru), ("RU-ru", Lang::Ru)] {
            assert_eq!(Lang::from_locale(locale), lang, "{locale}");
        }
        for locale in ["en-GB", "C", "", "run"] {
            assert_eq!(Lang::from_locale(locale), Lang::En, "{locale}");
        }
    }

    #[test]
    fn a_number_takes_the_form_of_the_noun_that_its_language_wants() {
        let days = |count| counted(count, ["day", "days"], ["день", "дня", "дней"]);
        for (count, en, ru) in [
            (0, "0 days", "0 дней"),
            (1, "1 day", "1 день"),
            (2, "2 days", "2 дня"),
            (5, "5 days", "5 дней"),
            (11, "11 days", "11 дней"),
            (21, "21 days", "21 день"),
            (112, "112 days", "112 дней"),
        ] {
            assert_eq!(days(count), Text::owned(en.into(), ru.into()));
        }
    }

    #[test]
    fn a_document_in_one_language_is_what_localizing_makes_of_it_and_the_next_has_both_again() {
        let texts = vec![text!("one", "один"), text!("two", "два")];
        for lang in [Lang::En, Lang::Ru] {
            let written = in_language(lang, || serde_json::to_value(&texts).unwrap());
            assert_eq!(written, localize(serde_json::to_value(&texts).unwrap(), lang));
        }
        assert_eq!(serde_json::to_value(&texts).unwrap()[0]["ru"], "один");
    }

    #[test]
    fn localizing_leaves_keys_and_other_objects_alone() {
        let port = 4000;
        let value =
            serde_json::json!({ "title": text!("Port {port}", "Порт {port}"), "x": [{ "en": 1, "ru": 2 }] });
        let expected = serde_json::json!({ "title": "Порт 4000", "x": [{ "en": 1, "ru": 2 }] });
        assert_eq!(localize(value, Lang::Ru), expected);
    }
}
