//! What the page is told without having asked.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Runtime};
use tauri_specta::Event;

use crate::shell::Shell;
use crate::{notify, tray};

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

/// A notification or the tray asks to show this connection.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct OpenConnection {
    /// The connection's name.
    pub(crate) connection: String,
}

/// The person closes the window for the first time: should AdKeys stay in the tray?
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct AskClosing;

/// Tells page, tray and person of every change of the ledger until the program ends; also of one that cannot be read any more, or
/// again.
pub(crate) async fn watch<R: Runtime>(app: AppHandle<R>, shell: Arc<Shell>) {
    let look = || async { shell.with(|keys| keys.version()).await.ok() };
    let mut told = look().await;
    let mut shown = tray::Shown::default();
    tray::update(&app, &shell, &mut shown).await;
    loop {
        // A change of the settings wakes, and leaves the ledger as it is.
        let woken = tokio::time::timeout(POLL, shell.changed.notified()).await.is_ok();
        let version = look().await;
        if version != told {
            let _ = Changed { version: version.unwrap_or_default() }.emit(&app);
            notify::tell(&app, &shell).await;
        }
        if version != told || woken {
            tray::update(&app, &shell, &mut shown).await;
        }
        told = version;
    }
}
