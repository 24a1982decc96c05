//! Whether the system starts AdKeys, in the tray, when the person signs in to the computer.

use adkeys_core::settings::Switch;
use adkeys_core::{Code, Error, Result, text};
use tauri::{AppHandle, Runtime};
use tauri_plugin_log::log;

/// The argument with which the system starts the program.
pub(crate) const QUIETLY: &str = "--quietly";

/// Where Windows and macOS keep what they start.
#[cfg(not(target_os = "linux"))]
pub(crate) fn plugin<R: Runtime>() -> tauri::plugin::TauriPlugin<R> {
    tauri_plugin_autostart::Builder::new().arg(QUIETLY).app_name("AdKeys").build()
}

/// Enters the program among those that the system starts, or takes it out.
///
/// # Errors
/// `unexpected` if the system does not allow it.
pub(crate) fn set<R: Runtime>(app: &AppHandle<R>, switch: Switch) -> Result<()> {
    list::set(app, switch).map_err(|error| {
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

/// On Linux the list is a folder of files. The plugin looks for it below the home folder alone, and does not quote the
/// program: one in a folder with a blank in its name would never start.
#[cfg(target_os = "linux")]
mod list {
    use std::io;
    use std::path::PathBuf;
    use std::sync::Arc;

    use adkeys_core::oauth::redirect::deep_link::handler::start_at_login;
    use adkeys_core::settings::Switch;
    use tauri::{AppHandle, Manager, Runtime};

    use super::QUIETLY;
    use crate::shell::Shell;

    pub(super) fn set<R: Runtime>(app: &AppHandle<R>, switch: Switch) -> io::Result<()> {
        let places = app.state::<Arc<Shell>>().environment.links();
        // An AppImage runs from a folder that is gone with it.
        let program =
            app.env().appimage.map_or_else(std::env::current_exe, |image| Ok(PathBuf::from(image)))?;
        start_at_login(&places, (switch == Switch::On).then_some((program.as_path(), QUIETLY)))
    }
}

/// Windows and macOS have lists of their own.
#[cfg(not(target_os = "linux"))]
mod list {
    use adkeys_core::settings::Switch;
    use tauri::{AppHandle, Runtime};
    use tauri_plugin_autostart::{Error, ManagerExt};

    pub(super) fn set<R: Runtime>(app: &AppHandle<R>, switch: Switch) -> Result<(), Error> {
        match switch {
            Switch::On => app.autolaunch().enable(),
            Switch::Off => app.autolaunch().disable(),
        }
    }
}
