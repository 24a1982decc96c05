//! Errors of OAuth that a person has at hand: a document, the address of a page, or just the name.

use crate::error::Error;
use crate::oauth::{callback, token};

/// Explains `text`, offline. `None`: it is no error of OAuth, or one that nobody is known to use.
///
/// The same name can mean different things: `invalid_grant` is told as an access that ended, since a code that
/// failed is seldom looked up afterwards.
#[must_use]
pub fn explain(text: &str) -> Option<Error> {
    let text = text.trim();
    let document =
        text.find('{').and_then(|start| text.split_at_checked(start)).map_or(text, |(_, rest)| rest);
    token::explain_document(document)
        .or_else(|| callback::explain_address(text))
        .or_else(|| token::explain_document(&serde_json::json!({ "error": text }).to_string()))
        .or_else(|| callback::explain_name(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn an_error_is_found_in_a_document_an_address_or_by_its_name() {
        let rows = [
            (r#"{"error":"invalid_client","error_description":"x"}"#, Code::ClientRejected),
            (r#"HTTP 400: {"error":"invalid_grant"}"#, Code::TokenRevoked),
            ("error=invalid_scope&error_description=x", Code::PermissionMissing),
            ("http://localhost:1/cb?error=access_denied&state=x#_=_", Code::AuthorizationDeclined),
            ("?error_code=1349126&error_message=App+Not+Setup", Code::AppNotLive),
            ("invalid_grant", Code::TokenRevoked),
            (" unauthorized_scope_error\n", Code::PermissionMissing),
        ];
        for (text, code) in rows {
            assert_eq!(explain(text).map(|error| error.code), Some(code), "{text}");
        }
    }

    #[test]
    fn what_is_no_error_is_not_explained() {
        for text in [
            "",
            "hello",
            "{}",
            r#"{"access_token":"a"}"#,
            "http://localhost:1/cb?code=a&state=b",
            "{{{",
            "Error",
            "some_name",
        ] {
            assert_eq!(explain(text), None, "{text}");
        }
    }
}
