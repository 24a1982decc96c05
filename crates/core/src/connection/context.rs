//! What every verb stands on: home, catalogue, ledger, vault, network, clock.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::app::{Environment, Setup};
use crate::catalogue::{Catalogue, Provider};
use crate::error::{Code, Error, Result};
use crate::grant::TokenSet;
use crate::home::Home;
use crate::http::Http;
use crate::ledger::{Activity, AppFacts, ConnectionRecord, Ledger};
use crate::oauth::discovery::{self, Discovered};
use crate::oauth::redirect::deep_link::handler::Places;
use crate::platform::{AppCredentials, Call};
use crate::random::Entropy;
use crate::secret::Secret;
use crate::settings::{AgentFallback, AgentMode, VaultChoice};
use crate::text;
use crate::text::Lang;
use crate::time::{Clock, Timestamp};
use crate::vault::item::Grant;
use crate::vault::{FileVault, ItemKey, Keychain, Passphrase, Prompts, Vault};

/// Shared by all verbs of one process.
pub(crate) struct Context {
    pub(crate) home: Home,
    pub(crate) lang: Lang,
    pub(super) ledger: Ledger,
    pub(super) vault: Arc<dyn Vault>,
    pub(super) http: Http,
    pub(super) clock: Box<dyn Clock>,
    pub(crate) entropy: Box<dyn Entropy>,
    pub(super) environment: Environment,
    pub(super) links: Places,
    /// One at a time per connection inside this process; the lock file does it across processes.
    pub(super) turns: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    pub(super) recovered: tokio::sync::OnceCell<()>,
    /// Whether other programs get tokens from this process.
    pub(crate) agent: AgentMode,
    /// Whether tokens for other programs come from a running agent, and what happens where there is none.
    pub(crate) asks_agent: Option<AgentFallback>,
    /// Connections whose token was replaced in this process, until somebody has looked after what depends on it.
    renewed: Mutex<BTreeSet<String>>,
    catalogue: OnceLock<Catalogue>,
}

impl Context {
    pub(crate) fn open(setup: Setup) -> Result<Self> {
        let ledger = Ledger::open(&setup.home.ledger_file())?;
        let vault = match setup.vault {
            Some(vault) => vault,
            None => open_vault(setup.settings.vault, &setup.home, &*setup.entropy, setup.passphrase)?,
        };
        let asks = setup.ask_agent && setup.settings.agent != AgentMode::Off;
        Ok(Self {
            home: setup.home,
            lang: setup.lang,
            ledger,
            vault: Arc::from(vault),
            http: Http::default(),
            clock: setup.clock,
            entropy: setup.entropy,
            environment: setup.environment,
            links: setup.links,
            turns: Mutex::default(),
            recovered: tokio::sync::OnceCell::new(),
            agent: setup.settings.agent,
            asks_agent: asks.then_some(setup.settings.agent_fallback),
            renewed: Mutex::default(),
            catalogue: OnceLock::new(),
        })
    }

    /// The catalogue, read at first use: handing out a token that is still good does not need it.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| Catalogue::load(&self.home.providers_dir()))
    }

    /// The refused files. Built-in entries are sound, so that without files of a person's own nothing is read.
    pub(crate) fn catalogue_problems(&self) -> &[Error] {
        if Catalogue::is_overridden(&self.home.providers_dir()) { self.catalogue().problems() } else { &[] }
    }

    /// Notes that the connection has another token now.
    pub(super) fn mark_renewed(&self, name: &str) {
        self.renewed.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
    }

    /// The connections with another token since the last call.
    pub(crate) fn take_renewed(&self) -> BTreeSet<String> {
        std::mem::take(&mut *self.renewed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn home(&self) -> &Home {
        &self.home
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub(crate) fn vault(&self) -> &dyn Vault {
        &*self.vault
    }

    pub(super) fn call<'a>(&'a self, provider: &'a Provider, app: &'a AppCredentials) -> Call<'a> {
        Call { provider, app, http: &self.http, clock: &*self.clock }
    }

    /// The provider with its endpoints filled in by discovery, where it has an issuer.
    pub(super) async fn provider(&self, key: &str) -> Result<(Provider, Discovered)> {
        let mut provider = Self::with_relay(self.catalogue().provider(key)?.clone(), &self.ledger.app(key)?);
        let discovered = discovery::discover(&mut provider, &self.http).await?;
        Ok((provider, discovered))
    }

    /// `provider` with the relay page that the person gave for their app.
    pub(super) fn with_relay(mut provider: Provider, facts: &AppFacts) -> Provider {
        let own = facts.relay.as_deref().and_then(|relay| relay.parse().ok());
        provider.redirect.relay = own.or(provider.redirect.relay);
        provider
    }

    /// The ledger's record of a connection.
    ///
    /// # Errors
    /// `authorization-required` for a provider's name without a connection, `connection-unknown` for any other.
    pub(crate) fn record(&self, name: &str) -> Result<ConnectionRecord> {
        if let Some(record) = self.ledger.connection(name)? {
            return Ok(record);
        }
        match self.catalogue().provider(name) {
            Ok(provider) => Err(not_connected(name, &provider.key, &provider.display_name)),
            Err(error) if error.code == Code::CatalogueInvalid => Err(error),
            Err(_) => Err(Error::new(
                Code::ConnectionUnknown,
                text!("There is no connection named {name:?}.", "Подключения с именем {name:?} нет."),
            )
            .with(|details| details.connection = Some(name.to_owned()))),
        }
    }

    /// The grant in the vault. A missing item does not mean that there never was one.
    pub(crate) async fn grant(&self, record: &ConnectionRecord) -> Result<Grant> {
        let secret = self.vault_get(ItemKey::Connection(record.name.clone())).await?;
        let Some(secret) = secret else { return Err(item_lost(record)) };
        Grant::from_secret(&secret)
    }

    pub(super) async fn vault_get(&self, key: ItemKey) -> Result<Option<Secret>> {
        let vault = Arc::clone(&self.vault);
        blocking(move || vault.get(&key)).await
    }

    pub(super) async fn vault_put(&self, key: ItemKey, secret: Secret) -> Result<()> {
        let vault = Arc::clone(&self.vault);
        blocking(move || vault.put(&key, &secret)).await
    }

    pub(super) async fn vault_delete(&self, key: ItemKey) -> Result<()> {
        let vault = Arc::clone(&self.vault);
        blocking(move || vault.delete(&key)).await
    }

    pub(crate) async fn unlock(&self, passphrase: Secret) -> Result<()> {
        let vault = Arc::clone(&self.vault);
        blocking(move || vault.unlock(&passphrase)).await
    }

    /// Notes what happened. An activity that cannot be written never fails the verb it belongs to.
    pub(crate) fn note(
        &self,
        connection: &str,
        event: &str,
        outcome: std::result::Result<Option<String>, &Error>,
    ) {
        let (code, detail) = match outcome {
            Ok(detail) => (None, detail),
            Err(error) => (Some(error.code.to_string()), None),
        };
        let activity =
            Activity { at: self.now(), connection: connection.into(), event: event.into(), code, detail };
        let _ = self.ledger.note(&activity);
    }

    /// Seconds for which a token counts as good enough to hand out.
    pub(super) fn margin(&self, provider: &str) -> u32 {
        self.catalogue().provider(provider).map_or(0, |provider| provider.minimum_expiry_margin)
    }

    pub(super) fn lives_for(&self, tokens: &TokenSet, seconds: u64) -> bool {
        let needed = i64::try_from(seconds).unwrap_or(i64::MAX);
        tokens.expires_at.is_none_or(|end| end.seconds_since(self.now()) > needed)
    }
}

fn open_vault(
    choice: VaultChoice,
    home: &Home,
    entropy: &dyn Entropy,
    passphrase: Passphrase,
) -> Result<Box<dyn Vault>> {
    Ok(match choice {
        VaultChoice::Keychain => Box::new(Keychain::new(home.id(entropy)?, Prompts::Allowed)),
        VaultChoice::File => Box::new(FileVault::new(home.vault_file(), passphrase)),
    })
}

/// Runs a call that may wait for a keychain away from the threads that serve the network.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| {
        Err(Error::new(
            Code::Unexpected,
            text::Text::new("A call to the keychain ended early.", "Обращение к связке ключей прервалось."),
        ))
    })
}

fn not_connected(name: &str, provider: &str, display_name: &str) -> Error {
    let link = format!("dev.adkeys://connect/{provider}");
    Error::new(
        Code::AuthorizationRequired,
        text!("{display_name} is not connected yet.", "{display_name} ещё не подключён."),
    )
    .hint(text!(
        "Connect it with: adkeys connect {provider}, or open {link}",
        "Подключите: adkeys connect {provider}, или откройте {link}"
    ))
    .with(|details| {
        details.provider = Some(provider.to_owned());
        details.connection = Some(name.to_owned());
        details.link = Some(link.clone());
    })
}

fn item_lost(record: &ConnectionRecord) -> Error {
    let ConnectionRecord { name, provider, .. } = record;
    Error::new(
        Code::AuthorizationRequired,
        text!(
            "The keychain no longer holds the access of {name}.",
            "В связке ключей больше нет доступа {name}."
        ),
    )
    .hint(text!(
        "If another keychain is open, open the usual one. Else connect again: adkeys connect {provider} --as {name}",
        "Если открыта другая связка ключей, откройте обычную. Иначе подключите заново: adkeys connect {provider} --as {name}"
    ))
    .with(|details| {
        details.provider = Some(provider.clone());
        details.connection = Some(name.clone());
        details.link = Some(format!("dev.adkeys://connect/{provider}"));
    })
}
