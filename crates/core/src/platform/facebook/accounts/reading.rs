//! Reading a list of ad accounts to its end.
//!
//! Pages are asked for by cursor, never by following `paging.next`, which carries the token; the list ends when
//! `next` is gone, not when a page is short or empty. A page's accounts are looked at while the next page is on its
//! way: a long list takes as long as its answers take.

use std::collections::HashSet;

use super::super::graph::Graph;
use super::page::Page;
use super::question::Question;
use crate::account::AdAccount;
use crate::error::Result;

/// The list, as complete as Facebook gives it.
#[derive(Default)]
pub(in super::super) struct Reading {
    /// In Facebook's order, none twice.
    pub(in super::super) accounts: Vec<AdAccount>,
    /// Whether Facebook did not let every field be read.
    pub(in super::super) fields_left_out: bool,
    /// Whether Facebook lost its place before the end.
    pub(in super::super) broke_off: bool,
    ids: HashSet<String>,
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
        let (mut reading, mut question) = (Self::default(), Question::new());
        let mut arrived = question.ask(graph, path).await?;
        while let Some(page) = arrived {
            let more = question.go_on(page.next());
            let look = async {
                // First let the question go out, where one thread does everything.
                tokio::task::yield_now().await;
                reading.take(&page);
                progress(reading.accounts.len());
            };
            let ask = async { if more { question.ask(graph, path).await } else { Ok(None) } };
            let (next, ()) = tokio::join!(ask, look);
            arrived = next?;
        }
        reading.fields_left_out = question.tier > 0;
        reading.broke_off = question.broke_off;
        Ok(reading)
    }

    fn take(&mut self, page: &Page) {
        for account in page.accounts() {
            if self.ids.insert(account.id.clone()) {
                self.accounts.push(account);
            }
        }
    }
}
