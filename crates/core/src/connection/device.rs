//! A sign-in by a code that the person enters on any device.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::context::Context;
use super::sign_in::{Answer, Returned};
use super::types::{ConnectEvent, ConnectIo, ConnectRequest};
use super::wait::cancelled;
use crate::catalogue::Way;
use crate::error::{Code, Error, Result};
use crate::oauth::redirect::device::{self, Offer};
use crate::platform::{self, Call};
use crate::text;
use crate::text::Text;

impl Context {
    /// Shows a code and waits until it was entered and answered. No browser is opened: it may be anybody's, anywhere.
    ///
    /// # Errors
    /// `redirect-timeout`, `cancelled`, and what asking for a code may end in. That the person declined is an answer.
    pub(super) async fn by_code(
        &self,
        call: Call<'_>,
        request: &ConnectRequest,
        reason: Text,
        io: &ConnectIo<'_>,
    ) -> Result<Returned> {
        let platform = platform::of(call.provider);
        let explain = |status: u16, body: &str| platform.explain_answer(call.provider, status, body);
        let scopes = self.asked(call.provider, request, false)?;
        let stopped = || io.cancel.cancelled();
        let offer = tokio::select! {
            offer = device::begin(call, &scopes, &explain) => offer?,
            () = stopped() => return Err(cancelled()),
        };
        (io.events)(self.told(&offer, reason));
        let patience = request.timeout.map_or(offer.life, |seconds| Duration::from_secs(seconds.into()));
        let answer = tokio::select! {
            answer = timeout(patience, device::wait(call, &offer, &explain, sleep)) => answer,
            () = stopped() => return Err(cancelled()),
        };
        let answer = answer.map_err(|_| unanswered(patience))?.map(Answer::Tokens);
        Ok(Returned { scopes, way: Way::Device, configured: false, answer, page: None })
    }

    fn told(&self, offer: &Offer, reason: Text) -> ConnectEvent {
        ConnectEvent::Device {
            user_code: offer.user_code.clone(),
            verification_uri: offer.verification_uri.to_string(),
            verification_uri_complete: offer.verification_uri_complete.as_ref().map(ToString::to_string),
            expires_at: self.now().after(offer.life),
            reason,
        }
    }
}

/// The person's own patience ended before the code did.
fn unanswered(patience: Duration) -> Error {
    let seconds = patience.as_secs();
    Error::new(
        Code::RedirectTimeout,
        text!("The code was not entered within {seconds} seconds.", "Код не был введён за {seconds} с."),
    )
    .hint(Text::new("Start again for a new code.", "Начните заново, чтобы получить новый код."))
}
