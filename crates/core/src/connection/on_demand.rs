//! Questions to the platform that no check asks by itself: spend, businesses, one ad account in depth.

use super::context::Context;
use super::state;
use crate::account::{AccountDetails, BusinessAccounts, SpendReport};
use crate::catalogue::Provider;
use crate::error::{Code, Error, Result};
use crate::ledger::{ConnectionRecord, ConnectionState};
use crate::platform::{self, AppCredentials, Call};
use crate::vault::item::Grant;

/// Accounts of which spend is asked before progress is told: four calls at Facebook.
const PORTION: usize = 200;

/// What a question needs.
pub(super) struct Ready {
    pub(super) provider: Provider,
    pub(super) app: AppCredentials,
    pub(super) grant: Grant,
}

impl Context {
    pub(crate) async fn spend(
        &self,
        name: &str,
        accounts: &[String],
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<Vec<SpendReport>> {
        let record = self.record(name)?;
        let accounts = if accounts.is_empty() { self.known_accounts(name)? } else { accounts.to_vec() };
        let ready = self.ready(&record).await?;
        let mut reports = Vec::with_capacity(accounts.len());
        for portion in accounts.chunks(PORTION) {
            let asked =
                platform::of(&ready.provider).spend(self.ask_as(&ready), &ready.grant.tokens, portion).await;
            reports.extend(self.answered(&record, asked)?);
            progress(reports.len());
        }
        Ok(reports)
    }

    pub(crate) async fn businesses(&self, name: &str) -> Result<Vec<BusinessAccounts>> {
        let record = self.record(name)?;
        let ready = self.ready(&record).await?;
        let asked = platform::of(&ready.provider).businesses(self.ask_as(&ready), &ready.grant.tokens).await;
        let mut businesses = self.answered(&record, asked)?;
        let own = self.ledger.snapshot(name)?.map(|snapshot| snapshot.accounts).unwrap_or_default();
        for business in &mut businesses {
            business.merge(&own);
        }
        Ok(businesses)
    }

    pub(crate) async fn account_details(&self, name: &str, account: &str) -> Result<AccountDetails> {
        let record = self.record(name)?;
        let ready = self.ready(&record).await?;
        let asked = platform::of(&ready.provider)
            .account_details(self.ask_as(&ready), &ready.grant.tokens, account)
            .await;
        self.answered(&record, asked)
    }

    /// Everything that a question needs: nothing to wait for, a token that lives, the app if there is one.
    pub(super) async fn ready(&self, record: &ConnectionRecord) -> Result<Ready> {
        self.not_waiting(record)?;
        let (provider, _) = self.provider(&record.provider).await?;
        let grant = self.grant(record).await?;
        let grant = match self.good_for(record, grant.clone(), None).await {
            Ok(grant) => grant,
            // The platform's word counts more than this computer's clock.
            Err(error) if error.code == Code::TokenExpired => grant,
            Err(error) => return Err(error),
        };
        let grant = self.fresher(record, grant).await?;
        let app = match self.app(&provider).await {
            Err(error) if error.code == Code::AppNotConfigured => platform::no_app(),
            other => other?,
        };
        Ok(Ready { provider, app, grant })
    }

    pub(super) fn ask_as<'a>(&'a self, ready: &'a Ready) -> Call<'a> {
        self.call(&ready.provider, &ready.app)
    }

    fn known_accounts(&self, name: &str) -> Result<Vec<String>> {
        let snapshot = self.ledger.snapshot(name)?;
        Ok(snapshot.into_iter().flat_map(|snapshot| snapshot.accounts).map(|account| account.id).collect())
    }

    /// Remembers what a failure asks for and proves, as a check does.
    fn answered<T>(&self, record: &ConnectionRecord, answer: Result<T>) -> Result<T> {
        let Err(error) = answer else { return answer };
        self.remember_wait(record, &error)?;
        if let Some(state @ (ConnectionState::Expired | ConnectionState::Revoked)) =
            state::proven_by(error.code)
        {
            let problem = Some(error.clone());
            self.ledger.put_connection(&ConnectionRecord { state, problem, ..record.clone() })?;
        }
        Err(of_connection(error, record))
    }
}

fn of_connection(error: Error, record: &ConnectionRecord) -> Error {
    error.with(|details| {
        details.connection.get_or_insert_with(|| record.name.clone());
    })
}
