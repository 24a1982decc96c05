//! What a person does with the window and the sign-in page that it opens.

use fantoccini::Locator;
use serde_json::json;

use crate::sandbox::http;
use crate::session::Session;
use crate::wait::until;
use crate::window::Window;

/// The address that was opened as the `nth`, from 1 on.
///
/// # Panics
/// When it never is.
#[must_use]
#[track_caller]
pub fn opened(session: &Session, nth: usize) -> String {
    let calls =
        until("a browser to be opened", || Some(Window::opened(session)).filter(|all| all.len() >= nth));
    calls[nth - 1].strip_prefix("1 ").expect("one argument").to_owned()
}

/// Presses a button of the dialog as one of its personas. The page that the person ends on is for other stories.
///
/// # Panics
/// When somebody on the way does not answer.
pub async fn answer(dialog: &str, persona: &str, decision: &str) {
    let pressed = [("persona", persona), ("decision", decision)];
    let told = http().post(dialog).form(&pressed).send().await.expect("the dialog answers");
    let back = told.headers().get("location").expect("it sends back").to_str().expect("an address");
    assert!(http().get(back).send().await.expect("the way back answers").status().is_redirection());
}

impl Window {
    /// Connects as a persona of the sandbox, and goes to the page of the connection.
    pub async fn connect(&self, session: &Session, persona: &str) {
        self.press("[data-testid=connect]").await;
        answer(&opened(session, 1), persona, "allow").await;
        self.says("Connected as").await;
        self.press("[data-testid=connect-show]").await;
    }

    /// Goes to a page as a link would.
    pub async fn go(&self, page: &str) {
        self.script("location.hash = arguments[0]", &[json!(page)]).await;
    }

    /// Waits until this is there.
    ///
    /// # Panics
    /// When it never is.
    pub async fn shows(&self, css: &str) {
        if let Err(error) = self.client().wait().for_element(Locator::Css(css)).await {
            panic!("{css} is never there: {error}\n{}", self.text().await);
        }
    }

    /// Waits until the connection that is shown is in this state.
    pub async fn shows_state(&self, state: &str) {
        self.shows(&format!("[data-testid=connection][data-state={state}]")).await;
    }
}
