//! Faults that can be switched on: which calls they meet, and what happens to those.

pub(crate) mod transport;

use std::collections::BTreeMap;

use axum::http::Method;
use serde::Deserialize;
use serde_json::Value;

use crate::call::Call;
use crate::errors::{self, GraphError};
use crate::reply::Reply;
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
    /// Comes back with no parameters at all.
    pub(crate) empty: bool,
}

/// Where the dialog lives.
pub(crate) const DIALOG: &str = "/dialog/oauth";

#[derive(Debug)]
struct Switched {
    id: u64,
    /// As it was sent, for the list.
    sent: Value,
    fault: Fault,
    /// Calls that it fits.
    seen: u32,
    /// Those of them that it changed.
    met: u32,
}

/// The faults that are on, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    switched: Vec<Switched>,
    count: u64,
}

impl Faults {
    /// Switches a fault on and gives its number.
    ///
    /// # Errors
    /// A sentence that says what cannot be understood.
    pub(crate) fn add(&mut self, sent: Value) -> Result<u64, String> {
        let fault: Fault = serde_json::from_value(sent.clone()).map_err(|error| error.to_string())?;
        fault.check()?;
        self.count += 1;
        self.switched.push(Switched { id: self.count, sent, fault, seen: 0, met: 0 });
        Ok(self.count)
    }

    /// Switches one off.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.switched.len();
        self.switched.retain(|switched| switched.id != id);
        before > self.switched.len()
    }

    pub(crate) fn clear(&mut self) {
        self.switched.clear();
    }

    /// The faults with their numbers and how many calls each has met.
    pub(crate) fn list(&self) -> Vec<Value> {
        let show = |on: &Switched| serde_json::json!({"id": on.id, "met": on.met, "fault": on.sent});
        self.switched.iter().map(show).collect()
    }

    /// The faults that this call meets.
    pub(crate) fn meet(&mut self, call: &Call) -> Vec<Fault> {
        self.meet_where(|fault| fault.matches(call))
    }

    /// The faults that this part of a batch meets: those that name a path. The others meet the batch as a whole.
    pub(crate) fn meet_part(&mut self, part: &Call) -> Vec<Fault> {
        self.meet_where(|fault| fault.path.as_deref().is_some_and(|path| path != "*") && fault.matches(part))
    }

    fn meet_where(&mut self, fits: impl Fn(&Fault) -> bool) -> Vec<Fault> {
        let matching = self.switched.iter_mut().filter(|switched| fits(&switched.fault));
        let met = matching.filter_map(|switched| {
            switched.seen = switched.seen.saturating_add(1);
            let due = switched.seen > switched.fault.skip;
            let left = switched.fault.times.is_none_or(|times| switched.met < times);
            (due && left).then(|| {
                switched.met = switched.met.saturating_add(1);
                switched.fault.clone()
            })
        });
        met.collect()
    }
}

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
        self.headers.iter().fold(reply, |reply, (name, value)| reply.header(name, value.clone()))
    }
}

impl DialogFault {
    pub(crate) fn is_on(&self) -> bool {
        self.error_code.is_some() || self.page.is_some() || self.state.is_some() || self.empty
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

    #[test]
    fn a_misspelt_switch_is_refused_with_its_name() {
        let mut faults = Faults::default();
        assert!(faults.add(serde_json::json!({"lateny_ms": 5})).unwrap_err().contains("lateny_ms"));
        assert!(faults.add(serde_json::json!({"error": "190/1"})).unwrap_err().contains("190/1"));
        assert!(faults.add(serde_json::json!({"error": {"code": 7, "message": "seven"}})).is_ok());
    }
}
