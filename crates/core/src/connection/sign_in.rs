//! From the request to the authorization code: choose a way back, open the browser, wait.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::time::Duration;

use super::context::Context;
use super::types::{ConnectEvent, ConnectIo, ConnectRequest};
use crate::catalogue::{Provider, Way};
use crate::error::{Code, Error, Result};
use crate::oauth::authorize::{self, Ask, Pending};
use crate::oauth::callback;
use crate::oauth::discovery::Discovered;
use crate::oauth::redirect::deep_link;
use crate::oauth::redirect::loopback::{Answer, Loopback, Page};
use crate::platform::AppCredentials;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

/// How long a person may take in the browser unless the request says otherwise, in seconds.
const PATIENCE: u32 = 600;

/// What came back, and all that is needed to redeem it.
pub(super) struct Returned {
    pub(super) pending: Pending,
    pub(super) way: Way,
    /// The code, or why there is none.
    pub(super) code: Result<Secret>,
    /// The browser's page, which waits to be told how it ended.
    pub(super) page: Option<Page>,
}

type Listening<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

impl Context {
    pub(super) async fn sign_in(
        &self,
        provider: &Provider,
        discovered: &Discovered,
        app: &AppCredentials,
        request: &ConnectRequest,
        io: &mut ConnectIo<'_>,
    ) -> Result<Returned> {
        let way = choose(provider, request)?;
        let listener = match way {
            Way::Loopback => Some(Loopback::bind(&provider.redirect, request.port).await?),
            _ => None,
        };
        let redirect_uri = redirect_uri(provider, request, listener.as_ref());
        let scopes = request.scopes.clone().unwrap_or_else(|| provider.default_scopes());
        let ask = Ask { scopes: &scopes, redirect_uri: &redirect_uri, params: &[] };
        let mut pending = authorize::begin(provider, app, &ask, &*self.entropy)?;
        pending.issuer_required = discovered.issuer_in_response;
        (io.events)(ConnectEvent::Authorize { url: pending.url.to_string(), redirect_uri, way });
        (io.open_browser)(&pending.url);
        let patience = Duration::from_secs(request.timeout.unwrap_or(PATIENCE).into());
        let (code, page) = self.wait(way, listener, &pending, patience, io).await?;
        Ok(Returned { pending, way, code, page })
    }

    async fn wait(
        &self,
        way: Way,
        listener: Option<Loopback>,
        pending: &Pending,
        patience: Duration,
        io: &mut ConnectIo<'_>,
    ) -> Result<(Result<Secret>, Option<Page>)> {
        let events = io.events;
        let ignored = Mutex::new(0_u32);
        let ignored_by_listener = |count: u32| {
            *ignored.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = count;
            events(ConnectEvent::Ignored { count });
        };
        let mut listening: Listening<'_> = match listener {
            Some(listener) => Box::pin(listener.wait(pending, self.lang, &ignored_by_listener)),
            None => Box::pin(std::future::pending()),
        };
        let mut out_of_time = std::pin::pin!(tokio::time::sleep(patience));
        loop {
            tokio::select! {
                answer = &mut listening => return Ok((answer.code, Some(answer.page))),
                pasted = receive(&mut io.paste) => {
                    let Some(pasted) = pasted else { io.paste = None; continue };
                    // EXPOSE: judged here, kept nowhere.
                    match callback::judge_paste(pasted.expose(), pending) {
                        // A link that another program sent, or a slip of the clipboard, is no reason to stop waiting.
                        Err(error) if way != Way::Paste && matches!(error.code, Code::StateMismatch | Code::Usage) => {
                            let mut count = ignored.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                            *count += 1;
                            events(ConnectEvent::Ignored { count: *count });
                        }
                        judged => return Ok((judged, None)),
                    }
                }
                () = io.cancel.cancelled() => return Err(cancelled()),
                () = &mut out_of_time => return Err(timed_out(patience)),
            }
        }
    }
}

async fn receive(paste: &mut Option<tokio::sync::mpsc::Receiver<Secret>>) -> Option<Secret> {
    match paste {
        Some(receiver) => receiver.recv().await,
        None => std::future::pending().await,
    }
}

fn choose(provider: &Provider, request: &ConnectRequest) -> Result<Way> {
    let offered = &provider.redirect.ways;
    let name = &provider.display_name;
    match request.way.or_else(|| offered.first().copied()) {
        Some(way) if offered.contains(&way) && way != Way::Device => Ok(way),
        _ => {
            let ways: Vec<_> = offered.iter().map(|way| way.word()).collect();
            let ways = ways.join(", ");
            Err(Error::new(
                Code::Usage,
                text!(
                    "{name} does not offer this way back.",
                    "{name} не поддерживает такой способ возврата."
                ),
            )
            .hint(text!("Choose one of: {ways}", "Выберите один из: {ways}")))
        }
    }
}

fn redirect_uri(provider: &Provider, request: &ConnectRequest, listener: Option<&Loopback>) -> String {
    let redirect = &provider.redirect;
    if let Some(uri) = &request.redirect_uri {
        return uri.clone();
    }
    if let Some(listener) = listener {
        return listener.redirect_uri();
    }
    match (&redirect.relay, request.way) {
        (Some(relay), _) => relay.to_string(),
        (None, Some(Way::DeepLink)) => deep_link::CALLBACK.to_owned(),
        // Nobody listens there: the browser shows an error page, and its address bar holds the answer.
        (None, _) => {
            let port = request.port.or(redirect.port).unwrap_or(8917);
            format!("http://{}:{port}{}", redirect.host, redirect.path)
        }
    }
}

pub(super) fn cancelled() -> Error {
    Error::new(Code::Cancelled, Text::new("The sign-in was cancelled.", "Вход отменён."))
}

fn timed_out(patience: Duration) -> Error {
    let seconds = patience.as_secs();
    Error::new(
        Code::RedirectTimeout,
        text!(
            "No answer came back from the browser within {seconds} seconds.",
            "Ответ из браузера не пришёл за {seconds} с."
        ),
    )
}
