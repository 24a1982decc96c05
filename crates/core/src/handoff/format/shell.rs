//! POSIX shell: single quotes, in which nothing means anything (POSIX 1003.1 §2.2.2).

use serde_json::Value;

use super::{Tree, flat, texts};
use crate::error::Result;

pub(super) fn write(tree: &Tree) -> Result<String> {
    Ok(flat(tree).map(|(name, value)| format!("export {name}={}\n", quoted(value))).collect())
}

/// Pipelines of commands of words.
pub(super) fn script(tree: &Tree) -> Result<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let pipelines = tree.get("pipelines").map(list).unwrap_or_default();
    let pipeline = |commands: &Value| {
        let commands = list(commands);
        let words = |command: &Value| texts(command).into_iter().map(word).collect::<Vec<_>>().join(" ");
        commands.iter().map(words).collect::<Vec<_>>().join(" |\n    ") + "\n"
    };
    Ok(pipelines.iter().map(pipeline).collect())
}

/// A word of a command, quoted where it has to be.
pub(super) fn word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+,=".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { quoted(word) }
}

fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}
