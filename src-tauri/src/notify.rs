//! Notifications: core says what is to be told, the system shows it. No id and no secret is in them.

use adkeys_core::connection::Notice;
use adkeys_core::settings::Switch;
use tauri::{AppHandle, Runtime};
use tauri_plugin_log::log;
use tauri_plugin_notification::NotificationExt;
use tauri_specta::Event;

use crate::events::OpenConnection;
use crate::shell::Shell;
use crate::window;

/// The key under which a notification carries its connection.
const ABOUT: &str = "connection";

/// A click on a notification shows its connection.
pub(crate) fn follow_clicks<R: Runtime>(app: &AppHandle<R>) {
    let handle = app.clone();
    let _ = app.notification().on_action(move |action| {
        let about =
            action.notification().and_then(|shown| shown.extra().get(ABOUT)?.as_str().map(str::to_owned));
        window::to_front(&handle);
        if let Some(connection) = about {
            let _ = OpenConnection { connection }.emit(&handle);
        }
    });
}

/// Tells what is new, if the person wants to be told.
pub(crate) async fn tell<R: Runtime>(app: &AppHandle<R>, shell: &Shell) {
    let wanted = shell.environment.settings().is_ok_and(|settings| settings.notifications == Switch::On);
    if !wanted || !shell.desktop().notifications {
        return;
    }
    match shell.with(|keys| keys.notices()).await {
        Ok(notices) => notices.iter().for_each(|notice| show(app, shell, notice)),
        Err(error) => log::warn!("nothing told: {}", error.code),
    }
}

fn show<R: Runtime>(app: &AppHandle<R>, shell: &Shell, notice: &Notice) {
    let lang = shell.lang();
    let shown = app
        .notification()
        .builder()
        .title(notice.title.get(lang))
        .body(notice.body.get(lang))
        .extra(ABOUT, &notice.connection)
        .show();
    if let Err(error) = shown {
        log::warn!("a notification was not shown: {error}");
    }
}
