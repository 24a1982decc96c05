//! What a diagnosis looks at: the same verbs, and what stands beneath them.

use super::apps::registered_redirect_uri;
use super::context::Context;
use crate::catalogue::Provider;
use crate::error::{Code, Result};
use crate::finding::Finding;
use crate::grant::TokenSet;
use crate::http::Http;
use crate::platform::{self, AppCheck, Depths, Inspection};
use crate::random::Entropy;
use crate::secret::Secret;
use crate::vault::ItemKey;

impl Context {
    pub(crate) fn network(&self) -> &Http {
        &self.http
    }

    pub(crate) fn randomness(&self) -> &dyn Entropy {
        &*self.entropy
    }

    /// An environment variable, if the program lets core see it.
    pub(crate) fn variable(&self, name: &str) -> Option<Secret> {
        (self.environment)(name).filter(|value| !value.is_empty())
    }

    /// Whether the app is set up; the keychain is not asked.
    pub(crate) fn has_app(&self, provider: &Provider) -> bool {
        let stored = || self.ledger.app(&provider.key).is_ok_and(|app| app.client_id.is_some());
        self.app_from_environment(provider).is_some() || stored()
    }

    /// Asks the platform of the app everything that it tells, at once. The first is what `app check` says.
    pub(crate) async fn examine_app(&self, key: &str) -> Result<(Result<AppCheck>, Vec<Finding>)> {
        let (provider, _) = self.provider(key).await?;
        let app = self.app(&provider).await?;
        let (platform, call) = (platform::of(&provider), self.call(&provider, &app));
        let redirect_uri = registered_redirect_uri(&provider.redirect, self.ledger.app(key)?.mode);
        Ok(tokio::join!(platform.check_app(call, &redirect_uri), platform.examine_app(call)))
    }

    /// Reads what the list of accounts does not tell.
    pub(crate) async fn depths(&self, name: &str) -> Result<Depths> {
        let record = self.record(name)?;
        let (provider, _) = self.provider(&record.provider).await?;
        let grant = self.grant(&record).await?;
        let app = self.app_or_none(&provider).await?;
        let accounts = self.ledger.snapshot(name)?.map(|snapshot| snapshot.accounts).unwrap_or_default();
        let call = self.call(&provider, &app);
        Ok(platform::of(&provider).depths(call, &grant.tokens, &accounts).await)
    }

    /// Asks what a token is and keeps nothing of it.
    pub(crate) async fn inspect(&self, key: &str, token: Secret) -> Result<Inspection> {
        let (provider, _) = self.provider(key).await?;
        let app = self.app_or_none(&provider).await?;
        let tokens = TokenSet::pasted(super::adopted::found_in(&token)?, self.now());
        platform::of(&provider).inspect(self.call(&provider, &app), &tokens, &[]).await
    }

    /// Writes an item of its own into the vault, reads it back and removes it, whatever came of the reading.
    pub(crate) async fn try_vault(&self, probe: &Secret) -> Result<bool> {
        self.vault_put(ItemKey::SelfTest, probe.clone()).await?;
        let read = self.vault_get(ItemKey::SelfTest).await;
        let removed = self.vault_delete(ItemKey::SelfTest).await;
        let same = read?.is_some_and(|read| read == *probe);
        removed?;
        Ok(same)
    }

    async fn app_or_none(&self, provider: &Provider) -> Result<platform::AppCredentials> {
        match self.app(provider).await {
            Err(error) if error.code == Code::AppNotConfigured => Ok(platform::no_app()),
            other => other,
        }
    }
}
