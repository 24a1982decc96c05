//! `/me/permissions`: what the person granted, declined, or let run out.

use serde::Deserialize;

use super::super::graph::Graph;
use super::super::lenient;
use crate::error::Result;

/// The permissions by status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Permissions {
    pub(super) granted: Vec<String>,
    pub(super) declined: Vec<String>,
    /// Granted, and unused for 90 days since.
    pub(super) expired: Vec<String>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default, deserialize_with = "lenient::objects")]
    data: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default, deserialize_with = "lenient::text")]
    permission: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    status: Option<String>,
}

/// Asks.
pub(super) async fn read(graph: &Graph<'_>) -> Result<Permissions> {
    graph.get::<Answer>("me/permissions", &[]).await.map(sorted)
}

fn sorted(answer: Answer) -> Permissions {
    let mut permissions = Permissions::default();
    for entry in answer.data {
        let list = match entry.status.as_deref() {
            Some("granted") => &mut permissions.granted,
            Some("declined") => &mut permissions.declined,
            Some("expired") => &mut permissions.expired,
            _ => continue,
        };
        list.extend(entry.permission);
    }
    permissions
}
