//! The tray: what every connection is like, and what is done about it. A desktop without a tray loses nothing by it.

mod badge;
mod menu;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use adkeys_core::Result;
use adkeys_core::connection::ConnectionSummary;
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem, Submenu};
use tauri::tray::TrayIconBuilder;
use tauri::{App, AppHandle, Manager, Runtime};
use tauri_plugin_log::log;
use tauri_specta::Event;

use self::menu::{Choice, Entry};
use crate::events::OpenConnection;
use crate::shell::Shell;
use crate::window;

const ID: &str = "adkeys";

/// Puts the icon into the tray, if there is one.
pub(crate) fn show<R: Runtime>(app: &App<R>, shell: &Shell) {
    // The system's tray library is loaded at run time, and the binding panics where it is not installed.
    let shown = catch_unwind(AssertUnwindSafe(|| build(app, shell)));
    if !matches!(shown, Ok(Ok(()))) {
        log::info!("there is no tray here");
    }
}

fn build<R: Runtime>(app: &App<R>, shell: &Shell) -> tauri::Result<()> {
    let empty = native(app.handle(), &menu::entries(&[], shell.lang(), shell.now()))?;
    let mut tray = TrayIconBuilder::with_id(ID).menu(&empty).tooltip("AdKeys");
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.on_menu_event(|app, event| chosen(app, event.id().as_ref())).build(app)?;
    Ok(())
}

/// Shows the connections as they are now.
pub(crate) async fn update<R: Runtime>(app: &AppHandle<R>, shell: &Shell) {
    let Some(tray) = app.tray_by_id(ID) else { return };
    let connections = shell.with(|keys| keys.list()).await.unwrap_or_default();
    let entries = menu::entries(&connections, shell.lang(), shell.now());
    let drawn = native(app, &entries).and_then(|menu| tray.set_menu(Some(menu)));
    let icon = app.default_window_icon().map(|icon| badge::on(icon, menu::worst(&connections)));
    if let Err(error) = drawn.and_then(|()| tray.set_icon(icon)) {
        log::warn!("tray: {error}");
    }
}

/// The menu as the system draws it.
fn native<R: Runtime>(app: &AppHandle<R>, entries: &[Entry]) -> tauri::Result<Menu<R>> {
    let menu = Menu::new(app)?;
    for entry in entries {
        match entry {
            Entry::Item { choice, words } => menu.append(&item(app, choice, words)?)?,
            Entry::Line => menu.append(&PredefinedMenuItem::separator(app)?)?,
            Entry::Folder { words, items } => {
                let folder = Submenu::new(app, words, true)?;
                for (choice, words) in items {
                    folder.append(&item(app, choice, words)?)?;
                }
                menu.append(&folder)?;
            }
        }
    }
    Ok(menu)
}

fn item<R: Runtime>(app: &AppHandle<R>, choice: &Choice, words: &str) -> tauri::Result<MenuItem<R>> {
    MenuItem::with_id(app, choice.id(), words, true, None::<&str>)
}

fn chosen<R: Runtime>(app: &AppHandle<R>, id: &str) {
    match Choice::of(id) {
        Some(Choice::Open) => window::to_front(app),
        Some(Choice::Quit) => app.exit(0),
        Some(Choice::Show(name)) => show_connection(app, name),
        Some(Choice::Renew(name)) => work(app, move |app, shell| async move {
            // What a renewal cannot do, the person can: the page says how.
            if !renewed(&shell, &name).await {
                show_connection(&app, name);
            }
        }),
        Some(Choice::CheckAll) => work(app, |_, shell| async move {
            let _ = check_all(&shell).await;
        }),
        None => {}
    }
}

fn show_connection<R: Runtime>(app: &AppHandle<R>, connection: String) {
    window::to_front(app);
    let _ = OpenConnection { connection }.emit(app);
}

fn work<R: Runtime, F: Future<Output = ()> + Send + 'static>(
    app: &AppHandle<R>,
    task: impl FnOnce(AppHandle<R>, Arc<Shell>) -> F,
) {
    if let Some(shell) = app.try_state::<Arc<Shell>>() {
        tauri::async_runtime::spawn(task(app.clone(), Arc::clone(&shell)));
    }
}

async fn renewed(shell: &Shell, name: &str) -> bool {
    let Ok(keys) = shell.keys() else { return false };
    shell.told(keys.refresh(name).await).is_ok_and(|refreshed| refreshed.extended)
}

async fn check_all(shell: &Shell) -> Result<()> {
    let keys = shell.keys()?;
    for ConnectionSummary { connection, .. } in keys.list()? {
        let _ = shell.told(keys.status(&connection, &|_| {}).await);
    }
    Ok(())
}
