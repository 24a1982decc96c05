//! Names and ids out of texts, fingerprints in their place.

use std::borrow::Cow;
use std::sync::LazyLock;

use hmac::{Hmac, KeyInit, Mac};
use regex_lite::Regex;
use sha2::Sha256;

use super::ReportOptions;
use crate::diagnosis::mask::mask;
use crate::text::Text;

/// Nine digits and more are an id, of whatever. A time of Unix seconds has ten and does not occur in texts.
static IDS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b(?:act_)?[0-9]{9,20}\b").ok());
/// Foreign words stand in quotation marks, by convention of the texts.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("“[^”]*”|«[^»]*»").ok());

/// What may stay, and how the rest is made unrecognisable.
pub(super) struct Cleaner<'a> {
    pub(super) options: ReportOptions,
    pub(super) salt: &'a str,
}

impl Cleaner<'_> {
    /// A stand-in for `value`: the same for the same value in this home, and of no use anywhere else.
    pub(super) fn fingerprint(&self, kind: &str, value: &str) -> String {
        // A key of any length is fine for HMAC (RFC 2104 §3); this cannot fail.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.salt.as_bytes()) else {
            return kind.to_owned();
        };
        mac.update(b"report\0");
        mac.update(value.as_bytes());
        let digest: String =
            mac.finalize().into_bytes().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        format!("{kind}-{digest}")
    }

    pub(super) fn id(&self, kind: &str, id: &str) -> String {
        if self.options.ids { mask(id).0 } else { self.fingerprint(kind, id) }
    }

    pub(super) fn name(&self, name: &str) -> Option<String> {
        self.options.names.then(|| mask(name).0)
    }

    /// `words` without `names`, ids, quotations and secrets.
    pub(super) fn words(&self, words: &str, names: &[&str]) -> String {
        let mut words = Cow::Borrowed(words);
        if !self.options.names {
            for name in names.iter().filter(|name| !name.is_empty()) {
                words = words.replace(name, "…").into();
            }
            if let Some(quoted) = QUOTED.as_ref() {
                let emptied = |found: &regex_lite::Captures<'_>| match found.get(0) {
                    Some(whole) if whole.as_str().starts_with('“') => "“…”",
                    _ => "«…»",
                };
                words = quoted
                    .replace_all(&words, |found: &regex_lite::Captures<'_>| emptied(found))
                    .into_owned()
                    .into();
            }
        }
        if !self.options.ids
            && let Some(ids) = IDS.as_ref()
        {
            let stand_in = |found: &regex_lite::Captures<'_>| {
                let id = found.get(0).map_or("", |whole| whole.as_str());
                self.fingerprint("id", id)
            };
            words = ids.replace_all(&words, stand_in).into_owned().into();
        }
        mask(&words).0
    }

    pub(super) fn text(&self, text: &Text, names: &[&str]) -> Text {
        Text::owned(self.words(&text.en, names), self.words(&text.ru, names))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_the_same_here_and_another_elsewhere() {
        let of = |salt| Cleaner { options: ReportOptions::default(), salt }.fingerprint("account", "act_1");
        assert_eq!(of("aa"), of("aa"));
        assert_ne!(of("aa"), of("bb"));
        assert!(of("aa").starts_with("account-") && !of("aa").contains("act_1"));
    }

    #[test]
    fn names_ids_and_quotations_go_unless_they_are_wanted() {
        let words = "“Fjällbo” (act_402917365501) of Anna, app 100200300400501, limit 75 %";
        let closed = Cleaner { options: ReportOptions::default(), salt: "s" };
        let cleaned = closed.words(words, &["Anna"]);
        for gone in ["Fjällbo", "Anna", "402917365501", "100200300400501"] {
            assert!(!cleaned.contains(gone), "{cleaned}");
        }
        assert!(cleaned.contains("75 %"));
        let open = ReportOptions { names: true, ids: true, ..ReportOptions::default() };
        assert_eq!(Cleaner { options: open, salt: "s" }.words(words, &["Anna"]), words);
    }
}
