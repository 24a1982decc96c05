//! What a recipe's shape must be for its format.

use toml::{Table, Value};

use super::{Field, Format, Recipe, each_string};
use crate::catalogue::template::{self, Piece};

/// What is wrong, and at which key below the recipe.
type Checked = Result<(), (String, String)>;

/// Checks one recipe.
///
/// # Errors
/// The dotted key below the recipe, and what was expected there.
pub(in crate::catalogue) fn check(recipe: &Recipe) -> Checked {
    if recipe.file.as_deref().is_some_and(|file| !is_file_name(file)) {
        return Err(at("file", "expected the name of a file, without folders"));
    }
    if !recipe.unset.iter().all(|name| is_variable(name)) {
        return Err(at("unset", "expected names of variables"));
    }
    fields(&recipe.shape)?;
    match recipe.format {
        Format::Env | Format::Shell | Format::PowerShell => variables(&recipe.shape),
        Format::Ini => sections(&recipe.shape),
        Format::Curl => entries(
            &recipe.shape,
            |_, value| is_text(value) || is_list(value, is_text),
            "text, or a list of it",
        ),
        Format::Python => only(&recipe.shape, "lines", |value| is_list(value, is_text), "a list of lines"),
        Format::Script => only(
            &recipe.shape,
            "pipelines",
            |value| is_list(value, |line| is_list(line, |command| is_list(command, is_text))),
            "a list of pipelines, each a list of commands, each a list of words",
        ),
        Format::Json | Format::Toml | Format::Yaml => Ok(()),
    }
}

fn at(key: &str, what: &str) -> (String, String) {
    (key.to_owned(), what.to_owned())
}

fn is_file_name(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\', '\0'])
}

/// Every `${…}` is closed and names a field.
fn fields(shape: &Table) -> Checked {
    shape.iter().try_for_each(|(key, value)| {
        filled_with_fields(&Value::Table(Table::from_iter([(key.clone(), value.clone())])))
            .map_err(|what| (format!("shape.{key}"), what))
    })
}

fn filled_with_fields(value: &Value) -> Result<(), String> {
    let mut wrong = None;
    each_string(value, &mut |text| match template::pieces(text) {
        Err(what) => wrong = Some(what.to_owned()),
        Ok(pieces) => {
            let unknown = pieces.iter().find_map(|piece| match piece {
                Piece::Name(name) if Field::named(name).is_none() => Some(*name),
                _ => None,
            });
            if let Some(name) = unknown {
                wrong = Some(format!("${{{name}}} is not known, expected one of {}", Field::names()));
            }
        }
    });
    wrong.map_or(Ok(()), Err)
}

fn variables(shape: &Table) -> Checked {
    entries(
        shape,
        |key, value| is_variable(&key.replace("${PROVIDER}", "P")) && is_text(value),
        "NAME = \"text\"",
    )
}

/// Whether it is a name that every shell takes (POSIX 1003.1 §8.1).
fn is_variable(name: &str) -> bool {
    let starts_well = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    starts_well && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn sections(shape: &Table) -> Checked {
    let is_section = |value: &Value| {
        value
            .as_table()
            .is_some_and(|section| section.iter().all(|(key, value)| is_ini_name(key) && is_text(value)))
    };
    entries(shape, |key, value| is_ini_name(key) && is_section(value), "a section of names and texts")
}

fn is_ini_name(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || " _-.${}".contains(c))
        && name.trim() == name
}

fn entries(shape: &Table, fits: impl Fn(&str, &Value) -> bool, expected: &str) -> Checked {
    let wrong = shape.iter().find(|(key, value)| !fits(key, value));
    wrong.map_or(Ok(()), |(key, _)| Err((format!("shape.{key}"), format!("expected {expected}"))))
}

fn only(shape: &Table, name: &str, fits: impl Fn(&Value) -> bool, expected: &str) -> Checked {
    match shape.get(name) {
        Some(value) if fits(value) && shape.len() == 1 => Ok(()),
        _ => Err(("shape".to_owned(), format!("expected {name} alone: {expected}"))),
    }
}

fn is_text(value: &Value) -> bool {
    value.is_str()
}

fn is_list(value: &Value, of: impl Fn(&Value) -> bool) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(of))
}
