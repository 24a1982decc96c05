//! The sandbox inside this process, for one verb (`--sandbox`).

use std::time::Duration;

use adkeys_core::files;
use adkeys_core::home::Home;
use adkeys_core::secret::Secret;
use adkeys_core::{Code, Error, Result, text};
use adkeys_sandbox::{Config, Sandbox};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// The sandbox while it serves.
pub(crate) struct StandIn {
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

impl StandIn {
    /// Starts the sandbox and points `home`'s catalogue at it. What it remembers lies in `home`, so that the next
    /// verb finds the tokens of this one.
    ///
    /// # Errors
    /// `unexpected` if it cannot start or `home` cannot be written to.
    pub(crate) async fn start(home: &Home) -> Result<Self> {
        files::create_private_dir(home.data_dir()).map_err(|error| no_start(&error))?;
        let state_file = Some(home.data_dir().join("sandbox.json"));
        let sandbox = Sandbox::start(Config { state_file, ..Config::default() })
            .await
            .map_err(|error| no_start(&error))?;
        let entry = adkeys_sandbox::provider_override(sandbox.url());
        files::write_atomically(&home.providers_dir().join("facebook.toml"), entry.as_bytes())
            .map_err(|error| no_start(&error))?;
        let stop = CancellationToken::new();
        let serving = tokio::spawn(sandbox.run_until(stop.clone().cancelled_owned()));
        Ok(Self { stop, serving })
    }

    /// The environment of the sandbox: its own app, and nothing of the person's.
    pub(crate) fn environment(name: &str) -> Option<Secret> {
        match name {
            "FACEBOOK_CLIENT_ID" => Some(Secret::new(adkeys_sandbox::APP_ID)),
            "FACEBOOK_CLIENT_SECRET" => Some(Secret::new(adkeys_sandbox::APP_SECRET)),
            _ => None,
        }
    }

    /// Lets it finish what it is answering, for a moment.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        let _ = tokio::time::timeout(Duration::from_secs(1), self.serving).await;
    }
}

/// Why the sandbox is not there.
pub(crate) fn no_start(error: &dyn std::error::Error) -> Error {
    Error::new(
        Code::Unexpected,
        text!("The sandbox cannot start: {error}.", "Песочница не запускается: {error}."),
    )
}
