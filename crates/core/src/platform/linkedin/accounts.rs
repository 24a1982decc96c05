//! Every ad account that the person has a role in, page by page (`GET /rest/adAccounts?q=search`).

use serde::Deserialize;

use super::account::Element;
use super::errors;
use crate::error::{Code, Error, Result};
use crate::grant::TokenSet;
use crate::platform::{AccountList, Call, bearer};
use crate::text::Text;

/// The largest page that LinkedIn gives.
const PAGE_SIZE: &str = "1000";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Page {
    elements: Vec<Element>,
    metadata: Metadata,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Metadata {
    next_page_token: Option<String>,
}

/// See [`crate::platform::AdPlatform::accounts`]. Addresses are built here from the page's token, never taken from
/// the answer.
pub(super) async fn accounts(
    call: Call<'_>,
    tokens: &TokenSet,
    progress: &(dyn Fn(usize) + Send + Sync),
) -> Result<AccountList> {
    let mut list = AccountList::default();
    let mut cursor: Option<String> = None;
    loop {
        let page = page(call, tokens, cursor.as_deref()).await?;
        list.accounts.extend(page.elements.into_iter().filter_map(Element::account));
        progress(list.accounts.len());
        let next = page.metadata.next_page_token.filter(|token| !token.is_empty());
        match next {
            None => return Ok(list),
            // The same page again and again would never end.
            Some(token) if cursor.as_ref() == Some(&token) => return Ok(list),
            token => cursor = token,
        }
    }
}

async fn page(call: Call<'_>, tokens: &TokenSet, cursor: Option<&str>) -> Result<Page> {
    let mut url = call.provider.api.base.clone().ok_or_else(no_base)?;
    url.path_segments_mut().map_err(|()| no_base())?.pop_if_empty().push("adAccounts");
    url.query_pairs_mut().append_pair("q", "search").append_pair("pageSize", PAGE_SIZE);
    if let Some(cursor) = cursor {
        url.query_pairs_mut().append_pair("pageToken", cursor);
    }
    let document = bearer::get(call, tokens, url, &errors::explain).await?;
    serde_json::from_value(document).map_err(|_| {
        Error::new(
            Code::PlatformUnavailable,
            Text::new(
                "LinkedIn's list of ad accounts cannot be read.",
                "Список кабинетов LinkedIn не читается.",
            ),
        )
    })
}

fn no_base() -> Error {
    Error::new(
        Code::CatalogueInvalid,
        Text::new("The provider has no api.base.", "У провайдера нет api.base."),
    )
    .with(|details| details.key = Some("api.base".into()))
}
