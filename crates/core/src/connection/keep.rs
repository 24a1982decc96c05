//! Storing a grant: vault first, then ledger, with a mark in the journal so that a crash in between shows.

use super::context::Context;
use crate::error::{Code, Error, Result};
use crate::grant::{Person, TokenFacts};
use crate::ledger::{ConnectionRecord, ConnectionState, InFlight};
use crate::text;
use crate::vault::ItemKey;
use crate::vault::item::Grant;

use super::state;

impl Context {
    /// Stores a new grant under `name`, in place of an older one of the same person. The caller holds the turn.
    pub(super) async fn keep(&self, name: &str, grant: &Grant, facts: TokenFacts) -> Result<()> {
        let existing = self.ledger.connection(name)?;
        if let Some(existing) = &existing {
            same_person(existing, &grant.person)?;
        }
        let now = self.now();
        self.ledger.begin(&InFlight {
            connection: name.to_owned(),
            operation: "connect".into(),
            provider: grant.provider.clone(),
            since: now,
        })?;
        let stored = self.vault_put(ItemKey::Connection(name.to_owned()), grant.to_secret()?).await;
        if let Err(error) = stored {
            self.ledger.end(name, "connect")?;
            return Err(error);
        }
        self.ledger.put_connection(&ConnectionRecord {
            name: name.to_owned(),
            provider: grant.provider.clone(),
            person: Some(grant.person.clone()),
            state: state::by_time(&facts, now),
            facts,
            way: grant.way,
            connected_at: existing.as_ref().map_or(now, |record| record.connected_at),
            checked_at: Some(now),
            problem: None,
            usage: existing.as_ref().map(|record| record.usage.clone()).unwrap_or_default(),
        })?;
        self.ledger.end(name, "connect")?;
        self.mark_renewed(name);
        self.note(name, if existing.is_some() { "reconnected" } else { "connected" }, Ok(None));
        Ok(())
    }

    /// Refuses a name that another provider's connection has.
    pub(super) fn check_free(&self, name: &str, provider: &str) -> Result<()> {
        crate::name::check(name)?;
        let Some(record) = self.ledger.connection(name)? else { return Ok(()) };
        if record.provider == provider {
            return Ok(());
        }
        let other = record.provider;
        Err(Error::new(
            Code::ConnectionExists,
            text!(
                "The name {name} belongs to a {other} connection.",
                "Имя {name} занято подключением {other}."
            ),
        )
        .with(|details| details.connection = Some(name.to_owned())))
    }
}

/// A reconnect must bring the same person, or an agency would see another client's accounts under a known name.
pub(super) fn same_person(record: &ConnectionRecord, person: &Person) -> Result<()> {
    let Some(before) = record.person.as_ref().filter(|before| before.id != person.id) else { return Ok(()) };
    if record.state == ConnectionState::NotConnected {
        return Ok(());
    }
    let (name, old, new) = (&record.name, &before.name, &person.name);
    let provider = &record.provider;
    Err(Error::new(
        Code::PersonChanged,
        text!(
            "{name} belongs to {old}, but {new} signed in. Nothing was changed.",
            "{name} принадлежит {old}, а в браузере вход выполнен как {new}. Ничего не изменено."
        ),
    )
    .hint(text!(
        "Keep both: adkeys connect {provider} --as NAME. Replace: adkeys disconnect {name}, then connect again.",
        "Оставить оба: adkeys connect {provider} --as ИМЯ. Заменить: adkeys disconnect {name}, затем подключите снова."
    ))
    .with(|details| details.connection = Some(name.clone())))
}
