//! A screen that nobody sees.

use std::process::Command;

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, MapState, Window};
use x11rb::rust_connection::RustConnection;

use crate::process::Running;

/// An X server without a monitor. Dropping it ends it.
pub struct Display {
    _server: Running,
    name: String,
}

impl Display {
    /// Starts one on the first free number.
    ///
    /// # Panics
    /// When it does not start: `Xvfb` is missing.
    #[must_use]
    #[track_caller]
    pub fn start() -> Self {
        let mut xvfb = Command::new("Xvfb");
        // The server picks the number itself and says it on stdout: two stories never meet on one.
        xvfb.args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-noreset"]);
        let server = Running::start(&mut xvfb);
        let number = server.line().expect("Xvfb says its number");
        Self { _server: server, name: format!(":{}", number.trim()) }
    }

    /// What goes into `DISPLAY`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether a window of this title is on the screen.
    #[must_use]
    pub fn shows(&self, title: &str) -> bool {
        self.shown(title).is_some()
    }

    /// Asks the program to close its window of this title, as a window's frame does (ICCCM 4.2.8.1).
    ///
    /// # Panics
    /// When there is no such window on the screen.
    #[track_caller]
    pub fn ask_to_close(&self, title: &str) {
        let (server, window) = self.shown(title).expect("the window is on the screen");
        let asked = (|| -> Result<(), Box<dyn std::error::Error>> {
            let atom = |name: &[u8]| {
                Ok::<_, Box<dyn std::error::Error>>(server.intern_atom(false, name)?.reply()?.atom)
            };
            let (protocols, delete) = (atom(b"WM_PROTOCOLS")?, atom(b"WM_DELETE_WINDOW")?);
            let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
            server.send_event(false, window, EventMask::NO_EVENT, message)?.check()?;
            Ok(())
        })();
        asked.expect("the program is asked");
    }

    fn shown(&self, title: &str) -> Option<(RustConnection, Window)> {
        let (server, screen) = RustConnection::connect(Some(&self.name)).ok()?;
        let root = server.setup().roots.get(screen)?.root;
        let windows = server.query_tree(root).ok()?.reply().ok()?.children;
        let is_it = |window: &Window| {
            let name = server.get_property(false, *window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64).ok()?;
            let seen =
                server.get_window_attributes(*window).ok()?.reply().ok()?.map_state == MapState::VIEWABLE;
            Some(seen && name.reply().ok()?.value == title.as_bytes())
        };
        let window = windows.into_iter().find(|window| is_it(window) == Some(true))?;
        Some((server, window))
    }
}
