//! Authorization server metadata (RFC 8414, OpenID Connect Discovery 1.0).

use http::StatusCode;
use serde::Deserialize;
use url::Url;

use crate::catalogue::{ClientAuth, Endpoint, Identity, Provider};
use crate::error::{Code, Error, Result};
use crate::http::{Http, Request, check_url};
use crate::oauth::foreign;
use crate::text;
use crate::text::Text;

/// What a discovered issuer adds to a provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovered {
    /// Whether every authorization response carries `iss` (RFC 9207 §3).
    pub issuer_in_response: bool,
}

/// The members of RFC 8414 §2, RFC 8628 §4 and RFC 9207 §3 that AdKeys uses.
#[derive(Debug, Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: Option<Url>,
    token_endpoint: Option<Url>,
    revocation_endpoint: Option<Url>,
    device_authorization_endpoint: Option<Url>,
    userinfo_endpoint: Option<Url>,
    #[serde(default)]
    scopes_supported: Vec<String>,
    #[serde(default)]
    response_types_supported: Vec<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// Fills the provider's missing URLs (authorize, token, device, revoke, identity) from its `issuer`'s metadata. The `issuer` in
/// the document must be identical to the one asked. A provider without `issuer` is left alone.
///
/// The client then proves who it is in a way that the issuer takes, and scopes that the issuer does not list are no
/// longer asked for by default.
///
/// # Errors
/// `platform-unavailable`, `network`, `catalogue-invalid` (issuer mismatch, plain http). The provider is unchanged then.
pub async fn discover(provider: &mut Provider, http: &Http) -> Result<Discovered> {
    let Some(issuer) = &provider.issuer else { return Ok(Discovered::default()) };
    let metadata = fetch(issuer, http).await?;
    metadata.check(issuer)?;
    let authorize =
        given(&provider.authorize.url, metadata.authorization_endpoint.as_ref(), "authorization_endpoint")?;
    let token = given(&provider.token.url, metadata.token_endpoint.as_ref(), "token_endpoint")?;
    provider.authorize.url = Some(authorize);
    provider.token.url = Some(token);
    if let Some(url) = &metadata.device_authorization_endpoint {
        provider.device.url.get_or_insert_with(|| url.clone());
    }
    if provider.revoke.is_none() {
        provider.revoke = metadata.revocation_endpoint.clone().map(|url| Endpoint { url });
    }
    if let Some(url) = &metadata.userinfo_endpoint {
        let identity = provider.identity.get_or_insert_with(subject);
        identity.url.get_or_insert_with(|| url.clone());
    }
    metadata.choose_client_auth(&mut provider.token.auth);
    for scope in &mut provider.scopes {
        scope.default &=
            metadata.scopes_supported.is_empty() || metadata.scopes_supported.contains(&scope.id);
    }
    Ok(Discovered { issuer_in_response: metadata.authorization_response_iss_parameter_supported })
}

/// The claims of OpenID Connect Core §5.1.
fn subject() -> Identity {
    Identity { url: None, id: "sub".into(), name: "name".into() }
}

fn given(ours: &Option<Url>, theirs: Option<&Url>, member: &str) -> Result<Url> {
    ours.as_ref().or(theirs).cloned().ok_or_else(|| {
        unsuitable(text!("The issuer's metadata has no {member}.", "В метаданных issuer нет {member}."))
    })
}

impl Metadata {
    fn check(&self, issuer: &str) -> Result<()> {
        if self.issuer != issuer {
            let actual = foreign::words(&self.issuer, &[]);
            let message = text!(
                "The issuer {issuer} calls itself {actual}; the two must be the same to the letter.",
                "Issuer {issuer} называет себя {actual}; они должны совпадать буква в букву."
            );
            return Err(unsuitable(message).hint(text!(
                "If that is the right one, write issuer = \"{actual}\" in the provider's file.",
                "Если это он, напишите issuer = \"{actual}\" в файле провайдера."
            )));
        }
        let responses = &self.response_types_supported;
        if !responses.is_empty() && !responses.iter().any(|kind| kind == "code") {
            return Err(unsuitable(Text::new(
                "The issuer does not offer the sign-in that AdKeys uses (authorization code).",
                "Issuer не предлагает вход, которым пользуется AdKeys (authorization code).",
            )));
        }
        self.endpoints().try_for_each(|url| check_endpoint(url, issuer))
    }

    fn endpoints(&self) -> impl Iterator<Item = &Url> {
        let all = [
            &self.authorization_endpoint,
            &self.token_endpoint,
            &self.revocation_endpoint,
            &self.device_authorization_endpoint,
            &self.userinfo_endpoint,
        ];
        all.into_iter().flatten()
    }

    /// Keeps what the catalogue says unless the issuer announces the other way only.
    fn choose_client_auth(&self, auth: &mut ClientAuth) {
        let offers =
            |name: &str| self.token_endpoint_auth_methods_supported.iter().any(|method| method == name);
        match (*auth, offers("client_secret_basic"), offers("client_secret_post")) {
            (ClientAuth::Body, true, false) => *auth = ClientAuth::Basic,
            (ClientAuth::Basic, false, true) => *auth = ClientAuth::Body,
            _ => {}
        }
    }
}

/// An issuer on the network must not send secrets to a port of this machine, so loopback is for loopback issuers.
fn check_endpoint(url: &Url, issuer: &str) -> Result<()> {
    check_url(url)?;
    if url.scheme() == "https" || issuer.starts_with("http:") {
        return Ok(());
    }
    Err(unsuitable(Text::new(
        "An https issuer names an address without https.",
        "Issuer с https называет адрес без https.",
    )))
}

/// Asks where OpenID providers answer, then where RFC 8414 §3.1 puts it.
async fn fetch(issuer: &str, http: &Http) -> Result<Metadata> {
    let base: Url = issuer.parse().map_err(|_| not_a_url(issuer))?;
    if base.query().is_some() || base.fragment().is_some() {
        return Err(not_a_url(issuer));
    }
    check_url(&base)?;
    let path = base.path().trim_end_matches('/');
    let places = [
        format!("{path}/.well-known/openid-configuration"),
        format!("/.well-known/oauth-authorization-server{path}"),
    ];
    for place in places {
        let mut url = base.clone();
        url.set_path(&place);
        let response = http.send(Request::get(url).header("accept", "application/json")).await?;
        if response.status == StatusCode::OK {
            return response.json();
        }
        if !response.status.is_client_error() {
            return Err(response.unreadable());
        }
    }
    Err(unsuitable(text!("{issuer} publishes no metadata.", "{issuer} не публикует метаданных.")))
}

fn not_a_url(issuer: &str) -> Error {
    unsuitable(text!(
        "The issuer {issuer:?} is not an address without '?' and '#'.",
        "Issuer {issuer:?} не адрес без «?» и «#»."
    ))
}

fn unsuitable(message: Text) -> Error {
    Error::new(Code::CatalogueInvalid, message).with(|details| details.key = Some("issuer".into()))
}

#[cfg(test)]
mod tests;
