//! What comes back from the browser (RFC 6749 §4.1.2). Everything in it is hostile until the state matches.

use crate::error::Result;
use crate::oauth::authorize::Pending;
use crate::secret::Secret;

/// The outcome of looking at one callback.
#[derive(Debug)]
pub enum Verdict {
    /// Not ours: wrong, missing or repeated state. Keep waiting.
    Stray,
    /// Ours: a code, or the error the platform sent.
    Answer(Result<Secret>),
}

/// Judges the query of a callback. State first, then `iss`, then `error`, then `code`; repeated parameters of
/// RFC 6749 are refused. Facebook's `error_code` without `error` counts as an error (facts: dialog shapes).
#[must_use]
#[allow(clippy::todo, reason = "skeleton")]
pub fn judge(query: &str, pending: &Pending) -> Verdict {
    let _ = (query, pending);
    todo!()
}

/// Judges what a person pasted: a whole address with `#_=_`, spaces and line breaks, its query, or the bare code.
///
/// # Errors
/// `state-mismatch` if there is a state and it is another one; whatever [`judge`] finds.
#[allow(clippy::todo, reason = "skeleton")]
pub fn judge_paste(paste: &str, pending: &Pending) -> Result<Secret> {
    let _ = (paste, pending);
    todo!()
}
