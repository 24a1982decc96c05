//! How an exported file stands to the token that is in use now.

use std::fs;
use std::path::Path;

use super::hash;
use crate::connection::Context;
use crate::error::Result;
use crate::handoff::types::ExportState;
use crate::ledger::ExportRecord;

pub(super) fn state(context: &Context, record: &ExportRecord) -> Result<ExportState> {
    let path = Path::new(&record.path);
    let Ok(found) = fs::symlink_metadata(path) else { return Ok(ExportState::Gone) };
    let same = found.is_file() && fs::read(path).is_ok_and(|content| hash(&content) == record.hash);
    if !same {
        return Ok(ExportState::Changed);
    }
    Ok(if is_stale(context, record)? { ExportState::Stale } else { ExportState::Fresh })
}

/// A file without a token never ages.
fn is_stale(context: &Context, record: &ExportRecord) -> Result<bool> {
    if record.obtained_at.is_none() {
        return Ok(false);
    }
    if record.outdated {
        return Ok(true);
    }
    let ended = record.expires_at.is_some_and(|end| end <= context.now());
    let connection = context.ledger().connection(&record.connection)?;
    Ok(ended || connection.is_none_or(|connection| connection.facts.obtained_at != record.obtained_at))
}
