//! A real OpenID provider: npm's `oidc-provider`, with the refresh-token rotation that punishes reuse.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::process::Running;
use crate::session::Session;

/// The client that the provider knows: a native app without a secret.
pub const CLIENT_ID: &str = "adkeys-story";

/// A running provider. Dropping it ends it.
pub struct OpenId {
    process: Running,
    issuer: String,
}

impl OpenId {
    /// Starts one on a free port.
    ///
    /// # Panics
    /// When Node or its modules are missing: `cargo xtask test` installs them.
    #[must_use]
    #[track_caller]
    pub fn start(session: &Session) -> Self {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("openid/provider.mjs");
        let process = Running::start(session.command("node").arg(script));
        let mut provider = Self { process, issuer: String::new() };
        provider.issuer = provider.event("listening")["issuer"].as_str().expect("an issuer").to_owned();
        provider
    }

    /// Starts one and adds it to the session's catalogue as `oidc`.
    ///
    /// # Panics
    /// When the home cannot be written.
    #[must_use]
    #[track_caller]
    pub fn set_up(session: &Session) -> Self {
        let provider = Self::start(session);
        let folder = session.home().join("config/providers");
        fs::create_dir_all(&folder).expect("the folder of overrides");
        // A refresh token is given only to a person who was asked (OpenID Connect Core §11).
        let entry = format!(
            "key = \"oidc\"\nissuer = \"{}\"\n[authorize]\nparams = {{ prompt = \"consent\" }}\n[token]\nauth = \"none\"\n",
            provider.issuer
        );
        fs::write(folder.join("oidc.toml"), entry).expect("the override");
        drop(session.run(&["app", "set", "oidc", "--client-id", CLIENT_ID]).succeeds());
        provider
    }

    /// Ends it, and tells what had happened since the last event that was read.
    ///
    /// # Panics
    /// When it cannot be ended.
    #[must_use]
    #[track_caller]
    pub fn end(self) -> Vec<String> {
        self.process.signal("TERM");
        let said = self.process.end().stdout;
        let events = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        events.filter_map(|event| event["event"].as_str().map(str::to_owned)).collect()
    }

    /// Its issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The next thing of this kind that happens at the provider; what happens before it is passed over.
    ///
    /// # Panics
    /// When the provider ends first.
    #[track_caller]
    pub fn event(&self, kind: &str) -> Value {
        loop {
            let line = self.process.line().unwrap_or_else(|| panic!("the provider ended before `{kind}`"));
            let event: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not an event: {line}"));
            if event["event"] == kind {
                return event;
            }
        }
    }
}
