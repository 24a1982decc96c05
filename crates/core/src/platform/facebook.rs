//! Facebook: tokens are extended by exchange, Graph tells what they may do, errors are a table.
//!
//! Nothing here trusts what Facebook documents beyond what was seen: types may differ, fields may be missing,
//! errors come with any status, and `type` says nothing.

use async_trait::async_trait;

use super::{AccountList, AdPlatform, AppCheck, Call, Depths, Inspection};
use crate::account::{AccountDetails, AdAccount, BusinessAccounts, SpendReport};
use crate::catalogue::Provider;
use crate::error::{Error, Result};
use crate::finding::{Finding, Remedy};
use crate::grant::TokenSet;

mod accounts;
mod app_sheet;
mod batch;
mod body;
mod businesses;
mod check_app;
mod depths;
mod details;
mod errors;
mod extend;
mod graph;
mod insights;
mod inspect;
mod lenient;
mod notes;
mod pasted;
mod proof;
mod revoke;
mod scrub;
#[cfg(test)]
mod tests;
pub mod usage;

/// The platform behind every provider whose `service_provider` is `facebook`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facebook;

#[async_trait]
impl AdPlatform for Facebook {
    async fn upgrade(&self, call: Call<'_>, tokens: &TokenSet) -> Result<Option<TokenSet>> {
        extend::upgrade(call, tokens).await
    }

    async fn inspect(&self, call: Call<'_>, tokens: &TokenSet, asked: &[String]) -> Result<Inspection> {
        inspect::inspect(call, tokens, asked).await
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
        extend::renew(call, tokens).await
    }

    async fn revoke(&self, call: Call<'_>, tokens: &TokenSet) -> Result<bool> {
        revoke::revoke(call, tokens).await
    }

    async fn check_app(&self, call: Call<'_>, redirect_uri: &str) -> Result<AppCheck> {
        check_app::check_app(call, redirect_uri).await
    }

    async fn examine_app(&self, call: Call<'_>) -> Vec<Finding> {
        app_sheet::examine(call).await
    }

    async fn depths(&self, call: Call<'_>, tokens: &TokenSet, accounts: &[AdAccount]) -> Depths {
        depths::depths(call, tokens, accounts).await
    }

    fn remedy(&self, error: &Error) -> Remedy {
        errors::remedy(error)
    }

    fn is_of_the_app(&self, error: &Error) -> bool {
        errors::is_of_the_app(error)
    }

    fn revoking_ends_all(&self) -> bool {
        true
    }

    async fn spend(
        &self,
        call: Call<'_>,
        tokens: &TokenSet,
        accounts: &[String],
    ) -> Result<Vec<SpendReport>> {
        insights::spend(call, tokens, accounts).await
    }

    async fn businesses(&self, call: Call<'_>, tokens: &TokenSet) -> Result<Vec<BusinessAccounts>> {
        businesses::businesses(call, tokens).await
    }

    async fn account_details(&self, call: Call<'_>, tokens: &TokenSet, id: &str) -> Result<AccountDetails> {
        details::details(call, tokens, id).await
    }

    fn explain(&self, provider: &Provider, body: &str) -> Option<Error> {
        pasted::failure(body).map(|failure| errors::explain(provider, &failure, &[]))
    }
}
