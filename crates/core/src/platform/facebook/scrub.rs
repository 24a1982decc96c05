//! Makes a platform's words fit to be shown, kept and sent to support: no tokens, no control characters, not too long.

use crate::secret::Secret;

/// The longest message kept, in characters.
const LONGEST: usize = 600;
/// A run of this many token characters is taken for a secret: Facebook quotes tokens in "Malformed access token …".
const SECRET_RUN: usize = 32;

/// `message` without `secrets` and without anything that looks like one.
pub(super) fn scrub(message: &str, secrets: &[&Secret]) -> String {
    let mut clean: String = message
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .take(LONGEST * 4)
        .collect();
    for secret in secrets {
        // EXPOSE: looked for in order to be taken out.
        let secret = secret.expose();
        if secret.len() >= 4 {
            clean = clean.replace(secret, "[redacted]");
        }
    }
    let words: Vec<String> =
        clean.split_inclusive(|character| !is_token_character(character)).map(redact).collect();
    words.concat().chars().take(LONGEST).collect()
}

fn is_token_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '|')
}

fn redact(word: &str) -> String {
    let token = word.trim_end_matches(|character| !is_token_character(character));
    let rest = word.strip_prefix(token).unwrap_or_default();
    let numbers_only = token.bytes().all(|byte| byte.is_ascii_digit());
    let looks_secret = token.len() >= SECRET_RUN || (token.starts_with("EAA") && token.len() > 6);
    if looks_secret && !numbers_only { format!("[redacted]{rest}") } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_in_a_message_is_taken_out() {
        let canary = Secret::new("s3cr3t");
        for (said, kept) in [
            ("Malformed access token EAAGxyz123canary", "Malformed access token [redacted]"),
            ("proof 0123456789abcdef0123456789abcdef, again", "proof [redacted], again"),
            ("secret=s3cr3t&x", "secret=[redacted]&x"),
            (
                "(#200) Requires business_management permission",
                "(#200) Requires business_management permission",
            ),
            (
                "Object with ID 'act_12345678901234567890' does not exist",
                "Object with ID 'act_12345678901234567890' does not exist",
            ),
        ] {
            assert_eq!(scrub(said, &[&canary]), kept);
        }
    }

    #[test]
    fn a_message_cannot_steer_the_terminal() {
        assert_eq!(scrub("a\u{1b}[2Jb\nc", &[]), "a [2Jb c");
        assert_eq!(scrub(&"word ".repeat(1000), &[]).chars().count(), LONGEST);
    }
}
