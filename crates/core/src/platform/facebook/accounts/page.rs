//! One page of a Graph list.

use bytes::Bytes;
use serde::{Deserialize, Deserializer};
use url::Url;

use super::super::lenient;
use super::account::Raw;
use crate::account::AdAccount;

/// A page of ad accounts. Where it leads is known at once; its accounts are read when somebody wants them.
pub(super) struct Page {
    end: End,
    body: Bytes,
}

/// What stands in a page beside the accounts.
#[derive(Deserialize)]
pub(super) struct End {
    #[serde(default, deserialize_with = "lenient::fitting")]
    paging: Option<Paging>,
}

#[derive(Default, Deserialize)]
struct Data {
    #[serde(default, deserialize_with = "lenient::objects")]
    data: Vec<Raw>,
}

/// What comes after a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing.
    End,
    /// The page after this cursor.
    After(String),
    /// Something, but Facebook did not say where.
    Lost,
}

#[derive(Default, Deserialize)]
pub(in super::super) struct Paging {
    #[serde(default, deserialize_with = "lenient::fitting")]
    cursors: Option<Cursors>,
    #[serde(default)]
    next: Link,
}

#[derive(Deserialize)]
struct Cursors {
    #[serde(default, deserialize_with = "lenient::text")]
    after: Option<String>,
}

/// `paging.next`: a URL that carries the token. Only its cursor is kept; it is never followed, logged or stored.
#[derive(Default)]
struct Link {
    there: bool,
    after: Option<String>,
}

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let link = lenient::text(deserializer)?;
        let url = link.as_deref().and_then(|link| Url::parse(link).ok());
        let after = url.and_then(|url| {
            url.query_pairs().find(|(name, _)| name == "after").map(|(_, cursor)| cursor.into_owned())
        });
        Ok(Self { there: link.is_some(), after })
    }
}

impl Page {
    /// The page in `body`, of which `end` was read already.
    pub(super) fn new((end, body): (End, Bytes)) -> Self {
        Self { end, body }
    }

    /// The accounts; entries without an id are left out.
    pub(super) fn accounts(&self) -> impl Iterator<Item = AdAccount> + use<> {
        let Data { data } = serde_json::from_slice(&self.body).unwrap_or_default();
        data.into_iter().filter_map(Raw::into_account)
    }

    /// What comes after.
    pub(super) fn next(&self) -> Next {
        self.end.paging.as_ref().map_or(Next::End, Paging::next)
    }
}

impl Paging {
    /// The cursor of the next page, if there is one and Facebook says where.
    pub(in super::super) fn after(&self) -> Option<String> {
        match self.next() {
            Next::After(cursor) => Some(cursor),
            Next::End | Next::Lost => None,
        }
    }

    /// What comes after.
    fn next(&self) -> Next {
        if !self.next.there {
            return Next::End;
        }
        let cursor =
            self.cursors.as_ref().and_then(|cursors| cursors.after.as_ref()).or(self.next.after.as_ref());
        cursor.filter(|cursor| !cursor.is_empty()).map_or(Next::Lost, |cursor| Next::After(cursor.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(json: &str) -> Next {
        Page::new((serde_json::from_str(json).unwrap(), Bytes::new())).next()
    }

    #[test]
    fn only_a_missing_next_ends_the_list() {
        let after = |cursor: &str| Next::After(cursor.to_owned());
        for (json, expected) in [
            (r#"{"data":[]}"#, Next::End),
            (r#"{"data":[],"paging":{"cursors":{"after":"c"}}}"#, Next::End),
            (r#"{"data":[],"paging":{"cursors":{"after":"c"},"next":"https://x/?after=d"}}"#, after("c")),
            (r#"{"data":[],"paging":{"next":"https://x/?access_token=t&after=d%3D"}}"#, after("d=")),
            (r#"{"data":[],"paging":{"next":"https://x/"}}"#, Next::Lost),
            (r#"{"data":[],"paging":null}"#, Next::End),
        ] {
            assert_eq!(next(json), expected, "{json}");
        }
    }
}
