//! Questions to the platform that no check asks by itself: spend, businesses, one ad account in depth.

use std::collections::HashMap;

use super::context::Context;
use super::state;
use crate::account::{AccountDetails, BusinessAccounts, KnownSpend, SpendReport};
use crate::catalogue::Provider;
use crate::error::{Code, Error, Result};
use crate::ledger::{ConnectionRecord, ConnectionState};
use crate::platform::{self, AppCredentials, Call};
use crate::vault::item::Grant;

/// Accounts of which spend is asked before progress is told: four calls at Facebook.
const PORTION: usize = 200;
/// What was read within this time is not asked again, in seconds: days that are over hardly change.
const FRESH: i64 = 3600;

/// What a question needs.
pub(super) struct Ready {
    pub(super) provider: Provider,
    pub(super) app: AppCredentials,
    pub(super) grant: Grant,
}

impl Context {
    /// Asks of what was not read within the hour, so that a run that was broken off goes on where it stopped.
    pub(crate) async fn spend(
        &self,
        name: &str,
        accounts: &[String],
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<Vec<SpendReport>> {
        let record = self.record(name)?;
        let zones = self.zones(name)?;
        let mut known = self.fresh_spend(name, accounts)?;
        let accounts: Vec<&String> = if accounts.is_empty() {
            zones.iter().map(|(id, _)| id).collect()
        } else {
            accounts.iter().collect()
        };
        let open: Vec<String> =
            accounts.iter().filter(|id| !known.contains_key(id.as_str())).map(|&id| id.clone()).collect();
        if !open.is_empty() {
            let zones: HashMap<&str, &str> =
                zones.iter().filter_map(|(id, zone)| Some((id.as_str(), zone.as_deref()?))).collect();
            let ready = self.ready(&record).await?;
            for portion in open.chunks(PORTION) {
                for report in self.read_spend(&record, &ready, &zones, portion).await? {
                    known.insert(report.account.clone(), report);
                }
                progress(known.len());
            }
        }
        Ok(accounts.into_iter().filter_map(|id| known.get(id).cloned()).collect())
    }

    /// What is known, without asking.
    pub(crate) fn known_spend(&self, name: &str, accounts: &[String]) -> Result<Vec<KnownSpend>> {
        self.record(name)?;
        self.ledger.spend(name, accounts)
    }

    /// Asks the platform and keeps what it says.
    async fn read_spend(
        &self,
        record: &ConnectionRecord,
        ready: &Ready,
        zones: &HashMap<&str, &str>,
        accounts: &[String],
    ) -> Result<Vec<SpendReport>> {
        let platform = platform::of(&ready.provider);
        let asked = platform.spend(self.ask_as(ready), &ready.grant.tokens, accounts).await;
        let reports = self.answered(record, asked)?;
        let now = self.now();
        let known = |report| KnownSpend::of(report, zones.get(report.account.as_str()).copied(), now);
        self.ledger.put_spend(&record.name, &reports.iter().filter_map(known).collect::<Vec<_>>(), now)?;
        Ok(reports)
    }

    fn fresh_spend(&self, name: &str, accounts: &[String]) -> Result<HashMap<String, SpendReport>> {
        let now = self.now();
        let fresh = |known: &KnownSpend| (0..FRESH).contains(&now.seconds_since(known.read_at));
        let known = self.ledger.spend(name, accounts)?.into_iter().filter(fresh);
        Ok(known.map(|known| (known.account.clone(), known.report())).collect())
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

    /// The ids of the ad accounts last seen, and their time zones.
    fn zones(&self, name: &str) -> Result<Vec<(String, Option<String>)>> {
        let accounts = self.ledger.snapshot(name)?.into_iter().flat_map(|snapshot| snapshot.accounts);
        Ok(accounts.map(|account| (account.id, account.timezone)).collect())
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
