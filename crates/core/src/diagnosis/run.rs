//! Running checks: everything that can go side by side does, each with a deadline; what fails or hangs is told as
//! unknown and never stops the rest.

use std::time::Duration;

use futures_util::future::join_all;
use futures_util::{StreamExt, stream};

use super::check::{Check, Facts, Ground, How, Selection, all, group_of};
use super::checks::rank;
use super::dress::{cure, dress, with_evidence};
use super::types::{CheckGroup, DiagnoseRequest, Diagnosis, DiagnosisEvent};
use crate::catalogue::Provider;
use crate::connection::{Context, StatusReport};
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Level, Remedy, Who};
use crate::ledger::ConnectionRecord;
use crate::platform::Depths;
use crate::text::Text;
use crate::time::Timestamp;

/// Told about every step.
pub(crate) type Events<'a> = &'a (dyn Fn(DiagnosisEvent) + Send + Sync);

/// A look at this computer; a keychain may wait that long for a person.
const LOOK: Duration = Duration::from_secs(65);
/// Questions to the platform about one app or connection.
const ASKING: Duration = Duration::from_secs(120);
/// Connections looked at side by side.
const AT_ONCE: usize = 4;

/// What is to be looked at.
struct Scope {
    records: Vec<ConnectionRecord>,
    providers: Vec<Provider>,
}

/// Tells events of one connection, or of none.
#[derive(Clone, Copy)]
struct Teller<'a> {
    events: Events<'a>,
    connection: Option<&'a str>,
}

/// Looks at what `request` names.
///
/// # Errors
/// `usage`, `connection-unknown`, `ledger-damaged`. What a check meets is a finding.
pub(crate) async fn diagnose(
    context: &Context,
    request: &DiagnoseRequest,
    events: Events<'_>,
) -> Result<Diagnosis> {
    let selection = Selection::new(&request.only)?;
    let scope = Scope::of(context, request.connection.as_deref())?;
    let ground = Ground { context, providers: scope.providers.clone() };
    let (machine, apps, reports) = tokio::join!(
        machine(&ground, &selection, events),
        join_all(scope.providers.iter().map(|provider| app(context, provider, &selection, events))),
        connections(context, &scope, &selection, events),
    );
    let mut diagnosis = Diagnosis { at: context.now(), connections: reports?, findings: machine };
    for (provider, findings) in scope.providers.iter().zip(apps) {
        place(&mut diagnosis, &provider.key, findings);
    }
    hoist(&mut diagnosis);
    Ok(diagnosis)
}

impl Scope {
    fn of(context: &Context, connection: Option<&str>) -> Result<Self> {
        let providers = context.catalogue().providers();
        let Some(name) = connection else {
            let records = context.ledger().connections()?;
            let connected =
                |provider: &&Provider| records.iter().any(|record| record.provider == provider.key);
            let used = |provider: &&Provider| connected(provider) || context.has_app(provider);
            return Ok(Self { providers: providers.iter().filter(used).cloned().collect(), records });
        };
        let (records, key) = match context.record(name) {
            Ok(record) => (vec![record.clone()], record.provider),
            // A provider that nobody has connected yet: its app and this computer can be looked at.
            Err(error) if error.code == Code::AuthorizationRequired => (Vec::new(), name.to_owned()),
            Err(error) => return Err(error),
        };
        Ok(Self {
            records,
            providers: providers.iter().filter(|provider| provider.key == key).cloned().collect(),
        })
    }
}

impl Teller<'_> {
    fn started(&self, checks: &[&Check]) {
        for check in checks {
            (self.events)(DiagnosisEvent::Started { check: check.id.into(), connection: self.name() });
        }
    }

    fn ended(&self, checks: &[&Check]) {
        for check in checks {
            (self.events)(DiagnosisEvent::Ended { check: check.id.into(), connection: self.name() });
        }
    }

    fn found(&self, findings: &[Finding]) {
        for finding in findings {
            let (check, finding) = (finding.check.clone(), Box::new(finding.clone()));
            (self.events)(DiagnosisEvent::Found { check, connection: self.name(), finding });
        }
    }

    fn name(&self) -> Option<String> {
        self.connection.map(str::to_owned)
    }
}

async fn machine(ground: &Ground<'_>, selection: &Selection<'_>, events: Events<'_>) -> Vec<Finding> {
    let teller = Teller { events, connection: None };
    let looks = selection.of(|how| matches!(how, How::Machine(_))).into_iter().map(|check| async move {
        let How::Machine(look) = check.how else { return Vec::new() };
        teller.started(&[check]);
        let found = tokio::time::timeout(LOOK, look(ground)).await;
        let mut findings = found.unwrap_or_else(|_| vec![too_slow(check)]);
        findings.retain(|finding| selection.wants(finding));
        teller.found(&findings);
        teller.ended(&[check]);
        findings
    });
    join_all(looks).await.concat()
}

/// What the platform says of the app of `provider`.
async fn app(
    context: &Context,
    provider: &Provider,
    selection: &Selection<'_>,
    events: Events<'_>,
) -> Vec<Finding> {
    let checks = selection.of(|how| matches!(how, How::App));
    if checks.is_empty() {
        return Vec::new();
    }
    let teller = Teller { events, connection: None };
    teller.started(&checks);
    let asked = tokio::time::timeout(ASKING, context.examine_app(&provider.key)).await;
    let mut findings = match asked {
        Err(_) => vec![too_slow(checks[0])],
        Ok(Err(error)) => vec![app_unknown(&error)],
        Ok(Ok((checked, examined))) => {
            let checked = checked.map_or_else(|error| vec![app_unknown(&error)], |check| check.findings);
            checked.into_iter().chain(examined).collect()
        }
    };
    findings.retain(|finding| selection.wants(finding));
    let findings: Vec<Finding> = findings.into_iter().map(|finding| dress(finding, None)).collect();
    teller.found(&findings);
    teller.ended(&checks);
    findings
}

async fn connections(
    context: &Context,
    scope: &Scope,
    selection: &Selection<'_>,
    events: Events<'_>,
) -> Result<Vec<StatusReport>> {
    let mut looks = Vec::new();
    for record in &scope.records {
        let provider = scope.providers.iter().find(|provider| provider.key == record.provider);
        looks.push(connection(context, record, provider, selection, events));
    }
    let reports: Vec<Result<StatusReport>> = stream::iter(looks).buffered(AT_ONCE).collect().await;
    reports.into_iter().collect()
}

async fn connection(
    context: &Context,
    record: &ConnectionRecord,
    provider: Option<&Provider>,
    selection: &Selection<'_>,
    events: Events<'_>,
) -> Result<StatusReport> {
    let name = record.name.as_str();
    let teller = Teller { events, connection: Some(name) };
    let told = selection.of(|how| matches!(how, How::Status));
    let judged = selection.of(|how| matches!(how, How::Facts(_)));
    let deep = selection.of(|how| matches!(how, How::Depths(_)));
    if told.is_empty() && judged.is_empty() && deep.is_empty() {
        return Ok(StatusReport { findings: Vec::new(), ..context.cached_status(name)? });
    }
    teller.started(&told);
    let mut report = match tokio::time::timeout(ASKING, context.status(name, &|_| {})).await {
        Ok(report) => report?,
        Err(_) => out_of_time(context.cached_status(name)?),
    };
    let error = report.error.clone();
    report.findings.retain(|finding| selection.wants(finding));
    report.findings = once(report.findings.drain(..).map(|finding| dress(finding, error.as_ref())));
    teller.found(&report.findings);
    teller.ended(&told);
    let depths = match (deep.is_empty(), proves_alive(&report)) {
        (false, true) => depths(context, name).await,
        _ => Depths::default(),
    };
    let facts = Facts { report: &report, depths: &depths, provider, now: context.now() };
    let mut findings = Vec::new();
    for check in judged.into_iter().chain(deep) {
        teller.started(&[check]);
        let found = judge(check, &facts);
        teller.found(&found);
        teller.ended(&[check]);
        findings.extend(found);
    }
    report.findings.extend(findings);
    Ok(report)
}

/// The same check can be told by two questions that were asked side by side: the worse one stays.
fn once(findings: impl Iterator<Item = Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        match kept.iter_mut().find(|known| known.check == finding.check && known.account == finding.account) {
            Some(known) if rank(known.level) >= rank(finding.level) => {}
            Some(known) => *known = finding,
            None => kept.push(finding),
        }
    }
    kept
}

fn judge(check: &Check, facts: &Facts<'_>) -> Vec<Finding> {
    match check.how {
        How::Facts(judge) | How::Depths(judge) => judge(facts),
        How::Machine(_) | How::With(_) | How::App | How::Status => Vec::new(),
    }
}

/// What the ad accounts of `report` say of themselves, without asking anybody.
pub(crate) fn of_accounts(
    report: &StatusReport,
    provider: Option<&Provider>,
    now: Timestamp,
) -> Vec<Finding> {
    let facts = Facts { report, depths: &Depths::default(), provider, now };
    let judged = all().filter(|check| check.group == CheckGroup::Accounts);
    judged.filter(|check| matches!(check.how, How::Facts(_))).flat_map(|check| judge(check, &facts)).collect()
}

/// What lies deeper is asked only of an access that has just worked.
fn proves_alive(report: &StatusReport) -> bool {
    report.error.is_none() && !report.accounts.is_empty()
}

/// Findings beyond the usual: what cannot be read is left out.
async fn depths(context: &Context, name: &str) -> Depths {
    match tokio::time::timeout(ASKING, context.depths(name)).await {
        Ok(Ok(depths)) => depths,
        Ok(Err(error)) => Depths { problem: Some(error), ..Depths::default() },
        Err(_) => Depths::default(),
    }
}

/// Findings about an app go with the connections that use it; of the same check the worse one stays.
fn place(diagnosis: &mut Diagnosis, provider: &str, findings: Vec<Finding>) {
    let mut homeless = true;
    for report in diagnosis.connections.iter_mut().filter(|report| report.provider == provider) {
        homeless = false;
        for finding in &findings {
            match report.findings.iter_mut().find(|known| known.check == finding.check) {
                Some(known) if rank(known.level) >= rank(finding.level) => {}
                Some(known) => *known = finding.clone(),
                None => report.findings.push(finding.clone()),
            }
        }
    }
    if homeless {
        diagnosis.findings.extend(findings);
    }
}

/// What is wrong with this computer is told once, not with every connection.
fn hoist(diagnosis: &mut Diagnosis) {
    for report in &mut diagnosis.connections {
        let is_here = |finding: &Finding| group_of(&finding.check) == Some(CheckGroup::Machine);
        let (here, there) = report.findings.drain(..).partition::<Vec<_>, _>(is_here);
        report.findings = there;
        for finding in here {
            if !diagnosis.findings.iter().any(|known| known.check == finding.check) {
                diagnosis.findings.push(finding);
            }
        }
    }
}

fn too_slow(check: &Check) -> Finding {
    let detail = Text::new("It did not end in time.", "Проверка не закончилась вовремя.");
    Finding::new(check.id, Level::Unknown, check.title.clone(), detail)
}

fn out_of_time(report: StatusReport) -> StatusReport {
    let title = Text::new("Could not be checked", "Не удалось проверить");
    let detail = Text::new("The platform did not answer in time.", "Платформа не ответила вовремя.");
    let error = Error::new(Code::PlatformUnavailable, detail.clone());
    let mut findings = vec![Finding::new("token.valid", Level::Unknown, title, detail)];
    findings.extend(report.findings);
    StatusReport { findings, error: Some(error), ..report }
}

fn app_unknown(error: &Error) -> Finding {
    let level = if error.code == Code::AppNotConfigured { Level::Error } else { Level::Unknown };
    let title = Text::new("App", "Приложение");
    let mut remedy = Remedy::new(Who::You, (*error.hint).clone());
    remedy.fix = cure(error.code);
    with_evidence(Finding::new("app.id", level, title, (*error.message).clone()), error).remedy(remedy)
}
