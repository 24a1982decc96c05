//! The token endpoint: code exchange, refresh, revocation, polls for a device (RFC 6749 §4.1.3, §5, §6; RFC 7009;
//! RFC 8628 §3.4), on the `oauth2` crate.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::catalogue::Pkce;
use crate::error::{Code, Error, Result};
use crate::grant::TokenSet;
use crate::http::{CALL_DEADLINE, Failure, Request, Response, Sent};
use crate::oauth::authorize::Pending;
use crate::oauth::foreign;
use crate::platform::Call;
use crate::secret::Secret;
use crate::text::Text;

mod answer;
mod device;
mod refusal;
mod request;

pub use device::Offer;
pub(super) use device::{Polled, ended, offer, poll};

use refusal::Refused;

/// Explains an error answer of the token endpoint: status and body.
pub type Explain<'a> = &'a (dyn Fn(u16, &str) -> Option<Error> + Send + Sync);

/// How long to wait before a request is sent again.
const PAUSE: Duration = Duration::from_millis(250);

/// A verifier of the length that RFC 7636 §4.1 asks for, and no secret.
const PROBE_VERIFIER: &str = "adkeys-check-adkeys-check-adkeys-check-adkeys";

/// What a request asks for. It decides what a refusal means and when the same request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// A code works once (RFC 6749 §4.1.2): sent again only if no byte of it left.
    Code,
    /// A lost answer to a refresh may hold the only living token, and servers that rotate accept the old one for a
    /// moment more: the same request is sent again at once, never later.
    Refresh,
    /// A device code is asked with until it is answered: the next poll is the repetition.
    Device,
    /// Any other grant, sent again like a code.
    Other,
    /// Can be sent again, and is not: the person can.
    Revocation,
}

/// Exchanges the code. Sent once and never again (RFC 6749 §4.1.2), unless nothing of it has left the machine.
///
/// # Errors
/// What `explain` says of the body; else `code-rejected`, `client-rejected`, `redirect-uri-rejected`, `network`,
/// `platform-unavailable`.
pub async fn exchange_code(
    call: Call<'_>,
    pending: &Pending,
    code: &Secret,
    explain: Explain<'_>,
) -> Result<TokenSet> {
    let mut form = vec![
        request::field("grant_type", "authorization_code"),
        ("code".into(), code.clone()),
        request::field("redirect_uri", &pending.redirect_uri),
    ];
    form.extend(pending.verifier.clone().map(|verifier| ("code_verifier".into(), verifier)));
    tokens(call, Purpose::Code, form, explain).await
}

/// Refreshes with the refresh token. A new refresh token replaces the old one, an absent one keeps it; so it is with
/// the scopes. A request whose answer is lost is sent again at once, twice at most, within one deadline.
///
/// # Errors
/// `token-revoked` for `invalid_grant`; `authorization-required` without a refresh token; `client-rejected`,
/// `network`, `platform-unavailable`.
pub async fn refresh(call: Call<'_>, tokens: &TokenSet, explain: Explain<'_>) -> Result<TokenSet> {
    let Some(refresh_token) = &tokens.refresh_token else {
        return Err(nothing_to_refresh_with());
    };
    let mut form =
        vec![request::field("grant_type", "refresh_token"), ("refresh_token".into(), refresh_token.clone())];
    request::extend(&mut form, &call.provider.refresh.params);
    let fresh = self::tokens(call, Purpose::Refresh, form, explain).await?;
    Ok(answer::continued(fresh, tokens))
}

/// Any other form post to the token endpoint (Facebook's `fb_exchange_token`): client authentication, extra
/// parameters and headers of the catalogue are added.
///
/// # Errors
/// As [`exchange_code`].
pub async fn grant(call: Call<'_>, form: Vec<(String, Secret)>, explain: Explain<'_>) -> Result<TokenSet> {
    tokens(call, Purpose::Other, form, explain).await
}

/// Asks with a code that cannot be, to learn what the endpoint thinks of the app: `code-rejected` is the best answer
/// there is. Most servers look at the redirect address only after the code.
///
/// # Errors
/// As [`exchange_code`], always.
pub(crate) async fn probe(call: Call<'_>, redirect_uri: &str, explain: Explain<'_>) -> Result<TokenSet> {
    let mut form = vec![
        request::field("grant_type", "authorization_code"),
        request::field("code", "adkeys-check"),
        request::field("redirect_uri", redirect_uri),
    ];
    if call.provider.authorize.pkce == Pkce::S256 {
        form.push(request::field("code_verifier", PROBE_VERIFIER));
    }
    tokens(call, Purpose::Code, form, explain).await
}

/// Explains an error document that somebody has at hand, without knowing what it answered.
pub(crate) fn explain_document(text: &str) -> Option<Error> {
    let report = serde_json::from_value(answer::document_in(text)?).ok()?;
    refusal::named(&report, Purpose::Other).map(|error| {
        error.with(|details| {
            let words = details.platform_message.take();
            details.platform_message = words.map(|words| foreign::words(&words, &[]));
        })
    })
}

/// Revokes the refresh token, or the access token if there is none (RFC 7009). `Ok(false)`: no endpoint, or one that
/// does not take this kind of token.
///
/// # Errors
/// `platform-unavailable`, `network`, `client-rejected`: the grant then still lives.
pub async fn revoke(call: Call<'_>, tokens: &TokenSet) -> Result<bool> {
    let Some(endpoint) = &call.provider.revoke else { return Ok(false) };
    let (token, hint) = match &tokens.refresh_token {
        Some(token) => (token, "refresh_token"),
        None => (&tokens.access_token, "access_token"),
    };
    let form = vec![("token".into(), token.clone()), request::field("token_type_hint", hint)];
    let request = request::build(call, endpoint.url.clone(), form)?;
    let secrets = request::secrets(call, &request);
    let response = send(call, Purpose::Revocation, request).await?;
    if response.status.is_success() {
        return Ok(true);
    }
    let refused = Refused {
        purpose: Purpose::Revocation,
        response: &response,
        secrets: &secrets,
        now: call.clock.now(),
    };
    if refused.is("unsupported_token_type") { Ok(false) } else { Err(refused.explain(&|_, _| None)) }
}

/// Sends `form` to the token endpoint and reads the tokens out of the answer.
async fn tokens(
    call: Call<'_>,
    purpose: Purpose,
    mut form: Vec<(String, Secret)>,
    explain: Explain<'_>,
) -> Result<TokenSet> {
    request::extend(&mut form, &call.provider.token.params);
    let request = request::build(call, request::endpoint(call.provider)?, form)?;
    let secrets = request::secrets(call, &request);
    let response = send(call, purpose, request).await?;
    let now = call.clock.now();
    match answer::read(&response, call.provider, now)? {
        Some(tokens) => Ok(tokens),
        None => Err(Refused { purpose, response: &response, secrets: &secrets, now }.explain(explain)),
    }
}

async fn send(call: Call<'_>, purpose: Purpose, request: Request) -> Result<Response> {
    let start = Instant::now();
    let mut attempt = 1;
    loop {
        let left = CALL_DEADLINE.saturating_sub(start.elapsed());
        match call.http.attempt(request.clone(), left).await {
            Ok(response) => return Ok(response),
            Err(failure) if !purpose.repeats(&failure, attempt) => return Err(purpose.in_doubt(failure)),
            Err(_) => sleep(PAUSE).await,
        }
        attempt += 1;
    }
}

impl Purpose {
    /// Whether the request may be sent again after `failure`, its `attempt`th (from 1).
    fn repeats(self, failure: &Failure, attempt: u32) -> bool {
        let unsent = failure.sent == Sent::No && failure.error.code == Code::Network;
        match self {
            Self::Refresh => (unsent || failure.sent == Sent::Perhaps) && attempt <= 2,
            Self::Code | Self::Other => unsent && attempt == 1,
            Self::Revocation | Self::Device => false,
        }
    }

    /// The error of a request that is not sent again.
    fn in_doubt(self, failure: Failure) -> Error {
        if self != Self::Code || failure.sent == Sent::No {
            return failure.error;
        }
        failure.error.hint(Text::new(
            "Start the sign-in again: the code may be used up, and AdKeys does not send it twice.",
            "Начните вход заново: код мог быть использован, а дважды AdKeys его не отправляет.",
        ))
    }
}

fn nothing_to_refresh_with() -> Error {
    Error::new(
        Code::AuthorizationRequired,
        Text::new("The platform gave no refresh token.", "Платформа не дала токен обновления."),
    )
}

#[cfg(test)]
mod tests;
