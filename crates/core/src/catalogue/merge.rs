//! Key by key merging, `${…}` in strings, and the step from a table to a [`Provider`].

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::provider::Provider;
use super::refusal::Source;
use super::template::{self, Piece};
use crate::error::Result;

/// Lays `over` on `base`: tables are merged, everything else is replaced.
pub(super) fn merge(base: &mut Table, over: Table) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(inner)), Value::Table(value)) => merge(inner, value),
            (_, value) => drop(base.insert(key, value)),
        }
    }
}

/// Lays a provider's entry over what every provider has.
pub(super) fn over_common(entry: Table) -> Table {
    // The built-in text is sound, which a test holds.
    let mut table: Table = super::COMMON.parse().unwrap_or_default();
    merge(&mut table, entry);
    table
}

/// Fills in `${hosts.NAME}`, `${api_version}` and `${issuer}` and reads the result. Recipes are filled in later, with
/// what belongs to a connection.
pub(super) fn provider(mut table: Table, source: &Source) -> Result<Provider> {
    let variables = variables(&table);
    let recipes = table.remove("recipes");
    fill_table(&mut table, &variables, "", source)?;
    table.extend(recipes.map(|recipes| ("recipes".to_owned(), recipes)));
    serde_path_to_error::deserialize(Value::Table(table)).map_err(|error| {
        let path = error.path().to_string();
        let message = error.into_inner().to_string();
        let message = message.lines().next().unwrap_or_default();
        source.refuse(&blamed(&path, message), message)
    })
}

/// serde blames the table for an unknown key; people look for the key.
fn blamed(path: &str, message: &str) -> String {
    let path = if path == "." { "" } else { path };
    let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    match unknown {
        Some(field) if path.is_empty() => field.to_owned(),
        Some(field) if path.rsplit('.').next() != Some(field) => format!("{path}.{field}"),
        _ => path.replace('[', ".").replace(']', ""),
    }
}

fn variables(table: &Table) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().map(|text| text.trim_end_matches('/').to_owned());
    let mut variables = BTreeMap::new();
    for name in ["api_version", "issuer"] {
        if let Some(value) = table.get(name).and_then(text) {
            variables.insert(name.to_owned(), value);
        }
    }
    if let Some(Value::Table(hosts)) = table.get("hosts") {
        for (name, value) in hosts {
            if let Some(value) = text(value) {
                variables.insert(format!("hosts.{name}"), value);
            }
        }
    }
    variables
}

fn fill_table(
    table: &mut Table,
    variables: &BTreeMap<String, String>,
    path: &str,
    source: &Source,
) -> Result<()> {
    for (key, value) in table.iter_mut() {
        let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        fill(value, variables, &path, source)?;
    }
    Ok(())
}

fn fill(value: &mut Value, variables: &BTreeMap<String, String>, path: &str, source: &Source) -> Result<()> {
    match value {
        Value::String(text) => *text = filled(text, variables).map_err(|what| source.refuse(path, &what))?,
        Value::Table(table) => fill_table(table, variables, path, source)?,
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                fill(item, variables, &format!("{path}.{index}"), source)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Replaces each `${name}` once: what is filled in is not looked at again.
fn filled(text: &str, variables: &BTreeMap<String, String>) -> std::result::Result<String, String> {
    let known = || variables.keys().cloned().collect::<Vec<_>>().join(", ");
    let mut out = String::new();
    for piece in template::pieces(text)? {
        out.push_str(match piece {
            Piece::Text(text) => text,
            Piece::Name(name) => variables
                .get(name)
                .ok_or_else(|| format!("${{{name}}} is not defined, expected one of {}", known()))?,
        });
    }
    Ok(out)
}
