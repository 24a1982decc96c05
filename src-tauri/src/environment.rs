//! What the program finds around itself: folders, locale, arguments, and on request the sandbox.

#[cfg(test)]
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use adkeys_core::home::Home;
use adkeys_core::oauth::redirect::deep_link::handler::Places;
use adkeys_core::random::OsEntropy;
use adkeys_core::secret::Secret;
use adkeys_core::settings::Settings;
use adkeys_core::time::SystemClock;
use adkeys_core::vault::{Memory, Passphrase, Vault};
use adkeys_core::{AdKeys, Code, Error, Lang, Result, Setup, Text, files, text};
use adkeys_sandbox::{Config, Sandbox};

/// What was found at the start.
pub(crate) struct Environment {
    home: Home,
    locale: Lang,
    arguments: Vec<String>,
    sandbox: Option<Sandbox>,
    vault: Option<Memory>,
    /// The file vault's passphrase, once the person gave it. It goes nowhere but into the vault, and ends with the program.
    passphrase: Mutex<Option<Secret>>,
}

impl Environment {
    /// Looks around; with `--sandbox`, starts the sandbox in a home of its own.
    ///
    /// # Errors
    /// `unexpected` if the system names no home folder and `ADKEYS_HOME` is not set, or if the sandbox cannot start.
    pub(crate) fn read() -> Result<Self> {
        let arguments: Vec<_> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
        let locale = Lang::from_locale(&adkeys_ground::locale("LC_MESSAGES"));
        let home = adkeys_ground::home()?;
        if !arguments.iter().skip(1).any(|word| word == crate::sandbox::ARGUMENT) {
            let passphrase = Mutex::new(adkeys_ground::secret(adkeys_ground::PASSPHRASE));
            return Ok(Self { home, locale, arguments, sandbox: None, vault: None, passphrase });
        }
        let home = home.sandbox();
        let sandbox = Some(start_sandbox(&home)?);
        Ok(Self { home, locale, arguments, sandbox, vault: None, passphrase: Mutex::default() })
    }

    /// A home of its own below `root` and a vault that nobody else has, for stories.
    #[cfg(test)]
    pub(crate) fn below(root: &Path) -> Self {
        Self {
            home: Home::below(root),
            locale: Lang::En,
            arguments: Vec::new(),
            sandbox: None,
            vault: Some(Memory::new()),
            passphrase: Mutex::default(),
        }
    }

    /// The folders.
    pub(crate) fn home(&self) -> &Home {
        &self.home
    }

    /// Whether the sandbox stands in for every platform.
    pub(crate) fn is_sandbox(&self) -> bool {
        self.sandbox.is_some()
    }

    /// What the program calls itself on the desktop: both can run at once.
    pub(crate) fn title(&self) -> &'static str {
        if self.is_sandbox() { "AdKeys Sandbox" } else { "AdKeys" }
    }

    /// The command line, the program first.
    pub(crate) fn arguments(&self) -> &[String] {
        &self.arguments
    }

    /// Whether the system started the program, and nobody asked for its window.
    pub(crate) fn is_quiet(&self) -> bool {
        self.arguments.iter().any(|word| word == crate::autostart::QUIETLY)
    }

    /// The settings as they are on disk now.
    ///
    /// # Errors
    /// `settings-invalid`.
    pub(crate) fn settings(&self) -> Result<Settings> {
        Settings::load(&self.home.settings_file())
    }

    /// The language that the person chose, or the system's.
    pub(crate) fn lang(&self, settings: &Settings) -> Lang {
        settings.lang.unwrap_or(self.locale)
    }

    /// Opens core.
    ///
    /// # Errors
    /// `settings-invalid`, `ledger-damaged`, `unexpected`.
    pub(crate) fn open(&self) -> Result<AdKeys> {
        if let Some(sandbox) = &self.sandbox {
            // Each time: a sandbox of the command line may have pointed the home at itself since.
            let entry = adkeys_sandbox::provider_override(sandbox.url());
            let file = self.home.providers_dir().join("facebook.toml");
            files::write_atomically(&file, entry.as_bytes()).map_err(no_sandbox)?;
        }
        let settings = self.settings()?;
        AdKeys::open(Setup {
            home: self.home.clone(),
            lang: self.lang(&settings),
            settings,
            clock: Box::new(SystemClock),
            entropy: Box::new(OsEntropy),
            environment: if self.is_sandbox() {
                Box::new(sandbox_variable)
            } else {
                Box::new(adkeys_ground::secret)
            },
            passphrase: Passphrase::asked(not_asked).given(self.passphrase().clone()),
            links: self.links(),
            ask_agent: false,
            vault: self.vault.clone().map(|vault| Box::new(vault) as Box<dyn Vault>),
        })
    }
}

impl Environment {
    /// Keeps the passphrase that opened the vault, for when core is opened anew.
    pub(crate) fn keep(&self, passphrase: Secret) {
        *self.passphrase() = Some(passphrase);
    }

    fn passphrase(&self) -> MutexGuard<'_, Option<Secret>> {
        self.passphrase.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the desktop keeps its programs for links. A home of a story has none.
    pub(crate) fn links(&self) -> Places {
        if self.vault.is_none() { adkeys_ground::link_places() } else { Places::default() }
    }
}

fn start_sandbox(home: &Home) -> Result<Sandbox> {
    files::create_private_dir(home.data_dir()).map_err(no_sandbox)?;
    let state_file = Some(home.data_dir().join("sandbox.json"));
    let start = Sandbox::start(Config { state_file, ..Config::default() });
    tauri::async_runtime::block_on(start).map_err(no_sandbox)
}

fn no_sandbox(error: impl std::error::Error) -> Error {
    let message = text!("The sandbox cannot start: {error}.", "Песочница не запускается: {error}.");
    Error::new(Code::Unexpected, message)
}

/// In the sandbox there is the sandbox's own app, and nothing of the person's.
fn sandbox_variable(name: &str) -> Option<Secret> {
    match name {
        "FACEBOOK_CLIENT_ID" => Some(Secret::new(adkeys_sandbox::APP_ID)),
        "FACEBOOK_CLIENT_SECRET" => Some(Secret::new(adkeys_sandbox::APP_SECRET)),
        _ => None,
    }
}

/// The window asks when the person is there, not when a secret happens to be needed.
fn not_asked() -> Result<Secret> {
    let message = Text::new("The encrypted file needs its passphrase.", "Зашифрованному файлу нужен пароль.");
    let hint = Text::new(
        "Enter it in AdKeys: Settings, Where secrets lie.",
        "Введите его в AdKeys: Настройки, Где лежат секреты.",
    );
    Err(Error::new(Code::VaultLocked, message).hint(hint))
}
