//! The two requests of a sign-in by a code on another device (RFC 8628 §3.1 to §3.5).

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::refusal::{Refused, expired_code};
use super::{Explain, Purpose, answer, request, send};
use crate::error::{Code, Error, Result};
use crate::grant::TokenSet;
use crate::http::{Response, check_url};
use crate::oauth::foreign;
use crate::oauth::redirect::advice::no_codes;
use crate::platform::Call;
use crate::secret::Secret;

/// How often to ask if the platform does not say (RFC 8628 §3.2).
const USUAL_INTERVAL: u64 = 5;
/// The longest interval and the longest life of a code that are believed, in seconds.
const LONGEST_INTERVAL: u64 = 300;
const LONGEST_LIFE: u64 = 24 * 3600;
/// The longest code that a person is asked to type, in characters.
const LONGEST_CODE: usize = 64;

/// What a person needs to sign in on another device, and what AdKeys needs to hear of it (RFC 8628 §3.2).
#[derive(Clone, Debug)]
pub struct Offer {
    /// What AdKeys asks with; never shown.
    pub device_code: Secret,
    /// What the person types.
    pub user_code: String,
    /// Where; https, or http on loopback.
    pub verification_uri: Url,
    /// The same with the code in it, for a camera.
    pub verification_uri_complete: Option<Url>,
    /// How long both are good.
    pub life: Duration,
    /// How long to wait between two questions.
    pub interval: Duration,
}

/// What a poll brought.
#[derive(Debug)]
pub(in crate::oauth) enum Polled {
    Tokens(TokenSet),
    /// The person has not answered yet.
    Pending,
    /// The same, and AdKeys asks too often.
    SlowDown,
}

/// RFC 8628 §3.2. `verification_url` is what Google and Yandex call the address.
#[derive(Deserialize)]
struct Wire {
    device_code: String,
    user_code: String,
    #[serde(alias = "verification_url")]
    verification_uri: Url,
    #[serde(alias = "verification_url_complete")]
    verification_uri_complete: Option<Url>,
    expires_in: Value,
    interval: Option<Value>,
}

/// Asks for a code (RFC 8628 §3.1).
pub(in crate::oauth) async fn offer(
    call: Call<'_>,
    scopes: &[String],
    explain: Explain<'_>,
) -> Result<Offer> {
    let provider = call.provider;
    let Some(url) = provider.device.url.clone() else {
        return Err(Error::new(Code::Usage, no_codes(provider)));
    };
    let mut form = Vec::new();
    if !scopes.is_empty() {
        form.push(request::field("scope", &scopes.join(provider.scope_delimiter())));
    }
    request::extend(&mut form, &provider.device.params);
    let request = request::build(call, url, form)?;
    let secrets = request::secrets(call, &request);
    let response = send(call, Purpose::Device, request).await?;
    if !response.status.is_success() {
        let now = call.clock.now();
        let purpose = Purpose::Other;
        return Err(Refused { purpose, response: &response, secrets: &secrets, now }.explain(explain));
    }
    read(&response)
}

fn read(response: &Response) -> Result<Offer> {
    let wire: Wire = answer::document(response)
        .and_then(|document| serde_json::from_value(document).ok())
        .ok_or_else(|| response.unreadable())?;
    let user_code = foreign::words(&wire.user_code, &[]);
    let told = !user_code.is_empty() && user_code.chars().count() <= LONGEST_CODE;
    let life = answer::seconds(&wire.expires_in).filter(|life| *life > 0);
    let (true, Some(life)) = (told && !wire.device_code.is_empty(), life) else {
        return Err(response.unreadable());
    };
    // Both are shown, and one is opened: they are a platform's words, not the catalogue's.
    check_url(&wire.verification_uri)?;
    let complete = wire.verification_uri_complete.filter(|url| check_url(url).is_ok());
    let interval = wire.interval.as_ref().and_then(answer::seconds).unwrap_or(USUAL_INTERVAL);
    Ok(Offer {
        device_code: Secret::new(wire.device_code),
        user_code,
        verification_uri: wire.verification_uri,
        verification_uri_complete: complete,
        life: Duration::from_secs(life.min(LONGEST_LIFE)),
        interval: Duration::from_secs(interval.clamp(1, LONGEST_INTERVAL)),
    })
}

/// Asks once whether the person has answered (RFC 8628 §3.4).
///
/// # Errors
/// `authorization-declined`, `redirect-timeout` for a code that has ended, and those of any token request.
pub(in crate::oauth) async fn poll(
    call: Call<'_>,
    device_code: &Secret,
    explain: Explain<'_>,
) -> Result<Polled> {
    let device = &call.provider.device;
    let mut form = vec![
        request::field("grant_type", &device.grant_type),
        (device.code_param.clone(), device_code.clone()),
    ];
    request::extend(&mut form, &call.provider.token.params);
    let request = request::build(call, request::endpoint(call.provider)?, form)?;
    let secrets = request::secrets(call, &request);
    let response = send(call, Purpose::Device, request).await?;
    let now = call.clock.now();
    if let Some(tokens) = answer::read(&response, call.provider, now)? {
        return Ok(Polled::Tokens(tokens));
    }
    let refused = Refused { purpose: Purpose::Device, response: &response, secrets: &secrets, now };
    if refused.is("authorization_pending") {
        Ok(Polled::Pending)
    } else if refused.is("slow_down") {
        Ok(Polled::SlowDown)
    } else {
        Err(refused.explain(explain))
    }
}

/// The code ended before anybody entered it.
pub(in crate::oauth) fn ended() -> Error {
    let (code, message) = expired_code();
    Error::new(code, message)
}
