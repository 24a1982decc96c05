//! A thread for calls that may never come back. The caller waits as long as it wants and goes on; the thread is
//! stuck with the call, and so is nobody else's time.
//!
//! Calls run one after the other, in the order they came. So a write that comes back late can never overtake a
//! newer one, one prompt is on the screen at a time, and however often a frozen keychain is asked, one thread waits.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

type Job<C> = Box<dyn FnOnce(&mut C) + Send>;

/// The thread and what it keeps between calls. It starts with the first call and ends with the worker.
pub(super) struct Worker<C> {
    jobs: Mutex<Option<Sender<Job<C>>>>,
}

/// A call under way. Dropped before the call began, it is never made.
pub(super) struct Pending<T> {
    outcome: Receiver<T>,
    _wanted: Arc<()>,
}

impl<C: Default + 'static> Worker<C> {
    pub(super) fn new() -> Self {
        Self { jobs: Mutex::new(None) }
    }

    /// Hands `work` to the thread.
    pub(super) fn start<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut C) -> T + Send + 'static,
    ) -> Pending<T> {
        let (sender, outcome) = channel();
        let wanted = Arc::new(());
        let still_wanted: Weak<()> = Arc::downgrade(&wanted);
        self.hand_over(Box::new(move |context| {
            if still_wanted.strong_count() > 0 {
                let _ = sender.send(work(context));
            }
        }));
        Pending { outcome, _wanted: wanted }
    }

    fn hand_over(&self, job: Job<C>) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let refused = match jobs.as_ref() {
            Some(sender) => sender.send(job).err().map(|error| error.0),
            None => Some(job),
        };
        // No thread yet, or it died of a panic.
        if let Some(job) = refused {
            let sender = spawn();
            let _ = sender.send(job);
            *jobs = Some(sender);
        }
    }
}

impl<T> Pending<T> {
    /// The outcome, if it comes within `wait`. Can be asked again.
    pub(super) fn wait(&self, wait: Duration) -> Option<T> {
        self.outcome.recv_timeout(wait).ok()
    }
}

/// If the system gives no thread, the receiver is dropped and every call ends as one that was not answered.
fn spawn<C: Default + 'static>() -> Sender<Job<C>> {
    let (sender, jobs) = channel::<Job<C>>();
    let _ = thread::Builder::new().name("vault".into()).spawn(move || {
        let mut context = C::default();
        while let Ok(job) = jobs.recv() {
            job(&mut context);
        }
    });
    sender
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(10);

    #[test]
    fn calls_run_in_order_and_share_what_the_thread_keeps() {
        let worker = Worker::<Vec<u8>>::new();
        for byte in 0..3 {
            worker.start(move |kept| kept.push(byte)).wait(LONG).unwrap();
        }
        assert_eq!(worker.start(|kept| kept.clone()).wait(LONG), Some(vec![0, 1, 2]));
    }

    #[test]
    fn a_stuck_call_gives_its_caller_back_and_a_call_given_up_is_never_made() {
        let worker = Worker::<Vec<u8>>::new();
        let (release, stuck) = channel::<()>();
        let first = worker.start(move |_| stuck.recv().is_ok());
        assert!(first.wait(SHORT).is_none());
        assert!(worker.start(|kept| kept.push(1)).wait(SHORT).is_none());
        drop(release);
        assert_eq!(worker.start(|kept| kept.len()).wait(LONG), Some(0));
    }

    #[test]
    fn a_panic_ends_one_call_and_not_the_next() {
        let worker = Worker::<()>::new();
        let panicking = worker.start(|()| std::panic::resume_unwind(Box::new("as planned")));
        assert!(panicking.wait(LONG).is_none());
        while worker.start(|()| ()).wait(LONG).is_none() {}
    }
}
