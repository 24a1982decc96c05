//! `cargo xtask screenshots`: the pictures of README and docs, taken from the real window on the sandbox.
//! A word picks the pictures whose names hold it; the way to them is gone all the same.

use std::fs;
use std::path::{Path, PathBuf};

use adkeys_e2e::sandbox::press;
use adkeys_e2e::{Session, Window};

/// A page of the window once Facebook is connected.
struct Room {
    picture: &'static str,
    lang: &'static str,
    theme: &'static str,
    page: &'static str,
    /// Words that are there when the page is complete.
    says: &'static str,
}

const ACCOUNTS: &str = "#/connection/facebook/accounts";

const ROOMS: &[Room] = &[
    Room {
        picture: "connection-light", lang: "en", theme: "light", page: ACCOUNTS, says: "Fjällbo Outdoor"
    },
    Room { picture: "connection-dark", lang: "en", theme: "dark", page: ACCOUNTS, says: "Fjällbo Outdoor" },
    Room { picture: "connection-ru", lang: "ru", theme: "light", page: ACCOUNTS, says: "Fjällbo Outdoor" },
    Room { picture: "integrations", lang: "en", theme: "light", page: "#/", says: "Greta Halloran" },
    Room { picture: "integrations-ru", lang: "ru", theme: "light", page: "#/", says: "Greta Halloran" },
    Room { picture: "set-up", lang: "en", theme: "light", page: "#/setup/facebook", says: "Facebook" },
    Room { picture: "settings", lang: "en", theme: "light", page: "#/settings", says: "Secret Service" },
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let album = Album { wanted: std::env::args().nth(1).unwrap_or_default() };
    let session = Session::start();
    connect(&session, &album).await;
    for room in ROOMS {
        visit(&session, &album, room).await;
    }
}

/// Connects in the window, with a picture of every step.
async fn connect(session: &Session, album: &Album) {
    wear(session, "en", "light");
    let window = Window::open(session, &["--sandbox"]).await;
    window.says("Sign in once").await;
    album.add(&window, "first-run").await;
    window.press("[data-testid=connect]").await;
    let dialog = Window::opened_address(session);
    album.add(&window, "connect-waiting").await;
    press(&dialog, "mixed", "allow").await;
    window.says("Connected as").await;
    album.add(&window, "connect-done").await;
    window.close().await;
}

async fn visit(session: &Session, album: &Album, room: &Room) {
    wear(session, room.lang, room.theme);
    let window = Window::open(session, &["--sandbox"]).await;
    window.script("location.hash = arguments[0]", &[room.page.into()]).await;
    window.says(room.says).await;
    album.add(&window, room.picture).await;
    window.close().await;
}

/// Chooses language and theme, as the settings page would.
fn wear(session: &Session, lang: &str, theme: &str) {
    let folder = session.home().join("data/sandbox/config");
    fs::create_dir_all(&folder).expect("the folder of the sandbox's settings");
    let settings = format!("lang = \"{lang}\"\ntheme = \"{theme}\"\n");
    fs::write(folder.join("settings.toml"), settings).expect("the settings");
}

/// Where the pictures go.
struct Album {
    wanted: String,
}

impl Album {
    async fn add(&self, window: &Window, name: &str) {
        if !name.contains(&self.wanted) {
            return;
        }
        let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures");
        fs::create_dir_all(&folder).expect("the folder of pictures");
        window.settle().await;
        window.picture(&folder.join(format!("{name}.png"))).await;
    }
}
