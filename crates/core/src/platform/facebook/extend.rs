//! `fb_exchange_token`: a longer-lived token for a living one. There is no refresh token at Facebook.

use super::graph::Graph;
use super::inspect::debug_token::{self, DebugToken};
use super::inspect::kind;
use super::{body, errors};
use crate::error::{Code, Error, Result};
use crate::grant::{TokenKind, TokenOrigin, TokenSet};
use crate::oauth::token::grant;
use crate::platform::Call;
use crate::secret::Secret;
use crate::text::Text;

/// See [`crate::platform::AdPlatform::upgrade`]. A pasted token is never exchanged, nor is one without an end: the
/// exchange would replace it with one of sixty days. Where the sign-in told no end, Facebook is asked first.
pub(super) async fn upgrade(call: Call<'_>, tokens: &TokenSet) -> Result<Option<TokenSet>> {
    if !may_be_exchanged(tokens) {
        return Ok(None);
    }
    if tokens.expires_at.is_none() && debug_token(call, tokens).await.is_ok_and(|debug| debug.is_endless()) {
        return Ok(None);
    }
    exchange(call, tokens).await.map(Some)
}

/// See [`crate::platform::AdPlatform::renew`]. What must not be exchanged comes back as it was, and so does a token
/// of which nobody can say whether it ends.
pub(super) async fn renew(call: Call<'_>, tokens: &TokenSet) -> Result<TokenSet> {
    if !may_be_exchanged(tokens) {
        return Ok(tokens.clone());
    }
    if tokens.expires_at.is_some_and(|end| end <= call.clock.now()) {
        return Err(ran_out());
    }
    match debug_token(call, tokens).await {
        Ok(debug) => {
            debug.alive(call.provider, call.clock.now())?;
            if debug.is_endless() {
                return Ok(tokens.clone());
            }
        }
        Err(error) if error.code == Code::RateLimited => return Err(error),
        Err(_) if tokens.expires_at.is_none() => return Ok(tokens.clone()),
        Err(_) => {}
    }
    let mut fresh = exchange(call, tokens).await?;
    if fresh.expires_at.is_none()
        && let Ok(debug) = debug_token(call, &fresh).await
    {
        debug.correct(&mut fresh);
    }
    Ok(fresh)
}

async fn debug_token(call: Call<'_>, tokens: &TokenSet) -> Result<DebugToken> {
    debug_token::read(&Graph::new(call, tokens), call, tokens).await
}

fn ran_out() -> Error {
    let message = Text::new(
        "The access has run out, and Facebook does not extend what has run out.",
        "Срок доступа истёк, а истёкшее Facebook не продлевает.",
    );
    Error::new(Code::TokenExpired, message)
}

fn may_be_exchanged(tokens: &TokenSet) -> bool {
    tokens.kind != TokenKind::NeverExpires && tokens.origin == TokenOrigin::SignIn
}

async fn exchange(call: Call<'_>, tokens: &TokenSet) -> Result<TokenSet> {
    if call.app.client_secret.as_ref().is_none_or(Secret::is_empty) {
        let message = Text::new(
            "Facebook extends an access only with the app secret, and there is none.",
            "Facebook продлевает доступ только с секретом приложения, а его нет.",
        );
        return Err(Error::new(Code::AppNotConfigured, message));
    }
    let form = vec![
        ("grant_type".into(), Secret::new("fb_exchange_token")),
        ("fb_exchange_token".into(), tokens.access_token.clone()),
    ];
    let explain = |_status: u16, body: &str| {
        let secret = call.app.client_secret.as_ref();
        let secrets: Vec<&Secret> = [Some(&tokens.access_token), secret].into_iter().flatten().collect();
        body::failure(body.as_bytes()).map(|failure| errors::explain(call.provider, &failure, &secrets))
    };
    let exchanged = grant(call, form, &explain).await?;
    Ok(TokenSet {
        kind: kind(exchanged.obtained_at, exchanged.expires_at),
        data_access_expires_at: exchanged.data_access_expires_at.or(tokens.data_access_expires_at),
        scopes: if exchanged.scopes.is_empty() { tokens.scopes.clone() } else { exchanged.scopes },
        origin: tokens.origin,
        refresh_token: None,
        ..exchanged
    })
}
