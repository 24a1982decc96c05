//! PowerShell: single quotes, doubled inside. The typographic ones count as well (about_Quoting_Rules).

use super::{Tree, flat};
use crate::error::Result;

/// What PowerShell takes for a single quote.
const QUOTES: [char; 5] = ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'];

pub(super) fn write(tree: &Tree) -> Result<String> {
    Ok(flat(tree).map(|(name, value)| format!("$env:{name} = {}\n", literal(value))).collect())
}

pub(super) fn literal(value: &str) -> String {
    let mut out = String::from("'");
    for c in value.chars() {
        out.extend(std::iter::repeat_n(c, if QUOTES.contains(&c) { 2 } else { 1 }));
    }
    out.push('\'');
    out
}
