//! What ad accounts spent in the last 30 days: on demand only, fifty accounts a call.
//!
//! Days are those of each account's own time zone, today not included. Amounts come in major units, unlike those of
//! the account itself. An account that delivered nothing answers with an empty list, not with a zero.

use http::Method;
use serde::{Deserialize, Serialize};
use url::form_urlencoded;

use super::batch::{self, Part};
use super::graph::Graph;
use super::lenient;
use crate::error::{Error, Result};
use crate::grant::TokenSet;
use crate::platform::Call;

const QUESTION: &str =
    "insights?fields=spend,account_currency,date_start,date_stop&date_preset=last_30d&level=account";

/// One ad account's spend of the last 30 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spend {
    /// The ad account's id (`act_1`).
    pub account: String,
    /// Spent, a decimal string in major units of `currency`; `None`: nothing was delivered, or `problem` says why
    /// it is not known.
    pub amount: Option<String>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// The first day, `2026-10-23`.
    pub since: Option<String>,
    /// The last day.
    pub until: Option<String>,
    /// Why this account's spend is not known.
    pub problem: Option<Error>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    data: Vec<Row>,
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

/// See [`super::Facebook::spend`].
pub(super) async fn spend(call: Call<'_>, tokens: &TokenSet, accounts: &[String]) -> Result<Vec<Spend>> {
    let graph = Graph::new(call, tokens);
    let encoded = |id: &str| form_urlencoded::byte_serialize(id.as_bytes()).collect::<String>();
    let parts: Vec<Part> = accounts
        .iter()
        .map(|id| Part { method: Method::GET, relative_url: format!("{}/{QUESTION}", encoded(id)) })
        .collect();
    let answers = batch::send::<Answer>(&graph, &parts).await?;
    Ok(accounts.iter().zip(answers).map(|(account, answer)| told(account, answer)).collect())
}

fn told(account: &str, answer: Result<Answer>) -> Spend {
    let (row, problem) = match answer {
        Ok(answer) => (answer.data.into_iter().next().unwrap_or_default(), None),
        Err(error) => (Row::default(), Some(error)),
    };
    Spend {
        account: account.to_owned(),
        amount: row.spend,
        currency: row.account_currency,
        since: row.date_start,
        until: row.date_stop,
        problem,
    }
}
