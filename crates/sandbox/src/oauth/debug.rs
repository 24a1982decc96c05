//! `/debug_token`: what a token is.

use serde_json::{Map, Value, json};

use crate::app::App;
use crate::call::Call;
use crate::errors::GraphError;
use crate::graph::session::{self, Bearer};
use crate::token::Token;
use crate::world::World;

/// Tells everything about `input_token` to the app's own token, or to a token of somebody with a role on the app,
/// which may be the same one.
///
/// # Errors
/// 100 without an `input_token` or for a stranger; what the caller's own token is refused with.
pub(crate) fn debug_token(world: &World, call: &Call) -> Result<Value, GraphError> {
    let bearer = session::bearer(world, call)?;
    let Some(input) = call.params.filled("input_token") else {
        return Err(GraphError::new(100, "(#100) The parameter input_token is required"));
    };
    let app = match bearer {
        Bearer::App(app) => app,
        Bearer::Person(session) => {
            let own = call.access_token() == Some(input);
            if session.persona.stranger && !own {
                return Err(stranger());
            }
            session.app
        }
    };
    let Some(token) = Token::read(input) else { return Ok(json!({ "data": unreadable() })) };
    match token.grant.app == app.id {
        true => Ok(json!({ "data": describe(world, &app, &token) })),
        false => Err(stranger()),
    }
}

fn stranger() -> GraphError {
    let message = "(#100) You must provide an app access token, or a user access token that is an owner or developer of the app";
    GraphError::new(100, message)
}

fn unreadable() -> Value {
    let error = json!({"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"});
    json!({"error": error, "is_valid": false, "scopes": []})
}

fn describe(world: &World, app: &App, token: &Token) -> Map<String, Value> {
    let fate = session::fate(world, token);
    let scopes = session::scopes(world, token);
    let expires_at = match &fate {
        Err(error) if error.subcode == Some(463) => ended_at(world, token),
        _ => token.expires_at,
    };
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| data.insert(key.to_owned(), value);
    put("app_id", id_of(app, &app.id));
    put("application", json!(app.name));
    put("type", json!(if token.grant.system_user { "SYSTEM_USER" } else { "USER" }));
    put("is_valid", json!(fate.is_ok()));
    put("expires_at", json!(expires_at));
    put("data_access_expires_at", json!(token.data_access_until()));
    put("user_id", json!(token.grant.person().map(|person| &person.user_id)));
    put("granular_scopes", granular(app, token, &scopes));
    put("scopes", json!(scopes));
    if token.expires_at != 0 {
        put("issued_at", json!(token.issued_at));
    }
    if let Err(error) = fate {
        let subcode = error.subcode.map_or(Value::Null, Value::from);
        let mut told = json!({"code": error.code, "message": error.message()});
        if !subcode.is_null() {
            told["subcode"] = subcode;
        }
        put("error", told);
    }
    data
}

/// An access that ran out before its time ended when the trouble began.
fn ended_at(world: &World, token: &Token) -> i64 {
    let now = world.now();
    let began = world.memory().listed_at(&token.nonce).unwrap_or(token.issued_at).min(now);
    if token.expires_at == 0 { began } else { token.expires_at.min(began) }
}

/// A string, or with some apps a bare number.
fn id_of(app: &App, id: &str) -> Value {
    id.parse::<u64>().ok().filter(|_| app.bare_ids).map_or_else(|| json!(id), Value::from)
}

/// Chosen accounts are targets; no targets: everything.
fn granular(app: &App, token: &Token, scopes: &[String]) -> Value {
    let targets: Value = token.grant.targets.iter().map(|target| id_of(app, target)).collect();
    let one = |scope: &String| match token.grant.targets.is_empty() || !scope.starts_with("ads_") {
        true => json!({ "scope": scope }),
        false => json!({"scope": scope, "target_ids": targets}),
    };
    scopes.iter().map(one).collect()
}
