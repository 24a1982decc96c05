//! What the page is told without having asked.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Runtime};
use tauri_specta::Event;

use crate::shell::Shell;

/// How soon the window notices what a command-line process did.
const POLL: Duration = Duration::from_secs(2);

/// Something that is known has changed, here or in another process: read again what is on the screen.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct Changed {
    /// The new version.
    pub(crate) version: u32,
}

/// A link asks to show the connect page of a provider. Only the person starts the sign-in.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct OpenConnect {
    /// The provider's key, not yet known to exist.
    pub(crate) provider: String,
}

/// Tells the page of every change of the ledger until the program ends; also of one that cannot be read any more, or
/// again.
pub(crate) async fn watch<R: Runtime>(app: AppHandle<R>, shell: Arc<Shell>) {
    let look = || async { shell.with(|keys| keys.version()).await.ok() };
    let mut told = look().await;
    loop {
        let _ = tokio::time::timeout(POLL, shell.changed.notified()).await;
        let version = look().await;
        if version != told {
            let _ = Changed { version: version.unwrap_or_default() }.emit(&app);
        }
        told = version;
    }
}
