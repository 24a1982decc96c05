//! Several calls in one request. Each counts for itself, and each has its own answer.

use axum::http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Outcome, decorate, is_batch, route};
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

/// Carries out every call of a batch. One that cannot be read at all is a single outcome.
pub(crate) fn run(world: &World, call: &Call) -> Vec<Outcome> {
    match parts(call) {
        Ok(calls) => calls.iter().map(|inner| one(world, inner)).collect(),
        Err(error) => vec![Outcome { reply: Reply::error(&error), listed: None }],
    }
}

/// A fault whose path is this part's answers in its place.
fn one(world: &World, inner: &Call) -> Outcome {
    let faults = world.faults().meet_part(inner);
    match faults.iter().find_map(Fault::instead) {
        Some(reply) => Outcome { reply, listed: None },
        None => route(world, inner),
    }
}

/// Wraps the outcomes: status, headers and the body as a string.
pub(crate) fn reply(world: &World, call: &Call, outcomes: Vec<Outcome>) -> Reply {
    let calls = match parts(call) {
        Ok(calls) => calls,
        Err(error) => return Reply::error(&error),
    };
    let wrap = |(inner, outcome): (&Call, Outcome)| {
        let reply = decorate(world, inner, outcome.reply);
        let mut answer = json!({"code": reply.status, "body": String::from_utf8_lossy(&reply.body)});
        if call.params.get("include_headers") != Some("false") {
            let header = |(name, value): &(String, String)| json!({"name": name, "value": value});
            answer["headers"] = reply.headers.iter().map(header).collect();
        }
        answer
    };
    let answers: Vec<Value> = calls.iter().zip(outcomes).map(wrap).collect();
    Reply::json(&Value::Array(answers))
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
