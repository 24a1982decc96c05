//! Makes Facebook's words fit to be shown, kept and sent to support. Beyond what holds for any platform: Facebook
//! quotes tokens in its messages ("Malformed access token …"), also ones that we never saw.

use crate::oauth::foreign;
use crate::secret::Secret;

/// A run of this many token characters is taken for a secret.
const SECRET_RUN: usize = 32;

/// `message` without `secrets`, without anything that looks like one, short and on one line.
pub(super) fn scrub(message: &str, secrets: &[&Secret]) -> String {
    let words: Vec<String> = foreign::words(message, secrets)
        .split_inclusive(|character| !is_token_character(character))
        .map(redact)
        .collect();
    words.concat()
}

fn is_token_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '|')
}

/// Every token of Facebook's begins with `EAA`; proofs and codes are long. Long numbers are ids.
fn redact(word: &str) -> String {
    let token = word.trim_end_matches(|character| !is_token_character(character));
    let rest = word.strip_prefix(token).unwrap_or_default();
    let is_id = token.trim_start_matches("act_").bytes().all(|byte| byte.is_ascii_digit());
    let looks_secret = token.len() >= SECRET_RUN || (token.starts_with("EAA") && token.len() > 6);
    if looks_secret && !is_id { format!("[…]{rest}") } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_in_a_message_is_taken_out() {
        let canary = Secret::new("s3cr3t");
        for (said, kept) in [
            ("Malformed access token EAAGxyz123canary", "Malformed access token […]"),
            ("proof 0123456789abcdef0123456789abcdef, again", "proof […], again"),
            ("secret=s3cr3t&x", "secret=[…]&x"),
            ("(#200) Requires business_management", "(#200) Requires business_management"),
            (
                "Object with ID 'act_12345678901234567890123456789012'",
                "Object with ID 'act_12345678901234567890123456789012'",
            ),
        ] {
            assert_eq!(scrub(said, &[&canary]), kept);
        }
    }
}
