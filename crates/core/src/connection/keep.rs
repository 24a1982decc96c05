//! Storing a grant: vault first, then ledger, with a mark in the journal so that a crash in between shows.

use super::context::Context;
use super::state;
use super::types::OtherPerson;
use crate::error::{Code, Error, Result};
use crate::grant::{Person, TokenFacts};
use crate::ledger::{ConnectionRecord, ConnectionState, InFlight};
use crate::text;
use crate::vault::ItemKey;
use crate::vault::item::Grant;

impl Context {
    /// Stores a new grant under `name`, in place of an older one: of the same person, unless `on_other` lets another
    /// one take over. The caller holds the turn.
    pub(super) async fn keep(
        &self,
        name: &str,
        grant: &Grant,
        facts: TokenFacts,
        on_other: OtherPerson,
    ) -> Result<()> {
        let existing = self.ledger.connection(name)?;
        if let Some(existing) = existing.as_ref().filter(|_| on_other != OtherPerson::Replace) {
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

    /// The name under which `person` is kept: `name`, or the first of `name-2`, `name-3`, … that is free or theirs
    /// already, if both persons are to be kept.
    pub(super) fn name_for(&self, name: &str, grant: &Grant, on_other: OtherPerson) -> Result<String> {
        let mut candidate = name.to_owned();
        for number in 2.. {
            let record = self.ledger.connection(&candidate)?;
            let theirs = record.is_none_or(|record| {
                record.provider == grant.provider && same_person(&record, &grant.person).is_ok()
            });
            if theirs || on_other != OtherPerson::KeepBoth {
                break;
            }
            candidate = format!("{name}-{number}");
        }
        crate::name::check(&candidate)?;
        Ok(candidate)
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
        "Keep both: adkeys connect {provider} --other-person keep-both (or --as NAME). Replace: --other-person replace, or adkeys disconnect {name} first. To sign in as {old}: --reauthenticate",
        "Оставить оба: adkeys connect {provider} --other-person keep-both (или --as ИМЯ). Заменить: --other-person replace или сначала adkeys disconnect {name}. Войти как {old}: --reauthenticate"
    ))
    .with(|details| {
        details.connection = Some(name.clone());
        details.provider = Some(provider.clone());
        details.expected = Some(before.clone());
        details.person = Some(person.clone());
    }))
}
