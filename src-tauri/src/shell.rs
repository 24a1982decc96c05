//! What the commands share: core, the running sign-ins, and the little state that the window itself has.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use adkeys_core::catalogue::Catalogue;
use adkeys_core::connection::{ConnectEvent, ConnectIo, Connected, StatusReport};
use adkeys_core::oauth::redirect::deep_link::hand_over::hand_over;
use adkeys_core::secret::Secret;
use adkeys_core::settings::{Closing, Settings, Switch};
use adkeys_core::time::{Clock, SystemClock, Timestamp};
use adkeys_core::{AdKeys, Code, Error, Lang, Result, Text, files, text};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tauri_plugin_log::log;
use tokio::sync::Notify;
use url::Url;

use crate::browser;
use crate::checks::Checks;
use crate::clipboard::Clipboard;
use crate::closing::Question;
use crate::desktop::Desktop;
use crate::environment::Environment;
use crate::flows::Flows;
use crate::link::Inbox;
use crate::seen::Seen;
use crate::views::{ConnectRequestView, Overview, Places};

/// One per program.
pub(crate) struct Shell {
    /// What was found at the start.
    pub(crate) environment: Environment,
    keys: Mutex<Option<Arc<AdKeys>>>,
    around: Around,
    /// What was laid on the clipboard.
    pub(crate) clipboard: Clipboard,
    /// What checks found last.
    pub(crate) seen: Seen,
    last_place: Mutex<Option<PathBuf>>,
    /// What closing the window does.
    pub(crate) closing: Question,
    /// The sign-ins that run.
    pub(crate) flows: Flows,
    /// The checks that run.
    pub(crate) checks: Checks,
    /// The link that the program was started by, until the page can be told.
    pub(crate) inbox: Inbox,
    /// Woken after each change made here.
    pub(crate) changed: Notify,
}

/// Asks the person for a place, beginning with the one that is suggested.
type AskPlace = dyn Fn(&str) -> BoxFuture<'static, Option<PathBuf>> + Send + Sync;

/// What the shell asks of the program around it.
pub(crate) struct Around {
    /// Shows the window in front of all others.
    pub(crate) to_front: Box<dyn Fn() + Send + Sync>,
    /// Closes the window: into the tray or for good.
    pub(crate) close: Box<dyn Fn(Closing) + Send + Sync>,
    /// Lets the system start the program by itself, or not.
    pub(crate) autostart: Box<dyn Fn(Switch) -> Result<()> + Send + Sync>,
    /// Asks the person for a place to write to.
    pub(crate) place: Box<AskPlace>,
    /// Opens the sandbox in a window beside this one.
    pub(crate) sandbox: Box<dyn Fn() -> Result<()> + Send + Sync>,
}

impl Shell {
    /// A shell over `environment`'s home.
    pub(crate) fn new(environment: Environment, around: Around) -> Self {
        Self {
            environment,
            keys: Mutex::default(),
            around,
            clipboard: Clipboard::default(),
            seen: Seen::default(),
            last_place: Mutex::default(),
            closing: Question::default(),
            flows: Flows::default(),
            checks: Checks::default(),
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
        let home = self.environment.home();
        let places = Places {
            settings: home.settings_file().display().to_string(),
            catalogue: home.providers_dir().display().to_string(),
        };
        let view = self.with(move |keys| {
            Ok(Overview {
                integrations: keys.integrations()?,
                connections: keys.list()?,
                vault: keys.vault(),
                problems: keys.catalogue_problems().to_vec(),
                settings,
                lang,
                sandbox,
                desktop: Desktop::look(),
                places,
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
            if let Some(url) = page(&event) {
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
        (self.around.to_front)();
        connected
    }

    /// Hands a callback that came as a link, and that no sign-in of this window waits for, to the process that does.
    pub(crate) async fn hand_over(&self, link: &Secret) {
        // EXPOSE: it goes to the process of this person that waits for it, and nowhere else.
        let handed = hand_over(self.environment.home(), link.expose()).await;
        handed.unwrap_or_else(|error| log::warn!("a link: {error}"));
    }

    /// Asks the platform about a connection, telling how many ad accounts were read so far. Once the reading has begun
    /// it can be stopped: until then a token may be under way that must not be lost.
    pub(crate) async fn status(&self, name: &str, tell: impl Fn(u32) + Send + Sync) -> Result<StatusReport> {
        let keys = self.keys()?;
        let reading = Notify::new();
        let progress = |count: usize| {
            tell(u32::try_from(count).unwrap_or(u32::MAX));
            reading.notify_one();
        };
        let check = self.checks.begin(name);
        let stopped = async {
            check.cancelled().await;
            reading.notified().await;
        };
        let report = tokio::select! {
            report = keys.status(name, &progress) => report,
            () = stopped => {
                let message = Text::new("The check was stopped.", "Проверка остановлена.");
                Err(Error::new(Code::Cancelled, message))
            }
        };
        self.told(report)
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
        if self.environment.settings()?.autostart != settings.autostart {
            // The system first: a setting that is not so would be a lie.
            (self.around.autostart)(settings.autostart)?;
        }
        settings.save(&self.environment.home().settings_file())?;
        self.slot().take();
        self.told(Ok(settings))
    }

    /// Closes the window as the person answered and keeps the answer; `Ask` takes the question back.
    pub(crate) fn answer_closing(&self, close: Closing) -> Result<()> {
        self.closing.answered();
        if close == Closing::Ask {
            return Ok(());
        }
        let settings = self.environment.settings();
        let kept = settings.and_then(|settings| self.save_settings(Settings { close, ..settings }));
        (self.around.close)(close);
        kept.map(drop)
    }

    /// The folder of the person's own catalogue files, there from now on.
    pub(crate) fn catalogue_folder(&self) -> Result<PathBuf> {
        let folder = self.environment.home().providers_dir();
        files::create_private_dir(&folder).map_err(|error| {
            let folder = folder.display();
            let message = text!("{folder} cannot be made: {error}.", "Папку {folder} не создать: {error}.");
            Error::new(Code::Unexpected, message)
        })?;
        Ok(folder)
    }

    /// Opens the encrypted file with what the person typed, and keeps that until the program ends.
    pub(crate) async fn unlock(&self, passphrase: Secret) -> Result<()> {
        self.keys()?.unlock(passphrase.clone()).await?;
        self.environment.keep(passphrase);
        self.told(Ok(()))
    }

    /// Opens the sandbox in a window beside this one.
    pub(crate) fn open_sandbox(&self) -> Result<()> {
        if self.environment.is_sandbox() {
            let message = Text::new("This is the sandbox already.", "Это уже песочница.");
            return Err(Error::new(Code::Usage, message));
        }
        (self.around.sandbox)()
    }

    /// Asks the person for a place to write to, and remembers it.
    pub(crate) async fn place(&self, suggested: &str) -> Option<PathBuf> {
        let place = (self.around.place)(suggested).await?;
        *self.last_place.lock().unwrap_or_else(PoisonError::into_inner) = Some(place.clone());
        Some(place)
    }

    /// The place that the person named last. The page may have it written to again; it cannot name another.
    pub(crate) fn last_place(&self) -> Option<PathBuf> {
        self.last_place.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The folder for pictures that the desktop reads, there from now on if it can be made.
    pub(crate) fn pictures(&self) -> PathBuf {
        let folder = self.environment.home().run_dir().join("pictures");
        let made = files::create_private_dir(&folder);
        made.unwrap_or_else(|error| log::warn!("{}: {error}", folder.display()));
        folder
    }

    /// Now, for what the shell shows by itself.
    pub(crate) fn now(&self) -> Timestamp {
        SystemClock.now()
    }

    /// The language of the tray and the window's title.
    pub(crate) fn lang(&self) -> Lang {
        self.environment.lang(&self.environment.settings().unwrap_or_default())
    }
}

/// The page that a sign-in wants opened, to open it again.
fn page(event: &ConnectEvent) -> Option<&str> {
    match event {
        ConnectEvent::Authorize { url, .. } => Some(url),
        ConnectEvent::Device { verification_uri, verification_uri_complete, .. } => {
            Some(verification_uri_complete.as_ref().unwrap_or(verification_uri))
        }
        _ => None,
    }
}

/// Does `work` on a thread where waiting is harmless.
pub(crate) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|_| Err(stopped()))
}

/// Ends a command that stops at a fault of ours with an error: the page would wait for its answer for ever.
pub(crate) async fn caught<T>(command: impl Future<Output = Result<T>>) -> Result<T> {
    AssertUnwindSafe(command).catch_unwind().await.unwrap_or_else(|_| Err(stopped()))
}

fn stopped() -> Error {
    let message = Text::new("A part of AdKeys stopped.", "Часть AdKeys остановилась.");
    Error::new(Code::Unexpected, message)
        .hint(Text::new("Nothing is lost. Try again.", "Ничего не потеряно. Попробуйте ещё раз."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_fault_of_ours_is_an_answer_too() {
        let broken = async { if true { panic!("a fault of the story") } else { Ok(()) } };
        assert_eq!(caught(broken).await.unwrap_err().code, Code::Unexpected);
        assert_eq!(caught(async { Ok(1) }).await.unwrap(), 1);
    }
}
