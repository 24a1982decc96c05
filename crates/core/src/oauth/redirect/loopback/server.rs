//! Connections: many at once, none for long, the oldest out when there are too many.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

use super::desk::Desk;

/// Connections served at the same time. Browsers hold a few open in advance; an attacker's idle ones only ever push
/// out each other, since an answer takes a moment and an idle socket is old.
const MOST: usize = 128;
/// How long a request head may take to arrive.
const HEAD_DEADLINE: Duration = Duration::from_secs(10);
/// How long a connection may last in all: the head, the wait for the outcome, the answer.
const LIFE: Duration = Duration::from_secs(20);
/// The largest request head, in bytes.
const HEAD_CAP: usize = 16 * 1024;
/// How long to hold off when the system has no more file handles to give.
const BREATH: Duration = Duration::from_millis(50);

/// Accepts and answers until dropped. Connections in progress are finished even then.
pub(super) async fn serve(listeners: Vec<TcpListener>, desk: Arc<Desk>) {
    let mut open = VecDeque::new();
    loop {
        match accept(&listeners).await {
            Ok(stream) => admit(&mut open, tokio::spawn(converse(stream, desk.clone())).abort_handle()),
            Err(_) => sleep(BREATH).await,
        }
    }
}

async fn accept(listeners: &[TcpListener]) -> io::Result<TcpStream> {
    poll_fn(|cx| {
        let ready = listeners.iter().find_map(|listener| match listener.poll_accept(cx) {
            Poll::Ready(accepted) => Some(accepted.map(|(stream, _)| stream)),
            Poll::Pending => None,
        });
        ready.map_or(Poll::Pending, Poll::Ready)
    })
    .await
}

fn admit(open: &mut VecDeque<AbortHandle>, connection: AbortHandle) {
    open.retain(|connection| !connection.is_finished());
    if open.len() >= MOST
        && let Some(oldest) = open.pop_front()
    {
        oldest.abort();
    }
    open.push_back(connection);
}

/// One request and its answer.
async fn converse(stream: TcpStream, desk: Arc<Desk>) {
    let told = AtomicBool::new(false);
    let service = service_fn(|request: Request<Incoming>| {
        let (parts, _) = request.into_parts();
        let (desk, told) = (&desk, &told);
        async move {
            let (reply, is_outcome) = desk.respond(&parts).await;
            told.fetch_or(is_outcome, Ordering::Relaxed);
            Ok::<_, Infallible>(reply)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_DEADLINE)
        .max_buf_size(HEAD_CAP)
        .keep_alive(false)
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service);
    let ended = timeout(LIFE, connection).await;
    if told.load(Ordering::Relaxed) && matches!(ended, Ok(Ok(()))) {
        desk.outcome_served();
    }
}
