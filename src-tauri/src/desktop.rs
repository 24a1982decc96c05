//! What the desktop around the window has to offer. One without a tray or without notifications loses nothing else.

use serde::Serialize;
use specta::Type;

use crate::shell::off_thread;

/// How often to look for a tray that is not there yet: a login takes its time.
const TRIES: u32 = 40;

/// How long the bus may take.
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
    /// Looks around, each time anew: at a login the program may be there before the panel is. A bus that does not answer
    /// has nothing to offer.
    #[cfg(target_os = "linux")]
    pub(crate) fn look() -> Self {
        let (tell, told) = std::sync::mpsc::channel();
        // On a thread of its own: it may wait, and the bus brings a runtime that does not go into another.
        std::thread::spawn(move || drop(tell.send(bus::look())));
        told.recv_timeout(PATIENCE).ok().and_then(Result::ok).unwrap_or_default()
    }

    /// Waits for a place for the icon, as long as a desktop takes to come up.
    pub(crate) async fn await_tray() -> bool {
        for _ in 0..TRIES {
            if off_thread(|| Ok(Self::look().tray)).await.unwrap_or(false) {
                return true;
            }
            tokio::time::sleep(PATIENCE / 2).await;
        }
        false
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
    use zbus::blocking::fdo::DBusProxy;
    use zbus::blocking::{Connection, Proxy};

    use super::Desktop;

    const WATCHER: &str = "org.kde.StatusNotifierWatcher";
    const NOTIFICATIONS: &str = "org.freedesktop.Notifications";

    pub(super) fn look() -> zbus::Result<Desktop> {
        let session = Connection::session()?;
        let bus = DBusProxy::new(&session)?;
        let running = bus.list_names()?;
        let startable = bus.list_activatable_names()?;
        let has = |wanted: &str| running.iter().any(|name| name.as_str() == wanted);
        let starts = startable.iter().any(|name| name.as_str() == NOTIFICATIONS);
        let tray = has(WATCHER) && is_shown(&session).unwrap_or(false);
        Ok(Desktop { tray, notifications: has(NOTIFICATIONS) || starts })
    }

    /// Whoever keeps the list of icons need not be the one who shows them.
    fn is_shown(session: &Connection) -> zbus::Result<bool> {
        let watcher = Proxy::new(session, WATCHER, "/StatusNotifierWatcher", WATCHER)?;
        watcher.get_property("IsStatusNotifierHostRegistered")
    }
}
