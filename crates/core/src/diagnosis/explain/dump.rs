//! Finding the answer in what surrounds it: HTTP dumps, log lines, JSON inside JSON.

use std::sync::LazyLock;

use regex_lite::Regex;
use serde_json::Value;

use crate::error::{Code, Error};
use crate::text;
use crate::text::Text;

/// Views of a paste that are worth a look.
const MOST: usize = 8;

/// `code: 190` or `code=190`, and a sub-code near it, as SDKs print exceptions.
static PRINTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i)\b(?:error[ _])?code["']?\s*[:=]\s*["']?(\d{1,7})\b(?:.{0,80}?\b(?:error[ _])?sub[ _]?code["']?\s*[:=]\s*["']?(\d{1,8})\b)?"#).ok()
});

/// `HTTP/1.1 429 Too Many Requests`, `status code 429`.
static STATUS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:HTTP/[0-9.]+|status(?:[ _]code)?\s*[:=]?)\s+([1-5][0-9]{2})\b").ok()
});

/// The text itself, then every way to read it that may show an error more plainly.
pub(super) fn views(text: &str) -> Vec<String> {
    let mut views = documents(text);
    views.push(text.trim().to_owned());
    if text.contains("\\\"") {
        views.extend(documents(&text.replace("\\\"", "\"").replace("\\\\", "\\")));
    }
    views.extend(printed(text));
    views.truncate(MOST);
    views
}

/// Whether the text is an error document of RFC 6749 §5.2: there `error` is a word.
pub(super) fn is_rfc(text: &str) -> bool {
    let document: Option<Value> = serde_json::from_str(text).ok();
    document.is_some_and(|document| document.get("error").is_some_and(Value::is_string))
}

/// JSON documents that speak of an error; of a list, the entries.
fn documents(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{', '[']) {
        let (_, from) = rest.split_at(start);
        let mut values = serde_json::Deserializer::from_str(from).into_iter::<Value>();
        let value = values.next().and_then(Result::ok);
        let read = values.byte_offset();
        let skip = if value.is_some() { read.max(1) } else { 1 };
        found.extend(
            value.into_iter().flat_map(entries).filter(speaks_of_an_error).map(|value| value.to_string()),
        );
        if found.len() >= MOST {
            break;
        }
        rest = from.get(skip..).unwrap_or_default();
    }
    found
}

fn entries(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list,
        other => vec![other],
    }
}

fn speaks_of_an_error(value: &Value) -> bool {
    ["error", "error_code", "serviceErrorCode", "errorCode", "success"]
        .iter()
        .any(|key| value.get(key).is_some())
        || (value.get("status").is_some() && value.get("message").is_some())
}

/// What an SDK printed, as the document it came from.
fn printed(text: &str) -> Option<String> {
    let found = PRINTED.as_ref()?.captures(text)?;
    let number = |group| found.get(group).and_then(|number| number.as_str().parse::<u32>().ok());
    let code = number(1)?;
    let line = text.trim().chars().take(300).collect::<String>();
    let error = serde_json::json!({ "code": code, "error_subcode": number(2), "message": line });
    Some(serde_json::json!({ "error": error }).to_string())
}

/// The status alone, where nothing else is told.
pub(super) fn status(text: &str) -> Option<Error> {
    let status: u16 = STATUS.as_ref()?.captures(text)?.get(1)?.as_str().parse().ok()?;
    let (code, message) = match status {
        401 => (
            Code::TokenRevoked,
            Text::new(
                "The platform does not accept the access (401).",
                "Платформа не принимает доступ (401).",
            ),
        ),
        403 => (
            Code::PermissionMissing,
            Text::new("The access does not reach that far (403).", "Прав этого доступа не хватает (403)."),
        ),
        407 => (Code::Network, Text::new("A proxy wants a sign-in (407).", "Прокси требует входа (407).")),
        429 => (
            Code::RateLimited,
            Text::new("The platform asks to wait (429).", "Платформа просит подождать (429)."),
        ),
        500.. => (
            Code::PlatformUnavailable,
            text!("The platform has a fault of its own ({status}).", "У платформы сбой ({status})."),
        ),
        _ => return None,
    };
    Some(Error::new(code, message).with(|details| details.http_status = Some(status)))
}
