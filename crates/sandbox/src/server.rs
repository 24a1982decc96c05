//! One way in for every request: journal, faults, then the part that answers.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header;
use axum::response::Response;
use tokio::time::Instant;
use url::Host;

use crate::call::Call;
use crate::control;
use crate::dialog;
use crate::fault::{DIALOG, Fault, transport};
use crate::graph;
use crate::reply::Reply;
use crate::wire::{Door, Scissors};
use crate::world::World;

/// Serves until the task is dropped.
pub(crate) async fn serve(door: Door, world: Arc<World>) {
    let router = Router::new().fallback(answer).with_state(world);
    let service = router.into_make_service_with_connect_info::<Scissors>();
    // Accepting goes on through every error; there is no end to report.
    let _ = axum::serve(door, service).await;
}

async fn answer(
    State(world): State<Arc<World>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request<Body>,
) -> Response {
    let mut call = Call::read(request).await;
    if !is_loopback(call.header(header::HOST)) {
        return transport::send(
            Reply::typed(421, "text/plain", "This sandbox is for this computer only.".into()),
            None,
        );
    }
    if call.path.first().is_some_and(|first| first == "_sandbox") {
        return transport::send(control::answer(&world, &call), None);
    }
    let due = Instant::now() + world.latency;
    if is_front_door(&call) {
        return transport::send(Reply::redirect("/_sandbox/"), None);
    }
    let number = world.journal().note(&call);
    call.faults = world.faults().meet(&call);
    let reply = reply(&world, &call);
    let extra = call.faults.iter().map(|fault| fault.latency_ms).sum();
    tokio::time::sleep_until(due + Duration::from_millis(extra)).await;
    if call.faults.iter().any(|fault| fault.reset) {
        scissors.cut();
    } else {
        world.journal().answered(number, reply.status);
    }
    transport::send(reply, call.faults.iter().find_map(|fault| fault.body))
}

fn reply(world: &World, call: &Call) -> Reply {
    let instead = call.faults.iter().find_map(Fault::instead);
    let unreached = call.faults.iter().any(|fault| fault.unreached);
    let reply = match (instead, unreached) {
        (Some(instead), _) => graph::decorate(world, call, instead),
        (None, true) => Reply::default(),
        (None, false) if is_dialog(call) => dialog::answer(world, call),
        (None, false) => graph::answer(world, call),
    };
    let reply = reply.header("Date", crate::clock::http_date(world.now()));
    call.faults.iter().fold(reply, |reply, fault| fault.spoil(reply))
}

fn is_dialog(call: &Call) -> bool {
    call.plain_path() == DIALOG
}

/// A person who opens the sandbox's address in a browser.
fn is_front_door(call: &Call) -> bool {
    call.path.is_empty() && call.params.0.is_empty() && call.header(header::ACCEPT).contains("text/html")
}

/// A page elsewhere could point a name of its own at this machine; only our own names are answered.
fn is_loopback(host: &str) -> bool {
    let Ok(url) = url::Url::parse(&format!("http://{host}/")) else { return false };
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_computer_are_answered() {
        for host in ["localhost:8080", "127.0.0.1:1", "[::1]:1", "localhost"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example", "", "10.0.0.1:80", "127.0.0.1.evil.example"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
