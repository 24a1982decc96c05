//! The businesses behind a person, and the ad accounts that they own or work on for clients: also those on which
//! the person has no role yet. Needs `business_management`; on demand only, two lists a business.

use futures_util::{StreamExt, stream};
use serde::{Deserialize, Serialize};

use super::accounts::{Paging, Reading};
use super::graph::Graph;
use super::lenient;
use crate::account::{AdAccount, Business};
use crate::error::{Error, Result};
use crate::grant::TokenSet;
use crate::platform::Call;

/// Businesses asked about at the same time.
const AT_ONCE: usize = 4;
/// Pages of businesses after which something is wrong.
const MOST_PAGES: usize = 100;

/// A business and its ad accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BusinessAccounts {
    /// The business.
    pub business: Business,
    /// Ad accounts that it owns.
    pub owned: Vec<AdAccount>,
    /// Ad accounts of others that it works on.
    pub client: Vec<AdAccount>,
    /// Why the lists could not be read.
    pub problem: Option<Error>,
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    data: Vec<Entry>,
    #[serde(default, deserialize_with = "lenient::fitting")]
    paging: Option<Paging>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
}

/// See [`super::Facebook::businesses`].
pub(super) async fn businesses(call: Call<'_>, tokens: &TokenSet) -> Result<Vec<BusinessAccounts>> {
    let graph = Graph::new(call, tokens);
    let all = list(&graph).await?;
    Ok(stream::iter(all).map(|business| accounts(&graph, business)).buffered(AT_ONCE).collect().await)
}

async fn list(graph: &Graph<'_>) -> Result<Vec<Business>> {
    let (mut all, mut after) = (Vec::new(), None::<String>);
    for _ in 0..MOST_PAGES {
        let mut query = vec![("fields", "id,name"), ("limit", "100")];
        query.extend(after.as_deref().map(|after| ("after", after)));
        let page: Page = graph.get("me/businesses", &query).await?;
        all.extend(page.data.into_iter().filter_map(Entry::into_business));
        let next = page.paging.as_ref().and_then(Paging::after);
        if next.is_none() || next == after {
            break;
        }
        after = next;
    }
    Ok(all)
}

async fn accounts(graph: &Graph<'_>, business: Business) -> BusinessAccounts {
    let (owned, client) =
        (format!("{}/owned_ad_accounts", business.id), format!("{}/client_ad_accounts", business.id));
    let (owned, client) =
        tokio::join!(Reading::of(graph, &owned, &|_| {}), Reading::of(graph, &client, &|_| {}));
    let problem = [&owned, &client].into_iter().find_map(|read| read.as_ref().err()).cloned();
    let accounts = |read: Result<Reading>| read.map(|read| read.accounts).unwrap_or_default();
    BusinessAccounts { business, owned: accounts(owned), client: accounts(client), problem }
}

impl Entry {
    fn into_business(self) -> Option<Business> {
        let id = self.id?;
        Some(Business { name: self.name.unwrap_or_else(|| id.clone()), id })
    }
}
