//! `cargo xtask screenshots`: the pictures of README and docs, taken from the real window on the sandbox.
//! A word picks the pictures whose names hold it; the way to them is gone all the same.

use std::fs;
use std::path::{Path, PathBuf};

use adkeys_e2e::sandbox::press;
use adkeys_e2e::{Session, Window};
use serde_json::json;

/// A page of the window once Facebook is connected.
struct Room {
    picture: &'static str,
    page: &'static str,
    /// What is pressed there first.
    press: Option<&'static str>,
    /// Words that are there when the page is complete, in English and Russian.
    says: [&'static str; 2],
    /// What is read behind and belongs on the picture.
    shows: Option<&'static str>,
}

const ROOMS: &[Room] = &[
    Room {
        picture: "connection",
        page: "#/connection/facebook/accounts",
        press: None,
        says: ["Fjällbo Outdoor"; 2],
        shows: Some("[data-testid=account]:last-of-type .recent svg"),
    },
    Room {
        picture: "diagnosis",
        page: "#/connection/facebook/diagnosis",
        press: Some("[data-testid=run-checks]"),
        says: ["The ad account is stopped", "Кабинет остановлен"],
        shows: None,
    },
    Room {
        picture: "tools",
        page: "#/connection/facebook/tools",
        press: None,
        says: ["meta-ads-mcp"; 2],
        shows: None,
    },
    Room { picture: "integrations", page: "#/", press: None, says: ["Greta Halloran"; 2], shows: None },
    Room {
        picture: "set-up",
        page: "#/setup/facebook/make",
        press: None,
        says: ["Create the app", "Создайте приложение"],
        shows: None,
    },
    Room {
        picture: "go-live",
        page: "#/setup/facebook/live",
        press: None,
        says: ["Privacy policy", "политика"],
        shows: None,
    },
    Room { picture: "settings", page: "#/settings", press: None, says: ["Secret Service"; 2], shows: None },
    Room {
        picture: "guide",
        page: "#/guide/status",
        press: None,
        says: ["Two clocks", "Два срока"],
        shows: None,
    },
];

/// The themes, and the ends of their pictures' names. Light is worn last, and stays.
const THEMES: &[(&str, &str)] = &[("dark", "-dark"), ("light", "")];

/// Wears a theme at once: what would still fade from one to the other has arrived.
const WEAR: &str = "document.documentElement.dataset.theme = arguments[0]; document.body.offsetHeight;
    for (const moving of document.getAnimations()) if (moving.effect.getTiming().iterations !== Infinity) moving.finish()";

/// The story's own folder looks like a person's.
const RENAME: &str = "const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replaceAll(arguments[0], arguments[1])";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let album = Album { wanted: std::env::args().nth(1).unwrap_or_default() };
    for (lang, end) in [("ru", "-ru"), ("en", "")] {
        let session = Session::start();
        speak(&session, lang);
        let window = Window::open(&session, &["--sandbox"]).await;
        connect(&window, &session, &album, lang, end).await;
        visit(&window, &session, &album, lang, end).await;
        window.close().await;
    }
}

/// Connects in the window, with a picture of every step.
async fn connect(window: &Window, session: &Session, album: &Album, lang: &str, end: &str) {
    window.says(if lang == "ru" { "Войдите один раз" } else { "Sign in once" }).await;
    album.add(window, &format!("first-run{end}")).await;
    window.press("[data-testid=connect]").await;
    let dialog = Window::opened_address(session);
    album.add(window, &format!("connect-waiting{end}")).await;
    press(&dialog, "mixed", "allow").await;
    window.says("Greta Halloran").await;
    album.add(window, &format!("connect-done{end}")).await;
    window.press("[data-testid=connect-show]").await;
}

/// Takes a picture of every room.
async fn visit(window: &Window, session: &Session, album: &Album, lang: &str, end: &str) {
    for room in ROOMS {
        window.script("location.hash = arguments[0]", &[room.page.into()]).await;
        if let Some(button) = room.press {
            window.press(button).await;
        }
        window.says(room.says[usize::from(lang == "ru")]).await;
        if let Some(css) = room.shows {
            window.shows(css).await;
        }
        window.script(RENAME, &[session.path().to_string_lossy().into(), "/home/greta".into()]).await;
        album.add(window, &format!("{}{end}", room.picture)).await;
    }
}

/// Chooses the language, as the settings page would.
fn speak(session: &Session, lang: &str) {
    let folder = session.home().join("data/sandbox/config");
    fs::create_dir_all(&folder).expect("the folder of the sandbox's settings");
    fs::write(folder.join("settings.toml"), format!("lang = \"{lang}\"\n")).expect("the settings");
}

/// Where the pictures go.
struct Album {
    wanted: String,
}

impl Album {
    /// The same picture in every theme.
    async fn add(&self, window: &Window, name: &str) {
        if !name.contains(&self.wanted) {
            return;
        }
        let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures");
        fs::create_dir_all(&folder).expect("the folder of pictures");
        for (theme, end) in THEMES {
            window.settle().await;
            window.script(WEAR, &[json!(theme)]).await;
            window.settle().await;
            window.picture(&folder.join(format!("{name}{end}.png"))).await;
        }
    }
}
