//! Renewal: one per connection per machine, checked against what was there before, nothing deleted on doubt.

use super::context::Context;
use super::keep::same_person;
use super::state;
use super::types::Refreshed;
use crate::catalogue::{Provider, RefreshMode};
use crate::error::{Code, Error, Result};
use crate::grant::{TokenFacts, TokenKind, TokenOrigin, TokenSet};
use crate::ledger::{ConnectionRecord, InFlight};
use crate::platform::{self, Call};
use crate::text;
use crate::vault::ItemKey;
use crate::vault::item::Grant;

/// The grant after a renewal, and whether it lives longer than before.
pub(super) struct Renewal {
    pub(super) grant: Grant,
    pub(super) extended: bool,
}

impl Context {
    pub(crate) async fn refresh(&self, name: &str) -> Result<Refreshed> {
        self.recover().await;
        let record = self.record(name)?;
        let seen = self.grant(&record).await?;
        let Renewal { grant, extended } = self.renew(&record, &seen).await?;
        Ok(Refreshed { connection: name.to_owned(), expires_at: grant.tokens.expires_at, extended })
    }

    /// Renews what `seen` was, unless somebody else did meanwhile: then theirs counts.
    pub(super) async fn renew(&self, record: &ConnectionRecord, seen: &Grant) -> Result<Renewal> {
        let _turn = self.turn(&record.name).await?;
        let current = self.grant(record).await?;
        if current.tokens.access_token != seen.tokens.access_token {
            let extended = outlives(&current.tokens, &seen.tokens);
            return Ok(Renewal { grant: current, extended });
        }
        let (provider, _) = self.provider(&current.provider).await?;
        let tokens = &current.tokens;
        let has_refresh_token = tokens.refresh_token.is_some();
        if !state::renewable(provider.refresh.mode, tokens.kind, tokens.origin, has_refresh_token) {
            return not_renewable(&provider, &record.name, current);
        }
        let renewed = self.renew_now(record, &provider, current).await;
        match &renewed {
            Ok(renewal) => {
                self.note(&record.name, "renewed", Ok(Some(format!("extended={}", renewal.extended))));
            }
            Err(error) => self.renewal_failed(record, error)?,
        }
        renewed
    }

    async fn renew_now(
        &self,
        record: &ConnectionRecord,
        provider: &Provider,
        current: Grant,
    ) -> Result<Renewal> {
        self.not_waiting(record)?;
        if provider.refresh.mode == RefreshMode::Exchange && !self.lives_for(&current.tokens, 0) {
            return Err(expired(record));
        }
        let app = self.app(provider).await?;
        let call = self.call(provider, &app);
        self.ledger.begin(&InFlight {
            connection: record.name.clone(),
            operation: "refresh".into(),
            provider: provider.key.clone(),
            since: self.now(),
        })?;
        let answer = renewed_tokens(call, &current.tokens).await;
        let renewal = match answer {
            Ok(tokens) if provider.refresh.mode == RefreshMode::Exchange => {
                self.accept_exchanged(record, call, current, tokens).await
            }
            Ok(tokens) => self.accept_rotated(record, current, tokens).await,
            Err(error) => Err(error),
        };
        self.ledger.end(&record.name, "refresh")?;
        renewal
    }

    /// A rotated refresh token is the only one that lives: it is stored before anything else is asked.
    async fn accept_rotated(
        &self,
        record: &ConnectionRecord,
        current: Grant,
        tokens: TokenSet,
    ) -> Result<Renewal> {
        let extended = outlives(&tokens, &current.tokens);
        let lost: Vec<_> =
            current.tokens.scopes.iter().filter(|scope| !tokens.scopes.contains(scope)).cloned().collect();
        if !tokens.scopes.is_empty() && !lost.is_empty() {
            self.note(&record.name, "scopes-narrowed", Ok(Some(lost.join(" "))));
        }
        let facts = facts_after(&record.facts, &tokens);
        self.store_renewed(record, Grant { tokens, ..current }, facts, extended).await
    }

    /// The old token lives on, so the new one can be looked at first: it must extend and belong to the same person.
    async fn accept_exchanged(
        &self,
        record: &ConnectionRecord,
        call: Call<'_>,
        current: Grant,
        tokens: TokenSet,
    ) -> Result<Renewal> {
        let inspected = platform::of(call.provider).inspect(call, &tokens, &current.asked).await;
        let (tokens, facts) = match inspected {
            Ok(inspection) => {
                same_person(record, &inspection.person)?;
                (inspection.tokens, inspection.facts)
            }
            Err(error) if state::proven_by(error.code).is_some() => return Err(error),
            // Not looked at is not bad: the answer's own expiry has to do.
            Err(_) => {
                let facts = facts_after(&record.facts, &tokens);
                (tokens, facts)
            }
        };
        if !outlives(&tokens, &current.tokens) {
            return Ok(Renewal { grant: current, extended: false });
        }
        self.store_renewed(record, Grant { tokens, ..current }, facts, true).await
    }

    async fn store_renewed(
        &self,
        record: &ConnectionRecord,
        grant: Grant,
        facts: TokenFacts,
        extended: bool,
    ) -> Result<Renewal> {
        self.vault_put(ItemKey::Connection(record.name.clone()), grant.to_secret()?).await?;
        let now = self.now();
        let state = state::by_time(&facts, now);
        self.ledger.put_connection(&ConnectionRecord {
            state,
            facts,
            checked_at: Some(now),
            problem: None,
            ..record.clone()
        })?;
        self.mark_renewed(&record.name);
        Ok(Renewal { grant, extended })
    }

    /// Marks what the failure proves, keeps the token, and remembers how long to wait.
    fn renewal_failed(&self, record: &ConnectionRecord, error: &Error) -> Result<()> {
        self.note(&record.name, "renewal-failed", Err(error));
        self.remember_wait(record, error)?;
        let Some(state) = state::proven_by(error.code) else { return Ok(()) };
        self.ledger.put_connection(&ConnectionRecord {
            state,
            problem: Some(error.clone()),
            ..record.clone()
        })
    }
}

/// An exchange takes nothing away, so one that was lost on the way is simply asked for again. A refresh token that
/// works only once is asked for again by the token endpoint itself, which knows whether it was sent.
async fn renewed_tokens(call: Call<'_>, tokens: &TokenSet) -> Result<TokenSet> {
    let platform = platform::of(call.provider);
    match platform.renew(call, tokens).await {
        Err(error) if error.code == Code::Network && call.provider.refresh.mode == RefreshMode::Exchange => {
            platform.renew(call, tokens).await
        }
        answer => answer,
    }
}

/// Whether `new` surely ends later than `old`.
fn outlives(new: &TokenSet, old: &TokenSet) -> bool {
    match (new.expires_at, old.expires_at) {
        (Some(new), Some(old)) => new > old,
        (Some(_), None) => old.kind != TokenKind::NeverExpires,
        (None, _) => new.kind == TokenKind::NeverExpires && old.kind != TokenKind::NeverExpires,
    }
}

fn facts_after(before: &TokenFacts, tokens: &TokenSet) -> TokenFacts {
    let mut facts = before.clone();
    facts.kind = tokens.kind;
    facts.obtained_at = Some(tokens.obtained_at);
    facts.expires_at = tokens.expires_at;
    facts.data_access_expires_at = tokens.data_access_expires_at.or(facts.data_access_expires_at);
    if !tokens.scopes.is_empty() {
        facts.scopes.granted.clone_from(&tokens.scopes);
    }
    facts
}

/// A pasted token and one without an end are left alone, which is no failure; the rest needs the person.
fn not_renewable(provider: &Provider, connection: &str, grant: Grant) -> Result<Renewal> {
    if grant.tokens.origin == TokenOrigin::Pasted || grant.tokens.kind == TokenKind::NeverExpires {
        return Ok(Renewal { grant, extended: false });
    }
    let (name, key) = (&provider.display_name, &provider.key);
    Err(Error::new(
        Code::AuthorizationRequired,
        text!("{name} gave no means to renew this access.", "{name} не даёт продлить этот доступ."),
    )
    .hint(text!(
        "Sign in again before it ends: adkeys connect {key} --as {connection}",
        "Войдите ещё раз, пока он не кончился: adkeys connect {key} --as {connection}"
    ))
    .with(|details| details.connection = Some(connection.to_owned())))
}

/// The token's own time ran out.
pub(super) fn expired(record: &ConnectionRecord) -> Error {
    let (name, provider) = (&record.name, &record.provider);
    Error::new(
        Code::TokenExpired,
        text!("The access of {name} has ended.", "Срок доступа {name} закончился."),
    )
    .hint(text!(
        "Sign in again: adkeys connect {provider} --as {name}",
        "Войдите ещё раз: adkeys connect {provider} --as {name}"
    ))
    .with(|details| details.connection = Some(name.clone()))
}
