//! Tokens that a program which stays open keeps for a while, so that the keychain is not asked for each of them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::context::Context;
use super::token::refuse_dead;
use super::types::HandedToken;
use super::wanted::Wanted;
use crate::error::Result;
use crate::ledger::ConnectionRecord;
use crate::time::Timestamp;

/// How long a token is kept, in seconds. Short, so that a keychain that the person locks stays no secret for long.
const AT_MOST: i64 = 600;

/// Access tokens as they were handed out last, by connection. Never refresh tokens.
#[derive(Default)]
pub(crate) struct Kept(Mutex<HashMap<String, Entry>>);

struct Entry {
    /// What the ledger said then: whatever happens to a connection shows there.
    record: ConnectionRecord,
    token: HandedToken,
    since: Timestamp,
}

impl Context {
    /// What the ledger knows of a connection whose token can be asked for.
    ///
    /// # Errors
    /// `authorization-required`, `connection-unknown`, what a check has proven of the token.
    pub(crate) fn usable(&self, name: &str) -> Result<ConnectionRecord> {
        let record = self.record(name)?;
        refuse_dead(&record)?;
        Ok(record)
    }

    /// As [`Context::token`], from `kept` where that is as good.
    pub(crate) async fn token_by(&self, kept: &Kept, name: &str, wanted: &Wanted) -> Result<HandedToken> {
        let record = self.usable(name)?;
        let margin = || Duration::from_secs(self.margin(&record.provider).into());
        if let Some(token) = kept.good(&record, self.now(), wanted.min_valid.unwrap_or_else(margin)) {
            self.note_given(name, wanted);
            return Ok(token);
        }
        let token = self.token(name, wanted).await?;
        // A renewal has changed it.
        kept.put(self.record(name)?, &token, self.now());
        Ok(token)
    }
}

impl Kept {
    /// The token of `record`, if it is still the one that was kept and works for `needed`.
    fn good(&self, record: &ConnectionRecord, now: Timestamp, needed: Duration) -> Option<HandedToken> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|_, entry| (0..AT_MOST).contains(&now.seconds_since(entry.since)));
        let entry = entries.get(&record.name).filter(|entry| entry.record == *record)?;
        let needed = now.after(needed);
        entry.token.expires_at.is_none_or(|end| end > needed).then(|| entry.token.clone())
    }

    fn put(&self, record: ConnectionRecord, token: &HandedToken, now: Timestamp) {
        let entry = Entry { token: token.clone(), since: now, record };
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.insert(entry.record.name.clone(), entry);
    }
}
