//! Sentences in the two languages of the sandbox's pages.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A sentence in English and in Russian.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Phrase {
    /// English.
    pub en: String,
    /// Russian.
    pub ru: String,
}

/// A language of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Lang {
    #[default]
    En,
    Ru,
}

impl Lang {
    /// The first of the two that a `locale` parameter (`ru_RU`) or an `Accept-Language` header names.
    pub(crate) fn of(wish: &str) -> Self {
        let tags = wish.split(',').map(|tag| tag.trim().to_ascii_lowercase());
        let known = tags.filter_map(|tag| match tag.get(..2) {
            Some("ru") => Some(Self::Ru),
            Some("en") => Some(Self::En),
            _ => None,
        });
        known.into_iter().next().unwrap_or_default()
    }

    /// The tag for `<html lang>`.
    pub(crate) fn tag(self) -> &'static str {
        self.pick("en", "ru")
    }

    /// The one of two texts that is in this language.
    pub(crate) fn pick<'a>(self, en: &'a str, ru: &'a str) -> &'a str {
        match self {
            Self::En => en,
            Self::Ru => ru,
        }
    }
}

impl Phrase {
    pub(crate) fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.en, &self.ru)
    }
}

/// Reads a data file that was built in. The tests of each file prove that it parses.
pub(crate) fn built_in<T: DeserializeOwned + Default>(toml: &str) -> T {
    toml::from_str(toml).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_first_one_we_speak() {
        assert_eq!(Lang::of("ru_RU"), Lang::Ru);
        assert_eq!(Lang::of("de-DE, ru;q=0.8, en;q=0.5"), Lang::Ru);
        assert_eq!(Lang::of("я"), Lang::En);
        assert_eq!(Lang::of(""), Lang::En);
    }
}
