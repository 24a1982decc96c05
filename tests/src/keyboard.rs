//! A person who has a keyboard and nothing else.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};

use crate::window::Window;

/// Keys that write nothing, by the numbers that WebDriver gave them.
pub mod key {
    /// Goes to the next stop.
    pub const TAB: char = '\u{e004}';
    /// Presses what has the focus.
    pub const ENTER: char = '\u{e007}';
    /// Held: the other way.
    pub const SHIFT: char = '\u{e008}';
    /// Held: a shortcut of the window.
    pub const CTRL: char = '\u{e009}';
    /// Closes and goes back.
    pub const ESC: char = '\u{e00c}';
    /// Presses a button, ticks a box.
    pub const SPACE: char = ' ';
    /// Goes to the first.
    pub const HOME: char = '\u{e011}';
    /// Goes left, closes.
    pub const LEFT: char = '\u{e012}';
    /// Goes up.
    pub const UP: char = '\u{e013}';
    /// Goes right, opens.
    pub const RIGHT: char = '\u{e014}';
    /// Goes down.
    pub const DOWN: char = '\u{e015}';
}

/// More presses of Tab than any page has stops.
const STOPS: usize = 80;

impl Window {
    /// Presses keys, one after another, and waits for what they do.
    pub async fn keys(&self, keys: &[char]) {
        for one in keys {
            self.together(&[*one]).await;
        }
    }

    /// Presses keys at once: those before the last are held.
    ///
    /// # Panics
    /// When the window is gone.
    pub async fn together(&self, keys: &[char]) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in keys {
            actions = actions.then(KeyAction::Down { value: *value });
        }
        for value in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value: *value });
        }
        self.client().perform_actions(actions).await.expect("keys are pressed");
        self.settle().await;
    }

    /// Writes into what has the focus.
    ///
    /// # Panics
    /// When the window is gone.
    pub async fn writes(&self, text: &str) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client().perform_actions(actions).await.expect("keys are pressed");
        self.settle().await;
    }

    /// What has the focus: its words, and what it is called in stories.
    pub async fn focused(&self) -> String {
        let words = "const at = document.activeElement;
            return [at.dataset.testid, at.ariaLabel, at.labels?.[0]?.innerText, at.innerText].filter(Boolean).join(' ')";
        self.script(words, &[]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Presses Tab until something is reached whose words hold `words`.
    ///
    /// # Panics
    /// When it never is.
    pub async fn tab_to(&self, words: &str) {
        for _ in 0..STOPS {
            self.keys(&[key::TAB]).await;
            if self.focused().await.contains(words) {
                return;
            }
        }
        panic!("Tab never reaches {words:?}:\n{}", self.text().await);
    }
}
