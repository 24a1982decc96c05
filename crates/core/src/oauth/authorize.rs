//! The authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3).

use url::Url;

use crate::catalogue::Provider;
use crate::error::Result;
use crate::platform::AppCredentials;
use crate::random::Entropy;
use crate::secret::Secret;

/// A sign-in that waits for its callback. The verifier and the state never leave core.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The authorization URL to open in the system browser.
    pub url: Url,
    /// The redirect URI, byte for byte as it must be sent again with the code.
    pub redirect_uri: String,
    /// 256 bits, single use (RFC 8252 §8.9).
    pub state: Secret,
    /// The PKCE verifier, if the provider takes one.
    pub verifier: Option<Secret>,
    /// The scopes asked for.
    pub scopes: Vec<String>,
    /// The issuer that must answer (RFC 9207), where it is known.
    pub issuer: Option<String>,
    /// Whether the issuer announced that it always sends `iss`.
    pub issuer_required: bool,
}

/// What to ask for.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    /// Scopes, in order.
    pub scopes: &'a [String],
    /// The redirect URI.
    pub redirect_uri: &'a str,
    /// Further parameters of this one request; they come after and override the catalogue's.
    pub params: &'a [(String, String)],
}

/// Builds the authorization URL. Parameters of the catalogue may not override those of RFC 6749.
///
/// # Errors
/// `catalogue-invalid` if the provider has no authorization endpoint (discovery must have filled it in).
#[allow(clippy::todo, reason = "skeleton")]
pub fn begin(provider: &Provider, app: &AppCredentials, ask: &Ask<'_>, entropy: &dyn Entropy) -> Result<Pending> {
    let _ = (provider, app, ask, entropy);
    todo!()
}
