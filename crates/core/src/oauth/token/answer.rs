//! A successful answer (RFC 6749 §5.1), read leniently where platforms are known to stray and strictly where a wrong
//! reading would do harm.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use url::form_urlencoded;

use crate::catalogue::Provider;
use crate::error::{Code, Error, Result};
use crate::grant::{TokenKind, TokenOrigin, TokenSet};
use crate::http::Response;
use crate::oauth::foreign;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::time::Timestamp;

/// Longer lifetimes are taken for this long: a hundred years.
const LONGEST_LIFE: u64 = 100 * 365 * 24 * 3600;
/// Tokens without a refresh token that live at most this long, in seconds, are the short-lived kind.
const SHORT_LIFE: u64 = 24 * 3600;

/// The members that AdKeys reads; unknown ones are ignored (RFC 6749 §5.1). `expires` is what Facebook used to send.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wire {
    access_token: Option<String>,
    token_type: Option<String>,
    expires_in: Option<Value>,
    expires: Option<Value>,
    refresh_token: Option<String>,
    scope: Option<Value>,
    data_access_expiration_time: Option<Value>,
    error: Option<Value>,
}

/// The tokens in an answer; `None` if it is a refusal, whatever its status says.
pub(super) fn read(response: &Response, provider: &Provider, now: Timestamp) -> Result<Option<TokenSet>> {
    if !response.status.is_success() {
        return Ok(None);
    }
    let wire: Wire = document(response)
        .and_then(|document| serde_json::from_value(document).ok())
        .ok_or_else(|| response.unreadable())?;
    let refused = wire.error.as_ref().is_some_and(|error| !matches!(error, Value::Null | Value::Bool(false)));
    if refused || wire.access_token.as_deref().is_none_or(str::is_empty) {
        return Ok(None);
    }
    tokens(wire, provider, now).map(Some)
}

/// The body as a JSON object: JSON, or a form (old Facebook versions, GitHub), whatever the content type says.
pub(super) fn document(response: &Response) -> Option<Value> {
    document_in(response.text().ok()?)
}

/// [`document`] in a text.
pub(super) fn document_in(text: &str) -> Option<Value> {
    if let Ok(document) = serde_json::from_str::<Value>(text) {
        return Some(document).filter(Value::is_object);
    }
    let is_form = ["access_token=", "error="]
        .iter()
        .any(|name| text.starts_with(name) || text.contains(&format!("&{name}")));
    let pairs = form_urlencoded::parse(text.trim().as_bytes());
    is_form.then(|| pairs.map(|(name, value)| (name.into_owned(), Value::from(value.into_owned()))).collect())
}

fn tokens(wire: Wire, provider: &Provider, now: Timestamp) -> Result<TokenSet> {
    check_type(wire.token_type.as_deref().unwrap_or("bearer"))?;
    let refresh_token = wire.refresh_token.filter(|token| !token.is_empty()).map(token).transpose()?;
    let told = wire.expires_in.as_ref().or(wire.expires.as_ref()).and_then(seconds);
    let life = told.or(provider.token.default_ttl.map(u64::from).filter(|life| *life > 0));
    Ok(TokenSet {
        access_token: token(wire.access_token.unwrap_or_default())?,
        kind: kind(refresh_token.is_some(), life),
        refresh_token,
        token_type: "bearer".into(),
        expires_at: life.map(|life| now.after(Duration::from_secs(life))),
        data_access_expires_at: wire.data_access_expiration_time.as_ref().and_then(unix),
        obtained_at: now,
        scopes: wire.scope.as_ref().map(scopes).unwrap_or_default(),
        origin: TokenOrigin::SignIn,
    })
}

/// What a refresh answer leaves out stays as it was: the refresh token (RFC 6749 §6), the scopes (§5.1).
pub(super) fn continued(fresh: TokenSet, before: &TokenSet) -> TokenSet {
    TokenSet {
        refresh_token: fresh.refresh_token.or_else(|| before.refresh_token.clone()),
        kind: TokenKind::Refreshable,
        data_access_expires_at: fresh.data_access_expires_at.or(before.data_access_expires_at),
        scopes: if fresh.scopes.is_empty() { before.scopes.clone() } else { fresh.scopes },
        origin: before.origin,
        ..fresh
    }
}

/// A lifetime that is not told is not known: such a token may live for weeks or for ever.
const fn kind(refreshable: bool, life: Option<u64>) -> TokenKind {
    match life {
        _ if refreshable => TokenKind::Refreshable,
        Some(0..=SHORT_LIFE) => TokenKind::ShortLived,
        _ => TokenKind::LongLived,
    }
}

/// Seconds as a number or as a string. Zero, negative and unreadable values say nothing.
pub(super) fn seconds(value: &Value) -> Option<u64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked, and capped right after"
    )]
    (number.is_finite() && number >= 1.0).then(|| (number as u64).min(LONGEST_LIFE))
}

/// A point in time in seconds since 1970; 0 is never.
fn unix(value: &Value) -> Option<Timestamp> {
    let seconds = value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())?;
    Timestamp::from_unix(seconds).filter(|_| seconds > 0)
}

/// Scopes between spaces (RFC 6749 §3.3) or commas, or as a list.
fn scopes(value: &Value) -> Vec<String> {
    let words =
        |text: &str| text.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    match value {
        Value::String(text) => words(text),
        Value::Array(items) => {
            items.iter().filter_map(Value::as_str).flat_map(words).collect::<Vec<String>>()
        }
        _ => Vec::new(),
    }
}

/// Only the characters of RFC 6749 appendix A.12 can travel in a header.
fn token(text: String) -> Result<Secret> {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return Ok(Secret::new(text));
    }
    Err(Error::new(
        Code::PlatformUnavailable,
        Text::new(
            "The platform's token holds characters that no token can have.",
            "В токене платформы есть символы, которых в токене быть не может.",
        ),
    ))
}

/// RFC 6749 §7.1: a token of an unknown type must not be used. The name is case-insensitive.
fn check_type(name: &str) -> Result<()> {
    if name.eq_ignore_ascii_case("bearer") {
        return Ok(());
    }
    let name = foreign::words(name, &[]);
    Err(Error::new(
        Code::PlatformUnavailable,
        text!(
            "The platform gave a token of type '{name}'; AdKeys can use bearer tokens only.",
            "Платформа дала токен типа «{name}», а AdKeys умеет только bearer."
        ),
    ))
}
