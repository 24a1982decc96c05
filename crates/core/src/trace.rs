//! A sign-in, step by step, as it may be shown and sent to support: no value in it is a secret.

use serde::{Deserialize, Serialize};

use crate::text::Text;
use crate::time::Timestamp;

/// One sign-in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Trace {
    /// The connection that it was for.
    pub connection: String,
    /// The provider's key.
    pub provider: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// `connected`, or the code of the error.
    pub outcome: String,
    /// What happened, in order.
    pub steps: Vec<TraceStep>,
}

/// One step: something that happened here, or a call to the platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TraceStep {
    /// When.
    pub at: Timestamp,
    /// Milliseconds since the sign-in began.
    pub after_ms: u32,
    /// What happened.
    pub name: Text,
    /// Of a call: `GET`, `POST`.
    pub method: Option<String>,
    /// Of a call, or of the page in the browser: the URL without the values of its query.
    pub url: Option<String>,
    /// Of a call: the answer's HTTP status; `null`: no answer.
    pub status: Option<u16>,
    /// Of a call: how long it took, in milliseconds.
    pub took_ms: Option<u32>,
    /// Of a call: headers of the answer that matter.
    pub headers: Vec<(String, String)>,
    /// More about it.
    pub note: Option<Text>,
}
