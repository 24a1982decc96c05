//! Python: a JSON string is a string literal there, and in YAML's double quotes.

use serde_json::Value;

use super::{Tree, texts};
use crate::error::Result;

pub(super) fn write(tree: &Tree) -> Result<String> {
    let lines = tree.get("lines").map(texts).unwrap_or_default();
    Ok(lines.into_iter().map(|line| format!("{line}\n")).collect())
}

pub(super) fn literal(value: &str) -> String {
    Value::from(value).to_string()
}
