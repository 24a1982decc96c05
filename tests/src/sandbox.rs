//! The stand-in for Facebook, as a process of its own, and a home that knows it.

use std::fs;
use std::net::SocketAddr;

use reqwest::Client;
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use serde_json::Value;

use crate::process::Running;
use crate::session::Session;

/// A running sandbox. Dropping it ends it.
pub struct Sandbox {
    _process: Running,
    ready: Value,
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
        Self { _process: process, ready: serde_json::from_str(&line).expect("it says so in JSON") }
    }

    /// Starts one, points the session's Facebook at it and stores the app's credentials.
    #[must_use]
    #[track_caller]
    pub fn set_up(session: &Session) -> Self {
        let sandbox = Self::start(session);
        sandbox.take_the_place_of_facebook(session);
        let args =
            ["app", "set", "facebook", "--client-id", sandbox.said("client_id"), "--client-secret", "-"];
        drop(session.run_with(&args, sandbox.client_secret()).succeeds());
        sandbox
    }

    /// Writes the override file that points the session's Facebook here.
    ///
    /// # Panics
    /// When the home cannot be written.
    pub fn take_the_place_of_facebook(&self, session: &Session) {
        let folder = session.home().join("config/providers");
        fs::create_dir_all(&folder).expect("the folder of overrides");
        fs::write(folder.join("facebook.toml"), self.said("override")).expect("the override");
    }

    /// Where it listens, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        self.said("url").trim_end_matches('/')
    }

    /// The secret of the app that the session's Facebook was set up with. It is public.
    #[must_use]
    pub fn client_secret(&self) -> &str {
        self.said("client_secret")
    }

    fn said(&self, key: &str) -> &str {
        self.ready[key].as_str().unwrap_or_else(|| panic!("the sandbox says its {key}: {}", self.ready))
    }

    /// Switches a fault on.
    ///
    /// # Panics
    /// When the sandbox refuses it.
    pub async fn fault(&self, fault: &Value) {
        let answer = http().post(format!("{}/_sandbox/faults", self.url())).json(fault).send().await;
        let answer = answer.expect("the sandbox answers");
        assert!(answer.status().is_success(), "the fault is accepted: {}", answer.status());
    }

    /// Switches all faults off.
    ///
    /// # Panics
    /// When the sandbox does not.
    pub async fn heal(&self) {
        let answer = http().delete(format!("{}/_sandbox/faults", self.url())).send().await;
        assert!(answer.expect("the sandbox answers").status().is_success(), "the faults are off");
    }

    /// A token of a persona that ends in so many seconds, as people paste them.
    ///
    /// # Panics
    /// When the sandbox makes none.
    pub async fn token(&self, persona: &str, seconds: i64) -> String {
        let wanted = serde_json::json!({ "persona": persona, "lifetime": seconds });
        let answer = http().post(format!("{}/_sandbox/token", self.url())).json(&wanted).send().await;
        let made: Value = answer.expect("the sandbox answers").json().await.expect("with a token");
        made["access_token"].as_str().expect("a token").to_owned()
    }

    /// Every request that it has seen, without the values of parameters.
    ///
    /// # Panics
    /// When the sandbox does not tell.
    pub async fn requests(&self) -> Vec<Value> {
        let answer = http().get(format!("{}/_sandbox/requests", self.url())).send().await;
        answer.expect("the sandbox answers").json().await.expect("with a list")
    }
}

/// Presses a button of the dialog (`allow`, `cancel`) as one of its personas, without a browser: sends what the
/// dialog's form sends, then goes where it is sent. Returns the page that the person ends on.
///
/// # Panics
/// When somebody on the way does not answer.
pub async fn press(dialog: &str, persona: &str, decision: &str) -> String {
    let pressed = [("persona", persona), ("decision", decision)];
    let mut answer = http().post(dialog).form(&pressed).send().await.expect("the dialog answers");
    while let Some(location) = answer.headers().get(LOCATION) {
        let next = location.to_str().expect("an address in plain text");
        let next = answer.url().join(next).expect("an address");
        answer = http().get(next).send().await.expect("the way back answers");
    }
    answer.text().await.expect("the page is text")
}

/// A client that follows no redirect, knows no proxy, and takes `localhost` for this machine as browsers do.
///
/// # Panics
/// Never, unless TLS is broken here.
#[must_use]
pub fn http() -> Client {
    let here = SocketAddr::from(([127, 0, 0, 1], 0));
    let client = Client::builder().redirect(Policy::none()).no_proxy().resolve("localhost", here);
    client.build().expect("a client")
}
