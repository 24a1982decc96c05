//! An answer, before it goes out on the wire.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::errors::GraphError;

/// The style of every page.
pub(crate) const STYLE: &str = include_str!("../data/page.css");

static STYLE_HASH: LazyLock<String> = LazyLock::new(|| STANDARD.encode(Sha256::digest(STYLE.as_bytes())));

/// Status, headers and the whole body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// A JSON answer with status 200.
    pub(crate) fn json(value: &Value) -> Self {
        Self::typed(200, "application/json; charset=UTF-8", value.to_string())
    }

    /// A Graph error in its envelope.
    pub(crate) fn error(error: &GraphError) -> Self {
        Self { status: error.status.unwrap_or(400), ..Self::json(&error.envelope()) }
    }

    /// A page with the one style sheet. Scripts, frames and everything from elsewhere are off; a form may lead back
    /// here and, by the redirect that answers it, to `onward`.
    pub(crate) fn page(status: u16, html: String, onward: &str) -> Self {
        let csp = format!(
            "default-src 'none'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self' {onward}",
            *STYLE_HASH
        );
        Self::typed(status, "text/html; charset=utf-8", html)
            .header("Content-Security-Policy", csp)
            .header("X-Content-Type-Options", "nosniff")
            .header("X-Frame-Options", "DENY")
            .header("Referrer-Policy", "no-referrer")
            .header("Cache-Control", "no-store")
    }

    /// Sends the browser elsewhere.
    pub(crate) fn redirect(to: &str) -> Self {
        Self { status: 302, ..Self::default() }.header("Location", to).header("Cache-Control", "no-store")
    }

    /// Adds a header; one of the same name is replaced.
    pub(crate) fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn typed(status: u16, content_type: &str, body: String) -> Self {
        Self { status, headers: Vec::new(), body: body.into_bytes() }.header("Content-Type", content_type)
    }
}

impl From<Result<Value, GraphError>> for Reply {
    fn from(outcome: Result<Value, GraphError>) -> Self {
        match outcome {
            Ok(value) => Self::json(&value),
            Err(error) => Self::error(&error),
        }
    }
}
