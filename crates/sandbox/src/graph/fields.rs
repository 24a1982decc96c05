//! The `fields` parameter: which fields of a node are wanted.

use serde_json::{Map, Value};

use crate::errors::GraphError;

/// One wanted field and the fields wanted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) fields: Vec<Field>,
}

/// Reads `id,name,business{id,name}`.
///
/// # Errors
/// 2500 if the braces do not match or a name is missing.
pub(crate) fn parse(text: &str) -> Result<Vec<Field>, GraphError> {
    let mut rest = text.trim();
    let fields = list(&mut rest)?;
    if rest.is_empty() { Ok(fields) } else { Err(syntax(rest)) }
}

fn list(rest: &mut &str) -> Result<Vec<Field>, GraphError> {
    let mut fields = Vec::new();
    loop {
        let end = rest.find([',', '{', '}', '.']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        *rest = after;
        if !name.trim().is_empty() {
            skip_modifiers(rest);
            fields.push(Field { name: name.trim().to_owned(), fields: inner(rest)? });
        }
        match rest.strip_prefix(',') {
            Some(after) => *rest = after,
            None => return Ok(fields),
        }
    }
}

/// Passes over `.limit(5)` and the like.
fn skip_modifiers(rest: &mut &str) {
    while rest.starts_with('.') {
        let Some((_, after)) = rest.split_once(')') else { return };
        *rest = after;
    }
}

fn inner(rest: &mut &str) -> Result<Vec<Field>, GraphError> {
    let Some(after) = rest.strip_prefix('{') else { return Ok(Vec::new()) };
    *rest = after;
    let fields = list(rest)?;
    *rest = rest.strip_prefix('}').ok_or_else(|| syntax(rest))?;
    Ok(fields)
}

fn syntax(rest: &str) -> GraphError {
    let found = rest.chars().next().map_or("end of string".to_owned(), |c| format!("\"{c}\""));
    GraphError::new(2500, format!("Syntax error \"Expected end of string instead of {found}.\""))
}

/// What a node is called in errors, and which fields exist though this one has no value for them.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) silent: &'static [&'static str],
    /// What is told if nothing in particular is wanted.
    pub(crate) usual: &'static [&'static str],
}

/// Takes the wanted fields of a node; `id` always comes along.
///
/// # Errors
/// 100 for a field that does not exist: the whole request fails.
pub(crate) fn select(
    node: &Map<String, Value>,
    wanted: &[Field],
    kind: Kind,
) -> Result<Map<String, Value>, GraphError> {
    let mut chosen = Map::new();
    if wanted.is_empty() {
        chosen.extend(
            kind.usual.iter().filter_map(|name| Some(((*name).to_owned(), node.get(*name)?.clone()))),
        );
        return Ok(chosen);
    }
    for field in wanted {
        match node.get(&field.name) {
            Some(value) => chosen.insert(field.name.clone(), narrow(value, &field.fields)?),
            None if kind.silent.contains(&field.name.as_str()) => None,
            None => return Err(nonexistent(&field.name, kind.name)),
        };
    }
    chosen.extend(node.get("id").map(|id| ("id".to_owned(), id.clone())));
    Ok(chosen)
}

fn narrow(value: &Value, wanted: &[Field]) -> Result<Value, GraphError> {
    match value {
        Value::Object(object) if !wanted.is_empty() => {
            let kind = Kind { name: "Business", silent: &[], usual: &[] };
            select(object, wanted, kind).map(Value::Object)
        }
        other => Ok(other.clone()),
    }
}

fn nonexistent(field: &str, kind: &str) -> GraphError {
    GraphError::new(100, format!("(#100) Tried accessing nonexistent field ({field}) on node type ({kind})"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn names(fields: &[Field]) -> Vec<(&str, usize)> {
        fields.iter().map(|field| (field.name.as_str(), field.fields.len())).collect()
    }

    #[test]
    fn fields_may_be_nested_and_limited() {
        let fields = parse("id, name,business{id,name},users.limit(3){id},balance").unwrap();
        assert_eq!(names(&fields), [("id", 0), ("name", 0), ("business", 2), ("users", 1), ("balance", 0)]);
        assert!(parse("").unwrap().is_empty());
        assert_eq!(parse("id{name").unwrap_err().code, 2500);
        assert_eq!(parse("id}").unwrap_err().code, 2500);
    }

    #[test]
    fn one_field_that_does_not_exist_fails_the_whole_request() {
        let node = json!({"id": "act_1", "name": "n"});
        let kind = Kind { name: "AdAccount", silent: &["tax_id"], usual: &["id"] };
        let node = node.as_object().unwrap();
        let chosen = select(node, &parse("name,tax_id").unwrap(), kind).unwrap();
        assert_eq!(Value::Object(chosen), json!({"id": "act_1", "name": "n"}));
        let error = select(node, &parse("name,spend").unwrap(), kind).unwrap_err();
        assert_eq!(
            error.message(),
            "(#100) Tried accessing nonexistent field (spend) on node type (AdAccount)"
        );
        assert_eq!(select(node, &[], kind).unwrap().len(), 1);
    }
}
