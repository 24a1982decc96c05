//! The sandbox, as the platform on the other side of the net.

use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use adkeys_sandbox::{Config, Sandbox};
use tokio::sync::oneshot;

/// A platform on a thread of its own, until it is dropped.
pub(crate) struct Platform {
    url: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Platform {
    /// Opens a platform where everybody signs in as `persona`, without being asked.
    pub(crate) fn start(persona: &str) -> Self {
        let (tell_url, url) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let config = Config { persona: Some(persona.to_owned()), ..Config::default() };
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let sandbox = Sandbox::start(config).await.unwrap();
                tell_url.send(sandbox.url().to_owned()).unwrap();
                sandbox.run_until(async { drop(stopped.await) }).await;
            });
        });
        Self { url: url.recv().unwrap(), stop: Some(stop), thread: Some(thread) }
    }

    /// Where it is.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The override that points AdKeys at it.
    pub(crate) fn catalogue_entry(&self) -> String {
        adkeys_sandbox::provider_override(&self.url)
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
