//! Authorization server metadata (RFC 8414, OpenID Connect Discovery 1.0).

use crate::catalogue::Provider;
use crate::error::Result;
use crate::http::Http;

/// What a discovered issuer adds to a provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovered {
    /// Whether every authorization response carries `iss` (RFC 9207 §3).
    pub issuer_in_response: bool,
}

/// Fills the provider's missing URLs (authorize, token, revoke, identity) from its `issuer`'s metadata. The `issuer` in
/// the document must be identical to the one asked. A provider without `issuer` is left alone.
///
/// # Errors
/// `platform-unavailable`, `network`, `catalogue-invalid` (issuer mismatch, plain http).
#[allow(clippy::todo, clippy::unused_async, reason = "skeleton")]
pub async fn discover(provider: &mut Provider, http: &Http) -> Result<Discovered> {
    let _ = http;
    if provider.issuer.is_none() {
        return Ok(Discovered::default());
    }
    todo!()
}
