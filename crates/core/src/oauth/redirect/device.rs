//! The person answers on another device, and this computer asks until they have (RFC 8628): nothing comes back by itself.

use std::time::Duration;

use crate::error::{Code, Error, Result};
use crate::grant::TokenSet;
use crate::oauth::token::{self, Explain, Polled};
use crate::platform::Call;
use crate::text;

pub use crate::oauth::token::Offer;

/// How much longer to wait each time the platform says that it is asked too often (RFC 8628 §3.5).
const SLOWER: Duration = Duration::from_secs(5);
/// The longest wait after a fault of the moment.
const LONGEST: Duration = Duration::from_secs(60);

/// Asks the platform for a code that a person can enter anywhere.
///
/// # Errors
/// `usage` if the provider has no such endpoint; `client-rejected`, `permission-missing`, `platform-unavailable`,
/// `network`.
pub async fn begin(call: Call<'_>, scopes: &[String], explain: Explain<'_>) -> Result<Offer> {
    token::offer(call, scopes, explain).await
}

/// Asks until the person has answered or the code has ended. A fault of the moment is no answer: the pauses then grow.
///
/// `pause` waits for as long as it is told.
///
/// # Errors
/// `authorization-declined`; `redirect-timeout` when the code ends; else as any token request.
pub async fn wait<Pause: Future<Output = ()>>(
    call: Call<'_>,
    offer: &Offer,
    explain: Explain<'_>,
    pause: impl Fn(Duration) -> Pause,
) -> Result<TokenSet> {
    let end = call.clock.now().after(offer.life);
    let (mut interval, mut next) = (offer.interval, offer.interval);
    while call.clock.now() < end {
        pause(next).await;
        next = match token::poll(call, &offer.device_code, explain).await {
            Ok(Polled::Tokens(tokens)) => return Ok(tokens),
            Ok(Polled::Pending) => interval,
            Ok(Polled::SlowDown) => {
                interval += SLOWER;
                interval
            }
            Err(error) if passes(&error) => (next * 2).min(LONGEST.max(interval)),
            Err(error) if error.code == Code::RedirectTimeout => return Err(anew(error, call)),
            Err(error) => return Err(error),
        };
    }
    Err(anew(token::ended(), call))
}

/// Whether the same question may well be answered later.
fn passes(error: &Error) -> bool {
    let status = error.details.http_status;
    match error.code {
        Code::Network | Code::RateLimited => true,
        Code::PlatformUnavailable => status.is_none_or(|status| status >= 500),
        _ => false,
    }
}

fn anew(error: Error, call: Call<'_>) -> Error {
    let key = &call.provider.key;
    error
        .hint(text!(
            "Start again for a new code: adkeys connect {key} --redirect device",
            "Начните заново, чтобы получить новый код: adkeys connect {key} --redirect device"
        ))
        .with(|details| details.provider = Some(key.clone()))
}

#[cfg(test)]
mod tests;
