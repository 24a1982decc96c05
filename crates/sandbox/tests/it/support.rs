//! A browser and a tool in one: talks to a started sandbox as AdKeys, a person and other programs do.

use adkeys_sandbox::{APP_ID, APP_SECRET, Config, Sandbox};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use url::Url;

pub(crate) const BACK: &str = "http://localhost:4711/back";
pub(crate) const SCOPES: &str = "ads_read,ads_management,business_management";

/// A sandbox and a client that follows nothing.
pub(crate) struct World {
    sandbox: Sandbox,
    pub(crate) client: Client,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(Config::default()).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        let sandbox = Sandbox::start(config).await.unwrap();
        #[allow(clippy::disallowed_methods, reason = "a test's own client")]
        let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        Self { sandbox, client }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.url())
    }

    /// The dialog's address for the demo app, with `changes` to its parameters; an empty value removes one.
    pub(crate) fn dialog(&self, changes: &[(&str, &str)]) -> Url {
        let mut params = vec![
            ("client_id", APP_ID),
            ("redirect_uri", BACK),
            ("state", "st4te"),
            ("scope", SCOPES),
            ("response_type", "code"),
        ];
        for &(name, value) in changes {
            params.retain(|(known, _)| *known != name);
            if !value.is_empty() {
                params.push((name, value));
            }
        }
        Url::parse_with_params(&self.url("/v26.0/dialog/oauth"), params).unwrap()
    }

    /// Opens the dialog.
    pub(crate) async fn open(&self, changes: &[(&str, &str)]) -> Response {
        self.client.get(self.dialog(changes)).send().await.unwrap()
    }

    /// Presses a button of the dialog.
    pub(crate) async fn press(&self, changes: &[(&str, &str)], form: &[(&str, &str)]) -> Response {
        self.client.post(self.dialog(changes)).form(form).send().await.unwrap()
    }

    /// Signs in as `persona` with the demo app, and gives the code.
    pub(crate) async fn code(&self, persona: &str) -> String {
        let answer = self.press(&[], &[("persona", persona), ("decision", "allow")]).await;
        callback(&answer)["code"].as_str().unwrap().to_owned()
    }

    /// Asks the token endpoint, with the demo app's id and secret.
    pub(crate) async fn ask_token(&self, form: &[(&str, &str)]) -> (u16, Value) {
        let app = [("client_id", APP_ID), ("client_secret", APP_SECRET)];
        let form: Vec<_> =
            app.iter().filter(|(name, _)| form.iter().all(|(own, _)| own != name)).chain(form).collect();
        json_of(self.client.post(self.url("/v26.0/oauth/access_token")).form(&form)).await
    }

    pub(crate) async fn exchange(&self, code: &str) -> (u16, Value) {
        self.ask_token(&[("redirect_uri", BACK), ("code", code)]).await
    }

    /// Connects as AdKeys does: code, short-lived token, long-lived token.
    pub(crate) async fn connect(&self, persona: &str) -> String {
        let (_, short) = self.exchange(&self.code(persona).await).await;
        self.upgrade(short["access_token"].as_str().unwrap()).await
    }

    pub(crate) async fn upgrade(&self, token: &str) -> String {
        let form = [("grant_type", "fb_exchange_token"), ("fb_exchange_token", token)];
        let (status, long) = self.ask_token(&form).await;
        assert_eq!(status, 200, "{long}");
        long["access_token"].as_str().unwrap().to_owned()
    }

    /// `/debug_token` with the app's own token, secrets in the body.
    pub(crate) async fn debug(&self, token: &str) -> Value {
        let app = format!("{APP_ID}|{APP_SECRET}");
        let call =
            self.client.post(self.url("/v26.0/debug_token")).bearer_auth(app).form(&[("input_token", token)]);
        json_of(call).await.1["data"].clone()
    }

    pub(crate) async fn get(&self, token: &str, path: &str) -> (u16, Value) {
        json_of(self.client.get(self.url(&format!("/v26.0{path}"))).bearer_auth(token)).await
    }

    /// Throws a switch.
    pub(crate) async fn switch(&self, name: &str, body: Value) -> Value {
        let (status, answer) =
            json_of(self.client.post(self.url(&format!("/_sandbox/{name}"))).json(&body)).await;
        assert_eq!(status, 200, "{answer}");
        answer
    }

    /// Looks at what a switch shows.
    pub(crate) async fn look(&self, name: &str) -> Value {
        json_of(self.client.get(self.url(&format!("/_sandbox/{name}")))).await.1
    }

    /// A token without a dialog.
    pub(crate) async fn mint(&self, persona: &str) -> String {
        let answer = self.switch("token", json!({"persona": persona, "troubled": false})).await;
        answer["access_token"].as_str().unwrap().to_owned()
    }
}

pub(crate) async fn json_of(call: RequestBuilder) -> (u16, Value) {
    let answer = call.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap())
}

/// `url` with a query.
pub(crate) fn with_query(url: &str, query: &[(&str, &str)]) -> Url {
    Url::parse_with_params(url, query).unwrap()
}

/// Where a redirect leads.
pub(crate) fn location(answer: &Response) -> String {
    assert_eq!(answer.status(), 302);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

/// The query of a redirect, as an object.
pub(crate) fn callback(answer: &Response) -> Value {
    let url = Url::parse(&location(answer)).unwrap();
    url.query_pairs().map(|(key, value)| (key.into_owned(), Value::from(value.into_owned()))).collect()
}

/// `code/subcode` of an error.
pub(crate) fn codes(answer: &Value) -> String {
    let error = &answer["error"];
    match error["error_subcode"].as_i64() {
        Some(subcode) => format!("{}/{subcode}", error["code"]),
        None => error["code"].to_string(),
    }
}

/// The sentence of an error.
pub(crate) fn message(answer: &Value) -> &str {
    answer["error"]["message"].as_str().unwrap_or_default()
}
