//! Reading a list of ad accounts to its end.
//!
//! Pages are asked for by cursor, never by following `paging.next`, which carries the token; the list ends when
//! `next` is gone, not when a page is short or empty. A forbidden field fails the whole list, so the fields come in
//! tiers that are given up one by one; a page that is too large for Facebook is asked for at half the size.

use std::collections::HashSet;

use super::super::errors::{self, Retry};
use super::super::graph::{Graph, PAUSES};
use super::page::{Next, Page};
use crate::account::AdAccount;
use crate::error::{Code, Error, Result};

/// Accounts a page. Larger pages make Facebook answer "reduce the amount of data".
const PAGE: u32 = 100;
/// The smallest page worth asking for.
const SMALLEST: u32 = 5;
/// "After Cursor specified exceeds the max limit".
const TOO_DEEP: &str = "after cursor specified exceeds";
/// Graph's code for a cursor that it no longer knows.
const CURSOR_GONE: i32 = 2642;

/// What to ask for, the most first. `owner` and `funding_source_details` are in none of them: the first needs
/// `business_management`, the second the role "manage", and either fails the list for all accounts.
pub(in super::super) const TIERS: [&str; 4] = [
    "id,account_id,name,account_status,disable_reason,currency,timezone_name,amount_spent,spend_cap,balance,user_tasks,business{id,name}",
    "id,account_id,name,account_status,disable_reason,currency,timezone_name,amount_spent,spend_cap,balance,user_tasks",
    "id,account_id,name,account_status,disable_reason,currency,timezone_name,amount_spent,spend_cap,balance",
    "id,account_id,name,account_status,currency",
];

/// A list on its way, and in the end the list.
pub(in super::super) struct Reading {
    /// In Facebook's order, none twice.
    pub(in super::super) accounts: Vec<AdAccount>,
    /// Whether Facebook did not let every field be read.
    pub(in super::super) fields_left_out: bool,
    /// Whether Facebook lost its place before the end.
    pub(in super::super) broke_off: bool,
    ids: HashSet<String>,
    cursors: HashSet<String>,
    after: Option<String>,
    restarted: bool,
    tier: usize,
    size: u32,
}

impl Reading {
    /// Reads the list at `path`. `progress` is told how many have arrived.
    ///
    /// # Errors
    /// A page that stays out after all ways of asking for it.
    pub(in super::super) async fn of(
        graph: &Graph<'_>,
        path: &str,
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<Self> {
        let mut reading = Self::new();
        while let Some(page) = reading.page(graph, path).await? {
            let more = reading.take(page);
            progress(reading.accounts.len());
            if !more {
                break;
            }
        }
        reading.fields_left_out = reading.tier > 0;
        Ok(reading)
    }

    fn new() -> Self {
        Self {
            accounts: Vec::new(),
            fields_left_out: false,
            broke_off: false,
            ids: HashSet::new(),
            cursors: HashSet::new(),
            after: None,
            restarted: false,
            tier: 0,
            size: PAGE,
        }
    }

    /// The next page, with as many fields and rows as Facebook lets through; `None` where it lets nobody read on.
    async fn page(&mut self, graph: &Graph<'_>, path: &str) -> Result<Option<Page>> {
        loop {
            let size = self.size.to_string();
            let fields = TIERS.get(self.tier).copied().unwrap_or_default();
            let mut query = vec![("fields", fields), ("limit", &size)];
            query.extend(self.after.as_deref().map(|after| ("after", after)));
            match graph.get(path, &query).await {
                Ok(page) => return Ok(Some(page)),
                Err(error) if self.after.is_some() && is_too_deep(&error) => {
                    self.broke_off = true;
                    return Ok(None);
                }
                Err(error) => self.ask_otherwise(error).await?,
            }
        }
    }

    /// Changes the question so that it may fare better, or gives `error` back.
    async fn ask_otherwise(&mut self, error: Error) -> Result<()> {
        if is_about_a_field(&error) && self.tier + 1 < TIERS.len() {
            self.tier += 1;
        } else if error.details.platform_code == Some(CURSOR_GONE) && self.after.is_some() && !self.restarted
        {
            self.restarted = true;
            self.after = None;
            self.cursors.clear();
        } else if errors::retry(&error) == Retry::Smaller && self.size > SMALLEST {
            self.size = (self.size / 2).max(SMALLEST);
            tokio::time::sleep(PAUSES[0]).await;
        } else {
            return Err(error);
        }
        Ok(())
    }

    /// Adds a page; whether another follows.
    fn take(&mut self, page: Page) -> bool {
        let next = page.next();
        for account in page.accounts() {
            if self.ids.insert(account.id.clone()) {
                self.accounts.push(account);
            }
        }
        match next {
            Next::End => false,
            Next::After(cursor) if self.cursors.insert(cursor.clone()) => {
                self.after = Some(cursor);
                true
            }
            Next::After(_) | Next::Lost => {
                self.broke_off = true;
                false
            }
        }
    }
}

/// A field that this token may not read, or that this version does not know.
pub(in super::super) fn is_about_a_field(error: &Error) -> bool {
    let refused =
        matches!(error.code, Code::PermissionMissing | Code::AccountAccessDenied | Code::Unexpected);
    refused && matches!(error.details.platform_code, Some(3 | 10 | 100 | 200..=299))
}

fn is_too_deep(error: &Error) -> bool {
    error.details.platform_message.as_deref().is_some_and(|message| message.to_lowercase().contains(TOO_DEEP))
}
