//! The `fields` parameter: which fields of a node are wanted.

use axum::http::Method;
use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::call::Call;
use crate::errors::GraphError;

/// One wanted field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// `.limit(5).after(x)`, for edges.
    args: Vec<(String, String)>,
    /// What is wanted of it, as it was written.
    text: String,
    /// The same, read.
    fields: Vec<Field>,
}

impl Field {
    /// The call that asks for this edge alone.
    pub(crate) fn call(&self, outer: &Call) -> Call {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.args).append_pair("fields", &self.text);
        outer.inner(Method::GET, &format!("{}?{}", outer.plain_path(), query.finish()), "")
    }
}

/// Takes the edges called `names` out of what is wanted. If nothing else is, that leaves `id`.
pub(crate) fn split(wanted: &[Field], names: &[&str]) -> (Vec<Field>, Vec<Field>) {
    let (edges, mut plain): (Vec<_>, Vec<_>) =
        wanted.iter().cloned().partition(|field| names.contains(&field.name.as_str()));
    if plain.is_empty() && !edges.is_empty() {
        plain.push(Field { name: "id".to_owned(), ..Field::default() });
    }
    (edges, plain)
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
            let args = args(rest)?;
            let (text, inner) = inner(rest)?;
            fields.push(Field { name: name.trim().to_owned(), args, text, fields: inner });
        }
        match rest.strip_prefix(',') {
            Some(after) => *rest = after,
            None => return Ok(fields),
        }
    }
}

/// Reads `.limit(5).after(x)`.
fn args(rest: &mut &str) -> Result<Vec<(String, String)>, GraphError> {
    let mut args = Vec::new();
    while let Some(after) = rest.strip_prefix('.') {
        let whole = after.split_once('(').and_then(|(name, after)| Some((name, after.split_once(')')?)));
        let Some((name, (value, after))) = whole else { return Err(syntax(rest)) };
        args.push((name.to_owned(), value.to_owned()));
        *rest = after;
    }
    Ok(args)
}

fn inner(rest: &mut &str) -> Result<(String, Vec<Field>), GraphError> {
    let Some(after) = rest.strip_prefix('{') else { return Ok(Default::default()) };
    *rest = after;
    let fields = list(rest)?;
    let text = after.strip_suffix(*rest).unwrap_or_default().to_owned();
    *rest = rest.strip_prefix('}').ok_or_else(|| syntax(rest))?;
    Ok((text, fields))
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
        let fields = parse("id, name,business{id,name},users.limit(3).after(x){id,a{b}},balance").unwrap();
        assert_eq!(names(&fields), [("id", 0), ("name", 0), ("business", 2), ("users", 2), ("balance", 0)]);
        assert_eq!(fields[3].args, [("limit".into(), "3".into()), ("after".into(), "x".into())]);
        assert_eq!(fields[3].text, "id,a{b}");
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
