//! A form for the token endpoint and the client's proof of who it is (RFC 6749 §2.3.1).

use std::collections::BTreeMap;

use url::{Url, form_urlencoded};

use crate::catalogue::{ClientAuth, Provider};
use crate::error::{Code, Error, Result};
use crate::http::Request;
use crate::platform::Call;
use crate::secret::Secret;
use crate::text;

/// Fields that everybody may see.
const PLAIN: [&str; 5] = ["grant_type", "client_id", "redirect_uri", "scope", "token_type_hint"];

/// A form field that is no secret.
pub(super) fn field(name: &str, value: &str) -> (String, Secret) {
    (name.to_owned(), Secret::new(value))
}

/// Adds parameters of the catalogue; they never replace one that is there.
pub(super) fn extend(form: &mut Vec<(String, Secret)>, params: &BTreeMap<String, String>) {
    for (name, value) in params {
        if form.iter().all(|(other, _)| other != name) {
            form.push(field(name, value));
        }
    }
}

/// What of a request must never be shown, should the platform repeat it. Short values are left out: they would tear
/// holes into innocent words, and nobody's secret has fewer than eight characters.
pub(super) fn secrets(call: Call<'_>, request: &Request) -> Vec<Secret> {
    let hidden =
        request.form.iter().filter(|(name, _)| !PLAIN.contains(&name.as_str())).map(|(_, value)| value);
    // EXPOSE: only the length is looked at.
    let long = hidden.chain(&call.app.client_secret).filter(|secret| secret.expose().len() >= 8);
    long.cloned().collect()
}

pub(super) fn endpoint(provider: &Provider) -> Result<Url> {
    provider.token.url.clone().ok_or_else(|| {
        let name = &provider.display_name;
        Error::new(
            Code::CatalogueInvalid,
            text!(
                "{name} has no address to get tokens from.",
                "У {name} не задан адрес для получения токенов."
            ),
        )
        .with(|details| details.key = Some("token.url".into()))
    })
}

/// The request with the client's credentials in it. Without a secret there is nothing to prove: the id alone goes
/// into the body, whatever the catalogue says.
pub(super) fn build(call: Call<'_>, url: Url, mut form: Vec<(String, Secret)>) -> Result<Request> {
    let app = call.app;
    if app.client_id.is_empty() {
        let name = &call.provider.display_name;
        let message = text!("No app id is set for {name} yet.", "Для {name} ещё не задан ID приложения.");
        return Err(Error::new(Code::AppNotConfigured, message));
    }
    let mut basic = None;
    match (call.provider.token.auth, &app.client_secret) {
        (ClientAuth::Basic, Some(secret)) => basic = Some((encode(&app.client_id), encode_secret(secret))),
        (ClientAuth::Body, Some(secret)) => {
            form.push(field("client_id", &app.client_id));
            form.push(("client_secret".into(), secret.clone()));
        }
        (ClientAuth::None, _) | (_, None) => form.push(field("client_id", &app.client_id)),
    }
    let mut request = Request::post(url, form).header("accept", "application/json");
    request.basic = basic;
    for (name, value) in &call.provider.token.headers {
        request = request.header(name, value);
    }
    Ok(request)
}

/// Unlike ordinary HTTP Basic, RFC 6749 wants id and secret form-encoded before they are joined.
fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn encode_secret(secret: &Secret) -> Secret {
    // EXPOSE: re-encoded into another secret.
    Secret::new(encode(secret.expose()))
}
