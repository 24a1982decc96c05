//! Recipes: the forms in which tools take a token, as data.
//!
//! A recipe's `shape` is the document itself as a tree. `${field}` in its strings stands for a value of the connection;
//! the writer of the format quotes what is filled in. A table entry or list item that is nothing but a field without
//! a value is left out.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use super::template::{self, Piece};
use crate::text::Text;

mod check;
mod field;

pub(super) use check::check;
pub use field::Field;

/// One form in which a token is handed on.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// What it is called to people.
    pub title: Text,
    /// How it is written.
    pub format: Format,
    /// The name that its file usually has.
    #[serde(default)]
    pub file: Option<String>,
    /// What one should know before using it.
    #[serde(default)]
    pub note: Option<Text>,
    /// Whether it is the same for every provider.
    #[serde(default)]
    pub common: bool,
    /// Whether it is of no use without an ad account.
    #[serde(default)]
    pub needs_account: bool,
    /// Further variables that its tool reads: `exec` removes them from the child's environment.
    #[serde(default)]
    pub unset: Vec<String>,
    /// The document.
    pub shape: Table,
}

/// How a recipe is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `NAME=value` lines, as dotenv libraries and `docker --env-file` read them.
    Env,
    /// `export NAME='value'` lines for a POSIX shell.
    Shell,
    /// `$env:NAME = 'value'` lines.
    PowerShell,
    /// JSON (RFC 8259).
    Json,
    /// TOML 1.0.
    Toml,
    /// YAML 1.2 that YAML 1.1 readers understand the same.
    Yaml,
    /// `[section]` and `name = value` lines.
    Ini,
    /// A curl configuration (`curl -K`).
    Curl,
    /// Lines of Python; what is filled in becomes a string literal.
    Python,
    /// Commands of a POSIX shell: pipelines, each a list of commands, each a list of words.
    Script,
}

impl Format {
    /// The word for it in files and answers.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Env => "env",
            Self::Shell => "shell",
            Self::PowerShell => "powershell",
            Self::Json => "json",
            Self::Toml => "toml",
            Self::Yaml => "yaml",
            Self::Ini => "ini",
            Self::Curl => "curl",
            Self::Python => "python",
            Self::Script => "script",
        }
    }

    /// Whether its shape is a flat table of environment variables.
    #[must_use]
    pub const fn is_environment(self) -> bool {
        matches!(self, Self::Env | Self::Shell | Self::PowerShell)
    }

    /// Whether a line that starts with `#` is a comment.
    #[must_use]
    pub const fn has_comments(self) -> bool {
        !matches!(self, Self::Json)
    }
}

impl Recipe {
    /// The fields that its document is filled with.
    #[must_use]
    pub fn fields(&self) -> BTreeSet<Field> {
        let mut fields = BTreeSet::new();
        each_string(&Value::Table(self.shape.clone()), &mut |text| {
            for piece in template::pieces(text).unwrap_or_default() {
                if let Piece::Name(name) = piece {
                    fields.extend(Field::named(name));
                }
            }
        });
        fields
    }

    /// Whether an ad account changes what it says.
    #[must_use]
    pub fn wants_account(&self) -> bool {
        self.needs_account || self.fields().iter().any(|field| field.is_of_account())
    }
}

/// Every string of a tree, keys included.
fn each_string(value: &Value, told: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => told(text),
        Value::Array(items) => items.iter().for_each(|item| each_string(item, told)),
        Value::Table(table) => {
            for (key, value) in table {
                told(key);
                each_string(value, told);
            }
        }
        _ => {}
    }
}
