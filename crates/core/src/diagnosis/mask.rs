//! Secrets in text from outside, noticed by their shape and cut out. People paste what they have: headers, URLs, log
//! lines, whole dumps.

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

/// What takes a secret's place.
pub(crate) const MASK: &str = "[…]";

/// Shapes, the more telling first. Group 1, if there is one, stays: the name before a value.
const SHAPES: &[&str] = &[
    // `Authorization: Bearer …`, `Basic …`, also without the header's name.
    r"(?i)\b((?:bearer|basic|oauth)\s+)[A-Za-z0-9+/_.~|=-]{12,}",
    // Cookies, to the end of the line.
    r"(?i)\b((?:set-)?cookie['\x22]?\s*:\s*)[^\r\n]{4,}",
    // A name that says what its value is: query, form, JSON, shell, headers. JSON inside JSON has its quotes escaped.
    r#"(?i)\b((?:access_token|refresh_token|id_token|input_token|fb_exchange_token|client_secret|app_secret|appsecret_proof|code_verifier|developer[-_]token|api[-_]?key|auth_code|passphrase|password|passwd)(?:\\?["'])?\s*(?:=|:|%3[Dd])\s*(?:\\?["'])?)[^\s"'&,;<>{}\\]{6,}"#,
    // The same for words that prose uses, too: only with a long value.
    r#"(?i)\b((?:token|secret)(?:\\?["'])?\s*(?:=|:|%3[Dd])\s*(?:\\?["'])?)[^\s"'&,;<>{}\\]{16,}"#,
    // An authorization code; a platform's numeric `code` is none.
    r#"(?i)([?&#]code=)[^\s"'&<>]{8,}"#,
    // Facebook, by its first letters; then the app's own token `id|secret`.
    r"\bEAA[A-Za-z0-9_-]{16,}",
    r"\b[0-9]{5,20}\|[A-Za-z0-9_-]{16,}",
    // JSON Web Tokens (RFC 7519).
    r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?",
    // Google: access tokens, refresh tokens, client secrets, API keys.
    r"\bya29\.[A-Za-z0-9_-]{10,}",
    r"\b1//[A-Za-z0-9_-]{20,}",
    r"\bGOCSPX-[A-Za-z0-9_-]{10,}",
    r"\bAIza[A-Za-z0-9_-]{30,}",
    // LinkedIn.
    r"\bAQ[A-Za-z0-9_-]{60,}",
    // App secrets and proofs: 32 or 64 hexadecimal digits and nothing around them.
    r"\b(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{32})\b",
    // age, as the file vault uses it.
    r"\bAGE-SECRET-KEY-1[A-Z0-9]{20,}",
];

static REGEXES: LazyLock<Vec<Regex>> =
    LazyLock::new(|| SHAPES.iter().filter_map(|shape| Regex::new(shape).ok()).collect());

/// `text` without secrets, and how many there were.
pub(crate) fn mask(text: &str) -> (String, u32) {
    let mut seen = 0;
    let masked = REGEXES.iter().fold(text.to_owned(), |text, shape| {
        let cut = |found: &Captures<'_>| {
            let name = found.get(1).map_or("", |name| name.as_str());
            let value =
                found.get(0).map_or("", |whole| whole.as_str()).strip_prefix(name).unwrap_or_default();
            if value.contains(MASK) {
                return format!("{name}{value}");
            }
            seen += 1;
            format!("{name}{MASK}")
        };
        shape.replace_all(&text, cut).into_owned()
    });
    (masked, seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_can_be_read() {
        assert_eq!(REGEXES.len(), SHAPES.len());
    }

    #[test]
    fn a_secret_is_cut_out_wherever_people_paste_it() {
        let canary = "s3cr3tCanary0123456789abcdefABCDEF";
        for text in [
            format!("curl -H 'Authorization: Bearer {canary}' https://x"),
            format!("authorization: bearer {canary}"),
            format!("https://x/me?fields=id&access_token={canary}&limit=5"),
            format!("{{\"access_token\":\"{canary}\",\"expires_in\":5}}"),
            format!("{{\\\"access_token\\\":\\\"{canary}\\\"}}"),
            format!("client_secret: {canary}"),
            format!("refresh_token = '{canary}'"),
            format!("FACEBOOK_CLIENT_SECRET={canary}").replace("FACEBOOK_CLIENT_SECRET", "client_secret"),
            format!("http://localhost:1/cb?code={canary}&state=x"),
            format!("Malformed access token EAA{canary}"),
            format!("access_token=123456789|{canary}"),
            format!("123456789012345|{canary}"),
            format!("eyJhbGciOiJSUzI1NiJ9.{canary}.{canary}"),
            format!("ya29.{canary} 1//{canary} GOCSPX-{canary}"),
            format!("Cookie: c_user=1; xs={canary}"),
            format!("access_token%3D{canary}"),
        ] {
            let (masked, seen) = mask(&text);
            assert!(!masked.contains("anary") && seen > 0, "{text} -> {masked}");
        }
    }

    #[test]
    fn an_app_secret_is_noticed_by_its_shape_alone() {
        assert_eq!(mask("it is 0123456789abcdef0123456789abcdef, I think").0, "it is […], I think");
    }

    #[test]
    fn what_is_no_secret_stays() {
        for text in [
            r#"{"error":{"message":"Session has expired","code":190,"error_subcode":463,"fbtrace_id":"AbCdEfGhIjKlMnOpQrStUvW"}}"#,
            "Object with ID 'act_402917365501' does not exist",
            "HTTP/1.1 400 Bad Request",
            "Error validating access token: Session has expired on Monday",
            "(#200) Requires business_management permission",
            "error_code=1349168&error_message=URL+Blocked",
        ] {
            assert_eq!(mask(text), (text.to_owned(), 0));
        }
    }

    proptest::proptest! {
        /// What is masked once is masked for good, and no text is too strange.
        #[test]
        fn masking_twice_changes_nothing(text in "(?s).{0,200}", name in "[a-z_]{3,14}", value in "[A-Za-z0-9_.|-]{0,80}") {
            let (masked, _) = mask(&format!("{text}{name}={value}&{text} Bearer {value}"));
            proptest::prop_assert_eq!(mask(&masked), (masked, 0));
        }

        #[test]
        fn a_facebook_token_never_survives(before in "(?s).{0,60}", token in "EAA[A-Za-z0-9]{20,180}", after in "(?s)[^A-Za-z0-9_-].{0,60}") {
            let (masked, seen) = mask(&format!("{before} {token}{after}"));
            proptest::prop_assert!(seen > 0 && !masked.contains(&token));
        }
    }
}
