//! The one place that lays a secret on the clipboard, and takes it away again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use adkeys_core::secret::Secret;
use adkeys_core::{Code, Error, Result, text};

/// How long a secret stays there.
pub(crate) const STAYS: Duration = Duration::from_secs(30);

/// The system's clipboard, or a stand-in for tests.
pub(crate) trait Board: Send {
    /// Lays `secret` on it, kept out of histories and clouds where the system has a way to say so.
    fn put(&mut self, secret: &Secret) -> std::result::Result<(), String>;
    /// Whether it still holds exactly `secret`.
    fn holds(&mut self, secret: &Secret) -> bool;
    /// Empties it.
    fn clear(&mut self);
}

/// What lies there because of us.
#[derive(Default)]
struct Lent {
    board: Option<Box<dyn Board>>,
    secret: Option<Secret>,
    turn: u64,
}

/// The clipboard with what was lent to it.
#[derive(Clone, Default)]
pub(crate) struct Clipboard(Arc<Mutex<Lent>>);

impl Clipboard {
    /// Lays `secret` on the clipboard, until [`STAYS`] has passed.
    ///
    /// # Errors
    /// `unexpected` where there is no clipboard.
    pub(crate) fn lend(&self, secret: Secret) -> Result<()> {
        let turn = self.lay(secret)?;
        let later = self.clone();
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(STAYS).await;
            later.take_back(Some(turn));
        });
        Ok(())
    }

    fn lay(&self, secret: Secret) -> Result<u64> {
        let mut lent = self.lock();
        let mut board = match lent.board.take() {
            Some(board) => board,
            None => Box::new(Desktop(arboard::Clipboard::new().map_err(|_| absent())?)),
        };
        board.put(&secret).map_err(|_| absent())?;
        lent.board = Some(board);
        lent.secret = Some(secret);
        lent.turn += 1;
        Ok(lent.turn)
    }

    /// Empties the clipboard if it still holds what was lent, at `turn` or (`None`) at all. What the person copied
    /// since is theirs.
    pub(crate) fn take_back(&self, turn: Option<u64>) {
        let lent = &mut *self.lock();
        if turn.is_some_and(|turn| turn != lent.turn) {
            return;
        }
        let (Some(secret), Some(board)) = (lent.secret.take(), &mut lent.board) else { return };
        if board.holds(&secret) {
            board.clear();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Lent> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn absent() -> Error {
    let message = text!("The clipboard does not answer.", "Буфер обмена не отвечает.");
    let hint = text!(
        "Copy the command instead and run it in a terminal.",
        "Скопируйте вместо этого команду и выполните её в терминале."
    );
    Error::new(Code::Unexpected, message).hint(hint)
}

struct Desktop(arboard::Clipboard);

impl Board for Desktop {
    fn put(&mut self, secret: &Secret) -> std::result::Result<(), String> {
        // EXPOSE: the person pressed the button that asks for exactly this.
        unrecorded(self.0.set()).text(secret.expose()).map_err(|error| error.to_string())
    }

    fn holds(&mut self, secret: &Secret) -> bool {
        self.0.get_text().is_ok_and(|text| Secret::new(text) == *secret)
    }

    fn clear(&mut self) {
        let _ = self.0.clear();
    }
}

#[cfg(target_os = "linux")]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(windows)]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_monitoring().exclude_from_cloud().exclude_from_history()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What lies on a board that only the test looks at.
    #[derive(Clone, Default)]
    struct Table(Arc<Mutex<Option<Secret>>>);

    impl Table {
        fn copy(&self, text: &str) {
            *self.0.lock().unwrap() = Some(Secret::new(text));
        }

        fn text(&self) -> Option<Secret> {
            self.0.lock().unwrap().clone()
        }
    }

    impl Board for Table {
        fn put(&mut self, secret: &Secret) -> std::result::Result<(), String> {
            *self.0.lock().unwrap() = Some(secret.clone());
            Ok(())
        }

        fn holds(&mut self, secret: &Secret) -> bool {
            self.text().as_ref() == Some(secret)
        }

        fn clear(&mut self) {
            *self.0.lock().unwrap() = None;
        }
    }

    fn clipboard(table: &Table) -> Clipboard {
        let clipboard = Clipboard::default();
        clipboard.lock().board = Some(Box::new(table.clone()));
        clipboard
    }

    #[test]
    fn a_secret_leaves_the_clipboard_when_its_time_is_over() {
        let table = Table::default();
        let clipboard = clipboard(&table);
        let turn = clipboard.lay(Secret::new("token")).unwrap();
        assert_eq!(table.text(), Some(Secret::new("token")));
        clipboard.take_back(Some(turn));
        assert_eq!(table.text(), None);
    }

    #[test]
    fn what_the_person_copied_since_stays() {
        let table = Table::default();
        let clipboard = clipboard(&table);
        let turn = clipboard.lay(Secret::new("token")).unwrap();
        table.copy("a letter");
        clipboard.take_back(Some(turn));
        assert_eq!(table.text(), Some(Secret::new("a letter")));
    }

    #[test]
    fn a_second_secret_gets_its_whole_time() {
        let table = Table::default();
        let clipboard = clipboard(&table);
        let first = clipboard.lay(Secret::new("token")).unwrap();
        clipboard.lay(Secret::new("token")).unwrap();
        clipboard.take_back(Some(first));
        assert_eq!(table.text(), Some(Secret::new("token")));
        clipboard.take_back(None);
        assert_eq!(table.text(), None);
    }
}
