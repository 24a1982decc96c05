//! What a platform gave: a person, a token set, permissions. Everything here but [`TokenSet`] may be shown and stored.

use serde::{Deserialize, Serialize};

pub use crate::person::Person;
use crate::secret::Secret;
use crate::time::Timestamp;

/// How long a token lives and how it is kept alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum TokenKind {
    /// Hours, and nothing to extend it with.
    ShortLived,
    /// Weeks; may be extended by exchanging it for a new one.
    LongLived,
    /// Comes with a refresh token.
    Refreshable,
    /// Has no end date.
    NeverExpires,
}

/// How the token came to us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum TokenOrigin {
    /// By a sign-in in the browser.
    #[default]
    SignIn,
    /// Pasted by a person; never exchanged on our own account.
    Pasted,
}

/// The tokens of one grant. Lives in the vault and in memory, nowhere else, and is not serialisable:
/// [`crate::vault::item`] writes and reads the vault's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenSet {
    /// The bearer token (RFC 6750).
    pub access_token: Secret,
    /// The refresh token (RFC 6749 §1.5), where the platform gives one.
    pub refresh_token: Option<Secret>,
    /// `token_type` of the answer, usually `bearer`.
    pub token_type: String,
    /// How long it lives.
    pub kind: TokenKind,
    /// When the access token ends. `None`: never (see `kind`) or not known.
    pub expires_at: Option<Timestamp>,
    /// Facebook's second clock: when data access ends unless the person comes back.
    pub data_access_expires_at: Option<Timestamp>,
    /// When this access token was received.
    pub obtained_at: Timestamp,
    /// The scopes the platform says the token has; empty if it did not say.
    pub scopes: Vec<String>,
    /// How it came to us.
    pub origin: TokenOrigin,
}

impl TokenSet {
    /// A token that a person pasted: nothing is known of it yet.
    #[must_use]
    pub fn pasted(access_token: Secret, now: Timestamp) -> Self {
        Self {
            access_token,
            refresh_token: None,
            token_type: "bearer".into(),
            kind: TokenKind::LongLived,
            expires_at: None,
            data_access_expires_at: None,
            obtained_at: now,
            scopes: Vec::new(),
            origin: TokenOrigin::Pasted,
        }
    }
}

/// The scopes of a connection, held against what was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Scopes {
    /// Asked for at the last sign-in.
    pub asked: Vec<String>,
    /// Given.
    pub granted: Vec<String>,
    /// Refused by the person.
    pub declined: Vec<String>,
    /// Given once, and run out since (Facebook: unused for 90 days).
    pub expired: Vec<String>,
    /// Asked for and neither granted, declined nor expired: the platform dropped them silently.
    pub missing: Vec<String>,
}

/// What a permission holds for, where the platform lets people choose (Facebook Login for Business).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Granular {
    /// The permission.
    pub scope: String,
    /// Ids of the ad accounts, Pages or businesses that were chosen, without prefixes; `null`: all of them.
    pub targets: Option<Vec<String>>,
}

/// The parts of a token that may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TokenFacts {
    /// How long it lives.
    pub kind: TokenKind,
    /// When it was received: the left end of the lifetime bar.
    pub obtained_at: Option<Timestamp>,
    /// When it ends; `null`: never, or not known.
    pub expires_at: Option<Timestamp>,
    /// When data access ends (Facebook).
    pub data_access_expires_at: Option<Timestamp>,
    /// Whether `data_access_expires_at` matters for the scopes granted (Facebook: not for ads scopes).
    pub data_access_matters: bool,
    /// Asked, granted, declined, expired, missing.
    pub scopes: Scopes,
    /// What each permission holds for; empty if the platform did not say.
    #[serde(default)]
    pub granular: Vec<Granular>,
    /// How it came to us.
    pub origin: TokenOrigin,
}
