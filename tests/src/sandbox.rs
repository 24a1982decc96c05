//! The stand-in for Facebook, as a process of its own, and a home that knows it.

use std::fs;

use reqwest::Client;
use serde_json::Value;

use crate::process::Running;
use crate::session::Session;

/// The sandbox's first app, in development mode: a loopback redirect is welcome. Both are public.
pub const CLIENT_ID: &str = "100200300400501";
/// The secret of [`CLIENT_ID`].
pub const CLIENT_SECRET: &str = "5a17d0c0ffee5a17d0c0ffee5a17d0c0";

/// A running sandbox. Dropping it ends it.
pub struct Sandbox {
    _process: Running,
    url: String,
}

impl Sandbox {
    /// Starts one on a free port.
    ///
    /// # Panics
    /// When it does not say where it listens.
    #[must_use]
    #[track_caller]
    pub fn start(session: &Session) -> Self {
        let process = Running::start(&mut session.adkeys(&["sandbox", "--port", "0", "--json"]));
        let line = process.line().expect("the sandbox says where it listens");
        let ready: Value = serde_json::from_str(&line).expect("it says so in JSON");
        let url = ready["url"].as_str().expect("there is a url").trim_end_matches('/').to_owned();
        Self { _process: process, url }
    }

    /// Starts one, points the session's Facebook at it and stores the app's credentials.
    #[must_use]
    #[track_caller]
    pub fn set_up(session: &Session) -> Self {
        let sandbox = Self::start(session);
        sandbox.take_the_place_of_facebook(session);
        let args = ["app", "set", "facebook", "--client-id", CLIENT_ID, "--client-secret", "-"];
        drop(session.run_with(&args, CLIENT_SECRET).succeeds());
        sandbox
    }

    /// Writes the override file that points the session's Facebook here.
    ///
    /// # Panics
    /// When the home cannot be written.
    pub fn take_the_place_of_facebook(&self, session: &Session) {
        let folder = session.home().join("config/providers");
        fs::create_dir_all(&folder).expect("the folder of overrides");
        let hosts = format!("key = \"facebook\"\n[hosts]\ndialog = \"{0}\"\ngraph = \"{0}\"\n", self.url);
        fs::write(folder.join("facebook.toml"), hosts).expect("the override");
    }

    /// Where it listens, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Switches a fault on.
    ///
    /// # Panics
    /// When the sandbox refuses it.
    pub async fn fault(&self, fault: &Value) {
        let answer = http().post(format!("{}/_sandbox/faults", self.url)).json(fault).send().await;
        let answer = answer.expect("the sandbox answers");
        assert!(answer.status().is_success(), "the fault is accepted: {}", answer.status());
    }

    /// Every request that it has seen.
    ///
    /// # Panics
    /// When the sandbox does not tell.
    pub async fn requests(&self) -> String {
        let answer = http().get(format!("{}/_sandbox/requests", self.url)).send().await;
        answer.expect("the sandbox answers").text().await.expect("with text")
    }
}

/// A client that follows no redirect and knows no proxy.
///
/// # Panics
/// Never, unless TLS is broken here.
#[must_use]
pub fn http() -> Client {
    Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().expect("a client")
}
