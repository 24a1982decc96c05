//! What a person pastes: an address with all that copying does to it, its query, or the bare code.

use super::{Params, Stray, Verdict, is_code};
use crate::error::{Code, Error, Result};
use crate::oauth::authorize::Pending;
use crate::oauth::redirect::deep_link;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

/// Longer than any address that a browser shows, in bytes.
const LONGEST: usize = 16 * 1024;

/// Judges what a person pasted: a whole address with `#_=_`, spaces and line breaks, its query, or the bare code.
/// Only a bare code or a bare query may lack the state; an address without it belongs to another sign-in. A link of our
/// own scheme is judged as strictly as any callback, for any program can hand one in.
///
/// # Errors
/// `state-mismatch` if the state is another one or missing; `usage` if there is nothing usable; otherwise what the
/// platform reports, as [`super::judge`] finds it.
pub fn judge_paste(paste: &str, pending: &Pending) -> Result<Secret> {
    if paste.len() > LONGEST {
        return Err(unusable());
    }
    let tidy = Tidy::from(paste);
    if tidy.names_a_token() {
        return Err(a_token());
    }
    match tidy.kind {
        Kind::Link => match super::judge(&tidy.text, pending) {
            Verdict::Answer(answer) => answer,
            Verdict::Stray => Err(foreign()),
        },
        Kind::Address => judge(&tidy.text, pending, |_| Err(foreign())),
        Kind::Query => judge(&tidy.text, pending, Ok),
        Kind::Code => Ok(Secret::new(tidy.text)),
        Kind::Nothing => Err(unusable()),
    }
}

/// Judges a query; `stateless` decides about a code that came without a state. An error without a state is told:
/// nothing can be gained by forging one into a person's own paste.
fn judge(query: &str, pending: &Pending, stateless: impl FnOnce(Secret) -> Result<Secret>) -> Result<Secret> {
    let params = Params::parse(query);
    match params.judge(pending) {
        Ok(answer) => answer,
        Err(Stray::NoState) => match (params.failure(Some(pending)), params.code()) {
            (Ok(Some(error)), _) => Err(error),
            (Ok(None), Ok(Some(code))) => stateless(code),
            _ => Err(unusable()),
        },
        Err(Stray::ForeignState | Stray::Repeated("state")) => Err(foreign()),
        Err(Stray::Repeated(name)) => Err(repeated(name)),
        Err(Stray::Nothing) => Err(unusable()),
    }
}

enum Kind {
    Link,
    Address,
    Query,
    Code,
    Nothing,
}

/// A paste freed of what copying added, and what it looks like. Of an address only query and fragment are kept.
struct Tidy {
    kind: Kind,
    text: String,
}

impl From<&str> for Tidy {
    fn from(paste: &str) -> Self {
        let trimmed =
            paste.trim_matches(|sign: char| sign.is_whitespace() || "\"'<>«»\u{FEFF}".contains(sign));
        let unbroken: String = trimmed.chars().filter(|sign| !sign.is_control()).collect();
        let joined: String = unbroken.chars().filter(|sign| !sign.is_whitespace()).collect();
        let joined = joined.replace("&amp;", "&");
        if joined.starts_with(deep_link::SCHEME) {
            return Self { kind: Kind::Link, text: parameters(&joined) };
        }
        if let Some((before, _)) = joined.split_once(['?', '#']).filter(|_| names_a_parameter(&joined)) {
            let kind = if before.is_empty() { Kind::Query } else { Kind::Address };
            return Self { kind, text: parameters(&joined) };
        }
        if names_a_parameter(&joined) {
            return Self { kind: Kind::Query, text: joined };
        }
        let code = unbroken.strip_suffix("#_=_").unwrap_or(&unbroken);
        let kind = if is_bare_code(code) { Kind::Code } else { Kind::Nothing };
        Self { kind, text: code.to_owned() }
    }
}

/// Query and fragment of an address as one query: some platforms answer in the fragment.
fn parameters(address: &str) -> String {
    let (before, fragment) = address.split_once('#').unwrap_or((address, ""));
    let query = before.split_once('?').map_or("", |(_, query)| query);
    format!("{query}&{fragment}")
}

fn names_a_parameter(text: &str) -> bool {
    let starts = |part: &str| ["code=", "state=", "error", TOKEN].iter().any(|name| part.starts_with(name));
    text.split(['?', '#', '&']).any(starts)
}

/// A code alone: no sentence, no address.
fn is_bare_code(text: &str) -> bool {
    is_code(text) && text.len() >= 4 && !text.contains("://") && !text.contains([' ', '?', '&'])
}

/// What the answer of another kind of sign-in begins with (RFC 6749 §4.2.2).
const TOKEN: &str = "access_token=";

impl Tidy {
    /// A token comes in the fragment, where no program can be told it for sure: it is not used in place of a code.
    fn names_a_token(&self) -> bool {
        self.text.split('&').any(|part| part.starts_with(TOKEN)) && !self.text.contains("code=")
    }
}

fn a_token() -> Error {
    Error::new(
        Code::Usage,
        Text::new(
            "What was pasted holds a token, not the code of this sign-in. It was not used.",
            "Во вставленном — токен, а не код этого входа. Он не использован.",
        ),
    )
    .hint(Text::new(
        "To use that token as it is: adkeys connect PROVIDER --token -",
        "Чтобы использовать этот токен как есть: adkeys connect PROVIDER --token -",
    ))
}

fn foreign() -> Error {
    Error::new(
        Code::StateMismatch,
        Text::new(
            "What was pasted belongs to another sign-in, and was not used.",
            "Вставленный адрес относится к другому входу и не использован.",
        ),
    )
}

fn unusable() -> Error {
    Error::new(
        Code::Usage,
        Text::new(
            "There is neither a code nor an error in what was pasted.",
            "Во вставленном тексте нет ни кода, ни ошибки.",
        ),
    )
    .hint(Text::new(
        "Copy the whole address of the page that opens after the sign-in; it has code= in it.",
        "Скопируйте целиком адрес страницы, которая открывается после входа; в нём есть code=.",
    ))
}

fn repeated(name: &str) -> Error {
    Error::new(
        Code::Usage,
        text!("{name} stands twice in what was pasted.", "Во вставленном адресе {name} стоит дважды."),
    )
}
