//! The only builder of an HTTP client. No redirects, deadlines on everything, capped bodies, https or loopback.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use crate::error::{Error, Result};
use crate::secret::Secret;

mod address;
mod body;
mod certificate;
mod client;
mod fault;
mod response;
pub(crate) mod watch;

pub use address::check_url;
pub use client::Http;

/// How long one call to a platform may take in all.
pub const CALL_DEADLINE: Duration = Duration::from_secs(30);
/// How long one connection may take to be made, TLS included.
pub const CONNECT_DEADLINE: Duration = Duration::from_secs(10);
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

/// A call that brought no answer, and whether the platform may have seen the request nevertheless.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What happened.
    pub error: Error,
    /// How far the request came.
    pub sent: Sent,
}

/// How far a request came. It decides whether one that works only once (a code, a rotating refresh token) may be
/// sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Not one byte of it left this machine.
    No,
    /// It may have arrived and may have taken effect; its answer is lost.
    Perhaps,
    /// It arrived; the answer cannot be used (a redirect, too large, not HTTP).
    Answered,
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        failure.error
    }
}

impl Request {
    /// A `GET` without further headers.
    #[must_use]
    pub fn get(url: Url) -> Self {
        Self { method: Method::GET, url, headers: Vec::new(), bearer: None, basic: None, form: Vec::new() }
    }

    /// A `POST` of a form.
    #[must_use]
    pub fn post(url: Url, form: Vec<(String, Secret)>) -> Self {
        Self { method: Method::POST, form, ..Self::get(url) }
    }

    /// The same with a bearer token (RFC 6750 §2.1).
    #[must_use]
    pub fn bearer(mut self, token: &Secret) -> Self {
        self.bearer = Some(token.clone());
        self
    }

    /// The same with one more header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl Http {
    /// Sends `request` and reads the whole answer, whatever its status, within [`CALL_DEADLINE`].
    ///
    /// # Errors
    /// `network` (no connection, TLS, deadline), `platform-unavailable` (redirect, body too large or cut off),
    /// `catalogue-invalid` (plain http to a host that is not loopback).
    pub async fn send(&self, request: Request) -> Result<Response> {
        self.send_within(request, CALL_DEADLINE).await
    }

    /// [`Http::send`] with another deadline for the whole call.
    ///
    /// # Errors
    /// As [`Http::send`].
    pub async fn send_within(&self, request: Request, deadline: Duration) -> Result<Response> {
        Ok(self.attempt(request, deadline).await?)
    }
}

#[cfg(test)]
mod tests;
