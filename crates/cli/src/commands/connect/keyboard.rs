//! Listens to the keyboard while a sign-in waits.

use std::io::{self, IsTerminal};
use std::sync::Once;

use adkeys_core::catalogue::Way;
use adkeys_core::connection::ConnectEvent;
use adkeys_core::secret::Secret;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::prompt;

/// Reads lines once somebody is known to type: not sooner, because the vault may ask for its passphrase first.
pub(super) struct Keyboard<'a> {
    typed: mpsc::Sender<Secret>,
    cancel: &'a CancellationToken,
    begun: Once,
}

impl<'a> Keyboard<'a> {
    pub(super) fn new(typed: mpsc::Sender<Secret>, cancel: &'a CancellationToken) -> Self {
        Self { typed, cancel, begun: Once::new() }
    }

    /// Begins to listen if this event makes the person type: a paste is needed, or a question was asked at a terminal.
    pub(super) fn heed(&self, event: &ConnectEvent, is_asking: bool) {
        let paste = matches!(event, ConnectEvent::Authorize { way: Way::Paste, .. });
        let question = is_asking && io::stdin().is_terminal();
        if !(paste || question) {
            return;
        }
        // To end the input where a paste is needed is to cancel.
        let cancel = paste.then(|| self.cancel.clone());
        self.begun.call_once(|| {
            let on_end = move || {
                if let Some(cancel) = cancel {
                    cancel.cancel();
                }
            };
            prompt::lines_into(self.typed.clone(), on_end);
        });
    }
}
