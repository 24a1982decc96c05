//! Several calls in one request. Each counts for itself, and each has its own answer.

use axum::http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{decorate, is_batch, route};
use crate::call::Call;
use crate::errors::GraphError;
use crate::fault::Fault;
use crate::reply::Reply;
use crate::world::World;

/// How many calls a batch may have.
const MOST: usize = 50;

#[derive(Debug, Deserialize)]
struct Part {
    #[serde(default)]
    method: String,
    relative_url: String,
    #[serde(default)]
    body: String,
}

/// Carries out every call of a batch, and wraps each answer: status, headers and the body as a string.
pub(crate) fn answer(world: &World, call: &Call) -> Reply {
    match parts(call) {
        Ok(calls) => Reply::json(&calls.iter().map(|part| one(world, call, part)).collect()),
        Err(error) => Reply::error(&error),
    }
}

/// A fault whose path is this part's answers in its place; one that was not reached in time is `null`.
fn one(world: &World, call: &Call, part: &Call) -> Value {
    let faults = world.faults().meet_part(part);
    if faults.iter().any(|fault| fault.unreached) {
        return Value::Null;
    }
    let reply = faults.iter().find_map(Fault::instead).unwrap_or_else(|| route(world, part));
    wrap(call, decorate(world, part, reply))
}

fn wrap(call: &Call, reply: Reply) -> Value {
    let mut answer = json!({"code": reply.status, "body": String::from_utf8_lossy(&reply.body)});
    if call.params.get("include_headers") != Some("false") {
        let header = |(name, value): &(String, String)| json!({"name": name, "value": value});
        answer["headers"] = reply.headers.iter().map(header).collect();
    }
    answer
}

fn parts(call: &Call) -> Result<Vec<Call>, GraphError> {
    let error = |code, message: &str| Err(GraphError::new(code, message).kind("GraphBatchException"));
    let Ok(parts) = serde_json::from_str::<Vec<Part>>(call.params.get("batch").unwrap_or_default()) else {
        return error(-1, "batch parameter must be a JSON array");
    };
    if parts.len() > MOST {
        return error(-3, "Too many requests in batch message. Maximum batch size is 50");
    }
    let calls: Vec<_> = parts.iter().map(|part| inner(call, part)).collect();
    if calls.iter().any(is_batch) { error(-2, "A batch may not contain a batch") } else { Ok(calls) }
}

fn inner(call: &Call, part: &Part) -> Call {
    let method = part.method.to_ascii_uppercase().parse().unwrap_or(Method::GET);
    call.inner(method, &part.relative_url, &part.body)
}
