//! Reading what Graph answers. An error can come with any status, 200 included, and in several shapes; an answer
//! can be a bare boolean, or no JSON at all.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::lenient;

/// What Graph said instead of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Failure {
    /// `error.code`; `None` if the answer carried none.
    pub(super) code: Option<i32>,
    /// `error.error_subcode` (in `debug_token`: `subcode`).
    pub(super) subcode: Option<i32>,
    /// `error.message`. English, not stable, may quote a token.
    pub(super) message: String,
    /// `error.error_user_title` and `error_user_msg`: in the person's language, meant to be shown.
    pub(super) user_message: Option<String>,
    /// `error.is_transient`.
    pub(super) transient: bool,
    /// `error.fbtrace_id`.
    pub(super) trace_id: Option<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoAnswer {
    /// Graph said so.
    Failure(Failure),
    /// Not JSON, or JSON of another shape: an outage page, a proxy, a cut-off body.
    Foreign,
}

/// The answer in `body`, if it is one.
pub(super) fn read<T: DeserializeOwned>(success: bool, body: &[u8]) -> Result<T, NoAnswer> {
    if let Some(failure) = failure(body) {
        return Err(NoAnswer::Failure(failure));
    }
    match serde_json::from_slice(body) {
        Ok(answer) if success => Ok(answer),
        _ => Err(NoAnswer::Foreign),
    }
}

/// The failure in `body`, in whichever shape; `None` if there is none or the body is no JSON.
pub(super) fn failure(body: &[u8]) -> Option<Failure> {
    match body.trim_ascii() {
        b"false" => Some(refused()),
        object if object.starts_with(b"{") => serde_json::from_slice::<Envelope>(object).ok()?.into_failure(),
        _ => None,
    }
}

/// The `error` member of an answer, or of `debug_token`'s `data`.
pub(super) fn error_member(error: Value) -> Option<Failure> {
    match error {
        Value::Object(_) => serde_json::from_value::<ErrorObject>(error).ok().map(ErrorObject::into_failure),
        Value::String(message) => Some(Failure { message, ..Failure::default() }),
        _ => None,
    }
}

fn refused() -> Failure {
    Failure { message: "false".into(), ..Failure::default() }
}

/// The members that tell a failure, the older top-level ones included; everything else is skipped.
#[derive(Deserialize)]
struct Envelope {
    #[serde(default)]
    error: Option<Value>,
    #[serde(default)]
    error_description: Option<Value>,
    #[serde(default, deserialize_with = "lenient::integer")]
    error_code: Option<i64>,
    #[serde(default, deserialize_with = "lenient::integer")]
    error_subcode: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text", alias = "error_message")]
    error_msg: Option<String>,
    #[serde(default)]
    success: Option<Value>,
}

impl Envelope {
    fn into_failure(self) -> Option<Failure> {
        if self.error_code.is_some() {
            return Some(self.into_flat_failure());
        }
        let described = self.error_description.as_ref().and_then(Value::as_str).map(str::to_owned);
        if let Some(mut failure) = self.error.and_then(error_member) {
            if let Some(described) = described {
                failure.message = format!("{}: {described}", failure.message);
            }
            return Some(failure);
        }
        (self.success == Some(Value::Bool(false))).then(refused)
    }

    fn into_flat_failure(self) -> Failure {
        let error = self.error.as_ref().and_then(Value::as_str).map(str::to_owned);
        Failure {
            code: narrow(self.error_code),
            subcode: narrow(self.error_subcode),
            message: self.error_msg.or(error).unwrap_or_default(),
            ..Failure::default()
        }
    }
}

/// `error_data` is left alone: an object or a JSON text, and nothing in it changes what to do.
#[derive(Deserialize)]
struct ErrorObject {
    #[serde(default, deserialize_with = "lenient::integer")]
    code: Option<i64>,
    #[serde(default, deserialize_with = "lenient::integer")]
    error_subcode: Option<i64>,
    #[serde(default, deserialize_with = "lenient::integer")]
    subcode: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    message: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    error_user_title: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    error_user_msg: Option<String>,
    #[serde(default, deserialize_with = "lenient::truth")]
    is_transient: Option<bool>,
    #[serde(default, deserialize_with = "lenient::text")]
    fbtrace_id: Option<String>,
}

impl ErrorObject {
    fn into_failure(self) -> Failure {
        let user_message: Vec<String> =
            [self.error_user_title, self.error_user_msg].into_iter().flatten().collect();
        Failure {
            code: narrow(self.code),
            subcode: narrow(self.error_subcode.or(self.subcode)),
            message: self.message.unwrap_or_default(),
            user_message: (!user_message.is_empty()).then(|| user_message.join(": ")),
            transient: self.is_transient == Some(true),
            trace_id: self.fbtrace_id,
        }
    }
}

fn narrow(number: Option<i64>) -> Option<i32> {
    number.and_then(|number| i32::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of(body: &str) -> (Option<i32>, Option<i32>) {
        let failure = failure(body.as_bytes()).unwrap_or_else(|| panic!("no failure in {body}"));
        (failure.code, failure.subcode)
    }

    #[test]
    fn every_shape_of_an_error_is_recognised() {
        let data = r#"{"blame_field_specs":[["x"]]}"#;
        for (body, codes) in [
            (
                r#"{"error":{"message":"m","type":"OAuthException","code":190,"error_subcode":463}}"#,
                (Some(190), Some(463)),
            ),
            (r#"{"error":{"message":"m","code":"4","error_subcode":null}}"#, (Some(4), None)),
            (&format!(r#"{{"error":{{"code":100,"error_data":{data}}}}}"#), (Some(100), None)),
            (r#"{"error":{"code":100,"error_data":"{\"a\":1}"}}"#, (Some(100), None)),
            (r#"{"error_code":1349168,"error_msg":"URL Blocked"}"#, (Some(1_349_168), None)),
            (r#"{"error":"invalid_client","error_description":"d"}"#, (None, None)),
            ("false", (None, None)),
            (r#"{"success":false}"#, (None, None)),
        ] {
            assert_eq!(code_of(body), codes, "{body}");
        }
    }

    #[test]
    fn an_error_inside_200_is_an_error() {
        let body = br#"{"error":{"code":190,"message":"m"},"data":[]}"#;
        assert!(matches!(read::<Value>(true, body), Err(NoAnswer::Failure(_))));
    }

    #[test]
    fn what_is_no_json_is_foreign_whatever_its_status() {
        for body in ["", "<html>Sorry</html>", "Service Unavailable", r#"{"data":[{"id""#] {
            assert_eq!(read::<Value>(true, body.as_bytes()), Err(NoAnswer::Foreign), "{body}");
        }
        assert_eq!(read::<Value>(false, b"{}"), Err(NoAnswer::Foreign));
    }

    #[test]
    fn answers_are_answers() {
        for body in ["true", r#"{"success":true}"#, r#"{"data":[]}"#, "[null]", r#"{"error":null,"id":"1"}"#]
        {
            assert!(read::<Value>(true, body.as_bytes()).is_ok(), "{body}");
        }
    }

    #[test]
    fn words_meant_for_people_are_kept() {
        let body = br#"{"error":{"code":1,"error_user_title":"T","error_user_msg":"M","is_transient":true,"fbtrace_id":"A1"}}"#;
        let failure = failure(body).unwrap();
        assert_eq!(failure.user_message.as_deref(), Some("T: M"));
        assert!(failure.transient);
        assert_eq!(failure.trace_id.as_deref(), Some("A1"));
    }
}
