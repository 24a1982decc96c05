//! Errors that a sign-in page sends back, by number and by name.
//!
//! Names are those of RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6 and LinkedIn; numbers are those of Facebook's
//! dialog, which sends `error_code` and `error_message` and often no `error` at all.

use crate::error::{Code, Error};
use crate::oauth::{dialog, foreign};
use crate::secret::Secret;
use crate::text::Text;

mod known;

/// What a sign-in page said, as it came.
pub(super) struct Report<'a> {
    pub(super) error: Option<&'a str>,
    pub(super) number: Option<&'a str>,
    pub(super) reason: Option<&'a str>,
    pub(super) words: Option<&'a str>,
    /// Where the sign-in was to come back to, if it is known.
    pub(super) redirect_uri: Option<&'a str>,
}

/// What one error means.
struct Meaning {
    keys: &'static [&'static str],
    code: Code,
    message: Text,
    /// The next step; `None`: the code's usual one.
    hint: Option<Text>,
}

impl Meaning {
    fn error(&self) -> Error {
        let error = Error::new(self.code, self.message.clone());
        match &self.hint {
            Some(hint) => error.hint(hint.clone()),
            None => error,
        }
    }
}

impl Report<'_> {
    /// The error behind the report; `None` if nothing was reported. `secrets` are cut out of the platform's words.
    pub(super) fn explain(&self, secrets: &[&Secret]) -> Option<Error> {
        let name = self.error.or(self.reason).or(self.number).or(self.words)?;
        let number = self.number.and_then(|number| number.parse::<i32>().ok());
        let numbered = |number| dialog::by_number(number, self.redirect_uri);
        let known = number.and_then(numbered).or_else(|| by_name(name));
        let words = foreign::words(self.words.unwrap_or(name), secrets);
        Some(known.unwrap_or_else(refused).with(|details| {
            details.platform_code = number;
            details.platform_message = Some(words);
        }))
    }
}

/// What an error's name means, if it is known.
pub(super) fn by_name(name: &str) -> Option<Error> {
    known::NAMES.iter().find(|meaning| meaning.keys.contains(&name)).map(Meaning::error)
}

fn refused() -> Error {
    Error::new(
        Code::RedirectRefused,
        Text::new("The platform refused the sign-in.", "Платформа отказала во входе."),
    )
}
