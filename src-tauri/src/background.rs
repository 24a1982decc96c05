//! What is done while nobody asks: tokens are renewed, connections looked after, and people told.

use std::sync::Arc;
use std::time::Duration;

use adkeys_core::AdKeys;
use adkeys_core::settings::Switch;
use tauri::{AppHandle, Runtime};
use tauri_plugin_log::log;

use crate::notify;
use crate::shell::Shell;

/// Long enough after the start for a network to come up and for the window to be drawn.
const FIRST: Duration = Duration::from_secs(60);
/// Core decides what is due; this only decides how soon it is asked.
const BETWEEN: Duration = Duration::from_secs(30 * 60);

/// Goes its rounds until the program ends. Where the network is not there, the next round will do.
pub(crate) async fn rounds<R: Runtime>(app: AppHandle<R>, shell: Arc<Shell>) {
    let mut wait = FIRST;
    loop {
        tokio::time::sleep(wait).await;
        wait = BETWEEN;
        let wanted = shell.environment.settings().is_ok_and(|settings| settings.renewal == Switch::On);
        if let (true, Ok(keys)) = (wanted, shell.keys()) {
            round(&keys).await;
            shell.changed.notify_one();
        }
        // Also without a change: time passes.
        notify::tell(&app, &shell).await;
    }
}

async fn round(keys: &AdKeys) {
    match keys.renew_due().await {
        Ok(renewed) => log::info!("{} connections renewed", renewed.len()),
        Err(error) => log::warn!("nothing renewed: {}", error.code),
    }
    if let Err(error) = keys.look().await {
        log::warn!("nobody looked after connections: {}", error.code);
    }
}
