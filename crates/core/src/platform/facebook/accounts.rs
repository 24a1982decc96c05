//! `/me/adaccounts`: every ad account that the person has a role on, page by page.
//!
//! Pages are asked for by cursor, never by following `paging.next`, which carries the token; the list ends when
//! `next` is gone, not when a page is short or empty. A forbidden field fails the whole list, so the fields come in
//! tiers that are given up one by one; a page that is too large for Facebook is asked for at half the size.

use std::collections::HashSet;

use super::errors::{self, Retry};
use super::graph::{Graph, PAUSES};
use crate::catalogue::Provider;
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Level, Remedy, Who};
use crate::grant::TokenSet;
use crate::platform::{AccountList, Call};
use crate::text::Text;

pub(super) mod account;
mod currency;
pub(super) mod page;
mod reason;
mod status;

use page::Page;

/// Accounts a page. Larger pages make Facebook answer "reduce the amount of data".
const PAGE: u32 = 100;
/// The smallest page worth asking for.
const SMALLEST: u32 = 5;

/// What to ask for, the most first. `owner` and `funding_source_details` are in none of them: the first needs
/// `business_management`, the second the role "manage", and either fails the list for all accounts.
const TIERS: [&str; 3] = [
    "id,account_id,name,account_status,disable_reason,currency,timezone_name,amount_spent,spend_cap,balance,user_tasks,business{id,name}",
    "id,account_id,name,account_status,disable_reason,currency,timezone_name,amount_spent,spend_cap,balance",
    "id,account_id,name,account_status,currency",
];

/// How a list is being read.
struct Reading {
    list: AccountList,
    ids: HashSet<String>,
    cursors: HashSet<String>,
    after: Option<String>,
    tier: usize,
    size: u32,
}

/// See [`crate::platform::AdPlatform::accounts`]. All or nothing: a list that breaks off in the middle is an error,
/// so that it never replaces a complete one.
pub(super) async fn accounts(
    call: Call<'_>,
    tokens: &TokenSet,
    progress: &(dyn Fn(usize) + Send + Sync),
) -> Result<AccountList> {
    let graph = Graph::new(call, tokens);
    let mut reading = Reading::new();
    loop {
        let page = reading.page(&graph).await?;
        let more = reading.take(page);
        progress(reading.list.accounts.len());
        if !more {
            break;
        }
    }
    Ok(reading.finish(&graph, call.provider))
}

impl Reading {
    fn new() -> Self {
        let (list, ids, cursors) = (AccountList::default(), HashSet::new(), HashSet::new());
        Self { list, ids, cursors, after: None, tier: 0, size: PAGE }
    }

    /// The next page, with as many fields and rows as Facebook lets through.
    async fn page(&mut self, graph: &Graph<'_>) -> Result<Page> {
        loop {
            let size = self.size.to_string();
            let mut query = vec![("fields", TIERS[self.tier]), ("limit", &size)];
            query.extend(self.after.as_deref().map(|after| ("after", after)));
            match graph.get("me/adaccounts", &query).await {
                Ok(page) => return Ok(page),
                Err(error) => self.ask_for_less(error).await?,
            }
        }
    }

    async fn ask_for_less(&mut self, error: Error) -> Result<()> {
        if errors::retry(&error) == Retry::Smaller && self.size > SMALLEST {
            self.size = (self.size / 2).max(SMALLEST);
            tokio::time::sleep(PAUSES[0]).await;
            return Ok(());
        }
        if is_about_a_field(&error) && self.tier + 1 < TIERS.len() {
            self.tier += 1;
            return Ok(());
        }
        Err(error)
    }

    /// Adds a page; whether another follows.
    fn take(&mut self, page: Page) -> bool {
        let next = page.next();
        for account in page.accounts() {
            if self.ids.insert(account.id.clone()) {
                self.list.accounts.push(account);
            }
        }
        match next {
            page::Next::End => false,
            page::Next::After(cursor) if self.cursors.insert(cursor.clone()) => {
                self.after = Some(cursor);
                true
            }
            page::Next::After(_) | page::Next::Lost => {
                self.list.findings.push(broken_off());
                false
            }
        }
    }

    fn finish(self, graph: &Graph<'_>, provider: &Provider) -> AccountList {
        let mut list = self.list;
        if self.tier > 0 {
            list.findings.push(fields_left_out());
        }
        if list.accounts.is_empty() {
            list.findings.push(none(provider));
        }
        list.findings.extend(graph.findings());
        list
    }
}

/// A field that this token may not read, or that this version does not know.
fn is_about_a_field(error: &Error) -> bool {
    let refused =
        matches!(error.code, Code::PermissionMissing | Code::AccountAccessDenied | Code::Unexpected);
    refused && matches!(error.details.platform_code, Some(3 | 10 | 100 | 200..=299))
}

fn broken_off() -> Finding {
    let detail = Text::new(
        "Facebook lost its place in the list: some ad accounts may be missing here.",
        "Facebook потерял место в списке: здесь может не хватать кабинетов.",
    );
    let remedy = Remedy::new(Who::Platform, Text::new("Check again later.", "Проверьте ещё раз позже."));
    Finding::new(
        "accounts.partial",
        Level::Warning,
        Text::new("List may be incomplete", "Список может быть неполным"),
        detail,
    )
    .remedy(remedy)
}

fn fields_left_out() -> Finding {
    let detail = Text::new(
        "Facebook does not let this token read every detail, so some columns are empty.",
        "Facebook даёт прочитать не все сведения, поэтому часть столбцов пуста.",
    );
    let text =
        Text::new("Connect again with business_management.", "Подключите ещё раз с business_management.");
    Finding::new(
        "accounts.fields",
        Level::Info,
        Text::new("Some details left out", "Часть сведений пропущена"),
        detail,
    )
    .remedy(Remedy::new(Who::You, text))
}

fn none(provider: &Provider) -> Finding {
    let detail = Text::new(
        "Facebook names no ad account for this person. Most often it is another Facebook profile than intended, \
         a role is missing, or no ad account was ticked in the browser.",
        "Facebook не называет ни одного кабинета у этого человека. Чаще всего это не тот профиль Facebook, \
         нет роли, или в браузере не отметили ни одного кабинета.",
    );
    let text = Text::new(
        "Check the name shown here. If it is right: Business settings > Ad accounts > Assign people, then connect again.",
        "Проверьте имя, показанное здесь. Если оно верное: Настройки бизнеса > Рекламные аккаунты > Назначить людей, затем подключите ещё раз.",
    );
    Finding::new(
        "accounts.none",
        Level::Warning,
        Text::new("No ad accounts", "Нет рекламных кабинетов"),
        detail,
    )
    .remedy(Remedy {
        url: provider.links.get("business-ad-accounts").cloned(),
        ..Remedy::new(Who::AccountAdmin, text)
    })
}
