//! AdKeys on a sandbox, with a clock that the test sets and a person who presses the button.

#![allow(clippy::unwrap_used, reason = "test support: a broken set-up should stop the test")]
#![allow(dead_code, reason = "each story uses its own part")]
#![allow(missing_docs, unreachable_pub, reason = "test support, shared by several stories")]

pub mod ways;

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use adkeys_core::connection::{ConnectEvent, ConnectIo, ConnectRequest, Connected};
use adkeys_core::home::Home;
use adkeys_core::random::OsEntropy;
use adkeys_core::secret::Secret;
use adkeys_core::settings::Settings;
use adkeys_core::time::{Clock, SystemClock, Timestamp};
use adkeys_core::vault::{Memory, Passphrase, Vault};
use adkeys_core::{AdKeys, Error, Lang, Setup};
use adkeys_sandbox::{Config, Sandbox};
use tempfile::TempDir;
use url::Url;

/// The system's clock, moved by what the test says.
#[derive(Clone, Default)]
pub struct MovedClock(Arc<AtomicI64>);

impl MovedClock {
    pub fn advance_days(&self, days: i64) {
        self.0.fetch_add(days * 86_400, Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(SystemClock.now().unix() + self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// A home, a sandbox, and AdKeys between them.
pub struct World {
    pub adkeys: AdKeys,
    pub sandbox: Sandbox,
    pub vault: Memory,
    pub clock: MovedClock,
    pub home: TempDir,
}

impl World {
    /// The sandbox's dialog answers at once as `persona`.
    pub async fn of(persona: &str) -> Self {
        let config = Config { persona: Some(persona.into()), ..Config::default() };
        let sandbox = Sandbox::start(config).await.unwrap();
        let home = tempfile::tempdir().unwrap();
        write_override(home.path(), sandbox.url());
        let (vault, clock) = (Memory::new(), MovedClock::default());
        let adkeys = open(home.path(), Box::new(vault.clone()), &clock);
        Self { adkeys, sandbox, vault, clock, home }
    }

    /// A second process of the same home.
    pub fn another_process(&self) -> AdKeys {
        open(self.home.path(), Box::new(self.vault.clone()), &self.clock)
    }

    /// Signs in and tells the events.
    pub async fn connect(&self, request: ConnectRequest) -> (Result<Connected, Error>, Vec<ConnectEvent>) {
        connect_with(&self.adkeys, request).await
    }

    pub async fn connected(&self) -> Connected {
        self.connect(facebook()).await.0.unwrap()
    }

    /// Switches a fault on, in the sandbox's own words.
    pub async fn fault(&self, fault: serde_json::Value) {
        let url = format!("{}/_sandbox/faults", self.sandbox.url());
        let answer =
            client().post(url).header("content-type", "application/json").body(fault.to_string()).send();
        let answer = answer.await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    }

    /// What was asked of the sandbox.
    pub async fn requests(&self) -> serde_json::Value {
        let url = format!("{}/_sandbox/requests", self.sandbox.url());
        serde_json::from_str(&client().get(url).send().await.unwrap().text().await.unwrap()).unwrap()
    }

    /// Moves the sandbox's clock and AdKeys' own.
    pub async fn days_pass(&self, days: i64) {
        self.clock.advance_days(days);
        let body = serde_json::json!({ "offset_seconds": days * 86_400 }).to_string();
        let url = format!("{}/_sandbox/clock", self.sandbox.url());
        let answer =
            client().post(url).header("content-type", "application/json").body(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    }

    pub async fn reset(&self) {
        client().post(format!("{}/_sandbox/reset", self.sandbox.url())).send().await.unwrap();
    }
}

pub fn write_override(home: &Path, url: &str) {
    let dir = home.join("config/providers");
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("facebook.toml"), adkeys_sandbox::provider_override(url)).unwrap();
}

pub fn open(home: &Path, vault: Box<dyn Vault>, clock: &MovedClock) -> AdKeys {
    open_as((adkeys_sandbox::APP_ID, adkeys_sandbox::APP_SECRET), home, vault, clock)
}

/// The same with another of the sandbox's apps: its id and secret.
pub fn open_as(
    app: (&'static str, &'static str),
    home: &Path,
    vault: Box<dyn Vault>,
    clock: &MovedClock,
) -> AdKeys {
    AdKeys::open(Setup {
        home: Home::below(home),
        settings: Settings::default(),
        lang: Lang::En,
        clock: Box::new(clock.clone()),
        entropy: Box::new(OsEntropy),
        links: Default::default(),
        ask_agent: false,
        environment: Box::new(move |name| match name {
            "FACEBOOK_CLIENT_ID" => Some(Secret::new(app.0)),
            "FACEBOOK_CLIENT_SECRET" => Some(Secret::new(app.1)),
            _ => None,
        }),
        passphrase: Passphrase::asked(|| Ok(Secret::new("unused"))),
        vault: Some(vault),
    })
    .unwrap()
}

pub fn facebook() -> ConnectRequest {
    ConnectRequest { provider: "facebook".into(), timeout: Some(30), ..ConnectRequest::default() }
}

/// The person's browser: follows redirects, one after another, to the page that stays.
pub fn browse(url: &Url) {
    let url = url.clone();
    tokio::spawn(async move { client().get(url).send().await });
}

pub async fn connect_with(
    adkeys: &AdKeys,
    request: ConnectRequest,
) -> (Result<Connected, Error>, Vec<ConnectEvent>) {
    let events = Mutex::new(Vec::new());
    let note = |event| events.lock().unwrap().push(event);
    let io = ConnectIo { events: &note, open_browser: &browse, paste: None, cancel: Default::default() };
    let outcome = adkeys.connect(request, io).await;
    (outcome, events.into_inner().unwrap())
}

#[allow(clippy::disallowed_methods, reason = "this is the person's browser, not the client under test")]
pub fn client() -> reqwest::Client {
    // Browsers take `localhost` for this machine, whatever the resolver says.
    let here = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    reqwest::Client::builder().no_proxy().resolve("localhost", here).build().unwrap()
}

/// The names of events, in order.
pub fn names(events: &[ConnectEvent]) -> Vec<String> {
    let name = |event| serde_json::to_value(event).unwrap()["event"].as_str().unwrap().to_owned();
    events.iter().map(name).collect()
}

/// The calls to the platform's API, in order: neither the dialog nor the sandbox's switches.
pub fn graph_calls(requests: &serde_json::Value) -> Vec<&serde_json::Value> {
    let all = requests.as_array().or_else(|| requests["requests"].as_array()).unwrap();
    let ours = |call: &&serde_json::Value| {
        let path = call["path"].as_str().unwrap();
        !path.starts_with("/_sandbox") && path != "/dialog/oauth"
    };
    all.iter().filter(ours).collect()
}
