//! Ctrl-C and its kin.

use adkeys_core::{Code, Error, Result, text};

/// Resolves when the person presses Ctrl-C or the system asks the program to end.
pub(crate) async fn asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Runs work that may be dropped at any point. `cancelled` if the person interrupts it. Work that is done at its
/// first poll costs no signal handler.
pub(crate) async fn or<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::select! {
        biased;
        result = work => result,
        () = asked() => Err(cancelled()),
    }
}

/// Runs work that must not be torn in the middle, such as a refresh that the platform may already have answered:
/// the first interruption waits, the second ends it.
pub(crate) async fn patiently<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::select! {
        biased;
        result = work => result,
        () = async { asked().await; asked().await } => Err(cancelled()),
    }
}

/// The person does not want it any more.
pub(crate) fn cancelled() -> Error {
    Error::new(Code::Cancelled, text!("Cancelled.", "Отменено."))
}
