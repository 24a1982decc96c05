//! What is done while nobody asks: tokens are renewed, connections looked after, and people told.

use std::sync::Arc;
use std::time::Instant;

use adkeys_core::AdKeys;
use adkeys_core::connection::Rounds;
use adkeys_core::settings::Switch;
use adkeys_core::time::{Clock, SystemClock};
use tauri::{AppHandle, Runtime};
use tauri_plugin_log::log;

use crate::notify;
use crate::shell::Shell;

/// Goes its rounds until the program ends. Core decides when one is due, and what is due in it.
pub(crate) async fn rounds<R: Runtime>(app: AppHandle<R>, shell: Arc<Shell>) {
    let (started, mut rounds) = (Instant::now(), Rounds::default());
    loop {
        tokio::time::sleep(Rounds::TICK).await;
        if !rounds.tick(started.elapsed(), SystemClock.now()) {
            continue;
        }
        let wanted = shell.environment.settings().is_ok_and(|settings| settings.renewal == Switch::On);
        if let (true, Ok(keys)) = (wanted, shell.keys()) {
            round(&keys, &mut rounds).await;
            shell.changed.notify_one();
        }
        // Also without a change: time passes.
        notify::tell(&app, &shell).await;
    }
}

async fn round(keys: &AdKeys, rounds: &mut Rounds) {
    let outcome = keys.renew_due().await;
    rounds.ended(&outcome);
    match outcome {
        Ok(renewed) => log::info!("{} connections renewed", renewed.len()),
        Err(error) => log::warn!("nothing renewed: {}", error.code),
    }
    if let Err(error) = keys.look().await {
        log::warn!("nobody looked after connections: {}", error.code);
    }
}
