//! What ad accounts spent in the last 30 days: on demand only, fifty accounts a call.
//!
//! Days are those of each account's own time zone, today not included. Amounts come in major units, unlike those of
//! the account itself. An account that delivered nothing answers with an empty list, not with a zero. A page holds 25
//! days unless more are asked for.

use http::Method;
use serde::Deserialize;
use url::form_urlencoded;

use super::accounts::Paging;
use super::batch::{self, Part};
use super::graph::Graph;
use super::lenient;
use crate::account::{DaySpend, SpendReport};
use crate::error::Result;
use crate::grant::TokenSet;
use crate::money;
use crate::platform::Call;

const QUESTION: &str = "insights?fields=spend,account_currency,date_start,date_stop&date_preset=last_30d\
    &level=account&time_increment=1&limit=100";
/// Pages of one account after which something is wrong: 30 days are two at Facebook's smallest usual page.
const MOST_PAGES: usize = 8;

#[derive(Deserialize)]
struct Answer {
    #[serde(default, deserialize_with = "lenient::objects")]
    data: Vec<Row>,
    #[serde(default, deserialize_with = "lenient::fitting")]
    paging: Option<Paging>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    #[serde(deserialize_with = "lenient::text")]
    spend: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    account_currency: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    date_start: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    date_stop: Option<String>,
}

/// An account whose days are being gathered.
struct Gathering {
    report: SpendReport,
    amounts: Vec<String>,
    /// Where its next page begins; `None`: it is complete.
    next: Option<Option<String>>,
}

/// See [`crate::platform::AdPlatform::spend`].
pub(super) async fn spend(
    call: Call<'_>,
    tokens: &TokenSet,
    accounts: &[String],
) -> Result<Vec<SpendReport>> {
    let graph = Graph::new(call, tokens);
    let mut all: Vec<Gathering> = accounts.iter().map(|id| Gathering::new(id)).collect();
    for _ in 0..MOST_PAGES {
        let open: Vec<&mut Gathering> = all.iter_mut().filter(|one| one.next.is_some()).collect();
        if open.is_empty() {
            break;
        }
        let parts: Vec<Part> = open.iter().map(|one| one.part()).collect();
        let answers = batch::send::<Answer>(&graph, &parts).await?;
        for (one, answer) in open.into_iter().zip(answers) {
            one.take(answer);
        }
    }
    Ok(all.into_iter().map(Gathering::into_report).collect())
}

impl Gathering {
    fn new(account: &str) -> Self {
        let account = account.to_owned();
        let report = SpendReport { account, currency: None, total: None, days: Vec::new(), error: None };
        Self { report, amounts: Vec::new(), next: Some(None) }
    }

    fn part(&self) -> Part {
        let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let after = self.next.as_ref().and_then(Option::as_deref);
        let after = after.map(|cursor| format!("&after={}", encoded(cursor))).unwrap_or_default();
        let relative_url = format!("{}/{QUESTION}{after}", encoded(&self.report.account));
        Part { method: Method::GET, relative_url }
    }

    fn take(&mut self, answer: Result<Answer>) {
        let before = self.next.take();
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) => {
                self.report.error = Some(error);
                return;
            }
        };
        for row in answer.data {
            self.add(row);
        }
        let after = answer.paging.as_ref().and_then(Paging::after);
        self.next = Some(after).filter(|after| after.is_some() && before.as_ref() != Some(after));
    }

    /// A row of several days counts for the total and is no day.
    fn add(&mut self, row: Row) {
        self.report.currency = self.report.currency.take().or(row.account_currency);
        let Some(spend) = row.spend else { return };
        self.amounts.push(spend.clone());
        match (row.date_start, row.date_stop) {
            (Some(date), stop) if stop.as_ref().is_none_or(|stop| *stop == date) => {
                self.report.days.push(DaySpend { date, spend });
            }
            _ => {}
        }
    }

    fn into_report(mut self) -> SpendReport {
        if self.report.error.is_none() {
            self.report.total = money::sum(self.amounts.iter().map(String::as_str));
        }
        self.report.days.sort_by(|a, b| a.date.cmp(&b.date));
        self.report
    }
}
