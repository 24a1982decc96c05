//! The allow-list: every field of a report, and nothing else.

use serde::Serialize;

use super::ReportOptions;
use super::clean::Cleaner;
use crate::account::{AccountCounts, AccountStatus, AdAccount};
use crate::connection::StatusReport;
use crate::diagnosis::types::Diagnosis;
use crate::error::{Code, Error};
use crate::finding::{Finding, Level, Who};
use crate::grant::{Scopes, TokenKind, TokenOrigin};
use crate::ledger::{Activity, ConnectionState};
use crate::text::Text;
use crate::time::Timestamp;
use crate::trace::{Trace, TraceStep};

/// What happened to a connection, and its last sign-in.
pub(super) type Past = (Vec<Activity>, Option<Trace>);

#[derive(Serialize)]
pub(super) struct Sheet {
    pub(super) adkeys: &'static str,
    pub(super) system: String,
    pub(super) at: Timestamp,
    pub(super) findings: Vec<Line>,
    pub(super) connections: Vec<Sight>,
}

/// A connection.
#[derive(Serialize)]
pub(super) struct Sight {
    pub(super) connection: String,
    pub(super) provider: String,
    pub(super) state: ConnectionState,
    pub(super) checked_at: Option<Timestamp>,
    pub(super) accounts_at: Option<Timestamp>,
    pub(super) last_good_call: Option<Timestamp>,
    pub(super) person: Option<String>,
    pub(super) token: Token,
    pub(super) error: Option<Fault>,
    pub(super) accounts: AccountCounts,
    /// Only those that are not active.
    pub(super) troubled: Vec<Account>,
    pub(super) findings: Vec<Line>,
    pub(super) timeline: Vec<Moment>,
    pub(super) trace: Option<SignIn>,
}

#[derive(Serialize)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) origin: TokenOrigin,
    pub(super) obtained_at: Option<Timestamp>,
    pub(super) expires_at: Option<Timestamp>,
    pub(super) data_access_expires_at: Option<Timestamp>,
    pub(super) scopes: Scopes,
}

#[derive(Serialize)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) status: AccountStatus,
    pub(super) native_status: String,
    pub(super) native_reason: Option<String>,
    pub(super) can_deliver: bool,
    pub(super) tasks: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) platform_code: Option<i32>,
    pub(super) platform_subcode: Option<i32>,
    pub(super) http_status: Option<u16>,
    pub(super) trace_id: Option<String>,
    pub(super) retry_at: Option<Timestamp>,
}

#[derive(Serialize)]
pub(super) struct Line {
    pub(super) check: String,
    pub(super) level: Level,
    pub(super) title: Text,
    pub(super) detail: Text,
    pub(super) account: Option<String>,
    pub(super) evidence: Vec<Fact>,
    pub(super) who: Option<Who>,
    pub(super) remedy: Option<Text>,
    pub(super) steps: Vec<Text>,
    pub(super) command: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Fact {
    pub(super) label: Text,
    pub(super) value: String,
}

#[derive(Serialize)]
pub(super) struct Moment {
    pub(super) at: Timestamp,
    pub(super) event: String,
    pub(super) code: Option<String>,
}

#[derive(Serialize)]
pub(super) struct SignIn {
    pub(super) started_at: Timestamp,
    pub(super) outcome: String,
    pub(super) steps: Vec<TraceStep>,
}

/// Accounts that are not active, in a report.
const MOST: usize = 200;

/// Evidence that is money or a place on this computer; it stays here.
const KEPT_BACK: &[&str] = &["accounts.spend-cap", "machine.catalogue", "machine.proxy"];

impl Sheet {
    pub(super) fn of(diagnosis: &Diagnosis, past: Vec<Past>, options: ReportOptions, salt: &str) -> Self {
        let cleaner = Cleaner { options, salt };
        let connections = diagnosis.connections.iter().zip(past);
        Self {
            adkeys: env!("CARGO_PKG_VERSION"),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            at: diagnosis.at,
            findings: diagnosis.findings.iter().map(|finding| line(&cleaner, finding, &[])).collect(),
            connections: connections.map(|(report, past)| sight(&cleaner, report, past)).collect(),
        }
    }
}

fn sight(cleaner: &Cleaner<'_>, report: &StatusReport, (timeline, trace): Past) -> Sight {
    let good = timeline.iter().find(|entry| entry.code.is_none() && entry.event == "checked");
    let names: Vec<&str> = [report.person.as_ref().map(|person| person.name.as_str()), own_name(report)]
        .into_iter()
        .flatten()
        .collect();
    let token = &report.token;
    Sight {
        connection: connection_name(cleaner, report),
        provider: report.provider.clone(),
        state: report.state,
        checked_at: report.checked_at,
        accounts_at: report.accounts_at,
        last_good_call: good.map(|entry| entry.at),
        person: report.person.as_ref().map(|person| {
            cleaner.name(&person.name).unwrap_or_else(|| cleaner.fingerprint("person", &person.id))
        }),
        token: Token {
            kind: token.kind,
            origin: token.origin,
            obtained_at: token.obtained_at,
            expires_at: token.expires_at,
            data_access_expires_at: token.data_access_expires_at,
            scopes: token.scopes.clone(),
        },
        error: report.error.as_ref().map(fault),
        accounts: AccountCounts::of(&report.accounts),
        troubled: troubled(cleaner, &report.accounts),
        findings: report
            .findings
            .iter()
            .map(|finding| line(cleaner, finding, &with_account(&names, report, finding)))
            .collect(),
        timeline: timeline
            .into_iter()
            .map(|entry| Moment { at: entry.at, event: entry.event, code: entry.code })
            .collect(),
        trace: trace.map(|trace| sign_in(cleaner, trace, &names)),
    }
}

/// A connection's name says something only if somebody chose it.
fn own_name(report: &StatusReport) -> Option<&str> {
    (report.connection != report.provider).then_some(report.connection.as_str())
}

fn connection_name(cleaner: &Cleaner<'_>, report: &StatusReport) -> String {
    match own_name(report) {
        None => report.connection.clone(),
        Some(name) => cleaner.name(name).unwrap_or_else(|| cleaner.fingerprint("connection", name)),
    }
}

/// Names that may stand in a finding: the person's, the connection's, its account's and that one's business's.
fn with_account<'a>(names: &[&'a str], report: &'a StatusReport, finding: &Finding) -> Vec<&'a str> {
    let account = report.accounts.iter().find(|account| Some(&account.id) == finding.account.as_ref());
    let business = account.and_then(|account| account.business.as_ref());
    let own = [account.map(|account| account.name.as_str()), business.map(|business| business.name.as_str())];
    names.iter().copied().chain(own.into_iter().flatten()).collect()
}

fn troubled(cleaner: &Cleaner<'_>, accounts: &[AdAccount]) -> Vec<Account> {
    let not_active = accounts.iter().filter(|account| account.status != AccountStatus::Active);
    not_active
        .take(MOST)
        .map(|account| Account {
            id: cleaner.id("account", &account.id),
            name: cleaner.name(&account.name),
            status: account.status,
            native_status: account.native_status.clone(),
            native_reason: account.native_reason.clone(),
            can_deliver: account.can_deliver,
            tasks: account.tasks.clone(),
        })
        .collect()
}

fn fault(error: &Error) -> Fault {
    let details = &error.details;
    Fault {
        code: error.code,
        platform_code: details.platform_code,
        platform_subcode: details.platform_subcode,
        http_status: details.http_status,
        trace_id: details.trace_id.clone(),
        retry_at: details.retry_at,
    }
}

fn line(cleaner: &Cleaner<'_>, finding: &Finding, names: &[&str]) -> Line {
    let remedy = finding.remedy.as_ref();
    let shows_evidence = !KEPT_BACK.contains(&finding.check.as_str());
    let evidence = finding.evidence.iter().filter(|_| shows_evidence).map(|fact| Fact {
        label: cleaner.text(&fact.label, names),
        value: cleaner.words(&fact.value, names),
    });
    let steps = remedy.into_iter().flat_map(|remedy| &remedy.steps);
    Line {
        check: finding.check.clone(),
        level: finding.level,
        title: cleaner.text(&finding.title, names),
        detail: cleaner.text(&finding.detail, names),
        account: finding.account.as_ref().map(|id| cleaner.id("account", id)),
        evidence: evidence.collect(),
        who: remedy.map(|remedy| remedy.who),
        remedy: remedy.map(|remedy| cleaner.text(&remedy.text, names)),
        steps: steps.map(|step| cleaner.text(step, names)).collect(),
        command: remedy
            .and_then(|remedy| remedy.command.as_ref())
            .map(|command| cleaner.words(command, names)),
    }
}

fn sign_in(cleaner: &Cleaner<'_>, trace: Trace, names: &[&str]) -> SignIn {
    let step = |step: TraceStep| TraceStep {
        url: step.url.map(|url| cleaner.words(&url, names)),
        headers: step.headers.into_iter().map(|(name, value)| (name, cleaner.words(&value, names))).collect(),
        note: step.note.map(|note| cleaner.text(&note, names)),
        ..step
    };
    SignIn {
        started_at: trace.started_at,
        outcome: trace.outcome,
        steps: trace.steps.into_iter().map(step).collect(),
    }
}
