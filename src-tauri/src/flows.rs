//! The sign-ins that run, by the id that the page gave them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use adkeys_core::secret::Secret;
use adkeys_core::{Code, Error, Result, Text};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use url::Url;

#[derive(Default)]
struct Running {
    cancel: CancellationToken,
    paste: Option<mpsc::Sender<Secret>>,
    address: Option<Url>,
}

/// Every sign-in that runs.
#[derive(Default)]
pub(crate) struct Flows(Mutex<HashMap<String, Running>>);

/// One sign-in, forgotten when dropped.
pub(crate) struct Flow<'a> {
    flows: &'a Flows,
    id: String,
    /// Stops it.
    pub(crate) cancel: CancellationToken,
}

impl Flows {
    /// Enters a sign-in under `id`, and yields what people paste into it.
    ///
    /// # Errors
    /// `usage` if `id` is empty, longer than 64 bytes or in use.
    pub(crate) fn begin(&self, id: &str) -> Result<(Flow<'_>, mpsc::Receiver<Secret>)> {
        let mut running = self.lock();
        if id.is_empty() || id.len() > 64 || running.contains_key(id) {
            let message =
                Text::new("A sign-in needs an id of its own.", "Входу нужен собственный идентификатор.");
            return Err(Error::new(Code::Usage, message));
        }
        let (paste, pasted) = mpsc::channel(4);
        let cancel = CancellationToken::new();
        running.insert(id.to_owned(), Running { cancel: cancel.clone(), paste: Some(paste), address: None });
        Ok((Flow { flows: self, id: id.to_owned(), cancel }, pasted))
    }

    /// Remembers the authorization URL of a sign-in, to open it again.
    pub(crate) fn set_address(&self, id: &str, address: &str) {
        if let Some(flow) = self.lock().get_mut(id) {
            flow.address = Url::parse(address).ok();
        }
    }

    /// The authorization URL of a sign-in.
    ///
    /// # Errors
    /// `usage` if it has ended or has none yet.
    pub(crate) fn address(&self, id: &str) -> Result<Url> {
        self.lock().get(id).and_then(|flow| flow.address.clone()).ok_or_else(ended)
    }

    /// Stops a sign-in.
    pub(crate) fn cancel(&self, id: &str) {
        if let Some(flow) = self.lock().get(id) {
            flow.cancel.cancel();
        }
    }

    /// Gives a sign-in what a person pasted.
    ///
    /// # Errors
    /// `usage` if it has ended or has not yet looked at what was pasted before.
    pub(crate) fn paste(&self, id: &str, text: Secret) -> Result<()> {
        let paste = self.lock().get(id).and_then(|flow| flow.paste.clone()).ok_or_else(ended)?;
        paste.try_send(text).map_err(|_| ended())
    }

    /// Gives a callback that came as a link to the sign-in that waits for its `state`; `false` if none here does.
    pub(crate) fn deliver(&self, callback: &Secret) -> bool {
        // EXPOSE: only the state is looked for, to find who waits for it.
        let Some(state) = Url::parse(callback.expose()).ok().as_ref().and_then(state_of) else {
            return false;
        };
        let running = self.lock();
        let waiting =
            running.values().find(|flow| flow.address.as_ref().and_then(state_of).as_ref() == Some(&state));
        let paste = waiting.and_then(|flow| flow.paste.as_ref());
        paste.is_some_and(|paste| paste.try_send(callback.clone()).is_ok())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Running>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Flow<'_> {
    fn drop(&mut self) {
        self.flows.lock().remove(&self.id);
    }
}

fn state_of(url: &Url) -> Option<Secret> {
    url.query_pairs().find(|(name, _)| name == "state").map(|(_, state)| Secret::new(state))
}

fn ended() -> Error {
    let message = Text::new("This sign-in has ended.", "Этот вход уже завершён.");
    Error::new(Code::Usage, message).hint(Text::new("Start it again.", "Начните его заново."))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: &str = "https://www.facebook.com/dialog/oauth?client_id=1&state=right";

    fn callback(query: &str) -> Secret {
        Secret::new(format!("dev.adkeys://oauth/callback?{query}"))
    }

    #[test]
    fn a_link_reaches_only_the_sign_in_that_waits_for_its_state() {
        let flows = Flows::default();
        let (_flow, mut pasted) = flows.begin("a").unwrap();
        assert!(!flows.deliver(&callback("code=early&state=right")));
        flows.set_address("a", ASKED);
        for query in ["code=x", "code=x&state=wrong", "code=x&state="] {
            assert!(!flows.deliver(&callback(query)), "{query}");
        }
        assert!(pasted.try_recv().is_err());
        assert!(flows.deliver(&callback("code=x&state=right")));
        assert_eq!(pasted.try_recv().unwrap(), Secret::new("dev.adkeys://oauth/callback?code=x&state=right"));
    }

    #[test]
    fn a_sign_in_that_has_ended_takes_nothing_more() {
        let flows = Flows::default();
        drop(flows.begin("a").unwrap());
        assert_eq!(flows.paste("a", Secret::new("code")).unwrap_err().code, Code::Usage);
        assert_eq!(flows.address("a").unwrap_err().code, Code::Usage);
        flows.cancel("a");
        assert!(flows.begin("a").is_ok());
    }

    #[test]
    fn an_id_belongs_to_one_sign_in_at_a_time() {
        let flows = Flows::default();
        let _running = flows.begin("a").unwrap();
        for id in ["a", "", &"x".repeat(65)] {
            assert_eq!(flows.begin(id).err().map(|error| error.code), Some(Code::Usage), "{id}");
        }
    }

    #[test]
    fn cancelling_one_sign_in_leaves_the_others_alone() {
        let flows = Flows::default();
        let (one, _pasted) = flows.begin("one").unwrap();
        let (two, _pasted) = flows.begin("two").unwrap();
        flows.cancel("one");
        assert!(one.cancel.is_cancelled() && !two.cancel.is_cancelled());
    }
}
