//! The next page to ask for, and how to ask otherwise if Facebook does not like the question.

use std::collections::HashSet;

use super::super::errors::{self, Retry};
use super::super::graph::{Graph, PAUSES};
use super::page::{Next, Page};
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

/// Where in the list we are, and what we dare to ask.
pub(super) struct Question {
    /// The first of [`TIERS`] that Facebook has not refused.
    pub(super) tier: usize,
    /// Whether Facebook lost its place before the end.
    pub(super) broke_off: bool,
    size: u32,
    after: Option<String>,
    cursors: HashSet<String>,
    restarted: bool,
}

impl Question {
    /// The beginning of the list, with everything.
    pub(super) fn new() -> Self {
        Self { tier: 0, broke_off: false, size: PAGE, after: None, cursors: HashSet::new(), restarted: false }
    }

    /// Asks, with as many fields and rows as Facebook lets through; `None` where it lets nobody read on.
    ///
    /// # Errors
    /// A page that stays out after all ways of asking for it.
    pub(super) async fn ask(&mut self, graph: &Graph<'_>, path: &str) -> Result<Option<Page>> {
        loop {
            let size = self.size.to_string();
            let fields = TIERS.get(self.tier).copied().unwrap_or_default();
            let mut query = vec![("fields", fields), ("limit", &size)];
            query.extend(self.after.as_deref().map(|after| ("after", after)));
            match graph.get_whole(path, &query).await {
                Ok(whole) => return Ok(Some(Page::new(whole))),
                Err(error) if self.after.is_some() && is_too_deep(&error) => {
                    self.broke_off = true;
                    return Ok(None);
                }
                Err(error) => self.change(error).await?,
            }
        }
    }

    /// Changes the question so that it may fare better, or gives `error` back.
    async fn change(&mut self, error: Error) -> Result<()> {
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

    /// Turns to the page after `next`; whether there is one. A cursor that comes round again leads nowhere.
    pub(super) fn go_on(&mut self, next: Next) -> bool {
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
