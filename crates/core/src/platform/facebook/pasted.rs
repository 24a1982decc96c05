//! Finding an error of Facebook's in whatever a person pastes: a body, a log line around one, the address that the
//! sign-in came back to, or just the sentence.

use regex_lite::Regex;
use std::sync::LazyLock;

use super::body::{self, Failure};
use super::errors;

/// `(#190) …`, as Graph begins its messages.
static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\(#(\d{1,9})\)").ok());

/// The failure in `text`, if there is one that can be told.
pub(super) fn failure(text: &str) -> Option<Failure> {
    let text = text.trim();
    body::failure(text.as_bytes())
        .or_else(|| json_inside(text))
        .or_else(|| address(text))
        .or_else(|| sentence(text))
}

/// JSON inside a log line: the first `{` that begins a document with a failure in it.
fn json_inside(text: &str) -> Option<Failure> {
    text.match_indices('{').take(20).find_map(|(start, _)| {
        let (_, rest) = text.split_at(start);
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde_json::Value>();
        let value = values.next()?.ok()?;
        body::failure(value.to_string().as_bytes())
    })
}

/// `…?error_code=1349168&error_message=…` or `?error=access_denied&error_description=…`, in query or fragment.
fn address(text: &str) -> Option<Failure> {
    let (_, parameters) = text.split_once(['?', '#']).filter(|_| !text.contains(char::is_whitespace))?;
    let parameters = parameters.split('#').next().unwrap_or_default();
    let mut failure = Failure::default();
    let mut words = Vec::new();
    for (name, value) in url::form_urlencoded::parse(parameters.as_bytes()) {
        match &*name {
            "error_code" => failure.code = value.parse().ok(),
            "error_subcode" => failure.subcode = value.parse().ok(),
            "error" | "error_reason" | "error_message" | "error_description" => {
                words.push(value.into_owned());
            }
            _ => {}
        }
    }
    failure.message = words.join(": ");
    (failure.code.is_some() || !words.is_empty()).then_some(failure)
}

fn sentence(text: &str) -> Option<Failure> {
    let code = NUMBERED.as_ref().and_then(|numbered| numbered.captures(text)?.get(1)?.as_str().parse().ok());
    let failure = Failure { code, message: text.to_owned(), ..Failure::default() };
    (code.is_some() || errors::is_known(&failure)).then_some(failure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_found_in_all_that_people_paste() {
        let body = r#"{"error":{"message":"m","code":190,"error_subcode":460}}"#;
        for (text, code) in [
            (body.to_owned(), Some(190)),
            (format!("  2026-11-22 ERROR {{ctx}} call failed: {body} (attempt 3)\n"), Some(190)),
            (
                "http://localhost:1/cb?error_code=1349168&error_message=URL+Blocked&state=x#_=_".into(),
                Some(1_349_168),
            ),
            ("(#200) Requires business_management permission to manage the object".into(), Some(200)),
            ("Error validating client secret.".into(), None),
            ("https://x/?error=access_denied&error_reason=user_denied&error_code=200".into(), Some(200)),
        ] {
            assert_eq!(failure(&text).map(|failure| failure.code), Some(code), "{text}");
        }
    }

    #[test]
    fn what_is_no_error_of_facebook_s_is_not_made_one() {
        for text in [
            "",
            "hello",
            "{}",
            r#"{"data":[]}"#,
            "https://example.org/?a=b",
            "<html></html>",
            "<a href=\"/?error=x\"> y",
        ] {
            assert_eq!(failure(text), None, "{text}");
        }
    }
}
