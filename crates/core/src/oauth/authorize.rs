//! The authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3).

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use oauth2::{PkceCodeChallenge, PkceCodeVerifier};
use url::Url;

use crate::catalogue::{Pkce, Provider};
use crate::error::{Code, Error, Result};
use crate::platform::AppCredentials;
use crate::random::Entropy;
use crate::secret::Secret;
use crate::text;

mod wishes;

pub use wishes::Wishes;

/// Parameters that only this module sets. `scope` is absent when no scope is asked for (Facebook Login for Business
/// has a `config_id` instead).
const OWN: [&str; 7] = [
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
];

/// A sign-in that waits for its callback. The verifier and the state never leave core.
#[derive(Clone)]
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
    /// Whether the issuer announced that it always sends `iss`: [`begin`] leaves it `false`, the caller sets it to
    /// what discovery found.
    pub issuer_required: bool,
}

/// Leaves out the URL's query: it holds the state.
impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.host_str().unwrap_or_default();
        f.debug_struct("Pending")
            .field("host", &host)
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
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
    /// The port that a relay page forwards the answer to on this machine. It stands at the front of the state, the
    /// only part of the answer that may vary between sign-ins.
    pub port: Option<u16>,
}

/// Builds the authorization URL. Parameters of the catalogue may not override those of RFC 6749.
///
/// # Errors
/// `catalogue-invalid` if the provider has no authorization endpoint (discovery must have filled it in) or its
/// parameters override ours; `app-not-configured` without a client id; `usage` for a scope that cannot be one.
pub fn begin(
    provider: &Provider,
    app: &AppCredentials,
    ask: &Ask<'_>,
    entropy: &dyn Entropy,
) -> Result<Pending> {
    if app.client_id.is_empty() {
        return Err(not_configured(provider));
    }
    ask.scopes.iter().try_for_each(|scope| check_scope(scope, provider.scope_delimiter()))?;
    let state = ported(fresh(entropy), ask.port);
    let verifier = (provider.authorize.pkce == Pkce::S256).then(|| fresh(entropy));
    let mut url = endpoint(provider)?;
    let params = merged(provider, ask.params)?;
    {
        let mut query = url.query_pairs_mut();
        query.append_pair("response_type", "code");
        query.append_pair("client_id", &app.client_id);
        query.append_pair("redirect_uri", ask.redirect_uri);
        if !ask.scopes.is_empty() {
            query.append_pair("scope", &ask.scopes.join(provider.scope_delimiter()));
        }
        // EXPOSE: the state goes to the platform, which sends it back.
        query.append_pair("state", state.expose());
        if let Some(verifier) = &verifier {
            query.append_pair("code_challenge", &challenge(verifier));
            query.append_pair("code_challenge_method", "S256");
        }
        query.extend_pairs(params);
    }
    Ok(Pending {
        url,
        redirect_uri: ask.redirect_uri.to_owned(),
        state,
        verifier,
        scopes: ask.scopes.to_vec(),
        issuer: provider.issuer.clone(),
        issuer_required: false,
    })
}

/// The endpoint with the query it may already have (RFC 6749 §3.1) and no fragment.
fn endpoint(provider: &Provider) -> Result<Url> {
    let Some(mut url) = provider.authorize.url.clone() else {
        let name = &provider.display_name;
        return Err(Error::new(
            Code::CatalogueInvalid,
            text!("{name} has no authorization address.", "У {name} не задан адрес авторизации."),
        )
        .with(|details| details.key = Some("authorize.url".into())));
    };
    url.set_fragment(None);
    let own =
        url.query_pairs().find(|(name, _)| OWN.contains(&name.as_ref())).map(|(name, _)| name.into_owned());
    own.map_or(Ok(url), |name| Err(overridden(&name, "authorize.url")))
}

/// The catalogue's parameters with those of this request over them.
fn merged<'a>(provider: &'a Provider, params: &'a [(String, String)]) -> Result<Vec<(&'a str, &'a str)>> {
    let pair = |(name, value): (&'a String, &'a String)| (name.as_str(), value.as_str());
    let asked: Vec<_> = params.iter().map(|(name, value)| pair((name, value))).collect();
    let kept = provider
        .authorize
        .params
        .iter()
        .map(pair)
        .filter(|(name, _)| asked.iter().all(|(other, _)| other != name));
    let all: Vec<_> = kept.chain(asked.iter().copied()).collect();
    match all.iter().find(|(name, _)| OWN.contains(name)) {
        Some((name, _)) => Err(overridden(name, "authorize.params")),
        None => Ok(all),
    }
}

fn challenge(verifier: &Secret) -> String {
    // EXPOSE: hashed into the challenge; the verifier itself stays here until the code is exchanged.
    let verifier = PkceCodeVerifier::new(verifier.expose().to_owned());
    PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str().to_owned()
}

/// 256 random bits as 43 characters: a state (RFC 8252 §8.9) or a verifier (RFC 7636 §4.1).
fn fresh(entropy: &dyn Entropy) -> Secret {
    Secret::new(BASE64_URL_SAFE_NO_PAD.encode(entropy.bytes()))
}

/// `PORT.STATE`, the form that the relay page forwards to a listener. All 256 bits stay.
fn ported(state: Secret, port: Option<u16>) -> Secret {
    match port {
        // EXPOSE: put behind the port.
        Some(port) => Secret::new(format!("{port}.{}", state.expose())),
        None => state,
    }
}

/// The characters that RFC 6749 §3.3 allows, without the delimiter.
fn check_scope(scope: &str, delimiter: &str) -> Result<()> {
    let fits = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5B | 0x5D..=0x7E);
    if !scope.is_empty() && scope.bytes().all(fits) && !scope.contains(delimiter) {
        return Ok(());
    }
    Err(Error::new(
        Code::Usage,
        text!(
            "{scope:?} cannot be the name of a permission.",
            "{scope:?} не может быть названием разрешения."
        ),
    ))
}

fn not_configured(provider: &Provider) -> Error {
    let (name, key) = (&provider.display_name, &provider.key);
    Error::new(
        Code::AppNotConfigured,
        text!("No app id is set for {name} yet.", "Для {name} ещё не задан ID приложения."),
    )
    .hint(text!("Enter it: adkeys app set {key}", "Задайте его: adkeys app set {key}"))
    .with(|details| details.provider = Some(key.clone()))
}

fn overridden(name: &str, key: &str) -> Error {
    Error::new(
        Code::CatalogueInvalid,
        text!(
            "The parameter {name} is set by AdKeys itself and cannot stand in {key}.",
            "Параметр {name} задаёт сам AdKeys, в {key} ему не место."
        ),
    )
    .with(|details| details.key = Some(format!("{key}.{name}")))
}

#[cfg(test)]
mod tests;
