//! Words of a platform, made safe to show: short, one line, nothing invisible, nothing of what was sent in secret.

use crate::secret::Secret;

/// How much of a platform's message is kept, in characters.
const LONGEST: usize = 300;

/// Cleans `words`. Any of `secrets` in them is cut out, should the platform repeat what it was sent.
pub(crate) fn words(words: &str, secrets: &[&Secret]) -> String {
    let mut clean = words.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        // EXPOSE: searched for, so that it can be cut out.
        clean = clean.replace(secret.expose(), "[…]");
    }
    let visible: String = clean.chars().map(|sign| if sign.is_whitespace() { ' ' } else { sign }).collect();
    visible.chars().filter(|sign| !is_hidden(*sign)).take(LONGEST).collect::<String>().trim().to_owned()
}

/// Control characters, and those that reorder or hide the text around them.
fn is_hidden(sign: char) -> bool {
    let reorders = matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    sign.is_control() || reorders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_that_repeats_a_secret_does_not_get_it_shown() {
        let code = Secret::new("AQDcanary");
        assert_eq!(words("code AQDcanary is used", &[&code, &Secret::new("")]), "code […] is used");
    }

    #[test]
    fn line_breaks_escapes_and_reordering_marks_are_gone() {
        assert_eq!(words(" a\r\nb\u{1b}[31m\u{202e}c\u{0} ", &[]), "a  b[31mc");
        assert_eq!(words(&"я".repeat(1000), &[]).chars().count(), LONGEST);
    }
}
