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
use crate::text::Text;
use crate::usage::{self, Usage};
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
        let ready = self.ready(record).await?;
        let (platform, call, grant) = (platform::of(&ready.provider), self.ask_as(&ready), &ready.grant);
        let answers = tokio::join!(
            platform.inspect(call, &grant.tokens, &grant.asked),
            platform.accounts(call, &grant.tokens, progress),
        );
        Ok((ready.grant, answers))
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
        let told = accounts.as_ref().map(|list| list.usage.clone()).unwrap_or_default();
        let usage = usage::merged(record.usage.clone(), inspection.usage.clone(), now);
        let record = ConnectionRecord {
            person: Some(inspection.person.clone()),
            // The platform has just accepted it, whatever the clock here says.
            state: if state == ConnectionState::Expired { ConnectionState::Expiring } else { state },
            facts: inspection.facts.clone(),
            checked_at: Some(now),
            problem: None,
            usage: usage::merged(usage, told, now),
            ..record
        };
        self.correct_vault(&record.name, grant, &inspection).await?;
        self.ledger.put_connection(&record)?;
        let mut findings = inspection.findings;
        let (snapshot, problem) = match accounts {
            Ok(list) => {
                let snapshot = Snapshot { taken_at: now, accounts: list.accounts, findings: list.findings };
                self.ledger.put_snapshot(&record.name, &snapshot)?;
                self.note(&record.name, "checked", Ok(None));
                (Some(snapshot), None)
            }
            Err(error) => {
                self.note(&record.name, "check-failed", Err(&error));
                self.remember_wait(&record, &error)?;
                findings.push(accounts_unread(self.platform(&record.provider), &error));
                (self.ledger.snapshot(&record.name)?, Some(error))
            }
        };
        let mut report = self.report_with(&record, record.state, snapshot, problem);
        report.findings = told_once(findings, report.findings);
        Ok(report)
    }

    /// A failed check: marks what it proves, shows the last picture.
    fn failed(&self, record: &ConnectionRecord, error: Error) -> Result<StatusReport> {
        self.note(&record.name, "check-failed", Err(&error));
        self.remember_wait(record, &error)?;
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
        Ok(self.report_with(record, state, self.ledger.snapshot(&record.name)?, error))
    }

    fn report_with(
        &self,
        record: &ConnectionRecord,
        state: ConnectionState,
        snapshot: Option<Snapshot>,
        error: Option<Error>,
    ) -> StatusReport {
        let (accounts_at, accounts, findings) = snapshot.map_or((None, Vec::new(), Vec::new()), |snapshot| {
            (Some(snapshot.taken_at), snapshot.accounts, snapshot.findings)
        });
        let usage = self.usage(record, error.as_ref());
        StatusReport {
            connection: record.name.clone(),
            provider: record.provider.clone(),
            state,
            checked_at: record.checked_at,
            accounts_at,
            person: record.person.clone(),
            token: record.facts.clone(),
            accounts,
            findings,
            usage,
            error,
        }
    }

    /// What is known of the limits: the last figures, and the wait that an error tells of.
    fn usage(&self, record: &ConnectionRecord, error: Option<&Error>) -> Vec<Usage> {
        let now = self.now();
        let mut usage: Vec<Usage> = record.usage.iter().filter(|usage| usage.holds(now)).cloned().collect();
        let asked =
            error.filter(|error| error.code == Code::RateLimited).and_then(|error| error.details.retry_at);
        if asked.is_some() && usage.iter().all(|usage| usage.wait_until.is_none()) {
            let kind = "calls".to_owned();
            let (subject, percent, tier) = (None, None, None);
            usage.insert(0, Usage { kind, subject, percent, wait_until: asked, tier, read_at: now });
        }
        usage
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
    pub(super) fn platform(&self, provider: &str) -> &'static dyn AdPlatform {
        self.catalogue().provider(provider).map_or(&platform::generic::Generic, platform::of)
    }

    /// Refuses to ask while the platform wants this connection, or the whole app, to wait.
    pub(super) fn not_waiting(&self, record: &ConnectionRecord) -> Result<()> {
        let now = self.now();
        let of_app = self.ledger.back_off(&app_key(&record.provider), now)?;
        let Some(until) = self.ledger.back_off(&record.name, now)?.max(of_app) else { return Ok(()) };
        Err(Error::new(
            Code::RateLimited,
            Text::new(
                "The platform asked to wait. The access is fine.",
                "Платформа просит подождать. С доступом всё в порядке.",
            ),
        )
        .hint(Text::new(
            "Nothing has to be done: ask again after the wait.",
            "Делать ничего не нужно: повторите после ожидания.",
        ))
        .with(|details| details.retry_at = Some(until)))
    }

    /// Lets every process of this home know how long to wait. A limit of the app as a whole holds for all that
    /// signed in through it.
    pub(super) fn remember_wait(&self, record: &ConnectionRecord, error: &Error) -> Result<()> {
        let Some(until) = error.details.retry_at.filter(|_| error.code == Code::RateLimited) else {
            return Ok(());
        };
        if self.platform(&record.provider).is_of_the_app(error) {
            return self.ledger.put_back_off(&app_key(&record.provider), until);
        }
        self.ledger.put_back_off(&record.name, until)
    }
}

fn app_key(provider: &str) -> String {
    format!("app/{provider}")
}

/// Both questions of a check tell of limits, versions and the clock: the worse of two findings is told.
fn told_once(inspected: Vec<Finding>, listed: Vec<Finding>) -> Vec<Finding> {
    let both = |check: &str| check.starts_with("api.") || check == "clock";
    let mut findings = inspected;
    for finding in listed {
        match findings.iter_mut().find(|told| told.check == finding.check && both(&told.check)) {
            Some(told) if badness(told.level) < badness(finding.level) => *told = finding,
            Some(_) => {}
            None => findings.push(finding),
        }
    }
    findings
}

fn badness(level: Level) -> u8 {
    match level {
        Level::Ok => 0,
        Level::Info => 1,
        Level::Unknown => 2,
        Level::Warning => 3,
        Level::Error => 4,
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
