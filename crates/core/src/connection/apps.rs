//! App credentials: the person's own OAuth client. Environment variables win over the vault.

use super::context::Context;
use crate::catalogue::{Provider, Redirect};
use crate::error::{Code, Error, Result};
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

    pub(crate) async fn set_app(
        &self,
        key: &str,
        client_id: &str,
        client_secret: Option<Secret>,
    ) -> Result<()> {
        let provider = self.catalogue().provider(key)?;
        let app = credentials(provider, client_id, client_secret)?;
        self.vault_put(ItemKey::App(provider.key.clone()), app.to_secret()?).await?;
        self.ledger.put_app(&provider.key, &app.client_id)
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
        let redirect_uri = registered_redirect_uri(&provider.redirect);
        platform::of(&provider).check_app(self.call(&provider, &app), &redirect_uri).await
    }
}

/// The redirect URI to register at the platform, as far as it is known before a port is bound.
pub(super) fn registered_redirect_uri(redirect: &Redirect) -> String {
    let (host, path) = (&redirect.host, &redirect.path);
    match (&redirect.relay, redirect.port) {
        (Some(relay), _) => relay.to_string(),
        (None, Some(port)) => format!("http://{host}:{port}{path}"),
        (None, None) => format!("http://{host}{path}"),
    }
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
