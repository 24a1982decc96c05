//! One writer per format: a filled tree becomes a document that the format's own readers read back unchanged.

mod curl;
mod env;
mod ini;
mod powershell;
mod python;
mod shell;
mod yaml;

use serde_json::Value;

use super::fill::{Quote, Tree, breaks_a_line, unfit};
use crate::catalogue::Format;
use crate::error::{Code, Error, Result};
use crate::text;

/// A writer: the document's body, with a line break at its end.
type Writer = fn(&Tree) -> Result<String>;

/// The writer of a format.
pub(super) fn writer(format: Format) -> Writer {
    match format {
        Format::Env => env::write,
        Format::Shell => shell::write,
        Format::PowerShell => powershell::write,
        Format::Json => json,
        Format::Toml => toml,
        Format::Yaml => yaml::write,
        Format::Ini => ini::write,
        Format::Curl => curl::write,
        Format::Python => python::write,
        Format::Script => shell::script,
    }
}

/// How values are written inside the lines of a recipe: only Python has lines of its own.
pub(super) fn quote(format: Format) -> Quote {
    if format == Format::Python { python::literal } else { str::to_owned }
}

/// The filters of a template's references.
pub(super) fn filter(name: &str) -> Option<fn(&str) -> Result<String>> {
    Some(match name {
        "json" | "yaml" | "python" => |value| Ok(python::literal(value)),
        "shell" => |value| Ok(shell::word(value)),
        "env" => |value| env::value("value", value),
        "powershell" => |value| Ok(powershell::literal(value)),
        "url" => |value| Ok(url(value)),
        _ => return None,
    })
}

/// The names of [`filter`], for messages.
pub(super) const FILTERS: &str = "json, yaml, python, shell, env, powershell, url";

fn url(value: &str) -> String {
    percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn json(tree: &Tree) -> Result<String> {
    serde_json::to_string_pretty(tree).map(|text| text + "\n").map_err(|_| unwritable("JSON"))
}

fn toml(tree: &Tree) -> Result<String> {
    ::toml::to_string_pretty(tree).map_err(|_| unwritable("TOML"))
}

/// `NAME`, `value` of each entry of a flat tree.
fn flat(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
}

/// The texts of a list; none if it is something else.
fn texts(value: &Value) -> Vec<&str> {
    value.as_array().map(|items| items.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// The library refuses the tree.
fn unwritable(format: &str) -> Error {
    Error::new(
        Code::Unexpected,
        text!("This recipe cannot be written as {format}.", "Этот рецепт не записать в формате {format}."),
    )
}

#[cfg(test)]
mod tests;
