//! What users hit most, as a table: each symptom that a program can detect, how the sandbox is made to show it, and the
//! finding that tells it. Numbers are those of the list that the checks were written from; the rest of a row is its text.

use adkeys_core::finding::{Finding, Level};
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::diagnosed;
use super::support::{self, World, client};

/// How a symptom comes about.
enum Set {
    /// Somebody signs in.
    Persona(&'static str),
    /// The owner of the app changes something in the console after the sign-in.
    Console(fn() -> Value),
    /// The platform does this from the sign-in on.
    Fault(fn() -> Value),
    /// The platform does this after the sign-in.
    Later(fn() -> Value),
    /// The sandbox's clock goes before this computer's, in seconds.
    Clock(i64),
    /// The catalogue's entry has these lines.
    Entry(&'static str),
    /// A fixed callback port that is taken.
    Port,
    /// A person pastes this.
    Pasted(&'static str),
}

use Set::{Clock, Console, Entry, Fault, Later, Pasted, Persona, Port};

/// Number, symptom, how, check, level.
const ROWS: &[(u8, Set, &str, Level)] = &[
    (1, Pasted("https://localhost/cb?error_code=1349168&error_message=URL+Blocked"), "explain", Level::Error),
    (
        2,
        Console(
            || json!({ "mode": "live", "approved": ["ads_read", "ads_management", "business_management"] }),
        ),
        "app.redirect",
        Level::Error,
    ),
    (
        3,
        Pasted("Can't Load URL: The domain of this URL isn't included in the app's domains."),
        "explain",
        Level::Error,
    ),
    (4, Entry("[redirect]\nhost = \"127.0.0.1\"\n"), "app.redirect-host", Level::Error),
    (5, Pasted("error_code=1349126&error_message=App+Not+Setup"), "explain", Level::Error),
    (
        6,
        Pasted("https://localhost/?error_code=1349220&error_message=Facebook+Login+is+currently+unavailable"),
        "explain",
        Level::Error,
    ),
    (
        7,
        Fault(|| json!({ "token": { "drop_scopes": ["ads_management"] } })),
        "permissions.missing",
        Level::Warning,
    ),
    (8, Persona("declined"), "permissions.declined", Level::Warning),
    (
        9,
        Pasted("https://localhost/?error=access_denied&error_code=200&error_reason=user_denied"),
        "explain",
        Level::Error,
    ),
    (10, Persona("noaccounts"), "accounts.none", Level::Warning),
    (10, Persona("newcomer"), "accounts.not-assigned", Level::Info),
    (11, Persona("fine"), "token.person", Level::Ok),
    (12, Console(|| json!({ "secret": "another" })), "app.secret", Level::Error),
    (
        12,
        Pasted(r#"{"error":{"message":"Error validating application.","code":101}}"#),
        "explain",
        Level::Error,
    ),
    (
        12,
        Pasted(
            r#"{"error":{"message":"This authorization code has been used.","code":100,"error_subcode":36009}}"#,
        ),
        "explain",
        Level::Error,
    ),
    (
        13,
        Fault(|| json!({ "path": "/oauth/access_token", "skip": 1, "times": 1, "status": 500 })),
        "token.expiry",
        Level::Warning,
    ),
    (14, Persona("no-expiry"), "token.expiry", Level::Ok),
    (15, Later(|| json!({ "path": "/me*", "error": "190/460" })), "token.valid", Level::Error),
    (16, Persona("expired"), "token.valid", Level::Error),
    (17, Persona("checkpoint"), "token.valid", Level::Error),
    (18, Later(|| json!({ "path": "/me/adaccounts", "error": "294" })), "token.valid", Level::Error),
    (
        19,
        Pasted(
            "Unsupported get request. Object with ID '1' does not exist, cannot be loaded due to missing permissions",
        ),
        "explain",
        Level::Error,
    ),
    (
        20,
        Pasted("(#200) Requires business_management permission to manage the object"),
        "explain",
        Level::Error,
    ),
    (
        21,
        Pasted(r#"{"error":{"message":"Unsupported request - method type: get","code":100}}"#),
        "explain",
        Level::Error,
    ),
    (22, Console(|| json!({ "mode": "live", "approved": ["ads_read"] })), "app.gates", Level::Warning),
    (23, Persona("limited"), "accounts.read", Level::Warning),
    (24, Persona("mixed"), "accounts.status", Level::Error),
    (
        25,
        Later(
            || json!({ "headers": { "x-ad-api-version-warning": "The call has been auto-upgraded to v27.0" } }),
        ),
        "api.version",
        Level::Warning,
    ),
    (26, Pasted("API calls from the server require an appsecret_proof argument"), "explain", Level::Error),
    (27, Console(|| json!({ "native": true })), "app.native", Level::Error),
    (28, Persona("two-factor"), "token.valid", Level::Error),
    (29, Clock(3_600), "clock", Level::Warning),
    (30, Port, "machine.port", Level::Error),
];

#[tokio::test]
async fn every_symptom_that_can_be_detected_is_detected_with_its_remedy() {
    let mut missed = Vec::new();
    let all = join_all(ROWS.iter().map(|(_, set, ..)| findings(set))).await;
    for ((number, _, check, level), findings) in ROWS.iter().zip(all) {
        let found = findings.iter().find(|finding| finding.check == *check && finding.level == *level);
        match found {
            Some(finding) if *level == Level::Ok || finding.remedy.is_some() || *level == Level::Info => {}
            other => missed.push(format!("{number}: {check} {other:?}; found {:?}", super::shown(&findings))),
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_number_of_the_list_has_a_row() {
    let numbers: std::collections::BTreeSet<u8> = ROWS.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers.len(), 30);
}

async fn findings(set: &Set) -> Vec<Finding> {
    let persona = if let Persona(persona) = set { persona } else { "fine" };
    let world = World::of(persona).await;
    if let Pasted(text) = set {
        return world.adkeys.explain(None, text).unwrap().findings;
    }
    if let Fault(fault) = set {
        world.fault(fault()).await;
    }
    world.connected().await;
    let mut taken = None;
    match set {
        Console(change) => console(&world, change()).await,
        Later(fault) => world.fault(fault()).await,
        Clock(seconds) => switch(&world, "clock", json!({ "offset_seconds": seconds })).await,
        Entry(lines) => add(&world, lines),
        Port => {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            add(&world, &format!("[redirect]\nport = {}\n", listener.local_addr().unwrap().port()));
            taken = Some(listener);
        }
        Persona(_) | Fault(_) | Pasted(_) => {}
    }
    let adkeys = world.another_process();
    // What concerns this computer takes its time on a busy disk.
    let only = if matches!(set, Clock(_) | Entry(_) | Port) { &[][..] } else { super::PLATFORM };
    let found = diagnosed(&adkeys, only).await;
    drop(taken);
    found
        .findings
        .into_iter()
        .chain(found.connections.into_iter().flat_map(|report| report.findings))
        .collect()
}

async fn console(world: &World, change: Value) {
    let mut change = change;
    change["id"] = adkeys_sandbox::APP_ID.into();
    switch(world, "apps", change).await;
}

async fn switch(world: &World, name: &str, body: Value) {
    let url = format!("{}/_sandbox/{name}", world.sandbox.url());
    let answer = client().post(url).header("content-type", "application/json").body(body.to_string()).send();
    let answer = answer.await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
}

fn add(world: &World, lines: &str) {
    let file = world.home.path().join("config/providers/facebook.toml");
    support::write_override(world.home.path(), world.sandbox.url());
    let entry = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{entry}\n{lines}")).unwrap();
}
