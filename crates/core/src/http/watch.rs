//! An observer of calls, for the trace of a sign-in. It is shown the structure of a call, never its text: a URL without
//! the values of its query, a status, chosen headers. What is not listed here cannot be in a trace.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use url::Url;

use super::{Failure, Request, Response, certificate};
use crate::error::Code;

/// Headers of an answer that help to find a cause.
const HEADERS: &[&str] = &[
    "content-type",
    "date",
    "facebook-api-version",
    "retry-after",
    "server",
    "via",
    "x-ad-api-version-warning",
    "x-app-usage",
    "x-fb-trace-id",
    "x-li-uuid",
    "x-restli-protocol-version",
];

/// Parameters whose values are shown: they are the same for everybody.
const PLAIN: &[&str] = &[
    "auth_type",
    "code_challenge_method",
    "display",
    "fields",
    "limit",
    "redirect_uri",
    "response_type",
    "scope",
];

/// The longest header value kept, in characters.
const LONGEST: usize = 200;

tokio::task_local! {
    static WATCHER: Arc<dyn Watch>;
}

/// Sees calls.
pub(crate) trait Watch: Send + Sync {
    /// One call is over.
    fn saw(&self, exchange: Exchange);
}

/// One call, as far as it may be shown.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(crate) method: String,
    /// Without the values of its query.
    pub(crate) url: String,
    /// `None`: no answer came.
    pub(crate) status: Option<u16>,
    /// Why no answer came.
    pub(crate) code: Option<Code>,
    pub(crate) began: Instant,
    pub(crate) took: Duration,
    pub(crate) headers: Vec<(String, String)>,
    /// Who issued the server's certificate; `None`: no TLS, or no answer.
    pub(crate) issuer: Option<String>,
}

/// Runs `work` and shows its calls to `watcher`; not those of tasks that it spawns.
pub(crate) async fn watched<F: Future>(watcher: Arc<dyn Watch>, work: F) -> F::Output {
    WATCHER.scope(watcher, work).await
}

/// A call that has begun; `None` inside if nobody watches.
pub(super) struct Seen(Option<(Arc<dyn Watch>, Exchange)>);

impl Seen {
    pub(super) fn begin(request: &Request) -> Self {
        let exchange = || Exchange {
            method: request.method.to_string(),
            url: without_values(&request.url),
            status: None,
            code: None,
            began: Instant::now(),
            took: Duration::ZERO,
            headers: Vec::new(),
            issuer: None,
        };
        Self(WATCHER.try_with(|watcher| (Arc::clone(watcher), exchange())).ok())
    }

    /// An answer begins to come.
    pub(super) fn answered(&mut self, extensions: &http::Extensions) {
        let Some((_, exchange)) = &mut self.0 else { return };
        let tls = extensions.get::<reqwest::tls::TlsInfo>();
        exchange.issuer = tls.and_then(reqwest::tls::TlsInfo::peer_certificate).and_then(certificate::issuer);
    }

    pub(super) fn end(self, outcome: &Result<Response, Failure>) {
        let Some((watcher, exchange)) = self.0 else { return };
        let took = exchange.began.elapsed();
        watcher.saw(match outcome {
            Ok(response) => Exchange {
                status: Some(response.status.as_u16()),
                headers: chosen(response),
                took,
                ..exchange
            },
            Err(failure) => Exchange {
                code: Some(failure.error.code),
                status: failure.error.details.http_status,
                took,
                ..exchange
            },
        });
    }
}

fn chosen(response: &Response) -> Vec<(String, String)> {
    let value =
        |name: &str| response.header(name).map(|value| value.chars().take(LONGEST).collect::<String>());
    HEADERS.iter().filter_map(|name| Some(((*name).to_owned(), value(name)?))).collect()
}

/// `url` with the names of its query, and the values of those that are the same for everybody. No user, no fragment.
pub(crate) fn without_values(url: &Url) -> String {
    let names: Vec<String> = url
        .query_pairs()
        .map(|(name, value)| {
            let value = if PLAIN.contains(&&*name) { value.as_ref() } else { "…" };
            format!("{name}={value}")
        })
        .collect();
    let mut bare = url.clone();
    bare.set_query(None);
    bare.set_fragment(None);
    let _ = bare.set_username("");
    let _ = bare.set_password(None);
    if names.is_empty() { bare.to_string() } else { format!("{bare}?{}", names.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_not_listed_is_never_shown() {
        let url = "https://u:pw@g.example/v1/me?access_token=canary&fields=id,name&canary=canary&state=canary#canary";
        let shown = without_values(&url.parse().unwrap());
        assert_eq!(shown, "https://g.example/v1/me?access_token=…&fields=id,name&canary=…&state=…");
    }
}
