//! Errors of Google's APIs (`google.rpc.Status`) and of Google Ads inside them: the table in `google.toml`.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use crate::error::{Code, Error};
use crate::text::Text;

/// A row: the first whose name stands in the document is what it means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    /// Names of Google's, any of them.
    pub(super) names: Vec<String>,
    pub(super) becomes: Code,
    pub(super) cause: Text,
    pub(super) remedy: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    row: Vec<Row>,
}

/// Part of the program; a test holds it to be readable.
pub(super) static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    toml::from_str(include_str!("google.toml")).map_or_else(|_| Vec::new(), |table: Table| table.row)
});

/// Explains `{"error":{"code":403,"status":"PERMISSION_DENIED",…}}`. `None`: it is not Google's envelope.
pub(super) fn explain(text: &str) -> Option<Error> {
    let document: Value = serde_json::from_str(text).ok()?;
    let error = document.get("error")?;
    let status = error.get("status")?.as_str()?;
    let mut names = vec![status.to_owned()];
    collect(error.get("details").unwrap_or(&Value::Null), &mut names);
    let row = TABLE.iter().find(|row| row.names.iter().any(|name| names.contains(name)));
    let error = match row {
        Some(row) => Error::new(row.becomes, row.cause.clone()).hint(row.remedy.clone()),
        None => unknown(status),
    };
    let http =
        document.pointer("/error/code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    let said = document.pointer("/error/message").and_then(Value::as_str).unwrap_or_default();
    Some(error.with(|details| {
        details.http_status = http;
        details.platform_message = Some(crate::oauth::foreign::words(&format!("{status}: {said}"), &[]));
    }))
}

/// Every word in capitals below `value`: reasons, and the values of `errorCode`.
fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(word)
            if word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_') =>
        {
            names.push(word.clone());
        }
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, names)),
        Value::Object(object) => object.values().for_each(|inner| collect(inner, names)),
        _ => {}
    }
}

fn unknown(status: &str) -> Error {
    let cause = crate::text!(
        "Google answered with {status}, which AdKeys does not know in detail.",
        "Google ответил {status}; подробностей об этой ошибке AdKeys не знает."
    );
    Error::new(Code::PlatformUnavailable, cause)
}
