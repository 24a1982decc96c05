//! The only builder of an HTTP client. No redirects, deadlines on everything, capped bodies, https or loopback.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use crate::error::Result;
use crate::secret::Secret;

/// How long one call to a platform may take in all.
pub const CALL_DEADLINE: Duration = Duration::from_secs(30);
/// The largest answer body, after decompression, in bytes.
pub const BODY_CAP: usize = 1024 * 1024;

/// A request. The bearer token and form fields are secrets and never part of the URL.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `POST`, `DELETE`.
    pub method: Method,
    /// Where to; https, or http on loopback.
    pub url: Url,
    /// Further headers.
    pub headers: Vec<(String, String)>,
    /// Sent as `Authorization: Bearer …`.
    pub bearer: Option<Secret>,
    /// HTTP Basic user and password.
    pub basic: Option<(String, Secret)>,
    /// Sent as `application/x-www-form-urlencoded`.
    pub form: Vec<(String, Secret)>,
}

/// An answer of at most [`BODY_CAP`] bytes.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

/// The HTTP client. Cheap to clone; connects on first use.
#[derive(Clone, Debug, Default)]
pub struct Http {}

impl Http {
    /// Sends `request` and reads the whole answer, whatever its status.
    ///
    /// # Errors
    /// `network` (no connection, TLS, deadline), `platform-unavailable` (redirect, body too large or cut off),
    /// `catalogue-invalid` (plain http to a host that is not loopback).
    #[allow(clippy::unused_async, clippy::todo, reason = "skeleton")]
    pub async fn send(&self, request: Request) -> Result<Response> {
        let _ = request;
        todo!()
    }
}
