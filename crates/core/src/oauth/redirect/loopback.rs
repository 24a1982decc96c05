//! A listener on this machine (RFC 8252 §7.3) that keeps waiting until the right answer comes.

use crate::catalogue::Redirect;
use crate::error::Result;
use crate::oauth::authorize::Pending;
use crate::secret::Secret;
use crate::text::Lang;

/// Bound to 127.0.0.1 and ::1 on one port before the browser opens; closed when dropped.
#[derive(Debug)]
pub struct Loopback {}

impl Loopback {
    /// Binds `port`, or the catalogue's fixed port, or any free one. One family taken by somebody else is enough to
    /// refuse; a machine without IPv6 or without IPv4 is fine.
    ///
    /// # Errors
    /// `port-in-use` with the port.
    #[allow(clippy::todo, clippy::unused_async, reason = "skeleton")]
    pub async fn bind(redirect: &Redirect, port: Option<u16>) -> Result<Self> {
        let _ = (redirect, port);
        todo!()
    }

    /// The redirect URI to send: `http://HOST:PORT/PATH` with the catalogue's host and path.
    #[must_use]
    #[allow(clippy::todo, reason = "skeleton")]
    pub fn redirect_uri(&self) -> String {
        todo!()
    }

    /// Serves until the first request with the right state, answers it truthfully and returns what it brought.
    /// `ignored` is told how many requests have been turned away so far.
    ///
    /// # Errors
    /// What the platform sent (`authorization-declined`, `redirect-refused`, …).
    #[allow(clippy::todo, clippy::unused_async, reason = "skeleton")]
    pub async fn wait(self, pending: &Pending, lang: Lang, ignored: &(dyn Fn(u32) + Send + Sync)) -> Result<Secret> {
        let _ = (pending, lang, ignored);
        todo!()
    }
}
