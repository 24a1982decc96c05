//! The wait for the browser: for its visit, for a link, for a paste, and for the person's patience to end.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::mpsc::Receiver;
use tokio::time::sleep;

use super::context::Context;
use super::types::{ConnectEvent, ConnectIo};
use crate::catalogue::{Provider, Way};
use crate::error::{Code, Error, Result};
use crate::oauth::authorize::Pending;
use crate::oauth::callback::judge_paste;
use crate::oauth::redirect::deep_link::hand_over::Waiting;
use crate::oauth::redirect::loopback::{Loopback, Page};
use crate::secret::Secret;
use crate::text;
use crate::text::{Lang, Text};

/// One sign-in that waits.
pub(super) struct Wait<'a> {
    pub(super) way: Way,
    pub(super) pending: &'a Pending,
    pub(super) provider: &'a Provider,
    pub(super) patience: Duration,
    /// How long silence is not worth a word.
    pub(super) ask_after: Duration,
}

/// Where the answer may come in by itself.
pub(super) struct Door {
    pub(super) listener: Option<Loopback>,
    pub(super) links: Option<Waiting>,
}

/// The code or why there is none, and the browser's page if one waits.
pub(super) type Brought = (Result<Secret>, Option<Page>);

impl Door {
    async fn answer(self, pending: &Pending, lang: Lang, ignored: &(dyn Fn(u32) + Send + Sync)) -> Brought {
        match (self.listener, self.links) {
            (Some(listener), _) => {
                let answer = listener.wait(pending, lang, ignored).await;
                (answer.code, Some(answer.page))
            }
            (None, Some(mut links)) => (links.answer(pending, ignored).await, None),
            (None, None) => std::future::pending().await,
        }
    }
}

impl Context {
    /// Waits until the answer is there.
    ///
    /// # Errors
    /// `redirect-timeout`, `cancelled`. That the platform refused is an answer.
    pub(super) async fn wait(&self, wait: &Wait<'_>, door: Door, io: &mut ConnectIo<'_>) -> Result<Brought> {
        let events = io.events;
        let (at_the_door, pasted) = (AtomicU32::new(0), AtomicU32::new(0));
        let ignored = || {
            let count = at_the_door.load(Ordering::Relaxed) + pasted.load(Ordering::Relaxed);
            events(ConnectEvent::Ignored { count });
        };
        let knocked = |count: u32| {
            at_the_door.store(count, Ordering::Relaxed);
            ignored();
        };
        let mut listening: Pin<Box<dyn Future<Output = Brought> + Send + '_>> =
            Box::pin(door.answer(wait.pending, self.lang, &knocked));
        let (mut out_of_time, mut worth_a_word) = (pin!(sleep(wait.patience)), pin!(sleep(wait.ask_after)));
        let mut told = wait.ask_after >= wait.patience;
        loop {
            tokio::select! {
                answer = &mut listening => return Ok(answer),
                paste = receive(&mut io.paste) => match paste {
                    None => io.paste = None,
                    Some(paste) => match wait.judge(&paste) {
                        Some(code) => return Ok((code, None)),
                        None => {
                            pasted.fetch_add(1, Ordering::Relaxed);
                            ignored();
                        }
                    },
                },
                () = &mut worth_a_word, if !told => {
                    told = true;
                    let uri = &wait.pending.redirect_uri;
                    let symptoms = self.symptoms_of(wait.provider, Some(wait.way), uri);
                    events(ConnectEvent::Waiting { symptoms });
                }
                () = io.cancel.cancelled() => return Err(cancelled()),
                () = &mut out_of_time => return Err(wait.timed_out()),
            }
        }
    }
}

impl Wait<'_> {
    /// What a paste brings. Beside another way, a link that a program sent or a slip of the clipboard is no reason to
    /// stop waiting: `None`.
    fn judge(&self, paste: &Secret) -> Option<Result<Secret>> {
        // EXPOSE: judged here, kept nowhere.
        let judged = judge_paste(paste.expose(), self.pending);
        let stray = |error: &Error| matches!(error.code, Code::StateMismatch | Code::Usage);
        let ignored = self.way != Way::Paste && judged.as_ref().is_err_and(stray);
        (!ignored).then_some(judged)
    }

    fn timed_out(&self) -> Error {
        let seconds = self.patience.as_secs();
        let (uri, key) = (&self.pending.redirect_uri, &self.provider.key);
        Error::new(
            Code::RedirectTimeout,
            text!(
                "No answer came back from the browser within {seconds} seconds.",
                "Ответ из браузера не пришёл за {seconds} с."
            ),
        )
        .hint(text!(
            "If the browser shows an error page: start again, and after a while answer “What do you see in the browser?”. The redirect address was {uri}; other ways back: adkeys connect {key} --redirect paste",
            "Если браузер показывает ошибку: начните заново и через некоторое время ответьте на вопрос «Что вы видите в браузере?». Адрес возврата: {uri}; другой способ: adkeys connect {key} --redirect paste"
        ))
        .with(|details| details.provider = Some(key.clone()))
    }
}

async fn receive(paste: &mut Option<Receiver<Secret>>) -> Option<Secret> {
    match paste {
        Some(receiver) => receiver.recv().await,
        None => std::future::pending().await,
    }
}

pub(super) fn cancelled() -> Error {
    Error::new(Code::Cancelled, Text::new("The sign-in was cancelled.", "Вход отменён."))
}
