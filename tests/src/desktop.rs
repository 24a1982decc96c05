//! What a desktop's shell is to a program, by the public protocols on the session's bus (freedesktop.org:
//! StatusNotifierItem, Desktop Notifications 1.2; com.canonical.dbusmenu): a place for icons, and somebody who shows
//! notifications.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zbus::blocking::{Connection, Proxy, connection};
use zbus::interface;
use zbus::message::Header;
use zbus::names::BusName;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use crate::session::Session;
use crate::wait::until;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";
const NOTIFICATIONS: &str = "org.freedesktop.Notifications";
const NOTIFICATIONS_PATH: &str = "/org/freedesktop/Notifications";

/// A desktop with a tray and notifications. Dropping it ends both, as when a panel crashes.
pub struct Desktop {
    bus: Connection,
    seen: Seen,
}

/// What programs brought so far.
#[derive(Clone, Default)]
struct Seen {
    icons: Arc<Mutex<Vec<Icon>>>,
    notifications: Arc<Mutex<Vec<Notification>>>,
}

/// Where a program's icon is on the bus.
#[derive(Clone)]
struct Icon {
    program: String,
    path: String,
}

/// One notification as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The sender on the bus.
    program: String,
    /// A file or the name of an icon.
    pub icon: String,
    /// The first line.
    pub title: String,
    /// What stands below.
    pub body: String,
    /// Keys and words of the actions, by turns.
    pub actions: Vec<String>,
}

/// A line of a menu as it is sent: its id, its properties, and what it opens, each the same in a variant.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// A line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    id: i32,
    /// The words; empty for a separator.
    pub words: String,
    /// What it opens.
    pub lines: Vec<Line>,
}

struct Watcher(Seen);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, #[zbus(header)] header: Header<'_>, service: &str) {
        let program = header.sender().map(ToString::to_string).unwrap_or_default();
        lock(&self.0.icons).push(Icon { program, path: service.to_owned() });
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

struct Notifications(Seen);

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    #[expect(clippy::too_many_arguments, reason = "the protocol has so many")]
    fn notify(
        &self,
        #[zbus(header)] header: Header<'_>,
        _app_name: &str,
        _replaces_id: u32,
        app_icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _expire_timeout: i32,
    ) -> u32 {
        let program = header.sender().map(ToString::to_string).unwrap_or_default();
        let mut all = lock(&self.0.notifications);
        all.push(Notification { program, icon: app_icon, title: summary, body, actions });
        u32::try_from(all.len()).unwrap_or(u32::MAX)
    }

    fn get_capabilities(&self) -> Vec<&str> {
        vec!["actions", "body"]
    }

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("A desktop of a story", "AdKeys", "1", "1.2")
    }
}

impl Desktop {
    /// Comes up in the session.
    ///
    /// # Panics
    /// When there is one already.
    #[must_use]
    #[track_caller]
    pub fn start(session: &Session) -> Self {
        let seen = Seen::default();
        let bus = connection::Builder::address(session.bus().as_str())
            .and_then(|bus| bus.serve_at("/StatusNotifierWatcher", Watcher(seen.clone())))
            .and_then(|bus| bus.serve_at(NOTIFICATIONS_PATH, Notifications(seen.clone())))
            .and_then(|bus| bus.name(WATCHER)?.name(NOTIFICATIONS)?.build());
        Self { bus: bus.expect("a desktop comes up"), seen }
    }

    /// The lines of the menu of the newest icon.
    ///
    /// # Panics
    /// When no program has an icon here, or it has no menu.
    #[must_use]
    #[track_caller]
    pub fn menu(&self) -> Vec<Line> {
        self.try_menu().expect("the icon has a menu")
    }

    /// The words of all lines of the menu.
    #[must_use]
    #[track_caller]
    pub fn words(&self) -> Vec<String> {
        self.menu().into_iter().map(|line| line.words).collect()
    }

    /// Waits until the menu of the newest icon has this line.
    #[track_caller]
    pub fn shows(&self, words: &str) {
        self.line(words);
    }

    /// Chooses this line of the menu, or of one that it opens, once it is there.
    ///
    /// # Panics
    /// When it never is.
    #[track_caller]
    pub fn choose(&self, words: &str) {
        let line = self.line(words);
        let event = (line.id, "clicked", Value::from(0_i32), 0_u32);
        self.menu_proxy().and_then(|menu| menu.call_method("Event", &event)).expect("the line is chosen");
    }

    /// The picture of the newest icon: the bytes of its file.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn picture(&self) -> Vec<u8> {
        let file: String = self.item().and_then(|item| item.get_property("IconName")).expect("a picture");
        std::fs::read(&file).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// What panels call the newest icon.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn title(&self) -> String {
        self.item().and_then(|item| item.get_property("Title")).expect("a title")
    }

    /// Whether a program has an icon here.
    #[must_use]
    pub fn has_icon(&self) -> bool {
        self.try_menu().is_ok()
    }

    /// Every notification so far.
    #[must_use]
    pub fn told(&self) -> Vec<Notification> {
        lock(&self.seen.notifications).clone()
    }

    /// Does what a person does with the `nth` notification: `default` is a click on it. Counted from 1.
    ///
    /// # Panics
    /// When it was not shown, or has no such action.
    #[track_caller]
    pub fn act(&self, nth: usize, action: &str) {
        let shown = self.told().get(nth - 1).cloned().expect("it was shown");
        assert!(shown.actions.iter().step_by(2).any(|key| key == action), "{shown:?}");
        let id = u32::try_from(nth).expect("few");
        // As some desktops do, to the one who sent it and nobody else.
        let to = BusName::try_from(shown.program.as_str()).expect("a name on the bus");
        let told = (id, action);
        let sent = self.bus.emit_signal(Some(to), NOTIFICATIONS_PATH, NOTIFICATIONS, "ActionInvoked", &told);
        sent.expect("the program is told");
    }

    #[track_caller]
    fn line(&self, words: &str) -> Line {
        until(&format!("the line {words:?} in the menu"), || find(&self.try_menu().ok()?, words))
    }

    fn try_menu(&self) -> zbus::Result<Vec<Line>> {
        let properties: &[&str] = &["label"];
        let answer = self.menu_proxy()?.call_method("GetLayout", &(0_i32, -1_i32, properties))?;
        let (_, root): (u32, Layout) = answer.body().deserialize()?;
        Ok(root.2.iter().filter_map(|line| read(line)).collect())
    }

    fn icon(&self) -> zbus::Result<Icon> {
        lock(&self.seen.icons).last().cloned().ok_or_else(|| zbus::Error::Failure("no icon".into()))
    }

    fn item(&self) -> zbus::Result<Proxy<'static>> {
        let Icon { program, path } = self.icon()?;
        Proxy::new(&self.bus, program, path, ITEM)
    }

    fn menu_proxy(&self) -> zbus::Result<Proxy<'static>> {
        let path: OwnedObjectPath = self.item()?.get_property("Menu")?;
        Proxy::new(&self.bus, self.icon()?.program, path, MENU)
    }
}

fn find(lines: &[Line], words: &str) -> Option<Line> {
    lines.iter().find_map(
        |line| {
            if line.words == words { Some(line.clone()) } else { find(&line.lines, words) }
        },
    )
}

fn read(value: &Value<'_>) -> Option<Line> {
    let value = if let Value::Value(inner) = value { inner } else { value };
    let Value::Structure(parts) = value else { return None };
    let [Value::I32(id), Value::Dict(properties), Value::Array(lines)] = parts.fields() else { return None };
    let label: Option<String> = properties.get(&"label").ok().flatten();
    // An underscore marks the key of a line; two of them are one.
    let words = label.unwrap_or_default().replace("__", "\0").replace('_', "").replace('\0', "_");
    Some(Line { id: *id, words, lines: lines.iter().filter_map(read).collect() })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
