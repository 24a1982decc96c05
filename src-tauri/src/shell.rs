//! What the commands share: core, the running sign-ins, and the little state that the window itself has.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use adkeys_core::catalogue::Catalogue;
use adkeys_core::connection::{ConnectEvent, ConnectIo, Connected};
use adkeys_core::settings::Settings;
use adkeys_core::{AdKeys, Code, Error, Lang, Result, Text};
use tokio::sync::Notify;
use url::Url;

use crate::browser;
use crate::environment::Environment;
use crate::flows::Flows;
use crate::link::Inbox;
use crate::views::{ConnectRequestView, Overview};

/// One per program.
pub(crate) struct Shell {
    /// What was found at the start.
    pub(crate) environment: Environment,
    keys: Mutex<Option<Arc<AdKeys>>>,
    to_front: Box<dyn Fn() + Send + Sync>,
    /// The sign-ins that run.
    pub(crate) flows: Flows,
    /// The link that the program was started by, until the page can be told.
    pub(crate) inbox: Inbox,
    /// Woken after each change made here.
    pub(crate) changed: Notify,
}

impl Shell {
    /// A shell over `environment`'s home; `to_front` shows the window.
    pub(crate) fn new(environment: Environment, to_front: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            environment,
            keys: Mutex::default(),
            to_front: Box::new(to_front),
            flows: Flows::default(),
            inbox: Inbox::default(),
            changed: Notify::new(),
        }
    }

    /// Core, opened when first needed. A home that cannot be opened is tried again at the next call, so that a
    /// person can mend it while the window is open.
    pub(crate) fn keys(&self) -> Result<Arc<AdKeys>> {
        let mut slot = self.slot();
        if let Some(keys) = &*slot {
            return Ok(Arc::clone(keys));
        }
        let keys = Arc::new(self.environment.open()?);
        Ok(Arc::clone(slot.insert(keys)))
    }

    fn slot(&self) -> MutexGuard<'_, Option<Arc<AdKeys>>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does `work`, which may wait for a file or the keychain, where it holds up nothing else.
    pub(crate) async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&AdKeys) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let keys = self.keys()?;
        off_thread(move || work(&keys)).await
    }

    /// All that the first screen shows.
    pub(crate) async fn overview(&self) -> Result<Overview> {
        let settings = self.environment.settings()?;
        let lang = self.environment.lang(&settings);
        let sandbox = self.environment.is_sandbox();
        let view = self.with(move |keys| {
            Ok(Overview {
                integrations: keys.integrations()?,
                connections: keys.list()?,
                vault: keys.vault(),
                problems: keys.catalogue_problems().to_vec(),
                settings,
                lang,
                sandbox,
                version: env!("CARGO_PKG_VERSION").to_owned(),
                open_connect: None,
            })
        });
        let view = view.await?;
        Ok(Overview { open_connect: self.inbox.open(), ..view })
    }

    /// Signs a person in, and brings the window back in front of the browser.
    pub(crate) async fn connect(
        &self,
        request: ConnectRequestView,
        tell: &(dyn Fn(ConnectEvent) + Send + Sync),
    ) -> Result<Connected> {
        let keys = self.keys()?;
        let (flow, pasted) = self.flows.begin(&request.flow)?;
        let events = |event| {
            if let ConnectEvent::Authorize { url, .. } = &event {
                self.flows.set_address(&request.flow, url);
            }
            tell(event);
        };
        let open_browser = |url: &Url| drop(Self::browse(url));
        let io = ConnectIo {
            events: &events,
            open_browser: &open_browser,
            paste: Some(pasted),
            cancel: flow.cancel.clone(),
        };
        let connected = self.told(keys.connect(request.clone().into(), io).await);
        (self.to_front)();
        connected
    }

    /// Wakes whoever watches for changes, and passes `outcome` on: a failure may have changed something, too.
    pub(crate) fn told<T>(&self, outcome: Result<T>) -> Result<T> {
        self.changed.notify_one();
        outcome
    }

    /// Opens a page of a sign-in in the system browser.
    pub(crate) fn browse(url: &Url) -> Result<()> {
        browser::open(&browser::of_sign_in(url.as_str())?)
    }

    /// Opens a page that AdKeys itself refers to.
    pub(crate) fn open_link(&self, url: &str) -> Result<()> {
        let catalogue = Catalogue::load(&self.environment.home().providers_dir());
        browser::open(&browser::of_catalogue(url, &catalogue)?)
    }

    /// Writes the settings, and lets core go by them from the next call on.
    pub(crate) fn save_settings(&self, settings: Settings) -> Result<Settings> {
        settings.save(&self.environment.home().settings_file())?;
        self.slot().take();
        self.told(Ok(settings))
    }

    /// The language of the tray and the window's title.
    pub(crate) fn lang(&self) -> Lang {
        self.environment.lang(&self.environment.settings().unwrap_or_default())
    }
}

/// Does `work` on a thread where waiting is harmless.
pub(crate) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|_| {
        let message = Text::new("A part of AdKeys stopped.", "Часть AdKeys остановилась.");
        Err(Error::new(Code::Unexpected, message))
    })
}
