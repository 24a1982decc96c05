//! Notifications: core says what is to be told, the system shows it. No id and no secret is in them.

use adkeys_core::connection::Notice;
use adkeys_core::settings::Switch;
use adkeys_core::{Text, files};
use tauri::{AppHandle, Runtime};
use tauri_plugin_log::log;
use tauri_plugin_notification::{Action, ActionType, NotificationExt};
use tauri_specta::Event;

use crate::desktop::Desktop;
use crate::events::OpenConnection;
use crate::shell::{Shell, off_thread};
use crate::window;

/// The key under which a notification carries its connection.
const ABOUT: &str = "connection";

/// What notifications have a button for, and the button.
const WITH_BUTTON: &str = "open";
const OPEN: Text = Text::new("Open", "Открыть");

/// A click on a notification, or on its button, shows its connection.
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
    if !wanted || !off_thread(|| Ok(Desktop::look().notifications)).await.unwrap_or(false) {
        return;
    }
    match shell.with(|keys| keys.notices()).await {
        Ok(notices) => notices.iter().for_each(|notice| show(app, shell, notice)),
        Err(error) => log::warn!("nothing told: {}", error.code),
    }
}

fn show<R: Runtime>(app: &AppHandle<R>, shell: &Shell, notice: &Notice) {
    let (lang, notifications) = (shell.lang(), app.notification());
    // Some desktops know no click on the notification itself. Each time: the language may be another.
    let button = Action::builder(WITH_BUTTON, OPEN.get(lang)).build();
    let kind = ActionType::builder(WITH_BUTTON).actions(vec![button]).build();
    let mut builder = notifications.builder().action_type_id(WITH_BUTTON);
    if let Some(icon) = icon(shell) {
        builder = builder.icon(icon);
    }
    let shown = notifications.register_action_types(vec![kind]).and_then(|()| {
        let words = builder.title(notice.title.get(lang)).body(notice.body.get(lang));
        words.extra(ABOUT, &notice.connection).show()
    });
    if let Err(error) = shown {
        log::warn!("a notification was not shown: {error}");
    }
}

/// The program's icon as a file. Its name alone says nothing to a desktop that did not install the program.
fn icon(shell: &Shell) -> Option<String> {
    let file = shell.pictures().join("adkeys.png");
    if cfg!(target_os = "linux") && !file.exists() {
        files::write_atomically(&file, include_bytes!("../../icons/128x128.png")).ok()?;
    }
    cfg!(target_os = "linux").then(|| file.to_string_lossy().into_owned())
}
