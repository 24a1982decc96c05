//! The token endpoint: code exchange, refresh, revocation (RFC 6749 §4.1.3, §5, §6; RFC 7009), on the `oauth2` crate.

use crate::error::{Error, Result};
use crate::grant::TokenSet;
use crate::oauth::authorize::Pending;
use crate::platform::Call;
use crate::secret::Secret;

/// Explains an error answer of the token endpoint: status and body.
pub type Explain<'a> = &'a (dyn Fn(u16, &str) -> Option<Error> + Send + Sync);

/// Exchanges the code. Sent once and never again (RFC 6749 §4.1.2).
///
/// # Errors
/// What `explain` says of the body; else `code-rejected`, `client-rejected`, `redirect-uri-rejected`, `network`,
/// `platform-unavailable`.
#[allow(clippy::todo, clippy::unused_async, reason = "skeleton")]
pub async fn exchange_code(
    call: Call<'_>,
    pending: &Pending,
    code: &Secret,
    explain: Explain<'_>,
) -> Result<TokenSet> {
    let _ = (call, pending, code, explain);
    todo!()
}

/// Refreshes with the refresh token. A new refresh token replaces the old one, an absent one keeps it.
///
/// # Errors
/// `token-revoked` for `invalid_grant`; `client-rejected`, `network`, `platform-unavailable`.
#[allow(clippy::todo, clippy::unused_async, reason = "skeleton")]
pub async fn refresh(call: Call<'_>, tokens: &TokenSet, explain: Explain<'_>) -> Result<TokenSet> {
    let _ = (call, tokens, explain);
    todo!()
}

/// Any other form post to the token endpoint (Facebook's `fb_exchange_token`): client authentication, extra
/// parameters and headers of the catalogue are added.
///
/// # Errors
/// As [`exchange_code`].
#[allow(clippy::todo, clippy::unused_async, reason = "skeleton")]
pub async fn grant(call: Call<'_>, form: Vec<(String, Secret)>, explain: Explain<'_>) -> Result<TokenSet> {
    let _ = (call, form, explain);
    todo!()
}

/// Revokes the refresh token, or the access token if there is none (RFC 7009). `Ok(false)`: no endpoint.
///
/// # Errors
/// `platform-unavailable`, `network`, `client-rejected`: the grant then still lives.
#[allow(clippy::todo, clippy::unused_async, reason = "skeleton")]
pub async fn revoke(call: Call<'_>, tokens: &TokenSet) -> Result<bool> {
    let _ = (call, tokens);
    todo!()
}
