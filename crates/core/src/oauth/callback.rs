//! What comes back from the browser (RFC 6749 §4.1.2). Everything in it is hostile until the state matches.

use std::borrow::Cow;

use url::form_urlencoded;

use crate::error::{Code, Error, Result};
use crate::oauth::authorize::Pending;
use crate::secret::Secret;
use crate::text::Text;

mod dialog;
mod paste;

pub use paste::judge_paste;

/// The outcome of looking at one callback.
#[derive(Debug)]
pub enum Verdict {
    /// Not ours: wrong, missing or repeated state, or nothing that could be an answer. Keep waiting.
    Stray,
    /// Ours: a code, or the error the platform sent.
    Answer(Result<Secret>),
}

/// Judges the query of a callback. State first, then `iss`, then `error`, then `code`; repeated parameters of
/// RFC 6749 are refused. Facebook's `error_code` without `error` counts as an error (facts: dialog shapes).
#[must_use]
pub fn judge(query: &str, pending: &Pending) -> Verdict {
    match Params::parse(query).judge(pending) {
        Ok(answer) => Verdict::Answer(answer),
        Err(_) => Verdict::Stray,
    }
}

/// Explains the error in an address or query that somebody has at hand, whoever's sign-in it was.
pub(crate) fn explain_address(text: &str) -> Option<Error> {
    let query = text.trim().split_once('?').map_or(text.trim(), |(_, query)| query);
    Params::parse(query).failure(None).ok().flatten()
}

/// Explains an error by the name it has in a callback.
pub(crate) fn explain_name(name: &str) -> Option<Error> {
    dialog::by_name(name)
}

/// Why something is no answer to this sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stray {
    /// No state at all.
    NoState,
    /// Another one's state.
    ForeignState,
    /// A parameter that may stand once stands twice (RFC 6749 §3.1).
    Repeated(&'static str),
    /// Neither a code nor an error.
    Nothing,
}

/// What is left of a callback once strays are out.
type Sifted<T> = std::result::Result<T, Stray>;

/// The decoded parameters of a callback.
struct Params<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Params<'a> {
    /// Reads a query; what follows a `#` (Facebook's `#_=_`) is not part of it.
    fn parse(query: &'a str) -> Self {
        let query = query.split('#').next().unwrap_or_default();
        Self(form_urlencoded::parse(query.as_bytes()).collect())
    }

    /// The state has the first word: until it matches, nothing else is looked at.
    fn judge(&self, pending: &Pending) -> Sifted<Result<Secret>> {
        match self.one("state")? {
            None | Some("") => return Err(Stray::NoState),
            Some(state) if Secret::new(state) != pending.state => return Err(Stray::ForeignState),
            Some(_) => {}
        }
        let issuer = self.one("iss")?;
        let failure = self.failure(Some(pending))?;
        let code = self.code()?;
        if !issuer_fits(issuer, pending) {
            return Ok(Err(foreign_issuer()));
        }
        failure.map(Err).or(code.map(Ok)).ok_or(Stray::Nothing)
    }

    fn code(&self) -> Sifted<Option<Secret>> {
        Ok(self.one("code")?.filter(|code| is_code(code)).map(Secret::new))
    }

    /// The error that the platform reports, in any of its shapes.
    fn failure(&self, pending: Option<&Pending>) -> Sifted<Option<Error>> {
        let report = dialog::Report {
            error: self.first(&["error", "error_type"])?,
            number: self.first(&["error_code"])?,
            reason: self.first(&["error_reason"])?,
            words: self.first(&["error_msg", "error_message", "error_description"])?,
            redirect_uri: pending.map(|pending| pending.redirect_uri.as_str()),
        };
        let state = pending.map(|pending| &pending.state);
        Ok(report.explain(state.as_slice()))
    }

    /// The value of a parameter that may stand only once.
    fn one(&self, name: &'static str) -> Sifted<Option<&str>> {
        let mut values = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_ref());
        let value = values.next();
        if values.next().is_some() { Err(Stray::Repeated(name)) } else { Ok(value) }
    }

    /// The first of `names` that has a value.
    fn first(&self, names: &[&'static str]) -> Sifted<Option<&str>> {
        let values: Vec<_> = names.iter().map(|name| self.one(name)).collect::<Sifted<_>>()?;
        Ok(values.into_iter().flatten().find(|value| !value.is_empty()))
    }
}

/// RFC 9207 §2.4: an `iss` must be the issuer that was asked, and must be there if the issuer announced it. Of a
/// provider whose issuer is not known, nothing can be said.
fn issuer_fits(iss: Option<&str>, pending: &Pending) -> bool {
    match (&pending.issuer, iss) {
        (Some(expected), Some(actual)) => expected == actual,
        (Some(_), None) => !pending.issuer_required,
        (None, _) => true,
    }
}

/// The characters of RFC 6749 appendix A.11.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| (0x20..0x7F).contains(&byte))
}

fn foreign_issuer() -> Error {
    Error::new(
        Code::StateMismatch,
        Text::new(
            "The answer does not come from the issuer that was asked, and was not used.",
            "Ответ пришёл не от того издателя, к которому был запрос, и не использован.",
        ),
    )
    .hint(Text::new(
        "Check the issuer in the provider's file, then start the sign-in again.",
        "Проверьте issuer в файле провайдера и начните вход заново.",
    ))
}

#[cfg(test)]
mod tests;
