//! Randomness for codes, tokens and trace ids. The only file that asks the system for it.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// `length` random characters that need no escaping in a URL. A sandbox may be predictable, so a system without
/// randomness is no reason to stop.
pub(crate) fn text(length: usize) -> String {
    let mut bytes = vec![0; length];
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the system's randomness")]
    let filled = getrandom::fill(&mut bytes);
    if filled.is_err() {
        bytes.fill(0);
    }
    bytes
        .iter()
        .map(|byte| char::from(ALPHABET.get(usize::from(byte % 64)).copied().unwrap_or(b'A')))
        .collect()
}
