//! Keeps tokens fresh while the program is open.

use std::sync::Arc;
use std::time::Duration;

use tauri_plugin_log::log;

use crate::shell::Shell;

/// Long enough after the start for a network to come up and for the window to be drawn.
const FIRST: Duration = Duration::from_secs(60);
/// Core decides what is due, once a day at most; this only decides how soon it is asked.
const BETWEEN: Duration = Duration::from_secs(30 * 60);

/// Renews what is due until the program ends. Where the network is not there, the next round will do.
pub(crate) async fn keep_fresh(shell: Arc<Shell>) {
    let mut wait = FIRST;
    loop {
        tokio::time::sleep(wait).await;
        wait = BETWEEN;
        let Ok(keys) = shell.keys() else { continue };
        match keys.renew_due().await {
            Ok(renewed) => log::info!("{} connections renewed", renewed.len()),
            Err(error) => log::warn!("nothing renewed: {}", error.code),
        }
    }
}
