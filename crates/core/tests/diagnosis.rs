//! Diagnosis through the façade against the sandbox: every persona, every symptom that a program can detect.

#![allow(clippy::unwrap_used, reason = "a test file throughout")]

mod support;

#[path = "diagnosis/personas.rs"]
mod personas;
#[path = "diagnosis/report.rs"]
mod report;
#[path = "diagnosis/symptoms.rs"]
mod symptoms;

use adkeys_core::diagnosis::{DiagnoseRequest, Diagnosis, DiagnosisEvent};
use adkeys_core::finding::Finding;
use adkeys_core::{AdKeys, Code};
use support::World;
use tokio_util::sync::CancellationToken;

/// Everything about a connection; `only` leaves out what depends on the machine that the test runs on.
async fn diagnosed(adkeys: &AdKeys, only: &[&str]) -> Diagnosis {
    let only = only.iter().map(|word| (*word).to_owned()).collect();
    let request = DiagnoseRequest { connection: Some("facebook".into()), only };
    adkeys.diagnose(request, &|_| {}, CancellationToken::new()).await.unwrap()
}

const PLATFORM: &[&str] = &["app", "token", "permissions", "accounts", "limits"];

/// `check level`, with the last digits of the account.
fn shown(findings: &[Finding]) -> Vec<String> {
    let one = |finding: &Finding| {
        let level = serde_json::to_value(finding.level).unwrap();
        let account =
            finding.account.as_deref().map(|id| format!(" …{}", id.get(id.len() - 3..).unwrap_or_default()));
        format!("{} {}{}", finding.check, level.as_str().unwrap(), account.unwrap_or_default())
    };
    let mut lines: Vec<String> = findings.iter().map(one).collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn every_check_begins_before_it_finds_and_ends_after() {
    let world = World::of("mixed").await;
    world.connected().await;
    let events = std::sync::Mutex::new(Vec::new());
    let note = |event: DiagnosisEvent| events.lock().unwrap().push(event);
    let request = DiagnoseRequest::default();
    world.adkeys.diagnose(request, &note, CancellationToken::new()).await.unwrap();
    let mut open = std::collections::HashSet::new();
    let (mut begun, mut ended) = (0, 0);
    for event in events.into_inner().unwrap() {
        match event {
            DiagnosisEvent::Started { check, connection } => {
                begun += 1;
                assert!(open.insert((check, connection)));
            }
            DiagnosisEvent::Ended { check, connection } => {
                ended += 1;
                assert!(open.remove(&(check, connection)));
            }
            DiagnosisEvent::Found { .. } => assert!(!open.is_empty()),
        }
    }
    assert_eq!((begun, open.len()), (ended, 0));
    assert!(begun > 30, "{begun}");
}

#[tokio::test]
async fn a_diagnosis_can_be_stopped() {
    let world = World::of("fine").await;
    world.connected().await;
    world.fault(serde_json::json!({ "latency_ms": 30_000 })).await;
    let cancel = CancellationToken::new();
    let stop = cancel.clone();
    let events = move |event| {
        if matches!(event, DiagnosisEvent::Started { .. }) {
            stop.cancel();
        }
    };
    let work = can_move_between_threads(world.adkeys.diagnose(DiagnoseRequest::default(), &events, cancel));
    let stopped = work.await;
    assert_eq!(stopped.unwrap_err().code, Code::Cancelled);
}

/// The window runs it on a runtime of many threads.
fn can_move_between_threads<T: Send>(work: T) -> T {
    work
}

#[tokio::test]
async fn a_provider_that_nobody_has_connected_is_looked_at_all_the_same() {
    let world = World::of("fine").await;
    let found = diagnosed(&world.adkeys, PLATFORM).await;
    assert_eq!(found.connections.len(), 0);
    assert_eq!(shown(&found.findings), ["app.id ok", "app.native ok", "app.redirect ok", "app.secret ok"]);
}

#[tokio::test]
async fn one_check_alone_asks_for_no_more_than_it_needs() {
    let world = World::of("fine").await;
    world.connected().await;
    let before = support::graph_calls(&world.requests().await).len();
    let found = diagnosed(&world.adkeys, &["machine.keychain"]).await;
    assert_eq!(shown(&found.findings), ["machine.keychain ok"]);
    assert_eq!(support::graph_calls(&world.requests().await).len(), before);
}

/// A hundred accounts: the list, what lies deeper, and nothing one after another beyond that. Counted in round trips,
/// so that it holds on a slow machine; by time it would be these three and a second.
#[tokio::test]
async fn a_full_run_on_a_hundred_accounts_takes_three_round_trips_at_most() {
    let world = World::of("hundred").await;
    world.connected().await;
    let url = format!("{}/_sandbox/requests", world.sandbox.url());
    support::client().delete(url).send().await.unwrap();
    world.fault(serde_json::json!({ "latency_ms": 400 })).await;
    let found =
        world.adkeys.diagnose(DiagnoseRequest::default(), &|_| {}, CancellationToken::new()).await.unwrap();
    assert_eq!(found.connections[0].accounts.len(), 100);
    let requests = world.requests().await;
    let calls = support::graph_calls(&requests);
    let deepest = calls.iter().map(|call| call["depth"].as_u64().unwrap()).max().unwrap();
    assert!(deepest <= 3, "{requests:#}");
    assert!(calls.iter().any(|call| call["path"] == "/"), "the accounts are read in batches");
}
