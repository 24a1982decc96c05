//! INI: no standard, so only values that every reader takes alike.

use super::{Tree, breaks_a_line, flat, unfit};
use crate::error::Result;

pub(super) fn write(tree: &Tree) -> Result<String> {
    let mut sections = Vec::new();
    for (section, entries) in tree {
        let mut text = format!("[{}]\n", name(section)?);
        for (key, value) in entries.as_object().map(flat).into_iter().flatten() {
            text.push_str(&format!("{} = {}\n", name(key)?, plain(key, value)?));
        }
        sections.push(text);
    }
    Ok(sections.join("\n"))
}

/// Quotes and backslashes are kept by some readers and eaten by others; `%` and `$` are references, `;` and `#`
/// comments.
fn plain<'a>(name: &str, value: &'a str) -> Result<&'a str> {
    let means_something = |c: char| "\"'\\%$;#".contains(c);
    if value.trim() != value || value.contains(means_something) || value.chars().any(breaks_a_line) {
        return Err(unfit(name));
    }
    Ok(value)
}

fn name(name: &str) -> Result<&str> {
    if name.contains(['[', ']', '=', ':', '\n', '#', ';']) { Err(unfit(name)) } else { Ok(name) }
}
