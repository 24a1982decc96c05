//! One ad account in depth: what stops its ads, how it pays, when the person's access to it ends.
//!
//! One field that may not be read fails the call that it is part of (`funding_source_details` needs the role
//! "manage", `owner` the permission `business_management`), so that each group of such fields is asked for on its
//! own, all at the same time.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::accounts::{self, Raw, TIERS};
use super::graph::Graph;
use super::lenient;
use crate::account::{AccountDetails, FailedCheck, Funding};
use crate::error::{Code, Error, Result};
use crate::grant::TokenSet;
use crate::platform::Call;
use crate::text;

mod funding;

/// Fields that may be forbidden, in groups that stand and fall together.
const GROUPS: [&str; 6] = [
    "created_time,failed_delivery_checks,user_access_expire_time",
    "is_prepay_account",
    "funding_source_details",
    "owner",
    "tos_accepted",
    "default_dsa_payor",
];

/// The answers of all groups, put together.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    #[serde(deserialize_with = "lenient::text")]
    created_time: Option<String>,
    #[serde(deserialize_with = "lenient::objects")]
    failed_delivery_checks: Vec<Check>,
    #[serde(deserialize_with = "lenient::text")]
    user_access_expire_time: Option<String>,
    #[serde(deserialize_with = "lenient::truth")]
    is_prepay_account: Option<bool>,
    #[serde(deserialize_with = "lenient::fitting")]
    funding_source_details: Option<Source>,
    #[serde(deserialize_with = "lenient::text")]
    owner: Option<String>,
    #[serde(deserialize_with = "lenient::fitting")]
    tos_accepted: Option<Map<String, Value>>,
    #[serde(deserialize_with = "lenient::text")]
    default_dsa_payor: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Check {
    #[serde(deserialize_with = "lenient::text")]
    summary: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    description: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Source {
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    kind: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    display_string: Option<String>,
}

/// See [`crate::platform::AdPlatform::account_details`].
pub(super) async fn details(call: Call<'_>, tokens: &TokenSet, id: &str) -> Result<AccountDetails> {
    let id = &prefixed(id)?;
    let graph = &Graph::new(call, tokens);
    let groups = GROUPS.map(|fields| async move { (fields, group(graph, id, fields).await) });
    let (base, groups) = tokio::join!(base(graph, id), futures_util::future::join_all(groups));
    let account = base?.into_account().ok_or_else(nameless)?;
    let (mut known, mut hidden) = (Map::new(), Vec::new());
    for (fields, answer) in groups {
        match answer {
            Ok(answer) => known.extend(answer),
            Err(error) if error.code == Code::RateLimited => return Err(error),
            Err(_) => hidden.extend(fields.split(',').map(str::to_owned)),
        }
    }
    let fields: Fields = serde_json::from_value(Value::Object(known)).unwrap_or_default();
    Ok(fields.into_details(account, hidden))
}

/// What the list tells, with as many fields as Facebook lets through.
async fn base(graph: &Graph<'_>, id: &str) -> Result<Raw> {
    let mut refused = None;
    for fields in TIERS {
        match graph.get(id, &[("fields", fields)]).await {
            // An account that is not there is refused in the same words for every field.
            Err(error)
                if accounts::is_about_a_field(&error) && error.details.platform_subcode != Some(33) =>
            {
                refused = Some(error);
            }
            outcome => return outcome,
        }
    }
    Err(refused.unwrap_or_else(nameless))
}

async fn group(graph: &Graph<'_>, id: &str, fields: &str) -> Result<Map<String, Value>> {
    graph.get(id, &[("fields", fields)]).await
}

/// Calls need `act_` before the number; people copy ids with and without it.
fn prefixed(id: &str) -> Result<String> {
    let id = id.trim();
    let number = id.strip_prefix("act_").unwrap_or(id);
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(format!("act_{number}"));
    }
    // Not repeated: somebody may have pasted a token.
    let message = text!("That is no id of an ad account.", "Это не номер рекламного кабинета.");
    Err(Error::new(Code::Usage, message).hint(text!(
        "It is a number, with or without act_ before it: adkeys status shows them.",
        "Это число, с act_ перед ним или без: их показывает adkeys status."
    )))
}

fn nameless() -> Error {
    let message =
        text!("Facebook did not say which ad account this is.", "Facebook не сказал, какой это кабинет.");
    Error::new(Code::PlatformUnavailable, message)
}

impl Fields {
    fn into_details(self, account: crate::account::AdAccount, hidden: Vec<String>) -> AccountDetails {
        let accepted = |(name, value): (String, Value)| (!matches!(value, Value::Null)).then_some(name);
        let check = |check: Check| FailedCheck { summary: check.summary, description: check.description };
        AccountDetails {
            account,
            created: self.created_time,
            owner: self.owner,
            funding: self.funding_source_details.and_then(Source::into_funding),
            prepaid: self.is_prepay_account,
            failed_checks: self.failed_delivery_checks.into_iter().map(check).collect(),
            access_ends: self.user_access_expire_time,
            terms: self.tos_accepted.into_iter().flatten().filter_map(accepted).collect(),
            payer: self.default_dsa_payor,
            hidden,
        }
    }
}

impl Source {
    fn into_funding(self) -> Option<Funding> {
        let native = self.kind?;
        Some(Funding { kind: funding::kind(&native), native, display: self.display_string })
    }
}
