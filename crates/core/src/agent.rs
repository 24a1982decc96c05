//! The agent: a running AdKeys that hands access tokens to other programs of the same person, over a local socket, and
//! asks the person which of them may have which. After oidc-agent's; the protocol is in `docs/agent.md`.
//!
//! What consent buys is visibility and control, not a wall: a program that runs as the person can read the person's
//! keychain as well, and programs can pass for one another. Refresh tokens and app secrets are never handed out.

mod clerk;
pub mod client;
mod consent;
mod gate;
mod protocol;
mod server;
#[cfg_attr(windows, path = "agent/pipe.rs")]
mod socket;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

pub use self::consent::{Answer, Asking, Consent};
pub use self::protocol::Request;
use crate::AdKeys;
use crate::error::{Code, Error, Result};
use crate::settings::AgentMode;
use crate::text::Text;

/// An agent that listens. One per home; it stops listening when dropped.
pub struct Agent {
    listener: socket::Listener,
    clerk: Arc<clerk::Clerk>,
    address: PathBuf,
}

impl Agent {
    /// Listens, and answers until `cancel`.
    ///
    /// # Errors
    /// As [`Agent::open`].
    pub async fn serve(
        adkeys: Arc<AdKeys>,
        consent: Arc<dyn Consent>,
        cancel: CancellationToken,
    ) -> Result<()> {
        Self::open(adkeys, consent)?.run(cancel).await;
        Ok(())
    }

    /// Listens. Needs a runtime. A socket left by an agent that crashed is replaced, a living one never.
    ///
    /// # Errors
    /// `agent-running` if another agent serves this home, `usage` if the settings switch the agent off, `unexpected`
    /// if the socket cannot be made.
    pub fn open(adkeys: Arc<AdKeys>, consent: Arc<dyn Consent>) -> Result<Self> {
        if adkeys.0.agent == AgentMode::Off {
            return Err(switched_off());
        }
        let address = adkeys.0.home.agent_socket();
        let listener = socket::Listener::bind(&address)?;
        Ok(Self { listener, clerk: Arc::new(clerk::Clerk::new(adkeys, consent)), address })
    }

    /// Where it listens: the path of a socket, the name of a pipe.
    #[must_use]
    pub fn address(&self) -> &Path {
        &self.address
    }

    /// Answers until `cancel`; then ends what was begun.
    pub async fn run(self, cancel: CancellationToken) {
        server::run(self.listener, self.clerk, cancel).await;
    }
}

fn switched_off() -> Error {
    Error::new(Code::Usage, Text::new("The settings switch the agent off.", "Агент выключен в настройках."))
        .hint(Text::new("Set agent = \"ask\" in settings.toml.", "Задайте agent = \"ask\" в settings.toml."))
}
