//! Facebook through the real HTTP client, against a server that behaves as Facebook was seen to. A test that
//! guards against one of the forty surprises a naive implementation gets wrong says which.

use std::sync::Mutex;

use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use super::Facebook;
use crate::Lang;
use crate::catalogue::Provider;
use crate::error::{Code, Error};
use crate::finding::{Finding, Level};
use crate::grant::{TokenKind, TokenOrigin, TokenSet};
use crate::http::Http;
use crate::platform::{AdPlatform, AppCredentials, Call};
use crate::secret::Secret;
use crate::time::{Clock, Timestamp};

mod accounts;
mod app;
mod extend;
mod gate;
mod graph;
mod inspect;
mod on_demand;

const NOW: i64 = 1_795_334_400; // 2026-11-22T08:00:00Z
const DAY: i64 = 24 * 60 * 60;
const TOKEN: &str = "EAAcanaryTOKEN";
const APP: &str = "1234567890";
const SECRET: &str = "canary-app-secret";

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        at(NOW)
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(seconds).unwrap()
}

/// A Facebook to test against, and what a call to it needs.
struct Stage {
    server: MockServer,
    provider: Provider,
    app: AppCredentials,
    http: Http,
}

impl Stage {
    async fn new() -> Self {
        let server = MockServer::start().await;
        let provider = provider(&server.uri());
        let app = AppCredentials { client_id: APP.into(), client_secret: Some(Secret::new(SECRET)) };
        Self { server, provider, app, http: Http::default() }
    }

    fn call(&self) -> Call<'_> {
        Call { provider: &self.provider, app: &self.app, http: &self.http, clock: &Fixed }
    }

    async fn on(&self, verb: &str, place: &str, answer: impl Respond + 'static) -> &Self {
        let matched = Mock::given(method(verb)).and(path(format!("/v26.0/{place}")));
        matched.respond_with(answer).mount(&self.server).await;
        self
    }

    /// A person with an ordinary long-lived token; single answers can be replaced by mounting them before.
    async fn ordinary(&self) -> &Self {
        self.on("GET", "me", ok(json!({"id": "1000", "name": "Anna"}))).await;
        self.on("GET", "me/permissions", permissions(&[("ads_read", "granted")])).await;
        self.on("POST", "debug_token", debug(json!({}))).await
    }

    /// Every request made so far to `place`.
    async fn asked(&self, place: &str) -> Vec<Request> {
        let all = self.server.received_requests().await.unwrap();
        all.into_iter().filter(|request| request.url.path() == format!("/v26.0/{place}")).collect()
    }
}

fn provider(host: &str) -> Provider {
    let entry = include_str!("../../../../../catalogue/facebook.toml");
    let entry = entry
        .replace("${hosts.dialog}", host)
        .replace("${hosts.graph}", host)
        .replace("${api_version}", "v26.0");
    toml::from_str(&entry).unwrap()
}

fn tokens() -> TokenSet {
    TokenSet {
        access_token: Secret::new(TOKEN),
        refresh_token: None,
        token_type: "bearer".into(),
        kind: TokenKind::LongLived,
        expires_at: Some(at(NOW + 60 * DAY)),
        data_access_expires_at: None,
        obtained_at: at(NOW),
        scopes: Vec::new(),
        origin: TokenOrigin::SignIn,
    }
}

fn ok(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

fn refusal(status: u16, code: i32, subcode: Option<i32>, message: &str) -> ResponseTemplate {
    let error = json!({"message": message, "type": "OAuthException", "code": code, "error_subcode": subcode, "fbtrace_id": "Atrace"});
    ResponseTemplate::new(status).set_body_json(json!({ "error": error }))
}

fn permissions(list: &[(&str, &str)]) -> ResponseTemplate {
    let data: Vec<Value> =
        list.iter().map(|(name, status)| json!({"permission": name, "status": status})).collect();
    ok(json!({ "data": data }))
}

/// An answer of `/debug_token` for an ordinary token, with `more` put over it.
fn debug(more: Value) -> ResponseTemplate {
    let mut data = json!({
        "app_id": APP, "application": "Our app", "type": "USER", "is_valid": true, "user_id": "1000",
        "expires_at": NOW + 60 * DAY, "data_access_expires_at": NOW + 90 * DAY, "scopes": ["ads_read"],
    });
    for (key, value) in more.as_object().unwrap() {
        data[key] = value.clone();
    }
    ok(json!({ "data": data }))
}

fn found<'f>(findings: &'f [Finding], check: &str) -> &'f Finding {
    let ids: Vec<&str> = findings.iter().map(|finding| finding.check.as_str()).collect();
    findings.iter().find(|finding| finding.check == check).unwrap_or_else(|| panic!("no {check} in {ids:?}"))
}

fn said(request: &Request) -> String {
    String::from_utf8(request.body.clone()).unwrap()
}

fn query(request: &Request, name: &str) -> Option<String> {
    request.url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// Answers in turn, the last one for ever.
struct Turns(Mutex<Vec<ResponseTemplate>>);

fn turns(answers: impl IntoIterator<Item = ResponseTemplate>) -> Turns {
    let mut answers: Vec<_> = answers.into_iter().collect();
    answers.reverse();
    Turns(Mutex::new(answers))
}

impl Respond for Turns {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let mut left = self.0.lock().unwrap();
        if left.len() > 1 { left.pop().unwrap() } else { left[0].clone() }
    }
}
