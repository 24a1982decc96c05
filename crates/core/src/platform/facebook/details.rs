//! One ad account in depth: what stops its ads, how it pays, when the person's access to it ends.
//!
//! `funding_source_details` needs the role "manage" and fails any call that it is part of, so it is asked for on its
//! own, at the same time.

use serde::{Deserialize, Serialize};

use super::graph::Graph;
use super::lenient;
use crate::error::Result;
use crate::grant::TokenSet;
use crate::platform::Call;
use crate::text::Text;

mod funding;

/// What Facebook tells of one ad account beyond the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountDetails {
    /// How it pays; `None`: not set up, or the person may not see it.
    pub funding: Option<Funding>,
    /// Whether money is paid in beforehand; `None`: the person may not see it.
    pub prepaid: Option<bool>,
    /// What keeps ads from running, in Facebook's own words.
    pub failed_checks: Vec<FailedCheck>,
    /// When the person's access ends, if it was given for a time.
    pub access_ends: Option<String>,
}

/// How an ad account pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Funding {
    /// Facebook's value of `type`.
    pub native: String,
    /// What kind it is.
    pub kind: Text,
    /// Facebook's description, in the person's language (`Visa *1234`). Foreign text.
    pub display: Option<String>,
}

/// An entry of `failed_delivery_checks`. Foreign text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FailedCheck {
    /// In a few words.
    #[serde(deserialize_with = "lenient::text")]
    pub summary: Option<String>,
    /// In a sentence.
    #[serde(deserialize_with = "lenient::text")]
    pub description: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Base {
    is_prepay_account: Option<bool>,
    #[serde(deserialize_with = "lenient::fitting")]
    failed_delivery_checks: Option<Vec<FailedCheck>>,
    #[serde(deserialize_with = "lenient::text")]
    user_access_expire_time: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Paying {
    #[serde(deserialize_with = "lenient::fitting")]
    funding_source_details: Option<Source>,
}

#[derive(Deserialize)]
struct Source {
    #[serde(default, rename = "type", deserialize_with = "lenient::text")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    display_string: Option<String>,
}

/// See [`super::Facebook::account_details`].
pub(super) async fn details(call: Call<'_>, tokens: &TokenSet, id: &str) -> Result<AccountDetails> {
    let graph = Graph::new(call, tokens);
    let (checks, prepaid, paying) = tokio::join!(
        graph.get::<Base>(id, &[("fields", "failed_delivery_checks,user_access_expire_time")]),
        graph.get::<Base>(id, &[("fields", "is_prepay_account")]),
        graph.get::<Paying>(id, &[("fields", "funding_source_details")]),
    );
    let checks = checks?;
    Ok(AccountDetails {
        funding: paying.ok().and_then(|paying| paying.funding_source_details).and_then(Source::into_funding),
        prepaid: prepaid.ok().and_then(|base| base.is_prepay_account),
        failed_checks: checks.failed_delivery_checks.unwrap_or_default(),
        access_ends: checks.user_access_expire_time,
    })
}

impl Source {
    fn into_funding(self) -> Option<Funding> {
        let native = self.kind?;
        Some(Funding { kind: funding::kind(&native), native, display: self.display_string })
    }
}
