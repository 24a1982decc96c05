//! The questions that stand on the screen.

use std::sync::{Mutex, MutexGuard, PoisonError};

use adkeys_core::agent::{Answer, Asking};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Manager, Runtime};
use tauri_specta::Event;
use tokio::sync::oneshot;

/// Every question that waits now, told each time that changes. None: nothing is to be asked any more.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct Consents {
    /// The oldest first.
    pub(crate) waiting: Vec<Asking>,
}

/// The questions that wait for the person.
#[derive(Default)]
pub(crate) struct Questions(Mutex<Vec<(Asking, oneshot::Sender<Answer>)>>);

impl Questions {
    /// Puts a question on the screen; it leaves it when it is answered, or when the future is dropped. `None` if the
    /// program ends first.
    pub(crate) fn put<R: Runtime>(
        &self,
        app: &AppHandle<R>,
        asking: Asking,
    ) -> impl Future<Output = Option<Answer>> + Send + use<R> {
        let (sender, answer) = oneshot::channel();
        let shown = Shown { app: app.clone(), id: asking.id.clone() };
        self.all().push((asking, sender));
        self.tell(app);
        async move {
            let answer = answer.await.ok();
            drop(shown);
            answer
        }
    }

    /// Answers a question; one that does not wait any more is no error.
    pub(crate) fn answer(&self, id: &str, answer: Answer) {
        let mut all = self.all();
        if let Some(at) = all.iter().position(|(asking, _)| asking.id == id) {
            let _ = all.remove(at).1.send(answer);
        }
    }

    /// Every question that waits.
    pub(crate) fn waiting(&self) -> Vec<Asking> {
        self.all().iter().map(|(asking, _)| asking.clone()).collect()
    }

    fn tell<R: Runtime>(&self, app: &AppHandle<R>) {
        let _ = Consents { waiting: self.waiting() }.emit(app);
    }

    fn all(&self) -> MutexGuard<'_, Vec<(Asking, oneshot::Sender<Answer>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A question on the screen; dropping it takes it off.
struct Shown<R: Runtime> {
    app: AppHandle<R>,
    id: String,
}

impl<R: Runtime> Drop for Shown<R> {
    fn drop(&mut self) {
        if let Some(questions) = self.app.try_state::<std::sync::Arc<Questions>>() {
            questions.all().retain(|(asking, _)| asking.id != self.id);
            questions.tell(&self.app);
        }
    }
}
