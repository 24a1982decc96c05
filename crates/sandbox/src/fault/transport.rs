//! Bodies that do not arrive as they should.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use axum::body::Body as HttpBody;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt as _};
use serde::Deserialize;

use crate::reply::Reply;

/// What becomes of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Body {
    /// Half of it, then the connection closes.
    Truncated,
    /// Half of it, well-formed as HTTP: the length fits.
    Half,
    /// Half of it, then silence for ever.
    Hanging,
    /// It never ends.
    Endless,
    /// One byte every 100 ms.
    Drip,
    /// The true JSON behind 100 MB of spaces.
    Huge,
    /// 20 MB of spaces, gzipped to 20 KB.
    GzipBomb,
    /// A page of HTML.
    Html,
    /// Nothing.
    Empty,
    /// `false`, as Graph sometimes says.
    False,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// JSON that is nested 100,000 deep.
    Deep,
}

const CHUNK: usize = 64 * 1024;
const HUGE: usize = 100_000_000;
const BOMB: &[u8] = include_bytes!("../../data/spaces-20mb.gz");
const HTML: &[u8] =
    b"<!DOCTYPE html><html><title>Sign in to Wi-Fi</title><body>Welcome to Grand Hotel</body></html>";

/// Turns an answer into what goes out.
pub(crate) fn send(reply: Reply, fault: Option<Body>) -> Response {
    let reply = match fault {
        Some(Body::Html) => reply.header("Content-Type", "text/html"),
        Some(Body::GzipBomb) => reply.header("Content-Encoding", "gzip"),
        _ => reply,
    };
    let whole = Bytes::from(reply.body);
    let half = whole.slice(..whole.len() / 2);
    let (length, body) = match fault {
        None => (None, HttpBody::from(whole)),
        Some(Body::Truncated) => (Some(whole.len()), broken(half)),
        Some(Body::Half) => (None, HttpBody::from(half)),
        Some(Body::Hanging) => (Some(whole.len()), endless(stream::iter([half]).chain(stream::pending()))),
        Some(Body::Endless) => (None, endless(stream::repeat(spaces(CHUNK)))),
        Some(Body::Drip) => (Some(whole.len()), endless(drip(whole))),
        Some(Body::Huge) => (Some(HUGE + whole.len()), endless(huge(whole))),
        Some(Body::GzipBomb) => (None, HttpBody::from(BOMB)),
        Some(Body::Html) => (None, HttpBody::from(HTML)),
        Some(Body::Empty) => (None, HttpBody::empty()),
        Some(Body::False) => (None, HttpBody::from("false")),
        Some(Body::NotUtf8) => (None, HttpBody::from(&b"{\"data\":\"\xff\xfe\"}"[..])),
        Some(Body::Deep) => (None, HttpBody::from("[".repeat(100_000))),
    };
    respond(reply.status, reply.headers, length, body)
}

fn respond(status: u16, headers: Vec<(String, String)>, length: Option<usize>, body: HttpBody) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    if let Some(length) = length {
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}

fn spaces(length: usize) -> Bytes {
    Bytes::from(vec![b' '; length])
}

/// The break waits until the half is on its way.
fn broken(half: Bytes) -> HttpBody {
    let cut = stream::once(async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(io::Error::from(io::ErrorKind::BrokenPipe))
    });
    HttpBody::from_stream(stream::iter([Ok(half)]).chain(cut))
}

fn endless(chunks: impl Stream<Item = Bytes> + Send + 'static) -> HttpBody {
    HttpBody::from_stream(chunks.map(Ok::<_, Infallible>))
}

fn huge(whole: Bytes) -> impl Stream<Item = Bytes> {
    let full = stream::repeat(spaces(CHUNK)).take(HUGE / CHUNK);
    full.chain(stream::iter([spaces(HUGE % CHUNK), whole]))
}

fn drip(whole: Bytes) -> impl Stream<Item = Bytes> {
    stream::unfold(whole, |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        Some((rest.split_to(1), rest))
    })
}
