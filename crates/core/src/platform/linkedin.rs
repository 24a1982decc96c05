//! LinkedIn: plain OAuth, and ad accounts from the Marketing API.
//!
//! Tokens live 60 days; a refresh token comes only with apps that LinkedIn has approved for it. Nothing revokes a
//! grant but the person's own settings page.

use async_trait::async_trait;

use super::generic::{self, Generic};
use super::{AccountList, AdPlatform, AppCheck, Call, Inspection};
use crate::catalogue::Provider;
use crate::error::{Error, Result};
use crate::grant::TokenSet;
use crate::oauth::token;

mod account;
mod accounts;
mod errors;
#[cfg(test)]
mod tests;

/// The platform behind every provider whose `service_provider` is `linkedin`.
#[derive(Clone, Copy, Debug, Default)]
pub struct LinkedIn;

#[async_trait]
impl AdPlatform for LinkedIn {
    async fn upgrade(&self, _: Call<'_>, _: &TokenSet) -> Result<Option<TokenSet>> {
        Ok(None)
    }

    async fn inspect(&self, call: Call<'_>, tokens: &TokenSet, asked: &[String]) -> Result<Inspection> {
        generic::inspect(call, tokens, asked, &errors::explain).await
    }

    async fn accounts(
        &self,
        call: Call<'_>,
        tokens: &TokenSet,
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<AccountList> {
        accounts::accounts(call, tokens, progress).await
    }

    async fn renew(&self, call: Call<'_>, tokens: &TokenSet) -> Result<TokenSet> {
        token::refresh(call, tokens, &errors::explain).await
    }

    async fn revoke(&self, call: Call<'_>, tokens: &TokenSet) -> Result<bool> {
        token::revoke(call, tokens).await
    }

    async fn check_app(&self, call: Call<'_>, redirect_uri: &str) -> Result<AppCheck> {
        Generic.check_app(call, redirect_uri).await
    }

    fn explain(&self, provider: &Provider, body: &str) -> Option<Error> {
        errors::in_text(body).or_else(|| Generic.explain(provider, body))
    }

    fn explain_answer(&self, _: &Provider, status: u16, body: &str) -> Option<Error> {
        errors::explain(status, body)
    }
}
