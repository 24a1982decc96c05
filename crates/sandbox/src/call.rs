//! A request, as all parts of the sandbox look at it: path, version, parameters from wherever they came.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use url::form_urlencoded;

use crate::fault::Fault;
use crate::phrase::Lang;
use crate::version;

/// The largest request body that is read.
const BODY_CAP: usize = 4 * 1024 * 1024;

/// Names and values from the query and the body, in that order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(pub(crate) Vec<(String, String)>);

impl Params {
    /// Reads `a=1&b=2`.
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// The last value of `name`: what the body says wins over the query.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// As [`Self::get`]; an empty value counts as none.
    pub(crate) fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// Every value of `name`.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn extend_json(&mut self, body: &[u8]) {
        let Ok(serde_json::Value::Object(object)) = serde_json::from_slice(body) else { return };
        self.0.extend(object.into_iter().map(|(key, value)| match value {
            serde_json::Value::String(text) => (key, text),
            other => (key, other.to_string()),
        }));
    }
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// As sent, or as a `method` parameter of a POST overrides it.
    pub(crate) method: Method,
    /// The version in the path.
    pub(crate) version: Option<String>,
    /// The parts of the path, the version left out.
    pub(crate) path: Vec<String>,
    pub(crate) query: Params,
    /// Query and body together.
    pub(crate) params: Params,
    /// The raw body, for the switches' JSON.
    pub(crate) body: Vec<u8>,
    pub(crate) headers: HeaderMap,
    /// The faults that this request met.
    pub(crate) faults: Vec<Fault>,
}

impl Call {
    /// Reads a request with its whole body.
    pub(crate) async fn read(request: Request<Body>) -> Self {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, BODY_CAP).await.unwrap_or_default().to_vec();
        let query = Params::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let mut params = query.clone();
        match content_type(&parts.headers) {
            "application/json" => params.extend_json(&body),
            _ => params.0.extend(Params::parse(&body).0),
        }
        let (version, path) = split_path(parts.uri.path());
        let method = overridden(parts.method, &params);
        Self { method, version, path, query, params, body, headers: parts.headers, faults: Vec::new() }
    }

    /// A part of a batch: its own method, path and parameters; the outer token and proof unless it has its own.
    pub(crate) fn inner(&self, method: Method, relative_url: &str, body: &str) -> Self {
        let (path, query) = relative_url.split_once('?').unwrap_or((relative_url, ""));
        let (version, path) = split_path(path);
        let mut params = Params::default();
        for name in ["access_token", "appsecret_proof", "appsecret_time"] {
            params.0.extend(self.params.get(name).map(|value| (name.to_owned(), value.to_owned())));
        }
        params.0.extend(Params::parse(query.as_bytes()).0);
        params.0.extend(Params::parse(body.as_bytes()).0);
        let version = version.or_else(|| self.version.clone());
        Self { method, version, path, query: Params::default(), params, faults: Vec::new(), ..self.clone() }
    }

    /// The path's parts, to match on.
    pub(crate) fn segments(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    /// The path without the version, as patterns of faults see it.
    pub(crate) fn plain_path(&self) -> String {
        format!("/{}", self.path.join("/"))
    }

    /// A header as text.
    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The access token: the `Authorization` header, or the parameter.
    pub(crate) fn access_token(&self) -> Option<&str> {
        let header = self.header(header::AUTHORIZATION);
        let bearer = header.split_once(' ').filter(|(scheme, _)| {
            scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("oauth")
        });
        bearer.map(|(_, token)| token.trim()).or_else(|| self.params.filled("access_token"))
    }

    /// The language that a page should have.
    pub(crate) fn lang(&self) -> Lang {
        Lang::of(self.params.filled("locale").unwrap_or_else(|| self.header(header::ACCEPT_LANGUAGE)))
    }
}

fn content_type(headers: &HeaderMap) -> &str {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim()
}

/// A POST with `method=get` in its parameters is a GET.
fn overridden(method: Method, params: &Params) -> Method {
    let wish = params.filled("method").filter(|_| method == Method::POST);
    wish.and_then(|wish| wish.to_ascii_uppercase().parse().ok()).unwrap_or(method)
}

fn split_path(path: &str) -> (Option<String>, Vec<String>) {
    let mut parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
    let versioned = parts.first().is_some_and(|first| version::is_version(first));
    let version = versioned.then(|| parts.remove(0));
    (version, parts)
}

/// Percent-decodes one part of a path.
fn decode(part: &str) -> String {
    let plus = part.replace('+', "%2B");
    form_urlencoded::parse(plus.as_bytes()).next().map(|(text, _)| text.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_taken_off_the_path() {
        assert_eq!(
            split_path("/v26.0/me/adaccounts"),
            (Some("v26.0".into()), vec!["me".into(), "adaccounts".into()])
        );
        assert_eq!(split_path("/act_1%20+"), (None, vec!["act_1 +".into()]));
        assert_eq!(split_path("/"), (None, vec![]));
    }

    #[test]
    fn the_body_wins_over_the_query() {
        let params = Params::parse(b"a=1&b=&a=2");
        assert_eq!((params.get("a"), params.filled("b"), params.get("b")), (Some("2"), None, Some("")));
    }
}
