//! What goes over the socket: one JSON object a line, each way. Documented in `docs/agent.md`.

use serde::{Deserialize, Serialize};

use super::client::Given;
use crate::connection::HandedToken;
use crate::error::{Code, Error};
use crate::ledger::ConnectionState;
use crate::secret::Secret;
use crate::text::Lang;
use crate::time::Timestamp;

/// The protocol's number: raised when a change would break those who speak it. Fields are added without that.
const PROTOCOL: u32 = 1;

/// What a program may ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "snake_case")]
pub enum Request {
    /// A connection's access token.
    AccessToken {
        /// The connection's name.
        connection: String,
        /// Seconds that the token must still work for; missing: the provider's margin.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min_valid: Option<u32>,
        /// What the program calls itself, shown to the person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        application_hint: Option<String>,
        /// The token is for the process that started this one, as with `adkeys token`. The agent looks up itself
        /// which that is.
        #[serde(default)]
        for_parent: bool,
    },
    /// The connections there are.
    Connections,
    /// Who answers.
    #[serde(alias = "ping")]
    Version,
}

/// What is answered.
#[derive(Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub(super) enum Reply<'a> {
    Success(Success<'a>),
    Failure(Failure<'a>),
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Success<'a> {
    Token {
        access_token: &'a str,
        token_type: &'a str,
        expires_at: Option<Timestamp>,
        connection: &'a str,
        #[serde(skip_serializing_if = "<[Error]>::is_empty")]
        warnings: &'a [Error],
    },
    Connections {
        connections: Vec<Line>,
    },
    Version {
        agent: &'static str,
        version: &'static str,
        protocol: u32,
    },
}

/// A connection at a glance.
#[derive(Serialize)]
pub(super) struct Line {
    pub(super) connection: String,
    pub(super) provider: String,
    pub(super) state: ConnectionState,
    pub(super) expires_at: Option<Timestamp>,
}

/// Why not: for programs, for the person who reads a tool's output, and whole for AdKeys itself.
#[derive(Serialize)]
pub(super) struct Failure<'a> {
    error: Code,
    info: String,
    cause: &'a Error,
}

impl<'a> Success<'a> {
    pub(super) fn token(token: &'a HandedToken, warnings: &'a [Error]) -> Self {
        Self::Token {
            // EXPOSE: handed to a program that the person allows, over a socket that only the person can open.
            access_token: token.access_token.expose(),
            token_type: &token.token_type,
            expires_at: token.expires_at,
            connection: &token.connection,
            warnings,
        }
    }

    pub(super) fn version() -> Self {
        Self::Version { agent: "adkeys", version: env!("CARGO_PKG_VERSION"), protocol: PROTOCOL }
    }
}

impl<'a> Failure<'a> {
    pub(super) fn of(error: &'a Error, lang: Lang) -> Self {
        let info = format!("{} {}", error.message.get(lang), error.hint.get(lang));
        Self { error: error.code, info, cause: error }
    }
}

/// An answer as a client reads it.
#[derive(Deserialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub(super) enum Told {
    Success(TokenTold),
    Failure { cause: Box<Error> },
}

#[derive(Deserialize)]
pub(super) struct TokenTold {
    access_token: String,
    token_type: String,
    expires_at: Option<Timestamp>,
    connection: String,
    #[serde(default)]
    warnings: Vec<Error>,
}

impl From<TokenTold> for Given {
    fn from(told: TokenTold) -> Self {
        let token = HandedToken {
            access_token: Secret::new(told.access_token),
            token_type: told.token_type,
            expires_at: told.expires_at,
            connection: told.connection,
        };
        Self { token, warnings: told.warnings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_as_documented_and_unknown_fields_are_no_harm() {
        let read = |line| serde_json::from_str::<Request>(line);
        let token = read(r#"{"request":"access_token","connection":"facebook","scope":"x"}"#).unwrap();
        let expected = Request::AccessToken {
            connection: "facebook".into(),
            min_valid: None,
            application_hint: None,
            for_parent: false,
        };
        assert_eq!(token, expected);
        assert_eq!(read(r#"{"request":"ping"}"#).unwrap(), Request::Version);
        for bad in ["", "{}", "[]", r#"{"request":"refresh_token","connection":"facebook"}"#] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
