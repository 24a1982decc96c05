//! `.env`: no standard, so only what every reader takes alike: dotenv libraries, shells, `docker --env-file`.

use super::{Tree, breaks_a_line, flat, unfit};
use crate::error::Result;

pub(super) fn write(tree: &Tree) -> Result<String> {
    flat(tree).map(|(name, text)| Ok(format!("{name}={}\n", value(name, text)?))).collect()
}

/// Bare where possible: docker takes quotes for a part of the value. Else in single quotes, in which nothing but
/// python-dotenv's `${` and a backslash means anything.
pub(super) fn value(name: &str, value: &str) -> Result<String> {
    if !value.is_empty() && value.chars().all(is_plain) {
        return Ok(value.to_owned());
    }
    if value.contains(['\'', '\\']) || value.contains("${") || value.chars().any(breaks_a_line) {
        return Err(unfit(name));
    }
    Ok(format!("'{value}'"))
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-.:/@%+,=|".contains(c)
}
