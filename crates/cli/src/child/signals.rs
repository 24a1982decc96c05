//! Waiting for a program's end while its signals are passed on.

use std::process::{Child, ExitStatus};

use adkeys_core::{Code, Error, Result, text};

/// Called when the terminal has another size.
pub(super) type Resized<'a> = &'a (dyn Fn() + Sync);

/// The signals to pass on. Listened for before the program starts: none is lost, none ends us instead.
#[cfg(unix)]
pub(super) struct Signals {
    passed_on: [tokio::signal::unix::Signal; 6],
    resize: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    /// Begins to listen.
    ///
    /// # Errors
    /// `unexpected` if the system does not let us.
    pub(super) fn listen() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind: SignalKind| signal(kind).map_err(|error| unheard(&error));
        let passed_on = [
            listen(SignalKind::hangup())?,
            listen(SignalKind::interrupt())?,
            listen(SignalKind::quit())?,
            listen(SignalKind::terminate())?,
            listen(SignalKind::user_defined1())?,
            listen(SignalKind::user_defined2())?,
        ];
        Ok(Self { passed_on, resize: listen(SignalKind::window_change())? })
    }

    /// Waits for the end. With `resized` the program has a terminal of its own, so that nothing that is typed reaches
    /// it as a signal but through that.
    ///
    /// # Errors
    /// `unexpected` if the system does not tell.
    pub(super) async fn until_the_end(
        mut self,
        mut child: Child,
        resized: Option<Resized<'_>>,
    ) -> Result<ExitStatus> {
        let pid = rustix::process::Pid::from_child(&child);
        let mut end = tokio::task::spawn_blocking(move || child.wait());
        loop {
            tokio::select! {
                ended = &mut end => return known(ended),
                _ = self.resize.recv() => if let Some(resized) = resized { resized() },
                signal = any_of(&mut self.passed_on) => pass_on(pid, signal, resized.is_none()),
            }
        }
    }
}

/// Windows tells every program at the console of Ctrl-C itself; ours only has to stay.
#[cfg(not(unix))]
pub(super) struct Signals;

#[cfg(not(unix))]
impl Signals {
    pub(super) fn listen() -> Result<Self> {
        Ok(Self)
    }

    pub(super) async fn until_the_end(self, mut child: Child, _: Option<Resized<'_>>) -> Result<ExitStatus> {
        let mut end = tokio::task::spawn_blocking(move || child.wait());
        loop {
            tokio::select! {
                ended = &mut end => return known(ended),
                _ = tokio::signal::ctrl_c() => {}
            }
        }
    }
}

/// The number of the next signal to arrive, in the order of the list above.
#[cfg(unix)]
async fn any_of(signals: &mut [tokio::signal::unix::Signal; 6]) -> usize {
    std::future::poll_fn(|context| {
        let arrived = signals.iter_mut().position(|signal| signal.poll_recv(context).is_ready());
        arrived.map_or(std::task::Poll::Pending, std::task::Poll::Ready)
    })
    .await
}

/// What is typed at a terminal goes to everybody in front of it: the program has had Ctrl-C already.
#[cfg(unix)]
fn pass_on(pid: rustix::process::Pid, signal: usize, shares_our_terminal: bool) {
    use rustix::process::Signal;
    const LIST: [Signal; 6] =
        [Signal::HUP, Signal::INT, Signal::QUIT, Signal::TERM, Signal::USR1, Signal::USR2];
    let Some(signal) = LIST.get(signal) else { return };
    let typed = matches!(*signal, Signal::INT | Signal::QUIT) && shares_our_terminal && is_in_front();
    if !typed {
        let _ = rustix::process::kill_process(pid, *signal);
    }
}

/// Whether this process is the one that a terminal talks to.
#[cfg(unix)]
fn is_in_front() -> bool {
    use rustix::{process::getpgrp, stdio, termios::tcgetpgrp};
    let ours = |fd| tcgetpgrp(fd).is_ok_and(|group| group == getpgrp());
    ours(stdio::stdin()) || ours(stdio::stdout()) || ours(stdio::stderr())
}

type Waited = std::result::Result<std::io::Result<ExitStatus>, tokio::task::JoinError>;

fn known(ended: Waited) -> Result<ExitStatus> {
    ended.map_err(std::io::Error::other).and_then(|ended| ended).map_err(|error| unheard(&error))
}

fn unheard(error: &std::io::Error) -> Error {
    Error::new(
        Code::Unexpected,
        text!(
            "How the program ended is not known: {error}.",
            "Как завершилась программа, неизвестно: {error}."
        ),
    )
}
