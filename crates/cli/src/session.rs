//! What a verb stands on: home, settings, and AdKeys opened on them, for real or on the sandbox.

use std::sync::Arc;

use adkeys_core::home::Home;
use adkeys_core::random::OsEntropy;
use adkeys_core::settings::Settings;
use adkeys_core::time::SystemClock;
use adkeys_core::vault::Passphrase;
use adkeys_core::{AdKeys, Environment, Lang, Result, Setup};
use adkeys_sandbox::Sandbox;

use crate::args::Global;
use crate::output::Output;
use crate::{environment, prompt, stand_in};

/// What was found on this machine before anything was opened.
pub(crate) struct Ground {
    found: Result<(Home, Settings)>,
    sandbox: bool,
}

impl Ground {
    /// Finds the home and reads the settings. What is wrong with them is told by the first verb that needs them.
    pub(crate) fn survey(global: &Global) -> Self {
        let found = environment::home().and_then(|home| Ok((Settings::load(&home.settings_file())?, home)));
        Self { found: found.map(|(settings, home)| (home, settings)), sandbox: global.sandbox }
    }

    /// The language that the settings ask for.
    pub(crate) fn lang(&self) -> Option<Lang> {
        self.found.as_ref().ok().and_then(|(_, settings)| settings.lang)
    }

    /// The home that a verb works in, and the settings; `None` if something is wrong with them.
    pub(crate) fn place(&self) -> Option<(Home, &Settings)> {
        let (home, settings) = self.found.as_ref().ok()?;
        Some((if self.sandbox { home.sandbox() } else { home.clone() }, settings))
    }

    /// Opens AdKeys.
    ///
    /// # Errors
    /// `settings-invalid`, `ledger-damaged`, `unexpected`.
    pub(crate) async fn open(&self, output: &Output) -> Result<Session> {
        let (home, settings) = self.found.clone()?;
        if !self.sandbox {
            let adkeys = open(home, settings, Box::new(environment::secret), output)?;
            return Ok(Session { adkeys: Arc::new(adkeys), sandbox: None });
        }
        let home = home.sandbox();
        let sandbox = stand_in::start_in(&home).await?;
        let adkeys = open(home, settings, Box::new(stand_in::environment), output)?;
        Ok(Session { adkeys: Arc::new(adkeys), sandbox: Some(sandbox) })
    }
}

fn open(home: Home, settings: Settings, environment: Environment, output: &Output) -> Result<AdKeys> {
    let lang = output.lang();
    let below = home.clone();
    AdKeys::open(Setup {
        home,
        settings,
        lang,
        clock: Box::new(SystemClock),
        entropy: Box::new(OsEntropy),
        environment,
        passphrase: Passphrase::asked(move || prompt::passphrase(&below, lang)),
        links: environment::link_places(),
        ask_agent: true,
        vault: None,
    })
}

/// AdKeys, and the sandbox it talks to if the person wanted that.
pub(crate) struct Session {
    /// The façade.
    pub(crate) adkeys: Arc<AdKeys>,
    sandbox: Option<Sandbox>,
}

impl Session {
    /// Whether this process is the platform as well.
    pub(crate) fn is_on_sandbox(&self) -> bool {
        self.sandbox.is_some()
    }
}
