//! The businesses behind a person, and the ad accounts that they own or work on for clients: also those on which
//! the person has no role yet. Needs `business_management`; on demand only, two lists a business.

use std::collections::HashMap;

use futures_util::{StreamExt, stream};
use serde::Deserialize;

use super::accounts::{Paging, Reading};
use super::graph::Graph;
use super::lenient;
use crate::account::BusinessAccounts;
use crate::error::Result;
use crate::grant::TokenSet;
use crate::platform::Call;

/// Businesses asked about at the same time.
const AT_ONCE: usize = 4;
/// Pages of businesses after which something is wrong.
const MOST_PAGES: usize = 100;
/// What to ask for, the most first: one field that may not be read fails the whole list.
const FIELDS: [&str; 2] = ["id,name,verification_status,two_factor_type,user_access_expire_time", "id,name"];

#[derive(Deserialize)]
struct Page<T> {
    #[serde(
        default = "Vec::new",
        deserialize_with = "lenient::objects",
        bound = "T: serde::de::DeserializeOwned"
    )]
    data: Vec<T>,
    #[serde(default, deserialize_with = "lenient::fitting")]
    paging: Option<Paging>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    verification_status: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    two_factor_type: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    user_access_expire_time: Option<String>,
}

/// The person as one business knows them.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Membership {
    #[serde(deserialize_with = "lenient::fitting")]
    business: Option<Entry>,
    #[serde(deserialize_with = "lenient::text")]
    role: Option<String>,
}

/// See [`crate::platform::AdPlatform::businesses`].
pub(super) async fn businesses(call: Call<'_>, tokens: &TokenSet) -> Result<Vec<BusinessAccounts>> {
    let graph = Graph::new(call, tokens);
    let (all, roles) = tokio::join!(list(&graph), roles(&graph));
    let all = all?.into_iter().filter_map(|entry| entry.into_business(&roles));
    Ok(stream::iter(all).map(|business| with_accounts(&graph, business)).buffered(AT_ONCE).collect().await)
}

async fn list(graph: &Graph<'_>) -> Result<Vec<Entry>> {
    let [all, fewest] = FIELDS;
    match pages(graph, "me/businesses", all).await {
        Err(error) if super::accounts::is_about_a_field(&error) => {
            pages(graph, "me/businesses", fewest).await
        }
        outcome => outcome,
    }
}

/// The person's role by business; none where Facebook does not tell.
async fn roles(graph: &Graph<'_>) -> HashMap<String, String> {
    let known =
        pages::<Membership>(graph, "me/business_users", "business{id},role").await.unwrap_or_default();
    known.into_iter().filter_map(|membership| Some((membership.business?.id?, membership.role?))).collect()
}

async fn pages<T: serde::de::DeserializeOwned>(
    graph: &Graph<'_>,
    path: &str,
    fields: &str,
) -> Result<Vec<T>> {
    let (mut all, mut after) = (Vec::new(), None::<String>);
    for _ in 0..MOST_PAGES {
        let mut query = vec![("fields", fields), ("limit", "100")];
        query.extend(after.as_deref().map(|after| ("after", after)));
        let page: Page<T> = graph.get(path, &query).await?;
        all.extend(page.data);
        let next = page.paging.as_ref().and_then(Paging::after);
        if next.is_none() || next == after {
            break;
        }
        after = next;
    }
    Ok(all)
}

async fn with_accounts(graph: &Graph<'_>, business: BusinessAccounts) -> BusinessAccounts {
    let (owned, client) =
        (format!("{}/owned_ad_accounts", business.id), format!("{}/client_ad_accounts", business.id));
    let (owned, client) =
        tokio::join!(Reading::of(graph, &owned, &|_| {}), Reading::of(graph, &client, &|_| {}));
    let error = [&owned, &client].into_iter().find_map(|read| read.as_ref().err()).cloned();
    let accounts = |read: Result<Reading>| read.map(|read| read.accounts).unwrap_or_default();
    BusinessAccounts { owned: accounts(owned), client: accounts(client), error, ..business }
}

impl Entry {
    fn into_business(self, roles: &HashMap<String, String>) -> Option<BusinessAccounts> {
        let id = self.id?;
        Some(BusinessAccounts {
            name: self.name.unwrap_or_else(|| id.clone()),
            verification: self.verification_status,
            two_factor: self.two_factor_type,
            role: roles.get(&id).cloned(),
            access_ends: self.user_access_expire_time,
            owned: Vec::new(),
            client: Vec::new(),
            error: None,
            id,
        })
    }
}
