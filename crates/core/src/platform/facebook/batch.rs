//! Several questions in one call: `POST /` with `batch`. Each counts for the limits on its own, each has its own
//! answer, and one that took too long has none.

use http::{HeaderMap, HeaderName, Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::errors::{self, Retry};
use super::graph::{Ask, Graph, PAUSES};
use super::lenient;
use crate::error::{Code, Error, Result};
use crate::secret::Secret;
use crate::text::Text;

/// Graph takes no more at once.
const MOST: usize = 50;

/// One question.
pub(super) struct Part {
    pub(super) method: Method,
    /// Below the API's base, with its query.
    pub(super) relative_url: String,
}

/// One answer; its body is JSON inside a string.
#[derive(Deserialize)]
struct Reply {
    #[serde(default, deserialize_with = "lenient::integer")]
    code: Option<i64>,
    /// JSON in a string; or plainly, from who did not read that.
    #[serde(default)]
    body: Value,
    #[serde(default, deserialize_with = "lenient::fitting")]
    headers: Option<Vec<Header>>,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

/// Asks every part and answers in the same order. Once a limit is met, the rest is not asked.
///
/// # Errors
/// If the call itself fails. What fails in single parts is told in their places.
pub(super) async fn send<T: DeserializeOwned>(graph: &Graph<'_>, parts: &[Part]) -> Result<Vec<Result<T>>> {
    let mut answers: Vec<Result<T>> = Vec::with_capacity(parts.len());
    let mut size = MOST;
    while answers.len() < parts.len() {
        if let Some(Err(limit)) = answers.last()
            && limit.code == Code::RateLimited
        {
            let limit = limit.clone();
            answers.resize_with(parts.len(), || Err(limit.clone()));
            break;
        }
        let waiting: Vec<&Part> = parts.iter().skip(answers.len()).take(size).collect();
        let replies = match graph.send::<Vec<Option<Reply>>>(&ask(&waiting)).await {
            Err(error) if errors::retry(&error) == Retry::Smaller && size > 1 => Vec::new(),
            outcome => outcome?,
        };
        let in_time = replies.into_iter().map_while(|reply| reply);
        let before = answers.len();
        answers.extend(in_time.take(waiting.len()).map(|reply| read(graph, &reply)));
        if answers.len() == before && size == 1 {
            answers.push(Err(no_reply()));
        } else if answers.len() < before + waiting.len() {
            size = (size / 2).max(1);
            tokio::time::sleep(PAUSES[0]).await;
        }
    }
    Ok(answers)
}

fn ask(parts: &[&Part]) -> Ask<'static> {
    let parts: Vec<_> = parts
        .iter()
        .map(|part| json!({"method": part.method.as_str(), "relative_url": part.relative_url}))
        .collect();
    let form = vec![("batch".to_owned(), Secret::new(json!(parts).to_string()))];
    Ask { method: Method::POST, form, ..Ask::get("", &[]) }
}

fn read<T: DeserializeOwned>(graph: &Graph<'_>, reply: &Reply) -> Result<T> {
    let status =
        reply.code.and_then(|code| u16::try_from(code).ok()).and_then(|code| StatusCode::from_u16(code).ok());
    graph.note(&headers(reply));
    let body = match &reply.body {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        plain => plain.to_string(),
    };
    graph.read(status.unwrap_or(StatusCode::OK), body.as_bytes())
}

/// A part's own headers tell of the limits of its own ad account.
fn headers(reply: &Reply) -> HeaderMap {
    let pairs = reply.headers.iter().flatten();
    pairs
        .filter_map(|header| Some((header.name.parse::<HeaderName>().ok()?, header.value.parse().ok()?)))
        .collect()
}

fn no_reply() -> Error {
    let message = Text::new("Facebook did not answer in time.", "Facebook не ответил вовремя.");
    Error::new(Code::PlatformUnavailable, message)
}
