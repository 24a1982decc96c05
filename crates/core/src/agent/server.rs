//! Takes peers in, a bounded number at a time, each for a bounded time.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::clerk::Clerk;
use super::socket::{Listener, Peer, Stream};

/// Peers at a time; the others wait in the system's queue.
const SEATS: usize = 64;
/// The longest request, in bytes.
const LONGEST: u64 = 8 * 1024;
/// How long a peer may take for its next request, and for taking an answer.
const IDLE: Duration = Duration::from_secs(5);
/// How long those who are being served may go on when the agent ends: a renewal that was begun is finished.
const GRACE: Duration = Duration::from_secs(10);
/// How often a socket that nobody asks at is looked for: cleaners of temporary folders take them away.
const LOOK: Duration = Duration::from_secs(30);
/// A system that has no more file descriptors gets them back in a while.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `cancel`; then nobody is let in any more, and what was begun is ended.
pub(super) async fn run(mut listener: Listener, clerk: Arc<Clerk>, cancel: CancellationToken) {
    let seats = Arc::new(Semaphore::new(SEATS));
    let mut peers = JoinSet::new();
    loop {
        let next = tokio::select! {
            () = cancel.cancelled() => break,
            next = take_in(&mut listener, &seats) => next,
            () = tokio::time::sleep(LOOK) => {
                listener.restore();
                None
            }
        };
        let Some((stream, peer, seat)) = next else { continue };
        let (clerk, cancel) = (Arc::clone(&clerk), cancel.clone());
        peers.spawn(async move {
            attend(stream, peer, &clerk, &cancel).await;
            drop(seat);
        });
        while peers.try_join_next().is_some() {}
    }
    drop(listener);
    let _ = timeout(GRACE, async { while peers.join_next().await.is_some() {} }).await;
}

/// The next peer and its seat; `None` if it is somebody else's process, or went away again.
async fn take_in(
    listener: &mut Listener,
    seats: &Arc<Semaphore>,
) -> Option<(Stream, Peer, tokio::sync::OwnedSemaphorePermit)> {
    let seat = Arc::clone(seats).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok(Some((stream, peer))) => Some((stream, peer, seat)),
        Ok(None) => None,
        Err(_) => {
            tokio::time::sleep(BREATH).await;
            None
        }
    }
}

/// Answers one peer, request by request.
async fn attend(stream: Stream, peer: Peer, clerk: &Clerk, cancel: &CancellationToken) {
    let (reader, mut writer) = tokio::io::split(stream);
    let mut reader = BufReader::new(reader);
    while let Some(Some(line)) = cancel.run_until_cancelled(next_line(&mut reader)).await {
        let too_long = !line.ends_with(b"\n");
        let answer = if too_long {
            Some(clerk.too_long())
        } else {
            clerk.answer(&line, peer, gone(&mut reader)).await
        };
        let Some(answer) = answer else { return };
        let sent = timeout(IDLE, writer.write_all(&answer)).await;
        if too_long || !matches!(sent, Ok(Ok(()))) {
            return;
        }
    }
}

/// The next line with its end, or the beginning of one that is too long. `None`: the peer has nothing more to say, said
/// half a line, or took too long.
async fn next_line(reader: &mut (impl AsyncBufRead + Unpin)) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    let read = timeout(IDLE, reader.take(LONGEST).read_until(b'\n', &mut line)).await;
    let whole = line.ends_with(b"\n") || line.len() as u64 == LONGEST;
    (matches!(read, Ok(Ok(_))) && whole).then_some(line)
}

/// Resolves when the peer has closed its end. One that sends its next request meanwhile is still there.
async fn gone(reader: &mut (impl AsyncBufRead + Unpin)) {
    if matches!(reader.fill_buf().await, Ok(more) if !more.is_empty()) {
        std::future::pending::<()>().await;
    }
}
