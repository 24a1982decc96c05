//! Who may use the token endpoint: the app's id and secret.

use serde_json::{Value, json};

use crate::app::App;
use crate::call::Call;
use crate::errors::GraphError;
use crate::token;
use crate::world::World;

/// The app that `client_id` names.
///
/// # Errors
/// 101 if there is none.
pub(crate) fn app(world: &World, call: &Call) -> Result<App, GraphError> {
    let Some(id) = call.params.filled("client_id") else {
        return Err(GraphError::new(101, "Missing client_id parameter."));
    };
    let unknown = "Error validating application. Cannot get application info due to a system error.";
    world.app(id).ok_or_else(|| GraphError::new(101, unknown))
}

/// Compares the secret.
///
/// # Errors
/// Code 1, as Facebook has it.
pub(crate) fn check_secret(app: &App, call: &Call) -> Result<(), GraphError> {
    match call.params.filled("client_secret") {
        None => Err(GraphError::new(1, "Missing client_secret parameter.")),
        Some(secret) if secret == app.secret => Ok(()),
        Some(_) => Err(GraphError::new(1, "Error validating client secret.")),
    }
}

/// `grant_type=client_credentials`: the app's own token.
pub(crate) fn client_credentials(world: &World, call: &Call) -> Result<Value, GraphError> {
    let app = app(world, call)?;
    check_secret(&app, call)?;
    Ok(json!({"access_token": token::app_token(&app.id, &app.secret), "token_type": "bearer"}))
}
