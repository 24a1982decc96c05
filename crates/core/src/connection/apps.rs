//! App credentials: the person's own OAuth client. Environment variables win over the vault.

use super::context::Context;
use super::types::AppSettings;
use crate::catalogue::{Provider, Redirect};
use crate::error::{Code, Error, Result};
use crate::ledger::{AppFacts, AppMode};
use crate::platform::{self, AppCheck, AppCredentials};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vault::ItemKey;

impl Context {
    /// The credentials to use.
    ///
    /// # Errors
    /// `app-not-configured`; whatever the vault says.
    pub(crate) async fn app(&self, provider: &Provider) -> Result<AppCredentials> {
        let from_environment = self.app_from_environment(provider);
        if let Some(app) = &from_environment
            && app.client_secret.is_some()
        {
            return Ok(app.clone());
        }
        let stored = self.vault_get(ItemKey::App(provider.key.clone())).await;
        let stored = match (stored, &from_environment) {
            (Ok(secret), _) => secret.as_ref().map(AppCredentials::from_secret).transpose()?,
            // A public client from the environment needs no vault.
            (Err(_), Some(_)) => None,
            (Err(error), None) => return Err(error),
        };
        match (from_environment, stored) {
            (Some(app), Some(stored)) if stored.client_id == app.client_id => Ok(stored),
            (Some(app), _) | (None, Some(app)) => Ok(app),
            (None, None) => Err(not_configured(provider)),
        }
    }

    pub(super) fn app_from_environment(&self, provider: &Provider) -> Option<AppCredentials> {
        let read =
            |name: &Option<String>| (self.environment)(name.as_deref()?).filter(|value| !value.is_empty());
        let client_id = read(&provider.client_id_env)?;
        // EXPOSE: a client id is public; it only arrives in the same envelope as the secret.
        let client_id = client_id.expose().trim().to_owned();
        let client_secret = read(&provider.client_secret_env);
        Some(AppCredentials { client_id, client_secret })
    }

    /// Keeps what is given; the rest stays. What is known of an app is forgotten when another takes its place.
    pub(crate) async fn set_app(&self, key: &str, settings: AppSettings) -> Result<()> {
        let provider = self.catalogue().provider(key)?;
        let before = self.ledger.app(key)?;
        let client_id = settings.client_id.as_deref().map(str::trim).or(before.client_id.as_deref());
        let replaced = settings.client_id.is_some() && client_id != before.client_id.as_deref();
        let kept = if replaced {
            AppFacts { relay: before.relay.clone(), ..AppFacts::default() }
        } else {
            before.clone()
        };
        let facts = facts(provider, &settings, kept)?;
        let secret = settings.client_secret;
        if replaced || secret.is_some() {
            let client_id = client_id.ok_or_else(|| secret_of_nobody(provider))?;
            let app = credentials(provider, client_id, secret)?;
            self.vault_put(ItemKey::App(provider.key.clone()), app.to_secret()?).await?;
            return self.ledger.put_app(key, &AppFacts { client_id: Some(app.client_id), ..facts });
        }
        self.ledger.put_app(key, &facts)
    }

    pub(crate) async fn check_app(
        &self,
        key: &str,
        candidate: Option<(String, Option<Secret>)>,
    ) -> Result<AppCheck> {
        let (provider, _) = self.provider(key).await?;
        let app = match candidate {
            Some((client_id, client_secret)) => credentials(&provider, &client_id, client_secret)?,
            None => self.app(&provider).await?,
        };
        let redirect_uri = registered_redirect_uri(&provider.redirect, self.ledger.app(key)?.mode);
        platform::of(&provider).check_app(self.call(&provider, &app), &redirect_uri).await
    }
}

/// The redirect URI to register at the platform, as far as it is known before a port is bound.
pub(super) fn registered_redirect_uri(redirect: &Redirect, mode: Option<AppMode>) -> String {
    let (host, path) = (&redirect.host, &redirect.path);
    let page =
        redirect.paste_page.as_ref().filter(|_| mode == Some(AppMode::Live) && !redirect.localhost_when_live);
    match (redirect.relay.as_ref().or(page), redirect.port) {
        (Some(page), _) => page.to_string(),
        (None, Some(port)) => format!("http://{host}:{port}{path}"),
        (None, None) => format!("http://{host}{path}"),
    }
}

/// `before` with what `settings` say over it.
fn facts(provider: &Provider, settings: &AppSettings, before: AppFacts) -> Result<AppFacts> {
    let config_id = settings.config_id.as_deref().map(str::trim);
    let relay = settings.relay.as_deref().map(str::trim);
    if config_id.is_some_and(|id| !id.is_empty()) {
        check_config(provider, config_id.unwrap_or_default())?;
    }
    let relay = match relay {
        None => before.relay,
        Some("") => None,
        Some(relay) => Some(relay_page(relay)?),
    };
    let config_id = match config_id {
        None => before.config_id,
        Some(id) => Some(id.to_owned()).filter(|id| !id.is_empty()),
    };
    Ok(AppFacts { config_id, relay, mode: settings.mode.or(before.mode), ..before })
}

fn check_config(provider: &Provider, id: &str) -> Result<()> {
    let name = &provider.display_name;
    if provider.authorize.configuration.is_none() {
        let message = text!("{name} has no login configurations.", "У {name} нет конфигураций входа.");
        return Err(Error::new(Code::Usage, message));
    }
    if id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
        return Ok(());
    }
    let message = text!(
        "The id of a login configuration is a number without blanks.",
        "ID конфигурации входа — число без пробелов."
    );
    Err(Error::new(Code::Usage, message).hint(Text::new(
        "Copy it from Facebook Login for Business → Configurations.",
        "Скопируйте его из Facebook Login for Business → Конфигурации.",
    )))
}

/// The address as it must be entered at the platform: parsed and written anew, https or this computer, nothing hidden.
fn relay_page(text: &str) -> Result<String> {
    let url = url::Url::parse(text).ok().filter(|url| url.fragment().is_none() && url.as_str().len() <= 1024);
    let url = url.filter(|url| crate::http::check_url(url).is_ok());
    url.map(|url| url.to_string()).ok_or_else(|| {
        let message = text!(
            "A relay page is an https address without '#', user name and password.",
            "Страница возврата — это адрес https без «#», имени и пароля."
        );
        Error::new(Code::Usage, message).hint(Text::new(
            "Write it as in the browser: https://example.com/adkeys/",
            "Напишите его как в браузере: https://example.com/adkeys/",
        ))
    })
}

fn secret_of_nobody(provider: &Provider) -> Error {
    let key = &provider.key;
    let message = text!("This secret has no app id yet.", "Для этого секрета ещё нет ID приложения.");
    Error::new(Code::Usage, message).hint(text!(
        "Give both: adkeys app set {key} --client-id ID --client-secret -",
        "Укажите оба: adkeys app set {key} --client-id ID --client-secret -"
    ))
}

/// Refuses what a slip of the clipboard brings: empty, spaces inside, absurdly long.
fn credentials(
    provider: &Provider,
    client_id: &str,
    client_secret: Option<Secret>,
) -> Result<AppCredentials> {
    let client_id = client_id.trim().to_owned();
    let fits = |text: &str| {
        !text.is_empty() && text.len() <= 1024 && !text.chars().any(|c| c.is_control() || c == ' ')
    };
    // EXPOSE: only its shape is looked at; surrounding blanks of a paste are dropped.
    let client_secret = client_secret.map(|secret| Secret::new(secret.expose().trim()));
    // EXPOSE: only its shape is looked at.
    let secret_fits = client_secret.as_ref().is_none_or(|secret| fits(secret.expose()));
    if fits(&client_id) && secret_fits {
        return Ok(AppCredentials { client_id, client_secret });
    }
    let name = &provider.display_name;
    let what = if fits(&client_id) {
        text!(
            "The app secret for {name} has blanks in it or is empty.",
            "Секрет приложения {name} пуст или содержит пробелы."
        )
    } else {
        text!(
            "The app id for {name} has blanks in it or is empty.",
            "ID приложения {name} пуст или содержит пробелы."
        )
    };
    Err(Error::new(Code::Usage, what).hint(Text::new(
        "Copy it again from the app's settings page.",
        "Скопируйте его ещё раз со страницы настроек приложения.",
    )))
}

fn not_configured(provider: &Provider) -> Error {
    let (name, key) = (&provider.display_name, &provider.key);
    Error::new(
        Code::AppNotConfigured,
        text!("No {name} app is set up yet.", "Приложение {name} ещё не настроено."),
    )
    .hint(text!(
        "Enter its id and secret: adkeys app set {key} --client-id ID --client-secret -",
        "Укажите его ID и секрет: adkeys app set {key} --client-id ID --client-secret -"
    ))
    .with(|details| details.provider = Some(key.clone()))
}
