//! Whether the system starts AdKeys, in the tray, when the person signs in to the computer.

use adkeys_core::settings::Switch;
use adkeys_core::{Code, Error, Result, text};
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Runtime};
use tauri_plugin_autostart::{Builder, ManagerExt};
use tauri_plugin_log::log;

/// The argument with which the system starts the program.
pub(crate) const QUIETLY: &str = "--quietly";

/// Where the system keeps what it starts.
pub(crate) fn plugin<R: Runtime>() -> TauriPlugin<R> {
    Builder::new().arg(QUIETLY).app_name("AdKeys").build()
}

/// Enters the program among those that the system starts, or takes it out.
///
/// # Errors
/// `unexpected` if the system does not allow it.
pub(crate) fn set<R: Runtime>(app: &AppHandle<R>, switch: Switch) -> Result<()> {
    let list = app.autolaunch();
    let listed = list.is_enabled().unwrap_or(false);
    let done = match switch {
        // Also if it is there: an AppImage may lie elsewhere by now.
        Switch::On => list.enable(),
        Switch::Off if listed => list.disable(),
        Switch::Off => Ok(()),
    };
    done.map_err(|error| {
        log::warn!("autostart: {error}");
        Error::new(
            Code::Unexpected,
            text!(
                "The system did not change what it starts: {error}.",
                "Система не изменила список автозапуска: {error}."
            ),
        )
    })
}
