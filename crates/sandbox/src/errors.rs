//! Errors in Graph's envelope.

use std::ops::Deref;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::entropy;
use crate::phrase::built_in;

/// An error that Graph answers with.
#[derive(Clone, Debug, Default)]
pub(crate) struct GraphError(Box<Row>);

/// An error, as the table has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Row {
    /// How faults and troubles call this row; not sent.
    name: Option<String>,
    /// HTTP status; 400 if not given.
    pub(crate) status: Option<u16>,
    pub(crate) code: i64,
    pub(crate) subcode: Option<i64>,
    #[serde(rename = "type")]
    kind: Option<String>,
    message: String,
    /// `error_user_title`.
    title: Option<String>,
    /// `error_user_msg`.
    text: Option<String>,
    transient: bool,
    data: Option<Value>,
    pub(crate) reach: Reach,
}

/// Which calls a trouble spoils.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Reach {
    /// Calls for ad accounts.
    #[default]
    Ads,
    /// Every call with the token.
    Token,
}

#[derive(Default, Deserialize)]
struct File {
    row: Vec<Row>,
}

/// Every row of the table.
pub(crate) fn rows() -> &'static [Row] {
    static ROWS: LazyLock<File> = LazyLock::new(|| built_in(include_str!("../data/errors.toml")));
    &ROWS.row
}

/// The row called `name`: its own name, its code, or `code/subcode`.
pub(crate) fn row(name: &str) -> Option<&'static Row> {
    let named = rows().iter().find(|row| row.name.as_deref() == Some(name));
    named.or_else(|| rows().iter().find(|row| row.code.to_string() == name))
}

/// The row called `name`, as an error. The tests hold that every name used in the source exists.
pub(crate) fn named(name: &str) -> GraphError {
    row(name).cloned().unwrap_or_default().into()
}

impl From<Row> for GraphError {
    fn from(row: Row) -> Self {
        Self(Box::new(row))
    }
}

impl Deref for GraphError {
    type Target = Row;

    fn deref(&self) -> &Row {
        &self.0
    }
}

impl GraphError {
    /// An `OAuthException` with this code; permission errors (200-299) are 403, all others 400.
    pub(crate) fn new(code: i64, message: impl Into<String>) -> Self {
        let status = (200..300).contains(&code).then_some(403);
        Row { code, status, message: message.into(), ..Row::default() }.into()
    }

    pub(crate) fn subcode(mut self, subcode: i64) -> Self {
        self.0.subcode = Some(subcode);
        self
    }

    pub(crate) fn kind(mut self, kind: &str) -> Self {
        self.0.kind = Some(kind.to_owned());
        self
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    /// Puts `value` for `{word}` in the message.
    pub(crate) fn fill(mut self, word: &str, value: &str) -> Self {
        self.0.message = self.0.message.replace(&format!("{{{word}}}"), value);
        self
    }
}

impl Row {
    /// The sentence for developers.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The word that names this row.
    pub(crate) fn name(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.code.to_string())
    }

    /// `{"error":{…}}`, with a fresh trace id.
    pub(crate) fn envelope(&self) -> Value {
        let mut error = json!({
            "message": self.message,
            "type": self.kind.as_deref().unwrap_or("OAuthException"),
            "code": self.code,
            "fbtrace_id": format!("A{}", entropy::text(22)),
        });
        let optional = [
            ("error_subcode", self.subcode.map(Value::from)),
            ("is_transient", (self.transient || self.title.is_some()).then_some(self.transient.into())),
            ("error_user_title", self.title.clone().map(Value::from)),
            ("error_user_msg", self.text.clone().map(Value::from)),
            ("error_data", self.data.clone()),
        ];
        for (key, value) in optional {
            if let (Some(value), Some(error)) = (value, error.as_object_mut()) {
                error.insert(key.to_owned(), value);
            }
        }
        json!({ "error": error })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_can_be_read_and_found_by_code_and_subcode() {
        toml::from_str::<File>(include_str!("../data/errors.toml")).unwrap();
        assert_eq!(row("190/463").unwrap().subcode, Some(463));
        assert_eq!(row("415").unwrap().code, 415);
        assert!(row("nothing").is_none());
    }

    #[test]
    fn a_row_named_after_its_codes_has_those_codes() {
        for row in rows() {
            let Some((code, subcode)) = row.name.as_deref().and_then(|name| name.split_once('/')) else {
                continue;
            };
            assert_eq!(
                (row.code.to_string(), row.subcode.unwrap().to_string()),
                (code.into(), subcode.into())
            );
        }
    }

    #[test]
    fn the_envelope_has_only_what_there_is() {
        let error = GraphError::new(190, "gone").subcode(463).envelope();
        assert_eq!(error["error"]["error_subcode"], 463);
        assert_eq!(error["error"]["type"], "OAuthException");
        assert!(error["error"].get("error_user_msg").is_none());
    }
}
