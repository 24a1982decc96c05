//! Links to AdKeys: `dev.adkeys://connect/PROVIDER` and `dev.adkeys://oauth/callback?…`. Any page and any program can
//! send them, so that nothing happens by a link alone.

use std::sync::{Mutex, PoisonError};

use adkeys_core::oauth::redirect::deep_link::{self, DeepLink};
use adkeys_core::secret::Secret;
#[cfg(target_os = "linux")]
use {
    adkeys_core::oauth::redirect::deep_link::handler::{self, Handler, Places},
    std::path::Path,
    tauri::{AppHandle, Manager, Runtime},
    tauri_plugin_log::log,
};

/// A link that is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// Show the connect page of this provider.
    Connect(String),
    /// The answer to a sign-in: the link as it came, with a code in it.
    Callback(Secret),
}

impl Link {
    /// Reads a link; anything but the two forms above is `None`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match deep_link::parse(text).ok()? {
            DeepLink::Connect { provider } => Some(Self::Connect(provider)),
            DeepLink::Callback(_) => Some(Self::Callback(Secret::new(text))),
        }
    }

    /// The link among a program's arguments, the program itself first. A link is the only argument, or there is none.
    pub(crate) fn among(arguments: &[String]) -> Option<Self> {
        match arguments {
            [_, link] => Self::parse(link),
            _ => None,
        }
    }
}

/// Makes this program the one that the system opens links with, where no installer has: in an AppImage. What the
/// person chose instead is left alone.
#[cfg(target_os = "linux")]
pub(crate) fn claim<R: Runtime>(app: &AppHandle<R>, places: Places) {
    let Some(program) = app.env().appimage else { return };
    tauri::async_runtime::spawn_blocking(move || match handler::registered(&places) {
        Handler::None => {
            let claimed = handler::claim(&places, Path::new(&program));
            claimed.unwrap_or_else(|error| log::warn!("links: {error}"));
        }
        Handler::Other { name } => log::warn!("links are opened by {name}"),
        Handler::Ours | Handler::Unknown => {}
    });
}

/// Keeps what a link asked for while the page does not listen yet.
#[derive(Default)]
pub(crate) struct Inbox(Mutex<State>);

#[derive(Default)]
struct State {
    open: bool,
    provider: Option<String>,
}

impl Inbox {
    /// Takes in a provider: gives it back if the page listens, keeps it if not.
    pub(crate) fn pass(&self, provider: String) -> Option<String> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.open {
            return Some(provider);
        }
        state.provider = Some(provider);
        None
    }

    /// From now on the page listens. What was kept for it, once.
    pub(crate) fn open(&self) -> Option<String> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.open = true;
        state.provider.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_a_provider_or_answers_a_sign_in() {
        assert_eq!(Link::parse("dev.adkeys://connect/google-ads"), Some(Link::Connect("google-ads".into())));
        let callback = "dev.adkeys://oauth/callback?code=1&state=2#_=_";
        assert_eq!(Link::parse(callback), Some(Link::Callback(Secret::new(callback))));
    }

    #[test]
    fn anything_else_that_comes_as_a_link_is_refused() {
        let long = format!("dev.adkeys://oauth/callback?code={}", "a".repeat(8 * 1024));
        for hostile in [
            "",
            "--sandbox",
            "https://connect/facebook",
            "dev.adkeys:connect/facebook",
            "dev.adkeys://connect",
            "dev.adkeys://connect/",
            "dev.adkeys://connect/../oauth/callback",
            "dev.adkeys://connect/facebook/x",
            "dev.adkeys://connect/Facebook",
            "dev.adkeys://connect/face%62ook",
            "dev.adkeys://connect/facebook?x=1",
            "dev.adkeys://connect/facebook#x",
            "dev.adkeys://connect:1/facebook",
            "dev.adkeys://a:b@connect/facebook",
            "dev.adkeys://import/settings?url=https://example.org",
            "dev.adkeys://oauth/callback",
            "dev.adkeys://oauth/callback/x?code=1",
            "dev.adkeys://oauth/token?access_token=1",
            "dev.adkeys://oauth/callback?code=1\n&state=2",
            " dev.adkeys://connect/facebook",
            "dev.adkeys://connect/face\0book",
            long.as_str(),
        ] {
            assert_eq!(Link::parse(hostile), None, "{hostile}");
        }
    }

    #[test]
    fn a_link_with_company_on_the_command_line_is_no_link() {
        let line = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        let link = "dev.adkeys://connect/facebook";
        assert!(Link::among(&line(&["adkeys-desktop", link])).is_some());
        for words in
            [&["adkeys-desktop"][..], &["adkeys-desktop", "--sandbox", link], &["adkeys-desktop", link, "-x"]]
        {
            assert_eq!(Link::among(&line(words)), None);
        }
    }

    #[test]
    fn a_link_that_comes_before_the_page_listens_is_told_once() {
        let inbox = Inbox::default();
        assert_eq!(inbox.pass("facebook".into()), None);
        assert_eq!(inbox.open().as_deref(), Some("facebook"));
        assert_eq!(inbox.open(), None);
        assert_eq!(inbox.pass("linkedin".into()).as_deref(), Some("linkedin"));
    }
}
