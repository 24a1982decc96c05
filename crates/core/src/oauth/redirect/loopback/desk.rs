//! What each request gets. Everything is turned away but the one callback and the page that follows it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, Uri, header};
use tokio::sync::{oneshot, watch};
use tokio::time::timeout;

use super::Outcome;
use crate::catalogue::Redirect;
use crate::error::Result;
use crate::oauth::authorize::Pending;
use crate::oauth::callback::{Verdict, judge};
use crate::oauth::redirect::pages::{self, Page, Reply};
use crate::secret::Secret;
use crate::text::Lang;

/// How long the browser waits for the outcome before it is told to look in AdKeys.
const HOLD: Duration = Duration::from_secs(8);

/// Where the listener is, in the words of the redirect URI.
#[derive(Clone, Debug)]
pub(super) struct Site {
    host: String,
    port: u16,
    path: String,
    post_auth_path: String,
    /// Whether a relay page forwards answers here.
    relayed: bool,
}

/// Where the relay page forwards to, on `localhost` (see `relay/relay.js`).
const RELAY_PATH: &str = "/v1/tool-oauth/relay/callback";

impl Site {
    pub(super) fn new(redirect: &Redirect, port: u16) -> Self {
        let Redirect { host, path, post_auth_path, .. } = redirect.clone();
        Self { host, port, path, post_auth_path, relayed: false }
    }

    /// From now on what a relay page forwards is taken, too.
    pub(super) fn take_relayed(&mut self) -> u16 {
        self.relayed = true;
        self.port
    }

    fn is_callback(&self, path: &str) -> bool {
        path == self.path || (self.relayed && path == RELAY_PATH)
    }

    pub(super) fn redirect_uri(&self) -> String {
        format!("http://{}:{}{}", self.host, self.port, self.path)
    }

    /// Whether a request was meant for us: exactly one `Host`, exactly what the redirect URI says. Anything else may
    /// be another site's name that resolves to this machine (DNS rebinding).
    fn is_addressed(&self, request: &Parts) -> bool {
        let mut hosts = request.headers.get_all(header::HOST).iter();
        let (Some(host), None, None) = (hosts.next(), hosts.next(), request.uri.authority()) else {
            return false;
        };
        let named = |name: &str| host == format!("{name}:{}", self.port).as_str();
        let relayed = self.relayed && request.uri.path() != self.path && named("localhost");
        named(&self.host) || relayed || (self.port == 80 && host == self.host.as_str())
    }
}

/// What a request is.
enum Visit {
    /// The callback with the right state.
    Answer(Result<Secret>),
    /// A callback with anything else.
    Stray,
    /// The page after the callback.
    Done,
    /// Turned away.
    Refused(StatusCode),
}

/// One sign-in at its listener.
pub(super) struct Desk {
    site: Site,
    pending: Pending,
    lang: Lang,
    /// Taken by the first answer: the state works once.
    answer: Mutex<Option<oneshot::Sender<Result<Secret>>>>,
    outcome: watch::Receiver<Option<Outcome>>,
    ignored: watch::Sender<u32>,
    served: watch::Sender<bool>,
}

impl Desk {
    pub(super) fn new(
        site: Site,
        pending: Pending,
        lang: Lang,
        answer: oneshot::Sender<Result<Secret>>,
        outcome: watch::Receiver<Option<Outcome>>,
        ignored: watch::Sender<u32>,
        served: watch::Sender<bool>,
    ) -> Self {
        Self { site, pending, lang, answer: Mutex::new(Some(answer)), outcome, ignored, served }
    }

    /// Answers one request; `true` if with the page that tells the outcome.
    pub(super) async fn respond(&self, request: &Parts) -> (Reply, bool) {
        match self.visit(request) {
            Visit::Answer(answer) => (self.take(answer), false),
            Visit::Done if self.is_waiting() => (self.refuse(StatusCode::NOT_FOUND), false),
            Visit::Done => self.tell().await,
            Visit::Stray => {
                self.ignored.send_modify(|count| *count += 1);
                (Page::Stray.reply(StatusCode::BAD_REQUEST, self.lang), false)
            }
            // Browsers ask for an icon by themselves: nothing that anybody should hear of.
            Visit::Refused(status) if request.uri.path() == "/favicon.ico" => (pages::bare(status), false),
            Visit::Refused(status) => (self.refuse(status), false),
        }
    }

    /// The page that tells the outcome has reached the browser.
    pub(super) fn outcome_served(&self) {
        self.served.send_replace(true);
    }

    fn visit(&self, request: &Parts) -> Visit {
        if !self.site.is_addressed(request) {
            return Visit::Refused(StatusCode::MISDIRECTED_REQUEST);
        }
        let is_callback = self.site.is_callback(request.uri.path());
        if !is_callback && request.uri.path() != self.site.post_auth_path {
            return Visit::Refused(StatusCode::NOT_FOUND);
        }
        if request.method != Method::GET {
            return Visit::Refused(StatusCode::METHOD_NOT_ALLOWED);
        }
        if is_callback { self.judge(&request.uri) } else { Visit::Done }
    }

    fn judge(&self, uri: &Uri) -> Visit {
        match judge(uri.query().unwrap_or_default(), &self.pending) {
            Verdict::Answer(answer) => Visit::Answer(answer),
            Verdict::Stray => Visit::Stray,
        }
    }

    /// Hands on the first answer. The same again (a reload, a prefetch and then the visit itself) only gets the page.
    fn take(&self, answer: Result<Secret>) -> Reply {
        let sender = self.answer.lock().unwrap_or_else(PoisonError::into_inner).take();
        match sender.map(|sender| sender.send(answer)) {
            Some(Err(_)) => Page::Over.reply(StatusCode::GONE, self.lang),
            Some(Ok(())) | None => pages::see_other(&self.site.post_auth_path),
        }
    }

    fn is_waiting(&self) -> bool {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    async fn tell(&self) -> (Reply, bool) {
        let mut outcome = self.outcome.clone();
        let known = timeout(HOLD, outcome.wait_for(Option::is_some)).await;
        let page = match known {
            Err(_) => return (Page::Received.reply(StatusCode::OK, self.lang), false),
            Ok(Err(_)) => Page::Failed,
            Ok(Ok(outcome)) => match *outcome {
                Some(Outcome::Connected) => Page::Connected,
                Some(Outcome::Declined) => Page::Declined,
                Some(Outcome::Failed) | None => Page::Failed,
            },
        };
        (page.reply(StatusCode::OK, self.lang), true)
    }

    fn refuse(&self, status: StatusCode) -> Reply {
        self.ignored.send_modify(|count| *count += 1);
        let mut reply = pages::bare(status);
        if status == StatusCode::METHOD_NOT_ALLOWED {
            reply.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET"));
        }
        reply
    }
}
