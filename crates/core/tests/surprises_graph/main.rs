//! What a naive implementation gets wrong about Facebook's tokens, errors, limits and ad accounts: a test for each of
//! the surprises by its number, against a sandbox that behaves that way. Those of the sign-in are told elsewhere.

#![allow(clippy::unwrap_used, reason = "a test file throughout")]

#[path = "../support/mod.rs"]
mod support;

mod lists;
mod tokens;

use adkeys_core::connection::StatusReport;
use adkeys_core::error::Error;
use adkeys_core::finding::{Finding, Level};
use adkeys_core::grant::{TokenKind, TokenOrigin};
use adkeys_core::ledger::ConnectionState;
use adkeys_core::secret::Secret;
use adkeys_core::time::{Clock, Timestamp};
use adkeys_core::vault::{ItemKey, Vault};
use adkeys_core::{Code, Lang};
use serde_json::{Value, json};
use support::{World, client, facebook, graph_calls};

impl World {
    async fn status(&self) -> StatusReport {
        self.adkeys.status("facebook", &|_| {}).await.unwrap()
    }

    /// Throws one of the sandbox's switches.
    async fn switch(&self, name: &str, body: Value) -> Value {
        let url = format!("{}/_sandbox/{name}", self.sandbox.url());
        let request = client().post(url).header("content-type", "application/json").body(body.to_string());
        serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap()
    }

    /// Changes the demo app.
    async fn app(&self, mut changes: Value) {
        changes["id"] = adkeys_sandbox::APP_ID.into();
        assert_eq!(self.switch("apps", changes).await["id"], adkeys_sandbox::APP_ID);
    }

    /// What lies in the vault; another token is another item.
    fn item(&self) -> Option<Secret> {
        self.vault.get(&ItemKey::Connection("facebook".into())).unwrap()
    }

    /// How often the token endpoint was asked.
    async fn exchanges(&self) -> usize {
        let requests = self.requests().await;
        graph_calls(&requests).iter().filter(|call| call["path"] == "/oauth/access_token").count()
    }

    fn seconds_until(&self, at: Timestamp) -> i64 {
        at.seconds_since(self.clock.now())
    }
}

fn found<'r>(report: &'r StatusReport, check: &str) -> Option<&'r Finding> {
    report.findings.iter().find(|finding| finding.check == check)
}

fn code(report: &StatusReport) -> Option<Code> {
    report.error.as_ref().map(|error| error.code)
}
