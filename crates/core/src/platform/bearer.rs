//! Calls to an API with a bearer token, and what a refusal there means (RFC 6750 §3.1).

use serde_json::Value;
use url::Url;

use super::Call;
use crate::error::{Code, Error, Result};
use crate::grant::TokenSet;
use crate::http::{Request, Response};
use crate::oauth::foreign;
use crate::text;
use crate::text::Text;

/// Explains an error answer of an API: status and body.
pub(super) type Explain<'a> = &'a (dyn Fn(u16, &str) -> Option<Error> + Send + Sync);

/// Gets a JSON document with the access token and the headers of the catalogue's `[api]`.
pub(super) async fn get(call: Call<'_>, tokens: &TokenSet, url: Url, explain: Explain<'_>) -> Result<Value> {
    let mut request = Request::get(url).header("accept", "application/json").bearer(&tokens.access_token);
    for (name, value) in &call.provider.api.headers {
        request = request.header(name, value);
    }
    let response = call.http.send(request).await?;
    if response.status.is_success() {
        return response.json();
    }
    let (status, body) = (response.status.as_u16(), response.text().unwrap_or_default());
    let error = explain(status, body).unwrap_or_else(|| by_status(call, tokens, &response));
    Err(error.with(|details| {
        details.http_status.get_or_insert(status);
        details.retry_at = details.retry_at.or(response.retry_after(call.clock.now()));
        let words = details.platform_message.take();
        details.platform_message = words.map(|words| foreign::words(&words, &[&tokens.access_token]));
    }))
}

fn by_status(call: Call<'_>, tokens: &TokenSet, response: &Response) -> Error {
    let status = response.status.as_u16();
    match status {
        401 if tokens.expires_at.is_some_and(|end| end <= call.clock.now()) => {
            Error::new(Code::TokenExpired, Text::new("The access has expired.", "Срок доступа истёк."))
        }
        401 => Error::new(
            Code::TokenRevoked,
            Text::new(
                "The platform no longer accepts the access.",
                "Платформа больше не принимает этот доступ.",
            ),
        ),
        403 => Error::new(
            Code::PermissionMissing,
            Text::new("The access does not reach that far.", "Прав этого доступа не хватает."),
        ),
        429 => Error::new(
            Code::RateLimited,
            Text::new("The platform asks to wait.", "Платформа просит подождать."),
        ),
        500.. => Error::new(
            Code::PlatformUnavailable,
            text!("The platform has a fault of its own ({status}).", "У платформы сбой ({status})."),
        ),
        _ => response.unreadable(),
    }
}
