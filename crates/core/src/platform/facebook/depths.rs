//! What a diagnosis reads of Facebook beyond the list: fifty accounts a call, all calls at once, and the businesses
//! with their accounts in one call of their own.

use std::collections::HashMap;

use futures_util::future::join_all;
use http::Method;
use serde::Deserialize;
use serde_json::Value;

use super::batch::{self, Part};
use super::graph::{Ask, Graph};
use super::{lenient, scrub};
use crate::account::{AccountStatus, AdAccount, Business};
use crate::error::{Code, Error, Result};
use crate::grant::TokenSet;
use crate::platform::{AccountDepth, BusinessAccount, BusinessDepth, Call, Depths};
use crate::time::Timestamp;

/// Accounts looked at; each counts as a call of its own for the limits.
const MOST: usize = 100;
/// Accounts a call.
const AT_ONCE: usize = 50;
/// For everybody with a role.
const BASE: &str = "failed_delivery_checks,user_access_expire_time,tos_accepted";
/// Only for those who manage the account: for anybody else it fails the call.
const PAYING: &str = "failed_delivery_checks,user_access_expire_time,tos_accepted,funding_source_details";
/// Businesses, where their accounts are too much to ask for at once.
const PLAIN: &str = "id,name,verification_status,two_factor_type";
/// Businesses with what a diagnosis wants of each.
const BUSINESS: &str = "id,name,verification_status,two_factor_type,owned_ad_accounts.limit(100){id,name},client_ad_accounts.limit(100){id,name}";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Account {
    #[serde(deserialize_with = "lenient::fitting")]
    failed_delivery_checks: Option<Vec<Failed>>,
    #[serde(deserialize_with = "lenient::text")]
    user_access_expire_time: Option<String>,
    #[serde(deserialize_with = "lenient::fitting")]
    tos_accepted: Option<HashMap<String, Value>>,
    #[serde(deserialize_with = "lenient::fitting")]
    funding_source_details: Option<Source>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Failed {
    #[serde(deserialize_with = "lenient::text")]
    summary: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    description: Option<String>,
}

#[derive(Deserialize)]
struct Source {
    #[serde(default, rename = "type", deserialize_with = "lenient::text")]
    kind: Option<String>,
}

#[derive(Deserialize)]
struct List<T> {
    #[serde(default = "Vec::new")]
    data: Vec<T>,
}

#[derive(Deserialize)]
struct Owner {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    verification_status: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    two_factor_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::fitting")]
    owned_ad_accounts: Option<List<Named>>,
    #[serde(default, deserialize_with = "lenient::fitting")]
    client_ad_accounts: Option<List<Named>>,
}

#[derive(Deserialize)]
struct Named {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
}

/// See [`crate::platform::AdPlatform::depths`].
pub(super) async fn depths(call: Call<'_>, tokens: &TokenSet, list: &[AdAccount]) -> Depths {
    let graph = Graph::new(call, tokens);
    let sees_businesses = tokens.scopes.iter().any(|scope| scope == "business_management");
    let ((accounts, problem), businesses) = tokio::join!(accounts(&graph, list), async {
        if sees_businesses { businesses(&graph).await } else { Ok(Vec::new()) }
    });
    let problem = problem.or_else(|| businesses.as_ref().err().cloned());
    let left_out = u32::try_from(list.len().saturating_sub(MOST)).unwrap_or(u32::MAX);
    Depths { accounts, businesses: businesses.unwrap_or_default(), left_out, problem }
}

/// Those first of which most can be learned: the ones that should run.
async fn accounts(graph: &Graph<'_>, list: &[AdAccount]) -> (HashMap<String, AccountDepth>, Option<Error>) {
    let mut chosen: Vec<&AdAccount> = list.iter().collect();
    chosen.sort_by_key(|account| !account.can_deliver);
    chosen.truncate(MOST);
    let mut read = HashMap::new();
    let mut problem = None;
    for (batch, answers) in join_all(chosen.chunks(AT_ONCE).map(|batch| ask(graph, batch))).await {
        match answers {
            Ok(answers) => read.extend(answers),
            Err(error) => problem = Some((batch, error).1),
        }
    }
    (read, problem)
}

type Answers = Result<Vec<(String, AccountDepth)>>;

/// Facebook now and then refuses the funding field also to those who may read it: then it is done without.
async fn ask<'a>(graph: &Graph<'_>, accounts: &'a [&'a AdAccount]) -> (&'a [&'a AdAccount], Answers) {
    let ask = async {
        let mut known = Vec::new();
        let mut again = Vec::new();
        let parts: Vec<Part> =
            accounts.iter().map(|account| part(account, if pays(account) { PAYING } else { BASE })).collect();
        for (account, answer) in accounts.iter().zip(batch::send::<Account>(graph, &parts).await?) {
            match answer {
                Ok(answer) => known.push((account.id.clone(), answer.into_depth(pays(account)))),
                Err(error) if error.code == Code::RateLimited => return Err(error),
                Err(_) if pays(account) => again.push(*account),
                Err(_) => {}
            }
        }
        let parts: Vec<Part> = again.iter().map(|account| part(account, BASE)).collect();
        let answers =
            if parts.is_empty() { Vec::new() } else { batch::send::<Account>(graph, &parts).await? };
        let answers = again.iter().zip(answers).filter_map(|(account, answer)| Some((account, answer.ok()?)));
        known.extend(answers.map(|(account, answer)| (account.id.clone(), answer.into_depth(false))));
        Ok(known)
    };
    (accounts, ask.await)
}

fn part(account: &AdAccount, fields: &str) -> Part {
    Part { method: Method::GET, relative_url: format!("{}?fields={fields}", account.id) }
}

/// Whether the person may see how the account pays; of a disabled one nobody may.
fn pays(account: &AdAccount) -> bool {
    account.status == AccountStatus::Active && account.tasks.iter().any(|task| task == "MANAGE")
}

async fn businesses(graph: &Graph<'_>) -> Result<Vec<BusinessDepth>> {
    let ask = async |fields| {
        graph.send::<List<Owner>>(&Ask::get("me/businesses", &[("fields", fields), ("limit", "50")])).await
    };
    let list = match ask(BUSINESS).await {
        Err(error) if matches!(error.code, Code::RateLimited | Code::Network) => return Err(error),
        Err(_) => ask(PLAIN).await?,
        Ok(list) => list,
    };
    Ok(list.data.into_iter().filter_map(Owner::into_depth).collect())
}

impl Account {
    fn into_depth(self, pays: bool) -> AccountDepth {
        let kind = self.funding_source_details.and_then(|source| source.kind);
        // 0 is "unset", 14 "none".
        let funded = kind.is_some_and(|kind| !matches!(kind.as_str(), "0" | "14"));
        let end = self.user_access_expire_time.as_deref().and_then(time);
        AccountDepth {
            funded: pays.then_some(funded),
            stopped_by: self.failed_delivery_checks.into_iter().flatten().filter_map(Failed::words).collect(),
            access_ends: end.filter(|end| end.unix() > 0),
            terms_accepted: self.tos_accepted.map(|terms| terms.values().any(is_one)),
        }
    }
}

/// `1`, `"1"` or `true`.
fn is_one(value: &Value) -> bool {
    value == &Value::Bool(true) || value.as_i64() == Some(1) || value.as_str() == Some("1")
}

/// Graph writes the offset without a colon (`+0000`); seconds are seen, too.
fn time(text: &str) -> Option<Timestamp> {
    let with_colon = text.strip_suffix("+0000").map(|time| format!("{time}Z"));
    Timestamp::parse(with_colon.as_deref().unwrap_or(text))
        .or_else(|| Timestamp::from_unix(text.parse().ok()?))
}

impl Failed {
    fn words(self) -> Option<String> {
        let words: Vec<String> = [self.summary, self.description].into_iter().flatten().collect();
        (!words.is_empty()).then(|| scrub::scrub(&words.join(": "), &[]))
    }
}

impl Owner {
    fn into_depth(self) -> Option<BusinessDepth> {
        let id = self.id?;
        let lists = [self.owned_ad_accounts, self.client_ad_accounts];
        let accounts = lists.into_iter().flatten().flat_map(|list| list.data).filter_map(Named::into_account);
        Some(BusinessDepth {
            business: Business { name: self.name.unwrap_or_else(|| id.clone()), id },
            verification: self.verification_status,
            two_factor: self.two_factor_type,
            accounts: accounts.collect(),
        })
    }
}

impl Named {
    fn into_account(self) -> Option<BusinessAccount> {
        let id = self.id.filter(|id| id.starts_with("act_"))?;
        Some(BusinessAccount { name: self.name.unwrap_or_else(|| id.clone()), id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(json: &str) -> AccountDepth {
        serde_json::from_str::<Account>(json).unwrap().into_depth(true)
    }

    #[test]
    fn no_source_of_money_is_told_apart_from_one_that_may_not_be_seen() {
        assert_eq!(depth(r#"{"funding_source_details":{"type":1}}"#).funded, Some(true));
        assert_eq!(depth(r#"{"funding_source_details":{"type":14}}"#).funded, Some(false));
        assert_eq!(depth("{}").funded, Some(false));
        assert_eq!(serde_json::from_str::<Account>("{}").unwrap().into_depth(false).funded, None);
    }

    #[test]
    fn the_end_of_a_role_is_read_in_graph_s_own_writing() {
        let end = depth(r#"{"user_access_expire_time":"2026-12-01T00:00:00+0000"}"#).access_ends;
        assert_eq!(end, Timestamp::parse("2026-12-01T00:00:00Z"));
        assert_eq!(depth(r#"{"user_access_expire_time":"1970-01-01T00:00:00+0000"}"#).access_ends, None);
    }

    #[test]
    fn terms_that_nobody_accepted_are_told_apart_from_terms_not_told() {
        assert_eq!(depth(r#"{"tos_accepted":{"web_custom_audience_tos":1}}"#).terms_accepted, Some(true));
        assert_eq!(depth(r#"{"tos_accepted":{"web_custom_audience_tos":0}}"#).terms_accepted, Some(false));
        assert_eq!(depth("{}").terms_accepted, None);
    }
}
