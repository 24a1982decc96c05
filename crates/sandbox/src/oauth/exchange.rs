//! Code for token, and short-lived token for long-lived one.

use serde_json::Value;

use super::{app_auth, lifetime, proof, token_answer};
use crate::app::App;
use crate::call::Call;
use crate::dialog;
use crate::errors::GraphError;
use crate::graph::session;
use crate::token::{self, Code, LONG, SHORT, Token};
use crate::world::World;

/// Exchanges a code: app, redirect URI and secret are looked at first, so that a dummy code tells whether they are right.
///
/// # Errors
/// 101, 191, 1, and 100 with 36007, 36008, 36009 for the code itself.
pub(crate) fn code(world: &World, call: &Call) -> Result<Value, GraphError> {
    let app = app_auth::app(world, call)?;
    let Some(redirect_uri) = call.params.filled("redirect_uri") else {
        return Err(GraphError::new(191, "Missing redirect_uri parameter."));
    };
    dialog::allowed(&app, redirect_uri).map_err(|message| GraphError::new(191, message))?;
    let code = call.params.filled("code").map(str::trim);
    let parsed = code.and_then(Code::read);
    if !goes_without_secret(&app, call, parsed.as_ref()) {
        app_auth::check_secret(&app, call)?;
    }
    let Some(code) = parsed else {
        let missing = "Missing authorization code";
        return Err(GraphError::new(100, code.map_or(missing, |_| "Invalid verification code format.")));
    };
    check(world, call, &app, &code, redirect_uri)?;
    world.memory().use_code(&code.nonce);
    Ok(token_answer(world, call, code.grant.token(world.now(), lifetime(&code.grant, SHORT))))
}

fn goes_without_secret(app: &App, call: &Call, code: Option<&Code>) -> bool {
    let challenged = code.is_some_and(|code| code.challenge.is_some());
    app.secretless_pkce && challenged && call.params.filled("client_secret").is_none()
}

fn check(world: &World, call: &Call, app: &App, code: &Code, redirect_uri: &str) -> Result<(), GraphError> {
    if code.grant.app != app.id {
        return Err(GraphError::new(100, "Code was not issued to this app."));
    }
    if world.memory().code_used(&code.nonce) {
        return Err(GraphError::new(100, "This authorization code has been used.").subcode(36_009));
    }
    if world.now() > code.issued_at + token::CODE {
        return Err(GraphError::new(100, "This authorization code has expired.").subcode(36_007));
    }
    if code.redirect_uri != redirect_uri {
        let message = "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request";
        return Err(GraphError::new(100, message).subcode(36_008));
    }
    match (&code.challenge, call.params.filled("code_verifier")) {
        (Some(challenge), verifier) if !verifier.is_some_and(|verifier| proof::fits(verifier, challenge)) => {
            let message = "Invalid code verifier. Code verifier should be a cryptographically random string with a minimum length of 43 characters and a maximum of 128.";
            Err(GraphError::new(100, message))
        }
        _ => Ok(()),
    }
}

/// `grant_type=fb_exchange_token`: another, longer-lived token for one that still works.
///
/// # Errors
/// 101, 1, 190 with its subcodes.
pub(crate) fn token(world: &World, call: &Call) -> Result<Value, GraphError> {
    let app = app_auth::app(world, call)?;
    app_auth::check_secret(&app, call)?;
    let Some(text) = call.params.filled("fb_exchange_token") else {
        return Err(GraphError::new(100, "Missing fb_exchange_token parameter"));
    };
    let old = session::alive(world, text)?;
    if old.grant.app != app.id {
        let message = "Error validating access token: The access token does not belong to application";
        return Err(GraphError::new(190, format!("{message} {}", app.id)));
    }
    let fault = |on: fn(&crate::fault::TokenFault) -> bool| call.faults.iter().any(|fault| on(&fault.token));
    if fault(|token| token.rotate) {
        world.memory().rotate(&old.nonce);
    }
    let mut new = renewed(world.now(), &old);
    if fault(|token| token.same_expiry) {
        new.expires_at = old.expires_at;
    }
    Ok(token_answer(world, call, new))
}

/// A system user's token without an end comes back with one: that is why nobody should exchange it.
fn renewed(now: i64, old: &Token) -> Token {
    let untold = old.grant.person().is_some_and(|person| person.untold_expiry);
    old.grant.token(now, (!untold).then_some(LONG))
}
