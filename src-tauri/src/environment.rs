//! What the program finds around itself: folders, variables, locale, arguments. The one file that reads them.

use adkeys_core::home::Home;
use adkeys_core::random::OsEntropy;
use adkeys_core::secret::Secret;
use adkeys_core::settings::Settings;
use adkeys_core::time::SystemClock;
use adkeys_core::{AdKeys, Code, Error, Lang, Result, Setup, Text};
use etcetera::AppStrategy;

/// What was found at the start.
pub(crate) struct Environment {
    home: Home,
    locale: Lang,
    sandbox: bool,
    arguments: Vec<String>,
}

impl Environment {
    /// Looks around.
    ///
    /// # Errors
    /// `unexpected` if the person has no home folder and `ADKEYS_HOME` is not set.
    pub(crate) fn read() -> Result<Self> {
        let arguments: Vec<_> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
        let sandbox = arguments.iter().skip(1).any(|word| word == "--sandbox");
        let home = home()?;
        let home = if sandbox { home.sandbox() } else { home };
        let locale = Lang::from_locale(&sys_locale::get_locale().unwrap_or_default());
        Ok(Self { home, locale, sandbox, arguments })
    }

    /// A home of its own below `root`, for stories.
    #[cfg(test)]
    pub(crate) fn below(root: &std::path::Path) -> Self {
        Self { home: Home::below(root), locale: Lang::En, sandbox: false, arguments: Vec::new() }
    }

    /// The folders.
    pub(crate) fn home(&self) -> &Home {
        &self.home
    }

    /// Whether the sandbox stands in for every platform.
    pub(crate) fn is_sandbox(&self) -> bool {
        self.sandbox
    }

    /// The command line, the program first.
    pub(crate) fn arguments(&self) -> &[String] {
        &self.arguments
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
        let settings = self.settings()?;
        AdKeys::open(Setup {
            home: self.home.clone(),
            lang: self.lang(&settings),
            settings,
            clock: Box::new(SystemClock),
            entropy: Box::new(OsEntropy),
            environment: Box::new(variable),
            passphrase: Box::new(passphrase),
            vault: None,
        })
    }
}

fn variable(name: &str) -> Option<Secret> {
    #[allow(clippy::disallowed_methods, reason = "the one place of the window that reads the environment")]
    std::env::var(name).ok().filter(|value| !value.is_empty()).map(Secret::new)
}

fn passphrase() -> Result<Secret> {
    variable("ADKEYS_PASSPHRASE").ok_or_else(|| {
        let message =
            Text::new("The encrypted file needs its passphrase.", "Зашифрованному файлу нужен пароль.");
        let hint = Text::new(
            "Start AdKeys with ADKEYS_PASSPHRASE set.",
            "Запустите AdKeys с переменной ADKEYS_PASSPHRASE.",
        );
        Error::new(Code::VaultLocked, message).hint(hint)
    })
}

fn home() -> Result<Home> {
    #[allow(clippy::disallowed_methods, reason = "the one place of the window that reads the environment")]
    if let Some(root) = std::env::var_os("ADKEYS_HOME").filter(|root| !root.is_empty()) {
        return Ok(Home::below(root.as_ref()));
    }
    let names = etcetera::AppStrategyArgs {
        top_level_domain: "dev".into(),
        author: "AdKeys".into(),
        app_name: "adkeys".into(),
    };
    let folders = etcetera::choose_app_strategy(names).map_err(|_| {
        let message = Text::new("No home folder was found.", "Домашняя папка не найдена.");
        Error::new(Code::Unexpected, message).hint(Text::new("Set ADKEYS_HOME.", "Задайте ADKEYS_HOME."))
    })?;
    let run = folders.runtime_dir().unwrap_or_else(|| folders.data_dir().join("run"));
    Ok(Home::new(folders.config_dir(), folders.data_dir(), run))
}
