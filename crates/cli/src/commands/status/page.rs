//! What `status` shows a person: who, until when, what may be done, the ad accounts, what was found.

use adkeys_core::account::{AccountStatus, AdAccount, SpendReport};
use adkeys_core::connection::StatusReport;
use adkeys_core::finding::Level;
use adkeys_core::grant::TokenKind;
use adkeys_core::{Lang, Text};
use comfy_table::Cell;

use super::spend::Spend;
use crate::output::dates::{Calendar, russian_plural};
use crate::output::table::{Column, Grid};
use crate::output::{Output, clean, findings, words};

mod limits;
mod permissions;

const SPEND: Column = Column::number("30 days", "За 30 дней");
const COLUMNS: [Column; 9] = [
    Column::whole("Account", "Кабинет"),
    Column::words("Name", "Название"),
    Column::whole("Status", "Состояние"),
    Column::number("Spent / cap", "Расход / лимит"),
    Column::number("Balance", "К оплате").from(100),
    Column::whole("Currency", "Валюта").from(100),
    Column::words("Business", "Компания").from(150),
    Column::words("Tasks", "Права").from(150),
    Column::words("Reason", "Причина"),
];

/// The whole page of one connection.
pub(super) fn render(
    report: &StatusReport,
    spend: Option<&Spend>,
    calendar: &Calendar,
    output: &Output,
) -> String {
    let mut parts = vec![heading(report, calendar, output)];
    if !report.accounts.is_empty() {
        parts.push(accounts(&report.accounts, spend, output));
    } else if report.accounts_at.is_some() {
        parts.push(output.say(&NO_ACCOUNTS).to_owned());
    }
    let told = report.findings.iter().filter(|finding| finding.level != Level::Ok);
    let told: Vec<String> = told.map(|finding| findings::render(finding, output)).collect();
    if !told.is_empty() {
        parts.push(told.join("\n"));
    }
    parts.join("\n\n")
}

/// Where the column of the last 30 days stands.
const SPEND_AT: usize = 4;
const NO_ACCOUNTS: Text = Text::new("No ad accounts.", "Рекламных кабинетов нет.");

fn heading(report: &StatusReport, calendar: &Calendar, output: &Output) -> String {
    let mark = words::connection(report.state);
    let shape = output.coloured(mark.shape, mark.hue);
    let person = report.person.as_ref().map(|person| format!(" · {}", clean::name(&person.name)));
    let first =
        format!("{}{} · {shape} {}", report.connection, person.unwrap_or_default(), output.say(&mark.word));
    let mut lines = vec![first, access(report, calendar, output)];
    lines.extend(permissions::render(&report.token, output));
    lines.extend(limits::render(&report.usage, calendar, output));
    lines.push(age(report, calendar, output));
    lines.join("\n")
}

/// The token's kind and its clocks.
fn access(report: &StatusReport, calendar: &Calendar, output: &Output) -> String {
    let title = output.say(&Text::new("Access", "Доступ")).to_owned();
    let kind = words::kind(report.token.kind);
    let mut line = format!("{title}: {}", output.say(&kind));
    match report.token.expires_at {
        Some(at) => {
            line.push_str(&format!(", {}{}", output.say(&Text::new("until ", "до ")), calendar.deadline(at)));
        }
        None if report.token.kind == TokenKind::NeverExpires => {}
        None => line.push_str(output.say(&Text::new(", end not known", ", срок неизвестен"))),
    }
    if let Some(at) = report.token.data_access_expires_at.filter(|_| report.token.data_access_matters) {
        let data = Text::new("data access until ", "доступ к данным до ");
        line.push_str(&format!("; {}{}", output.say(&data), calendar.deadline(at)));
    }
    line
}

/// How old the picture is, and how much is on it.
fn age(report: &StatusReport, calendar: &Calendar, output: &Output) -> String {
    let checked = report
        .checked_at
        .map_or_else(|| output.say(&Text::new("never", "ещё не было")).to_owned(), |at| calendar.moment(at));
    let mut line = format!("{}: {checked}", output.say(&Text::new("Checked", "Проверка")));
    if report.accounts_at.is_some() {
        line.push_str(&format!(" · {}", count(report.accounts.len(), output)));
    }
    if let Some(at) = report.accounts_at.filter(|at| Some(*at) != report.checked_at) {
        let read = Text::new("read", "прочитаны");
        line.push_str(&format!(", {} {}", output.say(&read), calendar.moment(at)));
    }
    line
}

fn count(accounts: usize, output: &Output) -> String {
    let number = output.numbers().count(accounts);
    let plural = russian_plural(i64::try_from(accounts).unwrap_or_default());
    match output.lang() {
        Lang::En if accounts == 1 => "1 ad account".to_owned(),
        Lang::En => format!("{number} ad accounts"),
        Lang::Ru => format!("{number} {}", ["кабинет", "кабинета", "кабинетов"][plural]),
    }
}

fn accounts(accounts: &[AdAccount], spend: Option<&Spend>, output: &Output) -> String {
    let mut columns = COLUMNS.to_vec();
    if spend.is_some() {
        columns.insert(SPEND_AT, SPEND);
    }
    let mut grid = Grid::new(output, &columns);
    for account in accounts {
        let mut row = row(account, &grid, output);
        if let Some(spend) = spend {
            row.insert(SPEND_AT, Cell::new(spent(account, spend, output)));
        }
        grid.row(row);
    }
    grid.render()
}

/// The spend of the last 30 days; a dash where nothing was delivered, a question mark where it is not known.
fn spent(account: &AdAccount, spend: &Spend, output: &Output) -> String {
    match spend.get(&account.id) {
        Some(SpendReport { total: Some(total), .. }) => output.numbers().number(total),
        Some(SpendReport { error: None, .. }) => "—".into(),
        _ => "?".into(),
    }
}

fn row(account: &AdAccount, grid: &Grid<'_>, output: &Output) -> Vec<Cell> {
    let number = |amount: &Option<String>| amount.as_deref().map(|amount| output.numbers().number(amount));
    let spent = number(&account.amount_spent).unwrap_or_else(|| "?".into());
    let spent = number(&account.spend_cap).map_or(spent.clone(), |cap| format!("{spent} / {cap}"));
    vec![
        Cell::new(clean::name(&account.id)),
        Cell::new(clean::name(&account.name)),
        grid.mark(&words::account(account.status)),
        Cell::new(spent),
        Cell::new(number(&account.balance).unwrap_or_default()),
        Cell::new(clean::name(&account.currency)),
        Cell::new(account.business.as_ref().map(|business| clean::name(&business.name)).unwrap_or_default()),
        Cell::new(clean::name(&account.tasks.join(", "))),
        Cell::new(reason(account, output)),
    ]
}

/// Why the account is not active; for a status that AdKeys does not know, the platform's own value.
fn reason(account: &AdAccount, output: &Output) -> String {
    let native = || account.native_reason.clone();
    let unknown = || (account.status == AccountStatus::Unknown).then(|| account.native_status.clone());
    let words = account.reason.as_ref().map(|reason| output.say(reason).to_owned());
    clean::sentence(&words.or_else(native).or_else(unknown).unwrap_or_default())
}

#[cfg(test)]
mod tests;
