//! Two clients over one set of rules: loopback is never proxied, everything else goes the system's way.

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use url::form_urlencoded::Serializer;
use zeroize::Zeroizing;

use super::watch::Seen;
use super::{CONNECT_DEADLINE, Failure, Request, Response, address, body, fault};
use crate::error::Result;
use crate::secret::Secret;

/// The HTTP client. Cheap to clone; connects on first use.
#[derive(Clone, Default)]
pub struct Http {
    clients: Arc<Clients>,
}

/// Says nothing of the clients inside: they know the proxy's password.
impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Http")
    }
}

/// Built when first needed: reading the system's certificates and proxies takes time that most commands do not have.
#[derive(Default)]
struct Clients {
    loopback: OnceLock<reqwest::Client>,
    outside: OnceLock<reqwest::Client>,
}

impl Http {
    /// Sends `request` once and reads the whole answer. Nothing is ever sent again here: whether that would be safe
    /// is for the caller to know, by [`Failure::sent`].
    ///
    /// # Errors
    /// As [`Http::send`].
    pub async fn attempt(
        &self,
        request: Request,
        deadline: Duration,
    ) -> std::result::Result<Response, Failure> {
        let mut seen = Seen::begin(&request);
        let outcome = self.exchange(request, deadline, &mut seen).await;
        seen.end(&outcome);
        outcome
    }

    async fn exchange(
        &self,
        request: Request,
        deadline: Duration,
        seen: &mut Seen,
    ) -> std::result::Result<Response, Failure> {
        let host = request.url.host_str().unwrap_or_default().to_owned();
        let fault = fault::At { host: &host, deadline };
        let request = self.prepare(request).map_err(fault::unsent)?;
        let answer = request.timeout(deadline).send().await.map_err(|error| fault.failure(error))?;
        seen.answered(answer.extensions());
        if answer.status().is_redirection() {
            return Err(fault.redirect(answer.status()));
        }
        body::read(answer, &fault).await
    }

    fn prepare(&self, request: Request) -> Result<reqwest::RequestBuilder> {
        address::check_url(&request.url)?;
        address::check_query(&request.url)?;
        let mut built = self.client(address::is_loopback(&request.url))?.request(request.method, request.url);
        for (name, value) in request.headers {
            built = built.header(HeaderName::try_from(name).map_err(fault::header)?, plain(&value)?);
        }
        if let Some(token) = &request.bearer {
            built = built.header(AUTHORIZATION, bearer(token)?);
        }
        if let Some((user, password)) = &request.basic {
            // EXPOSE: the header is the place where a client secret belongs (RFC 6749 §2.3.1).
            built = built.basic_auth(user, Some(password.expose()));
        }
        if !request.form.is_empty() {
            built =
                built.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(encode(&request.form));
        }
        Ok(built)
    }

    fn client(&self, loopback: bool) -> Result<&reqwest::Client> {
        let slot = if loopback { &self.clients.loopback } else { &self.clients.outside };
        if let Some(client) = slot.get() {
            return Ok(client);
        }
        let client = build(loopback).map_err(fault::no_client)?;
        Ok(slot.get_or_init(|| client))
    }
}

fn build(loopback: bool) -> reqwest::Result<reqwest::Client> {
    #[allow(clippy::disallowed_methods, reason = "the one place that builds a client")]
    let builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(CONNECT_DEADLINE)
        .http1_max_headers(128)
        .tls_info(true)
        .user_agent(concat!("AdKeys/", env!("CARGO_PKG_VERSION")));
    if loopback { builder.no_proxy().build() } else { builder.build() }
}

fn plain(value: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(value).map_err(fault::header)
}

fn bearer(token: &Secret) -> Result<HeaderValue> {
    // EXPOSE: the header is the only place where a bearer token travels (RFC 6750 §2.1).
    let text = Zeroizing::new(format!("Bearer {}", token.expose()));
    let mut value = plain(&text)?;
    value.set_sensitive(true);
    Ok(value)
}

fn encode(form: &[(String, Secret)]) -> String {
    // EXPOSE: the body is where RFC 6749 puts codes, tokens and client secrets.
    Serializer::new(String::new())
        .extend_pairs(form.iter().map(|(name, value)| (name, value.expose())))
        .finish()
}
