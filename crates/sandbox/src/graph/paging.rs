//! Pages and their cursors.

use serde_json::{Map, Value, json};
use url::form_urlencoded;

use crate::call::Call;
use crate::errors::GraphError;
use crate::seal;

/// How many are on a page if nothing is asked for.
const USUAL: usize = 25;
/// More than this is not given, whatever is asked for.
const MOST: usize = 5_000;

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) start: usize,
    pub(crate) limit: usize,
}

impl Page {
    /// Reads `limit`, `after` and `before`.
    ///
    /// # Errors
    /// 100 for a limit that is no number, 2642 for a cursor that is none.
    pub(crate) fn read(call: &Call) -> Result<Self, GraphError> {
        let limit = match call.params.filled("limit").map(str::parse::<usize>) {
            None => USUAL,
            Some(Ok(limit)) if limit > 0 => limit.min(MOST),
            Some(_) => return Err(GraphError::new(100, "(#100) Param limit must be a positive integer")),
        };
        let start = match (call.params.filled("after"), call.params.filled("before")) {
            (Some(after), _) => position(after)? + 1,
            (None, Some(before)) => position(before)?.saturating_sub(limit),
            (None, None) => 0,
        };
        Ok(Self { start, limit })
    }

    /// Whether there is something behind this page.
    pub(crate) fn has_next(self, total: usize) -> bool {
        self.start + self.limit < total
    }

    /// The part of `list`.
    pub(crate) fn of<T>(self, list: &[T]) -> &[T] {
        let start = self.start.min(list.len());
        let end = (start + self.limit).min(list.len());
        list.get(start..end).unwrap_or_default()
    }

    /// `{data, paging}`. `total` counts everything there is, even what is not shown.
    pub(crate) fn answer(
        self,
        call: &Call,
        origin: &str,
        path: &str,
        total: usize,
        data: Vec<Value>,
    ) -> Value {
        let mut answer = Map::new();
        answer.insert("data".into(), data.into());
        let end = (self.start + self.limit).min(total);
        if total > 0 && self.start < total {
            let (before, after) = (cursor(self.start), cursor(end.saturating_sub(1)));
            let mut paging = json!({"cursors": {"before": before, "after": after}});
            if self.has_next(total) {
                paging["next"] = json!(link(call, origin, path, ("after", &after)));
            }
            if self.start > 0 {
                paging["previous"] = json!(link(call, origin, path, ("before", &before)));
            }
            answer.insert("paging".into(), paging);
        }
        if call.params.filled("summary").is_some() {
            answer.insert("summary".into(), json!({ "total_count": total }));
        }
        Value::Object(answer)
    }
}

fn cursor(position: usize) -> String {
    format!("QVFI{}", seal::seal("cursor", &position))
}

fn position(cursor: &str) -> Result<usize, GraphError> {
    let position = cursor.strip_prefix("QVFI").and_then(|sealed| seal::open("cursor", sealed));
    position.ok_or_else(|| GraphError::new(2642, "(#2642) Invalid cursors values"))
}

/// A whole URL, with the access token in it: that is what Facebook does.
fn link(call: &Call, origin: &str, path: &str, (name, cursor): (&str, &str)) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(call.access_token().map(|token| ("access_token", token)));
    let kept = ["fields", "limit", "summary", "date_preset", "time_range", "time_increment", "level"];
    query.extend_pairs(kept.iter().filter_map(|name| Some((*name, call.params.filled(name)?))));
    query.append_pair(name, cursor);
    let version = call.version.as_deref().map(|version| format!("/{version}")).unwrap_or_default();
    format!("{origin}{version}{path}?{}", query.finish())
}
