//! What was asked of the sandbox: enough to count round trips and to see whether a secret was put in a URL.
//! No value of any parameter is kept.

use std::collections::VecDeque;

use serde::Serialize;

use crate::call::Call;

/// How many requests are remembered.
const CAP: usize = 20_000;
/// Parameters whose values are secrets. A proof is none: it is good for five minutes and beside its token only.
const SECRETS: &[&str] =
    &["access_token", "input_token", "fb_exchange_token", "client_secret", "code_verifier", "revoke_token"];

/// One request.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entry {
    /// Counts from 1.
    pub(crate) number: u64,
    method: String,
    path: String,
    version: Option<String>,
    query_keys: Vec<String>,
    body_keys: Vec<String>,
    /// Whether an `Authorization` header was sent.
    authorization: bool,
    /// Names of query parameters that carried a secret.
    secrets_in_url: Vec<String>,
    user_agent: String,
    /// 0 until it was answered; also if the connection was cut.
    status: u16,
    /// How many round trips in a row it takes to get here: one more than the deepest that was answered before it came.
    depth: u32,
}

/// The requests, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: VecDeque<Entry>,
    count: u64,
    /// The deepest that was answered.
    answered: u32,
}

impl Journal {
    /// Notes a request; the answer's status is added by [`Self::answered`].
    pub(crate) fn note(&mut self, call: &Call) -> u64 {
        self.count += 1;
        if self.entries.len() == CAP {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry { depth: self.answered + 1, ..Entry::of(self.count, call) });
        self.count
    }

    pub(crate) fn answered(&mut self, number: u64, status: u16) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.number == number) {
            entry.status = status;
            self.answered = self.answered.max(entry.depth);
        }
    }

    /// How many requests there have been.
    pub(crate) fn made(&self) -> u64 {
        self.count
    }

    /// The requests after number `since`.
    pub(crate) fn since(&self, since: u64) -> Vec<&Entry> {
        self.entries.iter().filter(|entry| entry.number > since).collect()
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.answered = 0;
    }
}

impl Entry {
    fn of(number: u64, call: &Call) -> Self {
        let keys =
            |params: &[(String, String)]| params.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        let body = call.params.0.get(call.query.0.len()..).unwrap_or_default();
        let secrets = call.query.0.iter().filter(|(key, value)| is_secret(call, key, value));
        Self {
            number,
            method: call.method.to_string(),
            path: call.plain_path(),
            version: call.version.clone(),
            query_keys: keys(&call.query.0),
            body_keys: keys(body),
            authorization: call.headers.contains_key("authorization"),
            secrets_in_url: secrets.map(|(key, _)| key.clone()).collect(),
            user_agent: call.header("user-agent").to_owned(),
            status: 0,
            depth: 0,
        }
    }
}

/// By its name, or because it looks like a token; `code` is one at the token endpoint.
fn is_secret(call: &Call, key: &str, value: &str) -> bool {
    let code = key == "code" && call.plain_path().ends_with("/access_token");
    SECRETS.contains(&key) || code || value.contains("EAA") && value.len() > 40
}
