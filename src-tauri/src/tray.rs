//! The tray: what every connection is like, and what is done about it. A desktop without a tray loses nothing by it.

mod icon;
mod menu;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use adkeys_core::Result;
use adkeys_core::connection::ConnectionSummary;
use adkeys_core::ledger::ConnectionState;
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

/// What the tray shows, so that a menu that somebody reads is not replaced by the same one.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct Shown {
    entries: Vec<Entry>,
    worst: Option<ConnectionState>,
    /// The program and the worst in words. Linux shows none of it.
    tooltip: String,
}

impl Shown {
    fn of(connections: &[ConnectionSummary], shell: &Shell) -> Self {
        let (program, lang, now) = (shell.environment.title(), shell.lang(), shell.now());
        let worst = menu::worst(connections);
        let one = connections.iter().find(|one| Some(one.state) == worst);
        let words = one.map(|one| format!("\n{}", menu::line(one, lang, now))).unwrap_or_default();
        Self {
            entries: menu::entries(connections, program, lang, now),
            worst,
            tooltip: format!("{program}{words}"),
        }
    }
}

/// Puts the icon into the tray, if there is one.
pub(crate) fn show<R: Runtime>(app: &App<R>, shell: &Shell) {
    // The system's tray library is loaded at run time, and the binding panics where it is not installed.
    let shown = catch_unwind(AssertUnwindSafe(|| build(app, shell)));
    if !matches!(shown, Ok(Ok(()))) {
        log::info!("there is no tray here");
    }
}

fn build<R: Runtime>(app: &App<R>, shell: &Shell) -> tauri::Result<()> {
    // Panels say this name of the icon, and not that of the file of the program.
    #[cfg(target_os = "linux")]
    glib::set_application_name(shell.environment.title());
    let Shown { entries, worst, tooltip } = Shown::of(&[], shell);
    TrayIconBuilder::with_id(ID)
        .menu(&native(app.handle(), &entries)?)
        .icon(icon::of(worst))
        .tooltip(tooltip)
        // Linux passes the icon on as a file of this name: a folder that no other home and no sandbox writes to.
        .temp_dir_path(shell.pictures())
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
        .build(app)?;
    Ok(())
}

/// Shows the connections as they are now, if that is something else than what is `shown`.
pub(crate) async fn update<R: Runtime>(app: &AppHandle<R>, shell: &Shell, shown: &mut Shown) {
    let Some(tray) = app.tray_by_id(ID) else { return };
    let connections = shell.with(|keys| keys.list()).await.unwrap_or_default();
    let now = Shown::of(&connections, shell);
    if now == *shown {
        return;
    }
    let drawn = native(app, &now.entries).and_then(|menu| {
        tray.set_menu(Some(menu))?;
        if now.worst != shown.worst {
            tray.set_icon(Some(icon::of(now.worst)))?;
        }
        tray.set_tooltip(Some(&now.tooltip))
    });
    match drawn {
        Ok(()) => *shown = now,
        Err(error) => log::warn!("tray: {error}"),
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
                let folder = Submenu::new(app, without_key(words), true)?;
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
    MenuItem::with_id(app, choice.id(), without_key(words), true, None::<&str>)
}

/// A sign that marks the key of a line is only that sign if it is doubled.
fn without_key(words: &str) -> String {
    words.replace('&', "&&")
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
