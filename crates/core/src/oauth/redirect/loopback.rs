//! A listener on this machine (RFC 8252 §7.3) that keeps waiting until the right answer comes.
//!
//! The browser that brings the answer is sent on to a second address at once, so that the code leaves the address bar,
//! and waits there for the page: what it shows is what really happened, which is known only when the code has been
//! exchanged and the token stored. Hence [`Loopback::wait`] gives the code *and* a [`Page`] for the caller to settle.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::catalogue::Redirect;
use crate::error::{Code, Error, Result};
use crate::oauth::authorize::Pending;
use crate::secret::Secret;
use crate::text::{Lang, Text};

mod bind;
mod desk;
mod server;

use desk::{Desk, Site};

/// How long a settled page waits for a browser that has not come for it yet.
const LINGER: Duration = Duration::from_secs(2);

/// The lowest port that the relay page forwards to: below it are the system's own services.
const FIRST_RELAYED: u16 = 1024;

/// Bound to 127.0.0.1 and ::1 on one port before the browser opens; closed when dropped.
#[derive(Debug)]
pub struct Loopback {
    listeners: Vec<TcpListener>,
    site: Site,
}

/// What the browser brought.
#[derive(Debug)]
pub struct Answer {
    /// The code, or what the platform sent instead (`authorization-declined`, `redirect-refused`, …).
    pub code: Result<Secret>,
    /// The page that the browser waits for.
    pub page: Page,
}

/// How the sign-in ended, as far as a browser page needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The access is stored.
    Connected,
    /// The person or the platform said no.
    Declined,
    /// Something else went wrong.
    Failed,
}

/// Declined and cancelled look the same in the browser; every other failure is told in AdKeys.
impl<T> From<&Result<T>> for Outcome {
    fn from(result: &Result<T>) -> Self {
        match result {
            Ok(_) => Self::Connected,
            Err(error) if matches!(error.code, Code::AuthorizationDeclined | Code::Cancelled) => {
                Self::Declined
            }
            Err(_) => Self::Failed,
        }
    }
}

/// A browser tab that waits to be told how the sign-in ended. A tab that waits longer than eight seconds is told to
/// look in AdKeys instead; dropping this tells it that the sign-in did not go through.
#[derive(Debug)]
pub struct Page {
    outcome: watch::Sender<Option<Outcome>>,
    served: watch::Receiver<bool>,
    serving: JoinSet<()>,
}

impl Loopback {
    /// Binds `port`, or the catalogue's fixed port, or any free one. One family taken by somebody else is enough to
    /// refuse; a machine without IPv6 or without IPv4 is fine.
    ///
    /// # Errors
    /// `port-in-use` with the port.
    pub async fn bind(redirect: &Redirect, port: Option<u16>) -> Result<Self> {
        let bound = bind::both(port.or(redirect.port).unwrap_or(0)).await?;
        Ok(Self { listeners: bound.listeners, site: Site::new(redirect, bound.port) })
    }

    /// The redirect URI to send: `http://HOST:PORT/PATH` with the catalogue's host and path.
    #[must_use]
    pub fn redirect_uri(&self) -> String {
        self.site.redirect_uri()
    }

    /// The same behind a relay page: answers may also come to the path that the page forwards to. Yields the port,
    /// which the state must tell the page ([`crate::oauth::authorize::Ask::port`]).
    ///
    /// # Errors
    /// `usage` for a port that the page does not forward to.
    pub fn behind_relay(&mut self) -> Result<u16> {
        let port = self.site.take_relayed();
        if port >= FIRST_RELAYED {
            return Ok(port);
        }
        Err(Error::new(
            Code::Usage,
            Text::new(
                "A relay page forwards to ports from 1024 on only.",
                "Страница возврата передаёт только на порты начиная с 1024.",
            ),
        )
        .hint(Text::new("Leave --port out, or choose another.", "Не указывайте --port или выберите другой.")))
    }

    /// Serves until the first request with the right state and returns what it brought. Dropping the future closes
    /// the port. `ignored` is told how many requests have been turned away so far.
    pub async fn wait(self, pending: &Pending, lang: Lang, ignored: &(dyn Fn(u32) + Send + Sync)) -> Answer {
        let (answer, mut brought) = oneshot::channel();
        let (outcome, outcomes) = watch::channel(None);
        let (count, mut counted) = watch::channel(0);
        let (done, served) = watch::channel(false);
        let desk = Desk::new(self.site, pending.clone(), lang, answer, outcomes, count, done);
        let mut server = Box::pin(server::serve(self.listeners, Arc::new(desk)));
        let code = loop {
            tokio::select! {
                biased;
                code = &mut brought => break code.unwrap_or_else(|_| Err(stopped())),
                Ok(()) = counted.changed() => ignored(*counted.borrow_and_update()),
                () = &mut server => break Err(stopped()),
            }
        };
        let mut serving = JoinSet::new();
        serving.spawn(server);
        Answer { code, page: Page { outcome, served, serving } }
    }
}

impl Page {
    /// Tells the waiting tab how the sign-in ended, gives it two seconds to fetch that, and closes the port.
    pub async fn settle(mut self, outcome: Outcome) {
        self.outcome.send_replace(Some(outcome));
        let _ = timeout(LINGER, self.served.wait_for(|served| *served)).await;
        self.serving.shutdown().await;
    }
}

fn stopped() -> Error {
    Error::new(
        Code::Unexpected,
        Text::new("The listener for the browser's answer stopped.", "Приёмник ответа браузера остановился."),
    )
}

#[cfg(test)]
mod tests;
