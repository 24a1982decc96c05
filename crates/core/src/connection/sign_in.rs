//! From the request to the authorization code: choose a way back, open the browser, wait.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::time::Duration;

use super::context::Context;
use super::declined;
use super::types::{ConnectEvent, ConnectIo, ConnectRequest};
use super::ways::Route;
use crate::catalogue::{Provider, Way};
use crate::error::{Code, Error, Result};
use crate::ledger::AppFacts;
use crate::oauth::authorize::{self, Ask, Pending, Wishes};
use crate::oauth::callback;
use crate::oauth::dialog;
use crate::oauth::discovery::Discovered;
use crate::oauth::redirect::deep_link::hand_over::Waiting;
use crate::oauth::redirect::loopback::{Loopback, Page};
use crate::platform::AppCredentials;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

/// How long a person may take in the browser unless the request says otherwise, in seconds.
const PATIENCE: u32 = 600;
/// How long a wait is not worth a word, in seconds.
const ASK_AFTER: u32 = 45;

/// What came back, and all that is needed to redeem it.
pub(super) struct Returned {
    pub(super) pending: Pending,
    pub(super) way: Way,
    /// Whether the permissions come from a configuration at the platform.
    pub(super) configured: bool,
    /// The code, or why there is none.
    pub(super) code: Result<Secret>,
    /// The browser's page, which waits to be told how it ended.
    pub(super) page: Option<Page>,
}

type Listening<'a> = Pin<Box<dyn Future<Output = (Result<Secret>, Option<Page>)> + Send + 'a>>;

/// One sign-in that waits.
struct Wait<'a> {
    way: Way,
    pending: &'a Pending,
    provider: &'a Provider,
    patience: Duration,
    ask_after: Duration,
}

impl Context {
    pub(super) async fn sign_in(
        &self,
        provider: &Provider,
        discovered: &Discovered,
        app: &AppCredentials,
        request: &ConnectRequest,
        io: &mut ConnectIo<'_>,
    ) -> Result<Returned> {
        let facts = self.ledger.app(&provider.key)?;
        let Route { way, reason, redirect_uri, listener, port } =
            self.route(provider, &facts, request).await?;
        let mut pending = self.begin(provider, app, &facts, request, &redirect_uri, port)?;
        pending.issuer_required = discovered.issuer_in_response;
        let links = self.links_to(way, &pending, port)?;
        let url = pending.url.to_string();
        (io.events)(ConnectEvent::Authorize { url, redirect_uri, way, reason });
        (io.open_browser)(&pending.url);
        let seconds = |asked: Option<u32>, usual: u32| Duration::from_secs(asked.unwrap_or(usual).into());
        let wait = Wait {
            way,
            pending: &pending,
            provider,
            patience: seconds(request.timeout, PATIENCE),
            ask_after: seconds(request.ask_after, ASK_AFTER),
        };
        let (code, page) = self.wait(&wait, listener, links, io).await?;
        let configured = facts.config_id.is_some() && provider.authorize.configuration.is_some();
        let code = code.map_err(|error| declined::explained(linked(error, provider), configured, facts.mode));
        Ok(Returned { pending, way, configured, code, page })
    }

    /// The authorization request. A configuration stands in the place of scopes: what was asked for is then only what
    /// the person named.
    fn begin(
        &self,
        provider: &Provider,
        app: &AppCredentials,
        facts: &AppFacts,
        request: &ConnectRequest,
        redirect_uri: &str,
        port: Option<u16>,
    ) -> Result<Pending> {
        let config_id = facts.config_id.as_deref().filter(|_| provider.authorize.configuration.is_some());
        let wishes =
            Wishes { config_id, rerequest: request.rerequest, reauthenticate: request.reauthenticate };
        let params = wishes.params(provider);
        let asked = match &request.scopes {
            Some(scopes) => scopes.clone(),
            None if config_id.is_some() => Vec::new(),
            None => self.scopes_again(request)?.unwrap_or_else(|| provider.default_scopes()),
        };
        let scopes = if config_id.is_some() { &[] } else { asked.as_slice() };
        let ask = Ask { scopes, redirect_uri, params: &params, port };
        Ok(Pending { scopes: asked.clone(), ..authorize::begin(provider, app, &ask, &*self.entropy)? })
    }

    /// To ask again is to ask for what was asked for before.
    fn scopes_again(&self, request: &ConnectRequest) -> Result<Option<Vec<String>>> {
        let name = request.name.as_deref().unwrap_or(&request.provider);
        let record = self.ledger.connection(name)?.filter(|_| request.rerequest);
        Ok(record.map(|record| record.facts.scopes.asked).filter(|asked| !asked.is_empty()))
    }

    /// The line by which another process hands in a link. Beside a paste it is a convenience that may be missing.
    fn links_to(&self, way: Way, pending: &Pending, port: Option<u16>) -> Result<Option<Waiting>> {
        match way {
            Way::DeepLink => Waiting::open(&self.home, &pending.state).map(Some),
            Way::Paste if port.is_none() => Ok(Waiting::open(&self.home, &pending.state).ok()),
            _ => Ok(None),
        }
    }

    async fn wait(
        &self,
        wait: &Wait<'_>,
        listener: Option<Loopback>,
        links: Option<Waiting>,
        io: &mut ConnectIo<'_>,
    ) -> Result<(Result<Secret>, Option<Page>)> {
        let (events, pending) = (io.events, wait.pending);
        let ignored = Mutex::new(0_u32);
        let ignored_by_listener = |count: u32| {
            *ignored.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = count;
            events(ConnectEvent::Ignored { count });
        };
        let mut listening: Listening<'_> = match (listener, links) {
            (Some(listener), _) => Box::pin(async {
                let answer = listener.wait(pending, self.lang, &ignored_by_listener).await;
                (answer.code, Some(answer.page))
            }),
            (None, Some(mut links)) => {
                let ignored_by_listener = &ignored_by_listener;
                Box::pin(async move { (links.answer(pending, ignored_by_listener).await, None) })
            }
            (None, None) => Box::pin(std::future::pending()),
        };
        let mut out_of_time = std::pin::pin!(tokio::time::sleep(wait.patience));
        let mut worth_a_word = std::pin::pin!(tokio::time::sleep(wait.ask_after));
        let mut told = wait.ask_after >= wait.patience;
        loop {
            tokio::select! {
                answer = &mut listening => return Ok(answer),
                pasted = receive(&mut io.paste) => {
                    let Some(pasted) = pasted else { io.paste = None; continue };
                    // EXPOSE: judged here, kept nowhere.
                    match callback::judge_paste(pasted.expose(), pending) {
                        // A link that another program sent, or a slip of the clipboard, is no reason to stop waiting.
                        Err(error) if wait.way != Way::Paste && matches!(error.code, Code::StateMismatch | Code::Usage) => {
                            let mut count = ignored.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                            *count += 1;
                            events(ConnectEvent::Ignored { count: *count });
                        }
                        judged => return Ok((judged, None)),
                    }
                }
                () = &mut worth_a_word, if !told => {
                    told = true;
                    let symptoms = self.symptoms_of(wait.provider, Some(wait.way), &pending.redirect_uri);
                    events(ConnectEvent::Waiting { symptoms });
                }
                () = io.cancel.cancelled() => return Err(cancelled()),
                () = &mut out_of_time => return Err(timed_out(wait)),
            }
        }
    }
}

/// With the page of the platform where it is mended.
fn linked(error: Error, provider: &Provider) -> Error {
    let link = error.details.platform_code.and_then(|number| dialog::link(number, provider));
    error.with(|details| {
        details.provider = Some(provider.key.clone());
        details.link = link.or(details.link.take());
    })
}

async fn receive(paste: &mut Option<tokio::sync::mpsc::Receiver<Secret>>) -> Option<Secret> {
    match paste {
        Some(receiver) => receiver.recv().await,
        None => std::future::pending().await,
    }
}

pub(super) fn cancelled() -> Error {
    Error::new(Code::Cancelled, Text::new("The sign-in was cancelled.", "Вход отменён."))
}

fn timed_out(wait: &Wait<'_>) -> Error {
    let seconds = wait.patience.as_secs();
    let (uri, key) = (&wait.pending.redirect_uri, &wait.provider.key);
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
