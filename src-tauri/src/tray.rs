//! The tray icon: open and quit. A desktop without a tray loses nothing by it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use adkeys_core::{Lang, Text};
use tauri::menu::{Menu, MenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{App, AppHandle, Runtime};
use tauri_plugin_log::log;

use crate::window;

const OPEN: Text = Text::new("Open AdKeys", "Открыть AdKeys");
const QUIT: Text = Text::new("Quit", "Выйти");

/// Puts the icon into the tray, if there is one.
pub(crate) fn show<R: Runtime>(app: &App<R>, lang: Lang) {
    // The system's tray library is loaded at run time, and the binding panics where it is not installed.
    let shown = catch_unwind(AssertUnwindSafe(|| build(app, lang)));
    if !matches!(shown, Ok(Ok(()))) {
        log::info!("there is no tray here");
    }
}

fn build<R: Runtime>(app: &App<R>, lang: Lang) -> tauri::Result<()> {
    let open = MenuItem::with_id(app, "open", OPEN.get(lang), true, None::<&str>)?;
    let quit = MenuItem::with_id(app, "quit", QUIT.get(lang), true, None::<&str>)?;
    let mut tray =
        TrayIconBuilder::with_id("adkeys").menu(&Menu::with_items(app, &[&open, &quit])?).tooltip("AdKeys");
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.on_menu_event(|app, event| chosen(app, event.id().as_ref())).build(app)?;
    Ok(())
}

fn chosen<R: Runtime>(app: &AppHandle<R>, item: &str) {
    match item {
        "open" => window::to_front(app),
        "quit" => app.exit(0),
        _ => {}
    }
}
