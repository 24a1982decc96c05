//! `/debug_token`: what Facebook knows of a token.
//!
//! Asked with the app's own token, and with the token in question in the body, so that no log on the way sees it.
//! Where that is refused (an app marked "Native or desktop", a Graph that only takes GET), the documented GET
//! follows, then the token is asked about itself. If all fail, the sign-in does without.

use http::Method;
use serde::Deserialize;
use serde_json::Value;

use super::super::body;
use super::super::errors::{self, Retry};
use super::super::graph::{Ask, Graph};
use super::super::lenient;
use crate::catalogue::Provider;
use crate::error::{Code, Error, Result};
use crate::grant::{Granular, TokenKind, TokenSet};
use crate::platform::Call;
use crate::secret::Secret;
use crate::text::Text;
use crate::time::Timestamp;

/// `data` of the answer. Types as observed, not as documented.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct DebugToken {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) app_id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) application: Option<String>,
    /// `USER`, `PAGE`, `APP`, `SYSTEM_USER`.
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    pub(super) kind: Option<String>,
    #[serde(deserialize_with = "lenient::truth")]
    pub(super) is_valid: Option<bool>,
    /// Unix seconds; 0: never.
    #[serde(deserialize_with = "lenient::integer")]
    pub(super) expires_at: Option<i64>,
    #[serde(deserialize_with = "lenient::integer")]
    pub(super) data_access_expires_at: Option<i64>,
    #[serde(deserialize_with = "lenient::integer")]
    pub(super) issued_at: Option<i64>,
    #[serde(deserialize_with = "lenient::texts")]
    pub(super) scopes: Vec<String>,
    #[serde(deserialize_with = "lenient::fitting")]
    granular_scopes: Option<Vec<Target>>,
    /// `{code, message, subcode}`, with HTTP 200.
    error: Option<Value>,
}

/// A permission that may hold for chosen ad accounts or Pages only.
#[derive(Clone, Debug, Deserialize)]
struct Target {
    #[serde(default, deserialize_with = "lenient::text")]
    scope: Option<String>,
    /// Absent: all.
    #[serde(default, deserialize_with = "lenient::texts")]
    target_ids: Vec<String>,
}

#[derive(Deserialize)]
struct Answer {
    data: DebugToken,
}

/// Asks, in up to three ways.
pub(in super::super) async fn read(
    graph: &Graph<'_>,
    call: Call<'_>,
    tokens: &TokenSet,
) -> Result<DebugToken> {
    let Some(app_token) = app_token(call) else {
        return itself(graph, tokens).await;
    };
    let posted = Ask {
        method: Method::POST,
        form: vec![
            ("input_token".into(), tokens.access_token.clone()),
            ("method".into(), Secret::new("GET")),
        ],
        bearer: Some(app_token.clone()),
        ..Ask::get("debug_token", &[])
    };
    match graph.send::<Answer>(&posted).await {
        Ok(answer) => return Ok(answer.data),
        Err(error) if is_final(&error) => return Err(error),
        Err(_) => {}
    }
    // EXPOSE: the documented form of the call has no other place for it.
    let query = [("input_token", tokens.access_token.expose())];
    let asked = Ask { bearer: Some(app_token), ..Ask::get("debug_token", &query) };
    match graph.send::<Answer>(&asked).await {
        Ok(answer) => Ok(answer.data),
        Err(_) => itself(graph, tokens).await,
    }
}

/// The token asks about itself.
async fn itself(graph: &Graph<'_>, tokens: &TokenSet) -> Result<DebugToken> {
    // EXPOSE: the documented form of the call has no other place for it.
    let query = [("input_token", tokens.access_token.expose())];
    graph.get::<Answer>("debug_token", &query).await.map(|answer| answer.data)
}

/// `APPID|SECRET`, which stands for an app access token.
fn app_token(call: Call<'_>) -> Option<Secret> {
    let secret = call.app.client_secret.as_ref().filter(|secret| !secret.is_empty())?;
    // EXPOSE: put together into another secret.
    Some(Secret::new(format!("{}|{}", call.app.client_id, secret.expose())))
}

/// A limit, an outage or no network: asking in another way would not help.
fn is_final(error: &Error) -> bool {
    error.code == Code::Network || errors::retry(error) == Retry::Later
}

impl DebugToken {
    /// Whether Facebook still accepts the token.
    ///
    /// # Errors
    /// What Facebook says is wrong with it; `token-expired` or `token-revoked` if it does not say.
    pub(in super::super) fn alive(&self, provider: &Provider, now: Timestamp) -> Result<()> {
        if self.is_valid != Some(false) {
            return Ok(());
        }
        let failure =
            self.error.clone().and_then(body::error_member).filter(|failure| failure.code.is_some());
        Err(match failure {
            Some(failure) => errors::explain(provider, &failure, &[]),
            None if self.ends().is_some_and(|end| end <= now) => {
                Error::new(Code::TokenExpired, Text::new("The access has run out.", "Срок доступа истёк."))
            }
            None => Error::new(
                Code::TokenRevoked,
                Text::new(
                    "Facebook no longer accepts this access.",
                    "Facebook больше не принимает этот доступ.",
                ),
            ),
        })
    }

    /// What each permission holds for.
    pub(super) fn granular(&self) -> Vec<Granular> {
        self.granular_scopes.iter().flatten().cloned().filter_map(Target::into_granular).collect()
    }

    /// Whether this is an app access token.
    pub(super) fn is_the_app_s_own(&self) -> bool {
        self.kind.as_deref() == Some("APP")
    }

    /// Whether an exchange would only shorten the token's life. Those of system users are renewed by their business.
    pub(in super::super) fn is_endless(&self) -> bool {
        self.expires_at == Some(0) || self.kind.as_deref() == Some("SYSTEM_USER")
    }

    /// Puts expiry, kind and scopes right.
    pub(in super::super) fn correct(&self, tokens: &mut TokenSet) {
        tokens.data_access_expires_at = stamp(self.data_access_expires_at).or(tokens.data_access_expires_at);
        if !self.scopes.is_empty() {
            tokens.scopes.clone_from(&self.scopes);
        }
        if self.expires_at == Some(0) {
            tokens.expires_at = None;
            tokens.kind = TokenKind::NeverExpires;
            return;
        }
        tokens.expires_at = self.ends().or(tokens.expires_at);
        let since = stamp(self.issued_at).map_or(tokens.obtained_at, |issued| issued.min(tokens.obtained_at));
        tokens.kind = super::lifetime::kind(since, tokens.expires_at);
    }

    fn ends(&self) -> Option<Timestamp> {
        stamp(self.expires_at)
    }
}

impl Target {
    /// An empty list stands for all, as an absent one does.
    fn into_granular(self) -> Option<Granular> {
        let targets = (!self.target_ids.is_empty()).then_some(self.target_ids);
        Some(Granular { scope: self.scope?, targets })
    }
}

/// A time, unless it is 0, which stands for none.
fn stamp(seconds: Option<i64>) -> Option<Timestamp> {
    seconds.filter(|seconds| *seconds > 0).and_then(Timestamp::from_unix)
}
