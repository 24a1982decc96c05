//! Any platform that speaks plain OAuth 2.0 or OpenID Connect: what the catalogue says is all there is to know.

use async_trait::async_trait;

use super::{AccountList, AdPlatform, AppCheck, Call, Inspection};
use crate::catalogue::Provider;
use crate::error::{Error, Result};
use crate::finding::{Finding, Level};
use crate::grant::TokenSet;
use crate::oauth::{self, token};
use crate::text;
use crate::text::Text;

mod check_app;
mod inspect;
mod person;
#[cfg(test)]
mod tests;

pub(super) use inspect::inspect;

/// The platform behind every provider that has no code of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Generic;

#[async_trait]
impl AdPlatform for Generic {
    async fn upgrade(&self, _: Call<'_>, _: &TokenSet) -> Result<Option<TokenSet>> {
        Ok(None)
    }

    async fn inspect(&self, call: Call<'_>, tokens: &TokenSet, asked: &[String]) -> Result<Inspection> {
        inspect::inspect(call, tokens, asked, &|_, _| None).await
    }

    async fn accounts(
        &self,
        call: Call<'_>,
        _: &TokenSet,
        _: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<AccountList> {
        Ok(AccountList { accounts: Vec::new(), findings: vec![no_list(call.provider)], usage: Vec::new() })
    }

    async fn renew(&self, call: Call<'_>, tokens: &TokenSet) -> Result<TokenSet> {
        token::refresh(call, tokens, &|_, _| None).await
    }

    async fn revoke(&self, call: Call<'_>, tokens: &TokenSet) -> Result<bool> {
        token::revoke(call, tokens).await
    }

    async fn check_app(&self, call: Call<'_>, redirect_uri: &str) -> Result<AppCheck> {
        check_app::check_app(call, redirect_uri).await
    }

    fn explain(&self, _: &Provider, body: &str) -> Option<Error> {
        oauth::explain::explain(body)
    }

    /// Plain RFC 6749 §5.2, which `oauth::token` reads by itself and with more knowledge: what was asked.
    fn explain_answer(&self, _: &Provider, _: u16, _: &str) -> Option<Error> {
        None
    }
}

fn no_list(provider: &Provider) -> Finding {
    let name = &provider.display_name;
    Finding::new(
        "accounts.list",
        Level::Info,
        Text::new("Ad accounts", "Рекламные кабинеты"),
        text!(
            "AdKeys cannot list ad accounts of {name}. Your tools can use the access.",
            "AdKeys не умеет показывать кабинеты {name}. Ваши инструменты могут пользоваться доступом."
        ),
    )
}
