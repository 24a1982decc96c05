//! Status: the ledger's picture at once, then the platform's, then the ledger's again.

use super::connect::accounts_unread;
use super::context::Context;
use super::keep::same_person;
use super::state;
use super::types::StatusReport;
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Level};
use crate::ledger::{ConnectionRecord, ConnectionState, Snapshot};
use crate::platform::{self, AccountList, AdPlatform, Inspection};
use crate::text;
use crate::text::Text;
use crate::vault::ItemKey;
use crate::vault::item::Grant;

/// Told how many ad accounts have arrived.
pub(crate) type Progress<'a> = &'a (dyn Fn(usize) + Send + Sync);

/// What the platform answered: whose token, and its accounts.
type Answers = (Result<Inspection>, Result<AccountList>);

impl Context {
    pub(crate) fn cached_status(&self, name: &str) -> Result<StatusReport> {
        let record = self.record(name)?;
        let state = state::shown(&record, self.now());
        let problem = record
            .problem
            .clone()
            .or_else(|| (state == ConnectionState::Expired).then(|| super::refresh::expired(&record)));
        self.report(&record, state, problem)
    }

    pub(crate) async fn status(&self, name: &str, progress: Progress<'_>) -> Result<StatusReport> {
        self.recover().await;
        let record = self.record(name)?;
        match self.ask(&record, progress).await {
            Ok((grant, answers)) => self.learn(record, grant, answers).await,
            Err(error) => self.failed(&record, error),
        }
    }

    /// Asks both questions at once: one round-trip time for a connection with few accounts.
    async fn ask(&self, record: &ConnectionRecord, progress: Progress<'_>) -> Result<(Grant, Answers)> {
        self.not_waiting(&record.name)?;
        let (provider, _) = self.provider(&record.provider).await?;
        let grant = self.grant(record).await?;
        let grant = match self.good_for(record, grant.clone(), None).await {
            Ok(grant) => grant,
            // The platform's word counts more than this computer's clock.
            Err(error) if error.code == Code::TokenExpired => grant,
            Err(error) => return Err(error),
        };
        let app = match self.app(&provider).await {
            Err(error) if error.code == Code::AppNotConfigured => platform::no_app(),
            other => other?,
        };
        let (platform, call) = (platform::of(&provider), self.call(&provider, &app));
        let answers = tokio::join!(
            platform.inspect(call, &grant.tokens, &grant.asked),
            platform.accounts(call, &grant.tokens, progress),
        );
        Ok((grant, answers))
    }

    /// Writes down what was learned and reports it.
    async fn learn(&self, record: ConnectionRecord, grant: Grant, answers: Answers) -> Result<StatusReport> {
        let (inspection, accounts) = match answers {
            (Err(error), _) => return self.failed(&record, error),
            (Ok(_), Err(error)) if state::proven_by(error.code).is_some() => {
                return self.failed(&record, error);
            }
            (Ok(inspection), accounts) => (inspection, accounts),
        };
        if let Err(error) = same_person(&record, &inspection.person) {
            return self.failed(&record, error);
        }
        let now = self.now();
        let state = state::by_time(&inspection.facts, now);
        let record = ConnectionRecord {
            person: Some(inspection.person.clone()),
            // The platform has just accepted it, whatever the clock here says.
            state: if state == ConnectionState::Expired { ConnectionState::Expiring } else { state },
            facts: inspection.facts.clone(),
            checked_at: Some(now),
            problem: None,
            ..record
        };
        self.correct_vault(&record.name, grant, &inspection).await?;
        self.ledger.put_connection(&record)?;
        let mut findings = inspection.findings;
        let problem = match accounts {
            Ok(list) => {
                let snapshot = Snapshot { taken_at: now, accounts: list.accounts, findings: list.findings };
                self.ledger.put_snapshot(&record.name, &snapshot)?;
                self.note(&record.name, "checked", Ok(None));
                None
            }
            Err(error) => {
                self.note(&record.name, "check-failed", Err(&error));
                self.remember_wait(&record.name, &error)?;
                findings.push(accounts_unread(self.platform(&record.provider), &error));
                Some(error)
            }
        };
        let mut report = self.report(&record, record.state, problem)?;
        findings.append(&mut report.findings);
        report.findings = findings;
        Ok(report)
    }

    /// A failed check: marks what it proves, shows the last picture.
    fn failed(&self, record: &ConnectionRecord, error: Error) -> Result<StatusReport> {
        self.note(&record.name, "check-failed", Err(&error));
        self.remember_wait(&record.name, &error)?;
        let proven = state::proven_by(error.code);
        // A keychain that lost its item may find it again: that is shown, not remembered.
        if let Some(state) = proven.filter(|state| *state != ConnectionState::NotConnected) {
            self.ledger.put_connection(&ConnectionRecord {
                state,
                checked_at: Some(self.now()),
                problem: Some(error.clone()),
                ..record.clone()
            })?;
        }
        let remedy = self.platform(&record.provider).remedy(&error);
        let finding = check_failed(&error, proven.is_some()).remedy(remedy);
        let mut report = self.report(record, proven.unwrap_or(ConnectionState::Unknown), Some(error))?;
        report.findings.insert(0, finding);
        Ok(report)
    }

    fn report(
        &self,
        record: &ConnectionRecord,
        state: ConnectionState,
        error: Option<Error>,
    ) -> Result<StatusReport> {
        let snapshot = self.ledger.snapshot(&record.name)?;
        let (accounts_at, accounts, findings) = snapshot.map_or((None, Vec::new(), Vec::new()), |snapshot| {
            (Some(snapshot.taken_at), snapshot.accounts, snapshot.findings)
        });
        Ok(StatusReport {
            connection: record.name.clone(),
            provider: record.provider.clone(),
            state,
            checked_at: record.checked_at,
            accounts_at,
            person: record.person.clone(),
            token: record.facts.clone(),
            accounts,
            findings,
            error,
        })
    }

    /// The expiry travels with the secret: what the platform corrected is corrected there too, unless somebody else
    /// is changing the item right now.
    async fn correct_vault(&self, name: &str, grant: Grant, inspection: &Inspection) -> Result<()> {
        if inspection.tokens == grant.tokens && inspection.person == grant.person {
            return Ok(());
        }
        let Some(_turn) = self.try_turn(name)? else { return Ok(()) };
        let key = ItemKey::Connection(name.to_owned());
        let current = self.vault_get(key.clone()).await?;
        let current = current.as_ref().map(Grant::from_secret).transpose()?;
        if current.is_none_or(|current| current.tokens.access_token != grant.tokens.access_token) {
            return Ok(());
        }
        let corrected =
            Grant { person: inspection.person.clone(), tokens: inspection.tokens.clone(), ..grant };
        self.vault_put(key, corrected.to_secret()?).await
    }

    /// The platform behind a provider, also of one whose entry is refused at the moment.
    fn platform(&self, provider: &str) -> &'static dyn AdPlatform {
        self.catalogue().provider(provider).map_or(&platform::generic::Generic, platform::of)
    }

    /// Refuses to ask while the platform wants us to wait.
    pub(super) fn not_waiting(&self, name: &str) -> Result<()> {
        let Some(until) = self.ledger.back_off(name, self.now())? else { return Ok(()) };
        Err(Error::new(
            Code::RateLimited,
            Text::new(
                "The platform asked to wait. The access is fine.",
                "Платформа просит подождать. С доступом всё в порядке.",
            ),
        )
        .hint(text!("Ask again after {until}.", "Повторите после {until}."))
        .with(|details| details.retry_at = Some(until)))
    }

    /// Lets every process of this home know how long to wait.
    pub(super) fn remember_wait(&self, name: &str, error: &Error) -> Result<()> {
        match error.details.retry_at {
            Some(until) if error.code == Code::RateLimited => self.ledger.put_back_off(name, until),
            _ => Ok(()),
        }
    }
}

fn check_failed(error: &Error, proven: bool) -> Finding {
    let (level, title) = if proven {
        (Level::Error, Text::new("The access does not work", "Доступ не работает"))
    } else {
        (Level::Unknown, Text::new("Could not be checked", "Не удалось проверить"))
    };
    Finding::new("token.valid", level, title, (*error.message).clone())
}
