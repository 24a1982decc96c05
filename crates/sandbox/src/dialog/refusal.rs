//! Why the dialog ends on a page of Facebook's and never comes back.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::phrase::{Lang, Phrase, built_in};

/// A reason not to show the consent page, or not to go on from there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    MissingAppId,
    UnknownApp,
    MissingRedirect,
    RelativeRedirect,
    UrlBlocked,
    UnknownDomain,
    Insecure,
    AppNotActive,
    LoginUnavailable,
    UnknownScopes(Vec<String>),
    ResponseType,
    UnknownConfig,
    Challenge,
    /// The page with this code, because a switch says so.
    Code(i64),
}

/// The words of a page.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Words {
    key: String,
    pub(crate) code: i64,
    title: Phrase,
    text: Phrase,
    note: Phrase,
}

#[derive(Default, Deserialize)]
struct File {
    page: Vec<Words>,
}

static PAGES: LazyLock<File> = LazyLock::new(|| built_in(include_str!("../../data/refusals.toml")));

impl Refusal {
    /// What the page says. A code that nobody has described gets words that fit any.
    pub(crate) fn words(&self) -> Words {
        let fits = |words: &&Words| match self {
            Self::Code(code) => words.code == *code,
            other => words.key == other.key(),
        };
        let other = || PAGES.page.iter().find(|words| words.key == "other");
        let mut words = PAGES.page.iter().find(fits).or_else(other).cloned().unwrap_or_default();
        if let Self::Code(code) = self {
            words.code = *code;
        }
        words
    }

    fn key(&self) -> &'static str {
        match self {
            Self::MissingAppId => "missing-app-id",
            Self::UnknownApp => "unknown-app",
            Self::MissingRedirect => "missing-redirect",
            Self::RelativeRedirect => "relative-redirect",
            Self::UrlBlocked => "url-blocked",
            Self::UnknownDomain => "unknown-domain",
            Self::Insecure => "insecure",
            Self::AppNotActive => "app-not-active",
            Self::LoginUnavailable => "login-unavailable",
            Self::UnknownScopes(_) => "invalid-scopes",
            Self::ResponseType => "response-type",
            Self::UnknownConfig => "unknown-config",
            Self::Challenge => "challenge",
            Self::Code(_) => "other",
        }
    }

    /// The heading.
    pub(crate) fn title(&self, words: &Words, lang: Lang) -> String {
        let scopes = match self {
            Self::UnknownScopes(scopes) => scopes.join(", "),
            _ => String::new(),
        };
        words.title.get(lang).replace("{scopes}", &scopes)
    }
}

impl Words {
    pub(crate) fn text(&self, lang: Lang) -> &str {
        self.text.get(lang)
    }

    pub(crate) fn note(&self, lang: Lang) -> &str {
        self.note.get(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_words() {
        toml::from_str::<File>(include_str!("../../data/refusals.toml")).unwrap();
        assert_eq!(Refusal::UrlBlocked.words().code, 1_349_168);
        assert_eq!(Refusal::Code(1_349_126).words().key, "app-not-active");
        assert_eq!(Refusal::Code(7).words().code, 7);
        for words in &PAGES.page {
            assert!(!words.title.ru.is_empty() && !words.note.en.is_empty(), "{}", words.key);
        }
    }
}
