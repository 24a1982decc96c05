//! What the desktop around the window has to offer. One without a tray or without notifications loses nothing else.

use serde::Serialize;
use specta::Type;

/// How long the bus may take.
#[cfg(target_os = "linux")]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

/// What is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
pub(crate) struct Desktop {
    /// A place for the icon, so that the window can be closed without ending the program.
    pub(crate) tray: bool,
    /// Somebody who shows notifications.
    pub(crate) notifications: bool,
}

impl Desktop {
    /// Looks around. A bus that does not answer has nothing to offer.
    #[cfg(target_os = "linux")]
    pub(crate) fn look() -> Self {
        let (tell, told) = std::sync::mpsc::channel();
        // On a thread of its own: it may wait, and the bus brings a runtime that does not go into another.
        std::thread::spawn(move || drop(tell.send(bus::look())));
        told.recv_timeout(PATIENCE).ok().and_then(Result::ok).unwrap_or_default()
    }

    /// Windows and macOS have both.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn look() -> Self {
        Self { tray: true, notifications: true }
    }
}

/// On Linux both are names on the session bus (StatusNotifierItem and Desktop Notifications of freedesktop.org). The
/// library that draws the icon reports success even where nobody shows it, and a window hidden there could not be
/// found again.
#[cfg(target_os = "linux")]
mod bus {
    use zbus::blocking::Connection;
    use zbus::blocking::fdo::DBusProxy;

    use super::Desktop;

    const TRAY: &str = "org.kde.StatusNotifierWatcher";
    const NOTIFICATIONS: &str = "org.freedesktop.Notifications";

    pub(super) fn look() -> zbus::Result<Desktop> {
        let bus = DBusProxy::new(&Connection::session()?)?;
        let running = bus.list_names()?;
        let startable = bus.list_activatable_names()?;
        let has = |wanted: &str| running.iter().any(|name| name.as_str() == wanted);
        let starts = startable.iter().any(|name| name.as_str() == NOTIFICATIONS);
        Ok(Desktop { tray: has(TRAY), notifications: has(NOTIFICATIONS) || starts })
    }
}
