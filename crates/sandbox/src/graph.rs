//! The Graph API: routing, versions, headers.

mod accounts;
mod batch;
mod business;
mod fields;
mod insights;
mod limits;
mod node;
mod paging;
mod people;
pub(crate) mod session;

use axum::http::Method;
use serde_json::{Value, json};

use crate::call::Call;
use crate::entropy;
use crate::errors::GraphError;
use crate::oauth;
use crate::reply::Reply;
use crate::version;
use crate::world::World;
use session::Session;

/// Answers a call to Graph.
pub(crate) fn answer(world: &World, call: &Call) -> Reply {
    let reply = match is_batch(call) {
        true => batch::answer(world, call),
        false => route(world, call),
    };
    world.memory().settle();
    decorate(world, call, reply)
}

fn is_batch(call: &Call) -> bool {
    call.path.is_empty() && call.method == Method::POST && call.params.filled("batch").is_some()
}

/// Adds the headers that every answer of Graph has.
pub(crate) fn decorate(world: &World, call: &Call, reply: Reply) -> Reply {
    let mut reply = reply
        .header("X-FB-Trace-ID", entropy::text(11))
        .header("X-FB-Rev", "1030304187")
        .header("X-FB-Request-ID", entropy::text(22))
        .header("Cache-Control", "private, no-cache, no-store, must-revalidate")
        .header("Access-Control-Allow-Origin", "*");
    if let Ok(served) = version::serve(call.version.as_deref(), is_ads(call)) {
        reply = reply.header("facebook-api-version", served.name);
        if let Some(warning) = served.warning {
            reply = reply.header("X-Ad-Api-Version-Warning", warning);
        }
    }
    limits::headers(world, call).into_iter().fold(reply, |reply, (name, value)| reply.header(name, value))
}

/// Whether a call belongs to the Marketing API, which is stricter about versions.
pub(crate) fn is_ads(call: &Call) -> bool {
    call.path
        .iter()
        .any(|part| part.starts_with("act_") || part.ends_with("adaccounts") || part.ends_with("ad_accounts"))
}

/// Finds what a call is for.
fn route(world: &World, call: &Call) -> Reply {
    version::serve(call.version.as_deref(), is_ads(call)).and_then(|_| dispatch(world, call)).into()
}

fn dispatch(world: &World, call: &Call) -> Result<Value, GraphError> {
    let segments = call.segments();
    match (call.method.as_str(), segments.as_slice()) {
        (_, ["oauth", "access_token"]) => oauth::access_token(world, call),
        (_, ["oauth", "revoke"]) => oauth::revoke(world, call),
        (_, ["debug_token"]) => oauth::debug_token(world, call),
        ("GET", []) if call.params.filled("ids").is_some() => {
            Err(GraphError::new(100, "(#100) The ids query parameter is deprecated in v26.0+").status(500))
        }
        ("GET" | "DELETE", [node, rest @ ..]) => {
            let session = match *node {
                "me" => session::person(world, call)?,
                _ => match session::bearer(world, call)? {
                    session::Bearer::Person(session) => session,
                    session::Bearer::App(app) => return node::of_app(&app, call, node, rest),
                },
            };
            let me = ["me", session.persona.user_id.as_str()].contains(node);
            if me {
                of_me(world, &session, call, rest)
            } else {
                node::answer(world, &session, call, node, rest)
            }
        }
        (method, _) => {
            let what = method.to_lowercase();
            Err(GraphError::new(100, format!("Unsupported {what} request."))
                .subcode(33)
                .kind("GraphMethodException"))
        }
    }
}

/// The person and the edges that start there.
fn of_me(world: &World, session: &Session, call: &Call, rest: &[&str]) -> Result<Value, GraphError> {
    match rest {
        [] if call.method == Method::GET => people::me(world, session, call),
        ["permissions"] => people::permissions(world, session, call, None),
        ["permissions", one] => people::permissions(world, session, call, Some(one)),
        [edge @ ("adaccounts" | "assigned_ad_accounts" | "personal_ad_accounts")] => {
            people::accounts(world, session, call, edge)
        }
        ["businesses"] => business::list(world, session, call),
        ["business_users"] => business::memberships(world, session, call),
        ["accounts"] => Ok(nothing()),
        [edge, ..] => Err(nonexistent_edge(edge)),
        [] => {
            Err(GraphError::new(100, "Unsupported delete request.").subcode(33).kind("GraphMethodException"))
        }
    }
}

/// An edge that there is not.
fn nonexistent_edge(edge: &str) -> GraphError {
    GraphError::new(2500, format!("Unknown path components: /{edge}"))
}

/// An empty list.
fn nothing() -> Value {
    json!({ "data": [] })
}
