//! Closing the window: into the tray, or for good. A person is asked once; where there is no tray, it is for good.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use adkeys_core::settings::Closing;
use tauri::{AppHandle, CloseRequestApi, Manager, Runtime, Window};
use tauri_specta::Event;

use crate::desktop::Desktop;
use crate::events::AskClosing;
use crate::shell::Shell;
use crate::window;

/// Whether the question is on the screen. Closing once more while it is means what it always meant.
#[derive(Default)]
pub(crate) struct Question(AtomicBool);

impl Question {
    /// What closing does now, given what the person chose.
    fn ask(&self, chosen: Closing, tray: bool) -> Closing {
        match chosen {
            _ if !tray => Closing::Quit,
            Closing::Ask if self.0.swap(true, Ordering::Relaxed) => Closing::Quit,
            other => other,
        }
    }

    /// The question was answered, or taken back.
    pub(crate) fn answered(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

/// The person wants the window gone.
pub(crate) fn requested<R: Runtime>(window: &Window<R>, api: &CloseRequestApi) {
    let Some(shell) = window.try_state::<Arc<Shell>>() else { return };
    let chosen = shell.environment.settings().map_or(Closing::Ask, |settings| settings.close);
    match shell.closing.ask(chosen, Desktop::look().tray) {
        // The program ends with its only window.
        Closing::Quit => {}
        Closing::Tray => {
            api.prevent_close();
            let _ = window.hide();
        }
        Closing::Ask => {
            api.prevent_close();
            window::to_front(window.app_handle());
            let _ = AskClosing.emit(window.app_handle());
        }
    }
}

/// Does what the person answered.
pub(crate) fn close<R: Runtime>(app: &AppHandle<R>, answer: Closing) {
    match answer {
        Closing::Quit => app.exit(0),
        Closing::Tray => window::hide(app),
        Closing::Ask => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_asked_once_and_only_where_there_is_a_tray() {
        let question = Question::default();
        assert_eq!(question.ask(Closing::Ask, false), Closing::Quit);
        assert_eq!(question.ask(Closing::Tray, false), Closing::Quit);
        assert_eq!(question.ask(Closing::Tray, true), Closing::Tray);
        assert_eq!(question.ask(Closing::Ask, true), Closing::Ask);
        // Whoever closes again instead of answering wants it closed.
        assert_eq!(question.ask(Closing::Ask, true), Closing::Quit);
        question.answered();
        assert_eq!(question.ask(Closing::Ask, true), Closing::Ask);
    }
}
