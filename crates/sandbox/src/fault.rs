//! Faults that can be switched on: which calls they meet, and what happens to those.

mod board;
pub(crate) mod transport;

use std::collections::BTreeMap;

use axum::http::Method;
use serde::Deserialize;
use serde_json::Value;

use crate::call::Call;
use crate::errors::{self, GraphError};
use crate::reply::Reply;
pub(crate) use board::Faults;
use transport::Body;

/// One switch, as `POST /_sandbox/faults` takes it. Every key may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fault {
    /// Path without the version; `*` stands for anything (`/me/*`). Default: every path.
    path: Option<String>,
    /// `GET`, `POST`, `DELETE`.
    method: Option<String>,
    /// How many calls are spared first.
    skip: u32,
    /// How many calls are met. Default: all.
    times: Option<u32>,
    /// The answer comes this much later; the call is carried out when it arrives.
    pub(crate) latency_ms: u64,
    /// The call is never carried out: as if the platform had not got it. Default: it is, and its answer is spoilt;
    /// but `status`, `redirect` and `error` answer in its place.
    pub(crate) unreached: bool,
    /// An answer with this status and a page that is not JSON, unless `body` or `text` says otherwise.
    status: Option<u16>,
    /// A redirect to this address.
    redirect: Option<String>,
    /// A Graph error: the name of a row of the table, or an object with `code`, `subcode`, `message`, `status`, …
    error: Option<Row>,
    /// Minutes to wait, told in `X-Business-Use-Case-Usage`.
    pub(crate) wait_minutes: Option<i64>,
    /// What becomes of the body.
    pub(crate) body: Option<Body>,
    /// This text in place of the body.
    text: Option<String>,
    /// `paging.next` leads here.
    next: Option<String>,
    /// Headers that are added or replaced.
    headers: BTreeMap<String, String>,
    /// The connection is reset before a byte of the answer.
    pub(crate) reset: bool,
    /// What the token endpoint does otherwise than usual.
    pub(crate) token: TokenFault,
    /// What the dialog does otherwise than usual.
    pub(crate) dialog: DialogFault,
}

/// A row of the table, or one made up.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Row {
    Named(String),
    Made(Box<errors::Row>),
}

/// Changes to what the token endpoint answers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TokenFault {
    /// `"missing"`, or any value to tell instead: a number, a string, 0, a negative one.
    pub(crate) expires_in: Option<Value>,
    /// The token that was exchanged stops working.
    pub(crate) rotate: bool,
    /// The new token ends when the old one does.
    pub(crate) same_expiry: bool,
    /// The new token belongs to this persona.
    pub(crate) persona: Option<String>,
    /// The new token lacks these permissions.
    pub(crate) drop_scopes: Vec<String>,
}

/// Changes to how the dialog comes back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct DialogFault {
    /// Comes back with `error_code` and `error_message`, and without `error`.
    pub(crate) error_code: Option<i64>,
    /// The sentence for `error_code`.
    pub(crate) error_message: Option<String>,
    /// Shows a page of Facebook's with this code (1349126, 1349168, …), and never comes back.
    pub(crate) page: Option<i64>,
    /// Comes back with this state; an empty one is left out.
    pub(crate) state: Option<String>,
    /// Comes back with this behind its parameters, as it is: `&code=forged`.
    pub(crate) extra: Option<String>,
    /// Comes back with no parameters at all.
    pub(crate) empty: bool,
}

/// Where the dialog lives.
pub(crate) const DIALOG: &str = "/dialog/oauth";

impl Fault {
    /// Without a path, a fault is not for the dialog's pages unless it speaks of them.
    fn matches(&self, call: &Call) -> bool {
        let method =
            self.method.as_deref().is_none_or(|method| call.method.as_str().eq_ignore_ascii_case(method));
        let path = call.plain_path();
        method
            && match self.path.as_deref() {
                Some(pattern) => glob(pattern, &path),
                None => (path == DIALOG) == self.dialog.is_on(),
            }
    }

    fn check(&self) -> Result<(), String> {
        if let Some(Row::Named(name)) = &self.error
            && errors::row(name).is_none()
        {
            return Err(format!("no error is called {name}: see /_sandbox/errors"));
        }
        if self.status.is_some_and(|status| !(100..=599).contains(&status)) {
            return Err("a status is between 100 and 599".to_owned());
        }
        match self.method.as_deref().map(str::parse::<Method>) {
            Some(Err(_)) => Err("a method is a word such as GET".to_owned()),
            _ => Ok(()),
        }
    }

    /// The answer in place of the true one, if this fault has one.
    pub(crate) fn instead(&self) -> Option<Reply> {
        if let Some(to) = &self.redirect {
            return Some(Reply::redirect(to));
        }
        if let Some(row) = &self.error {
            return Some(Reply::error(&row.error()));
        }
        let status = self.status?;
        Some(Reply::typed(
            status,
            "text/html; charset=utf-8",
            "<html><body>Sorry, something went wrong.</body></html>".into(),
        ))
    }

    /// What remains of the true answer, before it goes out.
    pub(crate) fn spoil(&self, mut reply: Reply) -> Reply {
        if let Some(text) = &self.text {
            reply.body = text.clone().into_bytes();
        }
        if let Some(next) = &self.next {
            reply.body = with_next(&reply.body, next);
        }
        self.headers.iter().fold(reply, |reply, (name, value)| reply.header(name, value.clone()))
    }
}

/// Points a list at another next page; what is no list stays as it is.
fn with_next(body: &[u8], next: &str) -> Vec<u8> {
    match serde_json::from_slice::<Value>(body) {
        Ok(mut list) if list["data"].is_array() => {
            list["paging"]["next"] = next.into();
            list.to_string().into_bytes()
        }
        _ => body.to_vec(),
    }
}

impl DialogFault {
    /// Whether this fault is about the dialog.
    pub(crate) fn is_on(&self) -> bool {
        let back = self.state.is_some() || self.empty || self.extra.is_some();
        self.error_code.is_some() || self.page.is_some() || back
    }
}

impl Row {
    fn error(&self) -> GraphError {
        match self {
            Self::Named(name) => errors::named(name),
            Self::Made(row) => (**row).clone().into(),
        }
    }
}

/// Whether `text` fits `pattern`, in which `*` stands for any characters.
fn glob(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, tail)) => text.strip_prefix(head).is_some_and(|rest| {
            rest.char_indices()
                .map(|(at, _)| at)
                .chain([rest.len()])
                .any(|at| rest.get(at..).is_some_and(|rest| glob(tail, rest)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        assert!(glob("/me/*", "/me/adaccounts"));
        assert!(glob("/act_*/insights", "/act_17/insights"));
        assert!(glob("*", "/"));
        assert!(!glob("/me", "/me/adaccounts"));
        assert!(!glob("/act_*/insights", "/act_17"));
    }
}
