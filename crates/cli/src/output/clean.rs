//! Text from outside, made fit for a terminal: no escape sequences, no control characters, nothing that turns the
//! reading direction or hides, and no more of it than a person would read.

use std::iter::Peekable;
use std::str::Chars;

/// A name: at most 60 characters.
pub(crate) fn name(text: &str) -> String {
    clean(text, 60)
}

/// A sentence or two: at most 600 characters.
pub(crate) fn sentence(text: &str) -> String {
    clean(text, 600)
}

/// A text of several lines, each at most 600 characters.
pub(crate) fn lines(text: &str) -> String {
    text.lines().map(sentence).collect::<Vec<_>>().join("\n")
}

fn clean(text: &str, longest: usize) -> String {
    let mut kept = String::with_capacity(text.len().min(4 * longest));
    let mut chars = text.chars().peekable();
    let mut count = 0;
    while let Some(char) = chars.next() {
        if char == '\u{1b}' {
            skip_sequence(&mut chars);
            continue;
        }
        let Some(char) = visible(char) else { continue };
        if count == longest {
            kept.pop();
            kept.push('…');
            break;
        }
        kept.push(char);
        count += 1;
    }
    kept
}

/// Passes over the rest of an escape sequence (ECMA-48 §5.3-5.6).
fn skip_sequence(chars: &mut Peekable<Chars<'_>>) {
    match chars.next() {
        Some('[') => drop(chars.find(|char| matches!(char, '\u{40}'..='\u{7e}'))),
        Some(']' | 'P' | 'X' | '^' | '_') => skip_string(chars),
        _ => {}
    }
}

/// Passes over a control string up to BEL or `ESC \`.
fn skip_string(chars: &mut Peekable<Chars<'_>>) {
    while let Some(char) = chars.next() {
        if char == '\u{7}' || (char == '\u{1b}' && chars.next_if_eq(&'\\').is_some()) {
            return;
        }
    }
}

fn visible(char: char) -> Option<char> {
    match char {
        '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        // Direction marks, embeddings, overrides and isolates (UAX #9).
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        // Invisible, and good for nothing but deceiving. The joiners stay: scripts and emoji need them.
        '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => None,
        '\u{e0000}'..='\u{e007f}' => None,
        control if control.is_control() => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_commands_the_terminal() {
        for (foreign, shown) in [
            ("Anna \u{1b}[31mred\u{1b}[0m", "Anna red"),
            ("\u{1b}]0;title\u{7}x", "x"),
            ("\u{1b}]8;;https://evil.example\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
            ("a\u{9b}31mb", "a31mb"),
            ("a\u{1b}", "a"),
            ("a\u{1b}[", "a"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("a\u{2066}b\u{2069}c\u{200f}", "abc"),
            ("two\nlines\tand a tab", "two lines and a tab"),
            ("bell\u{7}\u{8}\u{0}", "bell"),
            ("пустой\u{200b}пробел\u{feff}", "пустойпробел"),
            ("👩\u{200d}💻 Agentur & Söhne 株式会社", "👩\u{200d}💻 Agentur & Söhne 株式会社"),
        ] {
            assert_eq!(name(foreign), shown);
        }
    }

    #[test]
    fn a_name_of_a_megabyte_is_cut() {
        let cut = name(&"ы".repeat(1024 * 1024));
        assert_eq!(cut.chars().count(), 60);
        assert!(cut.ends_with('…'));
        assert_eq!(name(&"ы".repeat(60)), "ы".repeat(60));
    }
}
