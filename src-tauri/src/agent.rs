//! The window as the agent: it hands tokens to other programs while the program runs, and shows the person who asks.

pub(crate) mod commands;
mod questions;

use std::sync::Arc;
use std::time::Duration;

use adkeys_core::AdKeys;
use adkeys_core::agent::{Agent, Answer, Asking, Consent};
use async_trait::async_trait;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_log::log;
use tokio_util::sync::CancellationToken;

pub(crate) use self::questions::{Consents, Questions};
use crate::shell::Shell;
use crate::window;

/// How soon saved settings count, and how soon the place of another agent that has ended is taken.
const LOOK: Duration = Duration::from_secs(2);

/// Serves until the program ends; starts anew when the settings were saved.
pub(crate) async fn serve<R: Runtime>(app: AppHandle<R>, shell: Arc<Shell>) {
    let consent: Arc<dyn Consent> = Arc::new(Window(app));
    loop {
        if let Ok(keys) = shell.keys() {
            let cancel = CancellationToken::new();
            let serving = Agent::serve(Arc::clone(&keys), Arc::clone(&consent), cancel.clone());
            let (served, ()) = tokio::join!(serving, async {
                outdated(&shell, &keys).await;
                cancel.cancel();
            });
            if let Err(error) = served {
                log::info!("no token is handed to other programs: {}", error.code);
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Resolves when core was opened anew.
async fn outdated(shell: &Shell, keys: &Arc<AdKeys>) {
    loop {
        tokio::time::sleep(LOOK).await;
        if !shell.keys().is_ok_and(|current| Arc::ptr_eq(&current, keys)) {
            return;
        }
    }
}

/// The person in front of the window.
struct Window<R: Runtime>(AppHandle<R>);

#[async_trait]
impl<R: Runtime> Consent for Window<R> {
    async fn ask(&self, asking: Asking) -> Option<Answer> {
        let questions = self.0.try_state::<Arc<Questions>>()?;
        if self.0.webview_windows().is_empty() {
            return None;
        }
        let answer = questions.put(&self.0, asking);
        window::to_front(&self.0);
        answer.await
    }
}
