//! Can this work? Account by purpose, from what was last read: scopes, chosen accounts, tasks, states. No network.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::account::{AccountStatus, AdAccount};
use crate::catalogue::Provider;
use crate::connection::StatusReport;
use crate::finding::Finding;
use crate::grant::Granular;
use crate::ledger::ConnectionState;
use crate::text::Text;

mod reasons;

use reasons::Why;

/// Something that a person may want to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Purpose {
    /// The stable id (`read-reports`).
    pub id: String,
    /// What it is called.
    pub title: Text,
}

/// Whether something can work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing is known to stand in the way.
    Yes,
    /// It cannot; the reasons say why.
    No,
    /// Not enough is known.
    Unknown,
}

/// One account and one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Cell {
    /// Whether it can work.
    pub verdict: Verdict,
    /// What stands in the way: places in [`Matrix::reasons`].
    pub reasons: Vec<u32>,
}

/// One account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MatrixRow {
    /// Its id (`act_1`).
    pub account: String,
    /// Its name. Foreign text.
    pub name: String,
    /// One a purpose, in their order.
    pub cells: Vec<Cell>,
}

/// Every account by every purpose. The same reason is told once, however many accounts it holds for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Matrix {
    /// The columns.
    pub purposes: Vec<Purpose>,
    /// What stands in the way of anything.
    pub reasons: Vec<Finding>,
    /// The accounts.
    pub rows: Vec<MatrixRow>,
}

/// What a purpose takes; a row of `purposes.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Needs {
    id: String,
    title: Text,
    provider: String,
    scopes: Vec<String>,
    tasks: Vec<String>,
    statuses: Vec<AccountStatus>,
    #[serde(default)]
    delivers: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    purpose: Vec<Needs>,
}

/// Part of the program; a test holds it to be readable.
static TABLE: LazyLock<Vec<Needs>> = LazyLock::new(|| {
    toml::from_str(include_str!("purposes.toml")).map_or_else(|_| Vec::new(), |table: Table| table.purpose)
});

/// Every purpose that any platform knows.
pub(crate) fn purposes() -> Vec<Purpose> {
    let mut all: Vec<Purpose> = Vec::new();
    for needs in TABLE.iter() {
        if !all.iter().any(|known| known.id == needs.id) {
            all.push(needs.purpose());
        }
    }
    all
}

/// The matrix of a connection.
pub(crate) fn matrix(report: &StatusReport, provider: &Provider) -> Matrix {
    let wanted: Vec<&Needs> =
        TABLE.iter().filter(|needs| needs.provider == provider.service_provider).collect();
    let mut told = Told { provider, report, places: HashMap::new(), reasons: Vec::new() };
    let purposes = wanted.iter().map(|needs| needs.purpose()).collect();
    // What holds for all accounts is looked at once.
    let common: Vec<Common> = wanted.iter().map(|needs| needs.common(report)).collect();
    let rows = report.accounts.iter().map(|account| MatrixRow {
        account: account.id.clone(),
        name: account.name.clone(),
        cells: wanted.iter().zip(&common).map(|(needs, common)| told.cell(needs, common, account)).collect(),
    });
    let rows = rows.collect();
    Matrix { purposes, reasons: told.reasons, rows }
}

/// What stands in the way of a purpose whatever the account, and whether enough is known.
struct Common {
    whys: Vec<Why>,
    known: bool,
}

/// Reasons told so far, and where.
struct Told<'a> {
    provider: &'a Provider,
    report: &'a StatusReport,
    places: HashMap<Why, u32>,
    reasons: Vec<Finding>,
}

impl Needs {
    fn purpose(&self) -> Purpose {
        Purpose { id: self.id.clone(), title: self.title.clone() }
    }

    fn common(&self, report: &StatusReport) -> Common {
        let mut whys = Vec::new();
        if matches!(
            report.state,
            ConnectionState::Expired
                | ConnectionState::Revoked
                | ConnectionState::Blocked
                | ConnectionState::NotConnected
        ) {
            whys.push(Why::Dead);
        }
        let granted = &report.token.scopes.granted;
        let lacks = |scope: &&String| !scope.split('|').any(|one| granted.iter().any(|given| given == one));
        if !granted.is_empty() {
            whys.extend(self.scopes.iter().filter(lacks).cloned().map(Why::Scope));
        }
        Common { whys, known: !granted.is_empty() }
    }

    /// What stands in the way at this account.
    fn own(&self, report: &StatusReport, account: &AdAccount) -> Vec<Why> {
        let mut whys = Vec::new();
        let has = |task: &String| account.tasks.contains(task);
        // None told is not none there.
        if !(self.tasks.is_empty() || account.tasks.is_empty() || self.tasks.iter().any(has)) {
            whys.push(Why::Tasks(self.tasks.join(" / ")));
        }
        if !self.statuses.contains(&account.status) || (self.delivers && !account.can_deliver) {
            let reason = account.native_reason.clone().unwrap_or_default();
            whys.push(Why::State { status: account.status, reason });
        }
        if !is_chosen(report, &self.scopes, account) {
            whys.push(Why::NotChosen);
        }
        whys
    }
}

impl Told<'_> {
    fn cell(&mut self, needs: &Needs, common: &Common, account: &AdAccount) -> Cell {
        let own = needs.own(self.report, account);
        let reasons: Vec<u32> =
            common.whys.iter().cloned().chain(own).map(|why| self.place(why, account)).collect();
        let tasks_known = needs.tasks.is_empty() || !account.tasks.is_empty();
        let verdict = match (reasons.is_empty(), common.known && tasks_known) {
            (false, _) => Verdict::No,
            (true, true) => Verdict::Yes,
            (true, false) => Verdict::Unknown,
        };
        Cell { verdict, reasons }
    }

    fn place(&mut self, why: Why, account: &AdAccount) -> u32 {
        if let Some(place) = self.places.get(&why) {
            return *place;
        }
        let place = u32::try_from(self.reasons.len()).unwrap_or(u32::MAX);
        self.reasons.push(why.finding(self.provider, self.report, account));
        self.places.insert(why, place);
        place
    }
}

/// Whether the person gave access to this account, where accounts were chosen one by one. Lists of Pages, which belong
/// to the other permissions, say nothing of it.
fn is_chosen(report: &StatusReport, scopes: &[String], account: &AdAccount) -> bool {
    let wanted = |granular: &&Granular| {
        scopes
            .iter()
            .any(|scope| scope.split('|').any(|one| one == granular.scope && one.starts_with("ads_")))
    };
    let bare = account.id.strip_prefix("act_").unwrap_or(&account.id);
    let mut lists =
        report.token.granular.iter().filter(wanted).filter_map(|granular| granular.targets.as_ref());
    lists.all(|targets| targets.iter().any(|target| target == bare || *target == account.id))
}

#[cfg(test)]
mod tests;
