//! The person carries the answer over by hand.

use tokio::sync::mpsc::Receiver;

use crate::error::{Code, Error, Result};
use crate::oauth::authorize::Pending;
use crate::oauth::callback::judge_paste;
use crate::secret::Secret;
use crate::text::Text;

/// Waits for what the person pastes and judges it. One paste, one verdict: whether a person may try again is for the
/// caller to decide, by calling again.
///
/// # Errors
/// As [`judge_paste`]; `cancelled` if nothing can come any more (the input was closed).
pub async fn wait(pastes: &mut Receiver<Secret>, pending: &Pending) -> Result<Secret> {
    match pastes.recv().await {
        // EXPOSE: read for the code in it.
        Some(paste) => judge_paste(paste.expose(), pending),
        None => Err(Error::new(Code::Cancelled, Text::new("Nothing was pasted.", "Ничего не вставлено."))),
    }
}
