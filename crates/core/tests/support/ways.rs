//! Browsers that go other ways than straight back, and other apps than the demo.

use std::collections::HashMap;
use std::sync::Mutex;

use adkeys_core::catalogue::Way;
use adkeys_core::connection::{AppSettings, ConnectEvent, ConnectIo, ConnectRequest, Connected};
use adkeys_core::home::Home;
use adkeys_core::ledger::AppMode;
use adkeys_core::oauth::redirect::deep_link::hand_over::hand_over;
use adkeys_core::secret::Secret;
use adkeys_core::{Code, Error};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{World, facebook};

pub const LIVE: (&str, &str) = ("100200300400502", "5a17d0c0ffee5a17d0c0ffee5a17d0c2");
pub const BUSINESS: (&str, &str) = ("100200300400504", "5a17d0c0ffee5a17d0c0ffee5a17d0c4");
pub const DENYING: (&str, &str) = ("100200300400505", "5a17d0c0ffee5a17d0c0ffee5a17d0c5");
/// The https address that these apps have among theirs.
pub const RELAY: &str = "https://halden.example/back/facebook";

pub type Outcome = Result<Connected, Error>;

pub async fn world_of(app: (&'static str, &'static str), persona: &str) -> World {
    let mut world = World::of(persona).await;
    world.adkeys = super::open_as(app, world.home.path(), Box::new(world.vault.clone()), &world.clock);
    world
}

pub async fn set(world: &World, settings: AppSettings) {
    world.adkeys.set_app("facebook", settings).await.unwrap();
}

pub fn live() -> AppSettings {
    AppSettings { mode: Some(AppMode::Live), relay: Some(RELAY.into()), ..AppSettings::default() }
}

pub fn by(way: Way) -> ConnectRequest {
    ConnectRequest { way: Some(way), ..facebook() }
}

/// Opens the dialog and goes nowhere from there.
pub async fn visit(url: &Url, form: &[(&str, &str)]) -> Result<Url, (u16, String)> {
    #[allow(clippy::disallowed_methods, reason = "this is the person's browser, not the client under test")]
    let client =
        reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let request = if form.is_empty() { client.get(url.clone()) } else { client.post(url.clone()).form(form) };
    let answer = request.send().await.unwrap();
    match answer.headers().get("location") {
        Some(to) => Ok(to.to_str().unwrap().parse().unwrap()),
        None => Err((answer.status().as_u16(), answer.text().await.unwrap())),
    }
}

pub fn query(url: &Url) -> HashMap<String, String> {
    url.query_pairs().into_owned().collect()
}

/// Where the relay page forwards to (`relay/relay.js`).
pub fn relayed(answer: &Url) -> Url {
    assert!(answer.as_str().starts_with(RELAY), "{answer}");
    let state = query(answer)["state"].clone();
    let port = state.split_once('.').map(|(port, _)| port.parse::<u16>().unwrap());
    let to = match port {
        Some(port) => format!("http://localhost:{port}/v1/tool-oauth/relay/callback"),
        None => "dev.adkeys://oauth/callback".into(),
    };
    format!("{to}?{}", answer.query().unwrap()).parse().unwrap()
}

/// A sign-in with a browser that goes through the relay page. Tells the events, too.
pub async fn through_relay(world: &World, request: ConnectRequest) -> (Outcome, Vec<ConnectEvent>) {
    let events = Mutex::new(Vec::new());
    let home = Home::below(world.home.path());
    let browser = |url: &Url| {
        let (url, home) = (url.clone(), home.clone());
        tokio::spawn(async move {
            let link = relayed(&visit(&url, &[]).await.unwrap());
            match link.scheme() {
                "http" => super::browse(&link),
                _ => hand_over(&home, link.as_str()).await.unwrap(),
            }
        });
    };
    let note = |event| events.lock().unwrap().push(event);
    let io =
        ConnectIo { events: &note, open_browser: &browser, paste: None, cancel: CancellationToken::new() };
    let outcome = world.adkeys.connect(request, io).await;
    (outcome, events.into_inner().unwrap())
}

/// A sign-in of which only the authorization URL is wanted.
pub async fn address(world: &World, request: ConnectRequest) -> Url {
    let (cancel, seen) = (CancellationToken::new(), Mutex::new(None));
    let open = |url: &Url| {
        *seen.lock().unwrap() = Some(url.clone());
        cancel.cancel();
    };
    let io = ConnectIo { events: &|_| {}, open_browser: &open, paste: None, cancel: cancel.clone() };
    assert_eq!(world.adkeys.connect(request, io).await.unwrap_err().code, Code::Cancelled);
    seen.into_inner().unwrap().unwrap()
}

/// A sign-in by paste; `paste` makes what is pasted of the address that the browser ends at.
pub async fn pasted(world: &World, paste: impl Fn(&Url) -> String) -> Outcome {
    carried_over(world, by(Way::Paste), paste).await
}

/// The same by whichever way: the browser is on another device.
pub async fn carried_over(world: &World, request: ConnectRequest, paste: impl Fn(&Url) -> String) -> Outcome {
    let (sender, receiver) = mpsc::channel(1);
    let ended = Mutex::new(None);
    let open = |url: &Url| *ended.lock().unwrap() = Some(url.clone());
    let cancel = CancellationToken::new();
    let io = ConnectIo { events: &|_| {}, open_browser: &open, paste: Some(receiver), cancel };
    let person = async {
        let url = loop {
            if let Some(url) = ended.lock().unwrap().take() {
                break url;
            }
            tokio::task::yield_now().await;
        };
        let answer = visit(&url, &[]).await.unwrap();
        sender.send(Secret::new(paste(&answer))).await.unwrap();
        std::future::pending::<()>().await;
    };
    tokio::select! {
        outcome = world.adkeys.connect(request, io) => outcome,
        () = person => unreachable!(),
    }
}

pub fn reason(events: &[ConnectEvent]) -> String {
    let told = events.iter().find_map(|event| match event {
        ConnectEvent::Authorize { reason, .. } => Some(reason.en.to_string()),
        _ => None,
    });
    told.unwrap()
}
