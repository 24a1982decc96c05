//! What the tests of this folder share: a provider from TOML, an app, a sign-in with known state, fixed randomness.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::catalogue::Provider;
use crate::oauth::authorize::{Ask, Pending, begin};
use crate::platform::AppCredentials;
use crate::random::Entropy;
use crate::secret::Secret;
use crate::time::{Clock, Timestamp};

/// 32 times 1, then 32 times 2, …
#[derive(Default)]
pub(crate) struct Counting(AtomicU8);

impl Entropy for Counting {
    fn bytes(&self) -> [u8; 32] {
        [self.0.fetch_add(1, Ordering::Relaxed) + 1; 32]
    }
}

/// It is always this time.
pub(crate) struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        at("2026-11-22T08:00:00Z")
    }
}

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// A provider whose endpoints are at `base`, with `more` TOML appended.
pub(crate) fn provider(base: &str, more: &str) -> Provider {
    let text = format!(
        "key = \"acme\"\ndisplay_name = \"Acme\"\nservice_provider = \"acme\"\n\
         authorize.url = \"{base}/authorize\"\ntoken.url = \"{base}/token\"\nredirect.path = \"/cb/acme\"\n{more}"
    );
    toml::from_str(&text).unwrap()
}

pub(crate) fn app() -> AppCredentials {
    AppCredentials { client_id: "app-1".into(), client_secret: Some(Secret::new("s3cret canary")) }
}

/// A sign-in at [`provider`] that waits for its callback.
pub(crate) fn pending() -> Pending {
    let provider = provider("https://acme.example", "");
    let redirect_uri = "http://127.0.0.1:4000/cb/acme";
    let ask = Ask { scopes: &["ads".into()], redirect_uri, params: &[], port: None };
    begin(&provider, &app(), &ask, &Counting::default()).unwrap()
}

/// The state of [`pending`].
pub(crate) fn state(pending: &Pending) -> &str {
    // EXPOSE: a test plays the platform, which sends it back.
    pending.state.expose()
}
