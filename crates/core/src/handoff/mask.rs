//! Taking secrets out of a stream of bytes as it passes by.

use crate::secret::Secret;

/// What stands in the place of a secret.
pub const MASK: &[u8] = b"[masked]";

/// A shorter secret is left alone: it would be found in ordinary words.
const SHORTEST: usize = 8;

/// So many bytes of what may become a secret are shown when nothing follows them for a while: somebody types at a
/// terminal and wants to see what. Every Facebook token begins with the same three.
const SHOWN: usize = 4;

/// Takes secrets out of a stream that comes in pieces of any size, text or not. Only what may be the beginning of a
/// secret is held back, so that a prompt without a line break is seen at once.
#[derive(Debug)]
pub struct Masker {
    secrets: Vec<Vec<u8>>,
    /// Whether a secret begins with this byte: most bytes need no second look.
    begins: [bool; 256],
    /// The beginning of a secret, as far as it has come.
    held: Vec<u8>,
    /// How many bytes of `held` have been shown all the same.
    shown: usize,
}

impl Masker {
    /// Looks for these, and for how they look inside URLs and JSON.
    #[must_use]
    pub fn new(secrets: &[Secret]) -> Self {
        let mut forms: Vec<Vec<u8>> = Vec::new();
        for secret in secrets {
            // EXPOSE: compared with what passes by, written nowhere.
            let plain = secret.expose();
            forms.extend([plain.as_bytes().to_vec(), in_url(plain), in_json(plain)]);
        }
        forms.retain(|form| form.len() >= SHORTEST);
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms.dedup();
        let mut begins = [false; 256];
        for first in forms.iter().filter_map(|form| form.first()) {
            begins[usize::from(*first)] = true;
        }
        Self { secrets: forms, begins, held: Vec::new(), shown: 0 }
    }

    /// Takes in a piece and appends to `out` what may be seen of the stream now.
    pub fn push(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        self.held.extend_from_slice(piece);
        self.pass(out, false);
    }

    /// Whether a pause would show something.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.shown < self.held.len().min(SHOWN)
    }

    /// Nothing has come for a while: shows the first bytes of what is held back.
    pub fn pause(&mut self, out: &mut Vec<u8>) {
        let until = self.held.len().min(SHOWN);
        out.extend_from_slice(self.held.get(self.shown..until).unwrap_or_default());
        self.shown = self.shown.max(until);
    }

    /// The stream has ended: what is held back was no secret.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        self.pass(out, true);
    }

    fn pass(&mut self, out: &mut Vec<u8>, ended: bool) {
        let mut at = 0;
        loop {
            at += self.harmless(at, out);
            if at >= self.held.len() {
                break;
            }
            match self.found(at, ended) {
                Found::Secret(length) => {
                    out.extend_from_slice(MASK);
                    at += length;
                }
                Found::Beginning => break,
                Found::Nothing => {
                    out.extend(self.held.get(at).filter(|_| at >= self.shown));
                    at += 1;
                }
            }
        }
        self.held.drain(..at);
        self.shown = self.shown.saturating_sub(at);
    }

    /// Passes on the bytes from `at` on with which no secret begins; tells how many.
    fn harmless(&self, at: usize, out: &mut Vec<u8>) -> usize {
        let rest = self.held.get(at..).filter(|_| at >= self.shown).unwrap_or_default();
        let count = rest.iter().position(|byte| self.begins[usize::from(*byte)]).unwrap_or(rest.len());
        out.extend(rest.iter().take(count));
        count
    }

    /// What begins at `at`. The longest secret wins, so that none is left over in halves.
    fn found(&self, at: usize, ended: bool) -> Found {
        let rest = self.held.get(at..).unwrap_or_default();
        for secret in &self.secrets {
            if rest.starts_with(secret) {
                return Found::Secret(secret.len());
            }
            if !ended && secret.starts_with(rest) {
                return Found::Beginning;
            }
        }
        Found::Nothing
    }
}

enum Found {
    Secret(usize),
    Beginning,
    Nothing,
}

fn in_url(secret: &str) -> Vec<u8> {
    percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC).to_string().into_bytes()
}

fn in_json(secret: &str) -> Vec<u8> {
    let quoted = serde_json::Value::from(secret).to_string();
    quoted.trim_matches('"').as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TOKEN: &str = "EAABwzLixnjYBO";

    fn masked(secrets: &[&str], pieces: &[&[u8]]) -> Vec<u8> {
        let secrets: Vec<Secret> = secrets.iter().map(|secret| Secret::new(*secret)).collect();
        let (mut masker, mut out) = (Masker::new(&secrets), Vec::new());
        for piece in pieces {
            masker.push(piece, &mut out);
        }
        masker.finish(&mut out);
        out
    }

    #[test]
    fn a_token_is_masked_wherever_it_is_cut() {
        let stream = format!("token={TOKEN}\nEAABEAAB {TOKEN}{TOKEN} EAA");
        for cut in 0..stream.len() {
            let (one, two) = stream.as_bytes().split_at(cut);
            let out = masked(&[TOKEN], &[one, two]);
            assert_eq!(
                String::from_utf8(out).unwrap(),
                "token=[masked]\nEAABEAAB [masked][masked] EAA",
                "{cut}"
            );
        }
    }

    #[test]
    fn a_prompt_without_a_line_break_is_seen_at_once() {
        let (mut masker, mut out) = (Masker::new(&[Secret::new(TOKEN)]), Vec::new());
        masker.push(b"Password: ", &mut out);
        assert_eq!(out, b"Password: ");
    }

    #[test]
    fn what_somebody_types_is_shown_and_a_token_still_does_not_get_through() {
        let (mut masker, mut out) = (Masker::new(&[Secret::new(TOKEN)]), Vec::new());
        masker.push(b"EA", &mut out);
        masker.pause(&mut out);
        assert_eq!(out, b"EA");
        masker.push(b"ST", &mut out);
        assert_eq!(out, b"EAST");
        out.clear();
        masker.push(&TOKEN.as_bytes()[..9], &mut out);
        masker.pause(&mut out);
        assert_eq!(out, b"EAAB");
        masker.push(&TOKEN.as_bytes()[9..], &mut out);
        assert_eq!(out, b"EAAB[masked]");
    }

    #[test]
    fn a_token_in_a_url_or_in_json_is_masked_too() {
        let out = masked(&["a|b/c\"d123"], &[br#"?t=a%7Cb%2Fc%22d123 {"t":"a|b/c\"d123"}"#]);
        assert_eq!(out, br#"?t=[masked] {"t":"[masked]"}"#);
    }

    #[test]
    fn the_longer_of_two_secrets_is_masked_whole() {
        assert_eq!(
            masked(&["12345678", "1234567890"], &[b"1234", b"56789", b"0;12345678;"]),
            b"[masked];[masked];"
        );
    }

    #[test]
    fn short_words_are_left_alone() {
        assert_eq!(masked(&["1", ""], &[b"1 and 1"]), b"1 and 1");
    }

    proptest! {
        #[test]
        fn bytes_without_a_secret_pass_unchanged(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 0..20)) {
            let slices: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
            prop_assert_eq!(masked(&["a secret of some length"], &slices), pieces.concat());
        }

        #[test]
        fn no_cutting_lets_a_secret_through(
            before in "[ab]{0,12}", after in "[ab]{0,12}", secret in "[ab]{8,12}",
            cuts in prop::collection::vec(0usize..40, 0..6), pauses in any::<bool>(),
        ) {
            let stream = format!("{before}{secret}{after}").into_bytes();
            let (mut masker, mut out) = (Masker::new(&[Secret::new(secret.clone())]), Vec::new());
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(stream.len())).collect();
            cuts.extend([0, stream.len()]);
            cuts.sort_unstable();
            for pair in cuts.windows(2) {
                masker.push(&stream[pair[0]..pair[1]], &mut out);
                if pauses { masker.pause(&mut out); }
            }
            masker.finish(&mut out);
            prop_assert!(!String::from_utf8(out).unwrap().contains(&secret));
        }
    }
}
