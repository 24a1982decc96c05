//! Hand-out: the access token, renewed first if it ends too soon.

use std::time::Duration;

use super::context::Context;
use super::refresh::expired;
use super::state;
use super::types::HandedToken;
use super::wanted::Wanted;
use crate::catalogue::Provider;
use crate::error::{Code, Error, Result};
use crate::ledger::{ConnectionRecord, ConnectionState};
use crate::text;
use crate::vault::item::Grant;

impl Context {
    pub(crate) async fn token(&self, name: &str, wanted: &Wanted) -> Result<HandedToken> {
        self.recover().await;
        let record = self.record(name)?;
        refuse_dead(&record)?;
        let grant = self.grant(&record).await?;
        let grant = self.good_for(&record, grant, wanted.min_valid).await?;
        self.note_given(name, wanted);
        Ok(HandedToken {
            access_token: grant.tokens.access_token,
            token_type: grant.tokens.token_type,
            expires_at: grant.tokens.expires_at,
            connection: name.to_owned(),
        })
    }

    /// Notes who took a token.
    pub(super) fn note_given(&self, name: &str, wanted: &Wanted) {
        self.note(name, "token-given", Ok(wanted.tool.as_ref().map(|tool| tool.name.clone())));
    }

    /// The grant, renewed if it ends before `min_valid` is over (`None`: the provider's margin, best effort).
    pub(super) async fn good_for(
        &self,
        record: &ConnectionRecord,
        grant: Grant,
        min_valid: Option<Duration>,
    ) -> Result<Grant> {
        if grant.tokens.expires_at.is_none() {
            return Ok(grant);
        }
        // The usual case, decided without reading the catalogue.
        if min_valid.is_none() && self.lives_for(&grant.tokens, Provider::LONGEST_MARGIN.into()) {
            return Ok(grant);
        }
        let seconds =
            min_valid.map_or_else(|| self.margin(&grant.provider).into(), |wanted| wanted.as_secs());
        if self.lives_for(&grant.tokens, seconds) {
            return Ok(grant);
        }
        match self.renew(record, &grant).await {
            Ok(renewal) if self.lives_for(&renewal.grant.tokens, seconds) => Ok(renewal.grant),
            // Nobody asked for a certain time: a token that still works is better than none.
            Ok(renewal) if min_valid.is_none() && self.lives_for(&renewal.grant.tokens, 0) => {
                Ok(renewal.grant)
            }
            Ok(renewal) if !self.lives_for(&renewal.grant.tokens, 0) => {
                self.mark_expired(record)?;
                Err(expired(record))
            }
            Ok(_) => Err(too_short(record, seconds)),
            Err(error)
                if min_valid.is_none() && self.lives_for(&grant.tokens, 0) && !proves_death(&error) =>
            {
                Ok(grant)
            }
            Err(error) => Err(error),
        }
    }

    fn mark_expired(&self, record: &ConnectionRecord) -> Result<()> {
        let problem = Some(expired(record));
        self.ledger.put_connection(&ConnectionRecord {
            state: ConnectionState::Expired,
            problem,
            ..record.clone()
        })
    }
}

fn proves_death(error: &Error) -> bool {
    matches!(state::proven_by(error.code), Some(ConnectionState::Expired | ConnectionState::Revoked))
}

/// A check has proven that the token no longer works: the vault's expiry is no longer asked.
pub(super) fn refuse_dead(record: &ConnectionRecord) -> Result<()> {
    if !matches!(record.state, ConnectionState::Expired | ConnectionState::Revoked) {
        return Ok(());
    }
    Err(record.problem.clone().unwrap_or_else(|| expired(record)))
}

fn too_short(record: &ConnectionRecord, seconds: u64) -> Error {
    let name = &record.name;
    Error::new(
        Code::TokenExpired,
        text!(
            "The access of {name} cannot be made to last {seconds} seconds.",
            "Доступ {name} нельзя продлить на {seconds} с."
        ),
    )
    .hint(text!(
        "Ask for less with --min-valid, or sign in again.",
        "Попросите меньше в --min-valid или войдите ещё раз."
    ))
    .with(|details| details.connection = Some(name.clone()))
}
