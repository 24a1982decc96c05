//! The person behind the token, and what they gave.

use axum::http::Method;
use serde_json::{Map, Value, json};

use super::fields::{self, Kind};
use super::session::{Session, has_lapsed};
use super::{accounts, of_me};
use crate::call::Call;
use crate::errors::GraphError;
use crate::world::World;

const USER: Kind = Kind {
    name: "User",
    silent: &[
        "email",
        "first_name",
        "last_name",
        "middle_name",
        "name_format",
        "picture",
        "short_name",
        "link",
        "locale",
    ],
    usual: &["id", "name"],
};

/// Edges that may stand among the fields of a person.
const EDGES: &[&str] =
    &["adaccounts", "assigned_ad_accounts", "personal_ad_accounts", "businesses", "permissions"];

/// `/me`, also with edges among its fields: `id,permissions,adaccounts.limit(100){name}`.
///
/// # Errors
/// 100 for a field that does not exist, and what an edge is refused with.
pub(crate) fn me(world: &World, session: &Session, call: &Call) -> Result<Value, GraphError> {
    let mut node = Map::new();
    node.insert("id".into(), json!(session.persona.user_id));
    node.insert("name".into(), json!(session.persona.person));
    if session.token.grant.system_user {
        let business = session.persona.business.as_deref().unwrap_or("Fjällbo AB");
        node.insert("client_business_id".into(), json!(crate::account::business_id(business)));
    }
    let wanted = fields::parse(call.params.get("fields").unwrap_or_default())?;
    let (edges, plain) = fields::split(&wanted, EDGES);
    let mut shown = fields::select(&node, &plain, USER)?;
    for edge in edges {
        shown.insert(edge.name.clone(), of_me(world, session, &edge.call(call), &[&edge.name])?);
    }
    Ok(Value::Object(shown))
}

/// The ad accounts of a person: all, or those without a business.
///
/// # Errors
/// As for every list of ad accounts.
pub(crate) fn accounts(
    world: &World,
    session: &Session,
    call: &Call,
    edge: &str,
) -> Result<Value, GraphError> {
    let path = format!("/{}/{edge}", session.persona.user_id);
    let personal = edge == "personal_ad_accounts";
    accounts::list(world, session, call, &path, |account| {
        !account.unassigned && (!personal || account.business.is_none())
    })
}

/// `/me/permissions`: told to everybody, taken back by DELETE, one or all.
///
/// # Errors
/// 100 for a method that is neither.
pub(crate) fn permissions(
    world: &World,
    session: &Session,
    call: &Call,
    one: Option<&str>,
) -> Result<Value, GraphError> {
    match (&call.method, one.or(call.params.filled("permission"))) {
        (&Method::DELETE, permission) => {
            world.memory().withdraw(&session.token.grant, permission);
            Ok(json!({"success": true}))
        }
        (&Method::GET, permission) => Ok(list(session, call, permission)),
        _ => Err(GraphError::new(100, "Unsupported post request.").subcode(33).kind("GraphMethodException")),
    }
}

fn list(session: &Session, call: &Call, only: Option<&str>) -> Value {
    let grant = &session.token.grant;
    let status = |permission: &String| match session.has(permission) {
        true => "granted",
        false if has_lapsed(&session.token, permission) => "expired",
        false => "declined",
    };
    let all = grant.scopes.iter().chain(&grant.declined);
    let rows = all.map(|permission| (permission, status(permission)));
    let wanted = call.params.filled("status");
    let rows = rows.filter(|(permission, status)| {
        only.is_none_or(|only| only == *permission) && wanted.is_none_or(|wanted| wanted == *status)
    });
    let data: Vec<_> =
        rows.map(|(permission, status)| json!({"permission": permission, "status": status})).collect();
    json!({ "data": data })
}
