//! The token endpoint and what belongs to it.

mod app_auth;
mod debug;
mod exchange;
pub(crate) mod proof;

use serde_json::{Value, json};

use crate::call::Call;
use crate::errors::GraphError;
use crate::graph::session;
use crate::token::{Grant, Token};
use crate::world::World;

pub(crate) use debug::debug_token;

/// How long a token of this grant lives, given what others get; `None`: without end.
pub(crate) fn lifetime(grant: &Grant, usual: i64) -> Option<i64> {
    let endless = grant.system_user || grant.person().is_some_and(|person| person.untold_expiry);
    (!endless).then_some(usual)
}

/// `/oauth/access_token`, GET and POST alike.
///
/// # Errors
/// What Facebook says: 101, 191, 1, 100, 190.
pub(crate) fn access_token(world: &World, call: &Call) -> Result<Value, GraphError> {
    match call.params.filled("grant_type") {
        None | Some("authorization_code") => exchange::code(world, call),
        Some("fb_exchange_token") => exchange::token(world, call),
        Some("client_credentials") => app_auth::client_credentials(world, call),
        Some(other) => Err(GraphError::new(100, format!("Unsupported grant_type: {other}"))),
    }
}

/// `/oauth/revoke`: ends one token, as tools that hold system users' tokens do.
///
/// # Errors
/// 101, 1, 190 for a token that is dead already.
pub(crate) fn revoke(world: &World, call: &Call) -> Result<Value, GraphError> {
    let app = app_auth::app(world, call)?;
    app_auth::check_secret(&app, call)?;
    let token = session::alive(world, call.params.get("revoke_token").unwrap_or_default())?;
    world.memory().rotate(&token.nonce);
    Ok(json!({"success": true}))
}

/// The answer with a token, bent by the faults that this call met.
fn token_answer(world: &World, call: &Call, token: Token) -> Value {
    let mut token = token;
    for fault in call.faults.iter().map(|fault| &fault.token) {
        token.grant.scopes.retain(|scope| !fault.drop_scopes.contains(scope));
        token.grant.persona = fault.persona.clone().unwrap_or(token.grant.persona);
    }
    let mut answer = json!({"access_token": token.text(), "token_type": "bearer"});
    let told = call.faults.iter().find_map(|fault| fault.token.expires_in.clone());
    let expires_in = match told {
        Some(Value::String(word)) if word == "missing" => None,
        Some(value) => Some(value),
        None => (token.expires_at != 0).then(|| json!(token.expires_at - world.now())),
    };
    if let (Some(expires_in), Some(answer)) = (expires_in, answer.as_object_mut()) {
        answer.insert("expires_in".to_owned(), expires_in);
    }
    answer
}
