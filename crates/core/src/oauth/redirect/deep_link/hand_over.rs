//! Hands a callback that came as a link to the sign-in that waits for it, in whichever process of this person that is.
//!
//! The system gives links to the desktop program, and the sign-in may run in a terminal. Whoever waits listens on a
//! socket of its own that is named after a hash of its state, in a folder that only the person can enter; nothing of
//! the link is ever written to disk. A link that nobody waits for goes nowhere.

use std::io;
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::time::{sleep, timeout};

use super::{DeepLink, LONGEST, parse};
use crate::error::{Code, Error, Result};
use crate::home::Home;
use crate::oauth::authorize::Pending;
use crate::oauth::callback::{Verdict, judge};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

#[cfg_attr(unix, path = "hand_over/unix.rs")]
#[cfg_attr(windows, path = "hand_over/windows.rs")]
mod line;

/// How long either side may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to hold off after a connection that was none.
const BREATH: Duration = Duration::from_millis(50);
/// What the waiting side says of a link.
const TAKEN: u8 = b'1';
const STRAY: u8 = b'0';

/// A sign-in that can be handed its callback by another process. Dropping it closes the line.
#[derive(Debug)]
pub struct Waiting(line::Listener);

impl Waiting {
    /// Begins to listen for the callback with `state`.
    ///
    /// # Errors
    /// `unexpected` if the run folder cannot be used, is open to others, or has too long a name for a socket.
    pub fn open(home: &Home, state: &Secret) -> Result<Self> {
        line::Listener::open(home, &name_of(state)).map(Self).map_err(|error| {
            Error::new(
                Code::Unexpected,
                text!(
                    "AdKeys cannot listen for links in its run folder: {error}.",
                    "AdKeys не может ждать ссылок в своей папке run: {error}."
                ),
            )
            .hint(Text::new(
                "Choose another way back: --redirect loopback or paste.",
                "Выберите другой способ возврата: --redirect loopback или paste.",
            ))
        })
    }

    /// Waits for the callback. `ignored` is told how many other links were turned away.
    pub async fn answer(
        &mut self,
        pending: &Pending,
        ignored: &(dyn Fn(u32) + Send + Sync),
    ) -> Result<Secret> {
        let mut strays = 0;
        loop {
            let Ok(mut stream) = self.0.accept().await else {
                // Somebody else's, or the system has no more handles to give.
                sleep(BREATH).await;
                continue;
            };
            match timeout(PATIENCE, judged(&mut stream, pending)).await {
                Ok(Ok(Verdict::Answer(answer))) => return answer,
                _ => {
                    strays += 1;
                    ignored(strays);
                }
            }
        }
    }
}

/// Reads one link and says whether it is the one.
async fn judged(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    pending: &Pending,
) -> io::Result<Verdict> {
    let length = usize::from(stream.read_u16().await?);
    let mut link = vec![0; length.min(LONGEST)];
    stream.read_exact(&mut link).await?;
    let link = Secret::new(String::from_utf8(link).unwrap_or_default());
    // EXPOSE: judged against the state that is waited for, kept nowhere.
    let verdict = match parse(link.expose()) {
        // EXPOSE: as above.
        Ok(DeepLink::Callback(query)) => judge(query.expose(), pending),
        _ => Verdict::Stray,
    };
    stream.write_u8(if matches!(verdict, Verdict::Answer(_)) { TAKEN } else { STRAY }).await?;
    stream.flush().await?;
    Ok(verdict)
}

/// Gives `link` to the sign-in that waits for its state. It is delivered once: the line closes with the answer.
///
/// # Errors
/// `usage` if it is no callback; `state-mismatch` if nobody on this computer waits for it. The link is not repeated.
pub async fn hand_over(home: &Home, link: &str) -> Result<()> {
    let DeepLink::Callback(query) = parse(link)? else { return Err(super::unknown()) };
    // EXPOSE: only the state is looked for, to find who waits for it.
    let states = url::form_urlencoded::parse(query.expose().as_bytes()).filter(|(name, _)| name == "state");
    let states: Vec<_> = states.map(|(_, state)| Secret::new(state)).collect();
    let [state] = &states[..] else { return Err(nobody_waits()) };
    // The system knows one program for links; a sign-in at the sandbox waits in a home of its own.
    for home in [home.clone(), home.sandbox()] {
        if matches!(timeout(PATIENCE, delivered(&home, state, link)).await, Ok(Ok(TAKEN))) {
            return Ok(());
        }
    }
    Err(nobody_waits())
}

async fn delivered(home: &Home, state: &Secret, link: &str) -> io::Result<u8> {
    let mut stream = line::connect(home, &name_of(state)).await?;
    stream.write_u16(u16::try_from(link.len()).map_err(|_| io::ErrorKind::InvalidInput)?).await?;
    stream.write_all(link.as_bytes()).await?;
    stream.flush().await?;
    stream.read_u8().await
}

/// Tells nothing of the state to whoever sees the name.
fn name_of(state: &Secret) -> String {
    // EXPOSE: hashed.
    let hash = Sha256::digest(state.expose());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn nobody_waits() -> Error {
    Error::new(
        Code::StateMismatch,
        Text::new(
            "No sign-in on this computer waits for this answer: it has ended, or it runs elsewhere.",
            "На этом компьютере никто не ждёт этого ответа: вход завершился или идёт в другом месте.",
        ),
    )
    .hint(Text::new("Start the sign-in again.", "Начните вход заново."))
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
