//! Filling a recipe's shape.

use serde_json::{Map, Number, Value};
use toml::Value as Shape;

use super::values::Values;
use crate::catalogue::template::{self, Piece};
use crate::catalogue::{Field, Recipe};
use crate::error::{Code, Error, Result};
use crate::text;

/// A filled document.
pub(super) type Tree = Map<String, Value>;

/// How a value is written inside the text around it.
pub(super) type Quote = fn(&str) -> String;

/// Fills the recipe's shape. What has no value is left out where it stands alone.
///
/// # Errors
/// `usage` if a value has characters that would end the place that it is meant for.
pub(super) fn fill(recipe: &Recipe, values: &Values, quote: Quote) -> Result<Tree> {
    let filler = Filler { values, quote };
    filler.table(&recipe.shape)
}

struct Filler<'a> {
    values: &'a Values,
    quote: Quote,
}

impl Filler<'_> {
    fn table(&self, shape: &toml::Table) -> Result<Tree> {
        let mut tree = Tree::new();
        for (key, value) in shape {
            if let (Some(key), Some(value)) = (self.text(key)?, self.value(value)?) {
                tree.insert(key, value);
            }
        }
        Ok(tree)
    }

    fn value(&self, shape: &Shape) -> Result<Option<Value>> {
        Ok(match shape {
            Shape::String(text) => self.text(text)?.map(Value::String),
            Shape::Integer(number) => Some(Value::Number(Number::from(*number))),
            Shape::Float(number) => Number::from_f64(*number).map(Value::Number),
            Shape::Boolean(yes) => Some(Value::Bool(*yes)),
            Shape::Datetime(at) => Some(Value::String(at.to_string())),
            Shape::Table(table) => Some(Value::Object(self.table(table)?)),
            Shape::Array(items) => {
                let filled = items.iter().map(|item| self.value(item)).filter_map(Result::transpose);
                Some(Value::Array(filled.collect::<Result<_>>()?))
            }
        })
    }

    /// `None` if a field in it has no value.
    fn text(&self, template: &str) -> Result<Option<String>> {
        let mut out = String::new();
        for piece in template::pieces(template).unwrap_or_default() {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Name(name) => {
                    let field = Field::named(name);
                    let Some(value) = field.and_then(|field| self.values.get(field)) else { return Ok(None) };
                    // EXPOSE: this is the document that the person asked for.
                    let value = value.expose();
                    if value.chars().any(breaks_a_line) {
                        return Err(unfit(name));
                    }
                    out.push_str(&(self.quote)(value));
                }
            }
        }
        Ok(Some(out))
    }
}

/// Control characters, and what some readers take for the end of a line.
pub(super) fn breaks_a_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// A value that must not be written: it could become more than a value.
pub(super) fn unfit(name: &str) -> Error {
    Error::new(
        Code::Usage,
        text!(
            "The value of {name} has characters in it that no file of this kind can carry.",
            "В значении {name} есть символы, которые в такой файл записать нельзя."
        ),
    )
}
