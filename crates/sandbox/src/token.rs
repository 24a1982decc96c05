//! Tokens and authorization codes: signed texts that say what they are.

use serde::{Deserialize, Serialize};

use crate::entropy;
use crate::persona::{self, Persona};
use crate::seal;

/// Short-lived tokens, in seconds.
pub(crate) const SHORT: i64 = 5_387;
/// Long-lived tokens, in seconds: not quite 60 days.
pub(crate) const LONG: i64 = 5_183_944;
/// Codes, in seconds.
pub(crate) const CODE: i64 = 600;
/// How long data may be read after the person was last here, in seconds: 90 days.
const DATA_ACCESS: i64 = 7_776_000;

/// What a person gave to an app. Travels inside codes and tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Grant {
    #[serde(rename = "a")]
    pub(crate) app: String,
    #[serde(rename = "p")]
    pub(crate) persona: String,
    #[serde(rename = "s")]
    pub(crate) scopes: Vec<String>,
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) declined: Vec<String>,
    /// Numbers of the ad accounts that were chosen; empty: all.
    #[serde(rename = "t", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) targets: Vec<String>,
    /// Counts what the person withdrew before this grant.
    #[serde(rename = "e", default)]
    pub(crate) epoch: u32,
    #[serde(rename = "u", default)]
    pub(crate) system_user: bool,
    /// Meets the persona's trouble without waiting for it.
    #[serde(rename = "m", default)]
    pub(crate) troubled: bool,
}

/// An access token of a person or a system user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Token {
    #[serde(rename = "g")]
    pub(crate) grant: Grant,
    #[serde(rename = "i")]
    pub(crate) issued_at: i64,
    /// 0: never.
    #[serde(rename = "x")]
    pub(crate) expires_at: i64,
    /// Makes every token another text.
    #[serde(rename = "n")]
    pub(crate) nonce: String,
}

/// An authorization code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Code {
    #[serde(rename = "g")]
    pub(crate) grant: Grant,
    #[serde(rename = "r")]
    pub(crate) redirect_uri: String,
    /// PKCE challenge and whether it is the verifier itself (`plain`).
    #[serde(rename = "c")]
    pub(crate) challenge: Option<(String, bool)>,
    #[serde(rename = "i")]
    pub(crate) issued_at: i64,
    #[serde(rename = "n")]
    pub(crate) nonce: String,
}

/// How many characters make a token unique.
pub(crate) fn nonce() -> String {
    entropy::text(12)
}

impl Grant {
    /// Who gave it.
    pub(crate) fn person(&self) -> Option<&'static Persona> {
        persona::find(&self.persona)
    }

    /// A token that lives for `seconds` from `now`; `None`: without end.
    pub(crate) fn token(&self, now: i64, seconds: Option<i64>) -> Token {
        let expires_at = seconds.map_or(0, |seconds| now.saturating_add(seconds));
        Token { grant: self.clone(), issued_at: now, expires_at, nonce: nonce() }
    }
}

impl Token {
    /// The text that clients hold.
    pub(crate) fn text(&self) -> String {
        format!("EAA{}", seal::seal("token", self))
    }

    /// Reads a token's text, alive or not.
    pub(crate) fn read(text: &str) -> Option<Self> {
        seal::open("token", text.strip_prefix("EAA")?)
    }

    /// When data access ends.
    pub(crate) fn data_access_until(&self) -> i64 {
        self.issued_at.saturating_add(DATA_ACCESS)
    }
}

impl Code {
    /// The text that travels in the redirect.
    pub(crate) fn text(&self) -> String {
        format!("AQ{}", seal::seal("code", self))
    }

    /// Reads a code's text, used or not.
    pub(crate) fn read(text: &str) -> Option<Self> {
        seal::open("code", text.strip_prefix("AQ")?)
    }
}

/// An app's own token: `id|secret`, or what `client_credentials` gave.
pub(crate) fn app_token(id: &str, secret: &str) -> String {
    let proof: String = seal::hmac_hex(secret, id).chars().take(27).collect();
    format!("{id}|{proof}")
}
