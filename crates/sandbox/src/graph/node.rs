//! Nodes that are called by their id: ad accounts, businesses, the app.

use axum::http::Method;
use serde_json::{Map, Value, json};

use super::fields::{self, Kind};
use super::session::Session;
use super::{accounts, business, insights};
use crate::app::{App, Mode};
use crate::call::Call;
use crate::errors::GraphError;
use crate::world::World;

const APPLICATION: Kind = Kind {
    name: "Application",
    silent: &[
        "namespace",
        "website_url",
        "business",
        "owner_business",
        "restrictions",
        "deauth_callback_url",
        "privacy_policy_url",
    ],
    usual: &["id", "name", "link"],
};

/// A node as a person sees it.
///
/// # Errors
/// 100/33 for what is not there.
pub(crate) fn answer(
    world: &World,
    session: &Session,
    call: &Call,
    id: &str,
    rest: &[&str],
) -> Result<Value, GraphError> {
    if call.method != Method::GET {
        return Err(accounts::does_not_exist(id));
    }
    if let Some(answer) = business::answer(world, session, call, id, rest) {
        return answer;
    }
    match rest {
        [] if id == session.app.id => application(&session.app, call),
        [] => accounts::node(world, session, call, id),
        ["insights"] => insights::answer(world, accounts::find(world, session, id)?, call),
        ["users"] => users(world, session, id),
        ["assigned_users"] if call.params.filled("business").is_none() => {
            Err(GraphError::new(100, "(#100) The parameter business is required"))
        }
        ["assigned_users"] => users(world, session, id),
        [edge, ..] => accounts::find(world, session, id).and(Err(super::nonexistent_edge(edge))),
    }
}

fn users(world: &World, session: &Session, id: &str) -> Result<Value, GraphError> {
    let account = accounts::find(world, session, id)?;
    let tasks = account.node().remove("user_tasks");
    Ok(json!({"data": [{"id": session.persona.user_id, "name": session.persona.person, "tasks": tasks}]}))
}

/// A node as the app itself sees it, with its own token.
///
/// # Errors
/// 100/33 for everything but the app.
pub(crate) fn of_app(app: &App, call: &Call, id: &str, rest: &[&str]) -> Result<Value, GraphError> {
    match rest {
        [] if ["app", app.id.as_str()].contains(&id) => application(app, call),
        ["permissions"] if id == app.id => Ok(permissions(app, call)),
        _ => Err(accounts::does_not_exist(id)),
    }
}

fn application(app: &App, call: &Call) -> Result<Value, GraphError> {
    let domains: Vec<_> = app.redirect_uris.iter().filter_map(|uri| uri.split('/').nth(2)).collect();
    let mut node = Map::new();
    node.insert("id".into(), json!(app.id));
    node.insert("name".into(), json!(app.name));
    node.insert("link".into(), json!(format!("https://www.facebook.com/games/?app_id={}", app.id)));
    node.insert("app_type".into(), json!(u8::from(app.native)));
    node.insert("app_domains".into(), json!(domains));
    node.insert("supported_platforms".into(), json!(["WEB"]));
    node.insert("created_time".into(), json!("2026-11-20T08:00:00+0000"));
    let wanted = fields::parse(call.params.get("fields").unwrap_or_default())?;
    fields::select(&node, &wanted, APPLICATION).map(Value::Object)
}

/// `live` are those with advanced access; while in development nothing needs it.
fn permissions(app: &App, call: &Call) -> Value {
    let wanted = call.params.filled("status").unwrap_or("live");
    let approved = app.approved.iter().map(|permission| json!({"permission": permission, "status": "live"}));
    match (wanted, app.mode) {
        ("live", Mode::Live) => json!({"data": approved.collect::<Vec<_>>()}),
        _ => super::nothing(),
    }
}
