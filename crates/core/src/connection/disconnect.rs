//! Disconnect: forget here, and on request withdraw the grant at the platform.

use super::context::Context;
use super::types::Disconnected;
use crate::error::{Code, Error, Result};
use crate::ledger::{ConnectionRecord, ConnectionState};
use crate::platform;
use crate::text;
use crate::text::Text;
use crate::vault::ItemKey;

impl Context {
    /// What would happen, before it does.
    pub(crate) fn disconnect_consequence(&self, name: &str, revoke: bool) -> Result<Text> {
        let record = self.record(name)?;
        let platform = self.name_of(&record.provider);
        if !revoke {
            return Ok(forgetting(&record, &platform));
        }
        let ends_all = self.platform(&record.provider).revoking_ends_all();
        let others = if ends_all { self.same_grant(&record)? } else { Vec::new() };
        Ok(revoking(&record, &platform, ends_all, &others))
    }

    pub(crate) async fn disconnect(&self, name: &str, revoke: bool) -> Result<Disconnected> {
        self.recover().await;
        let record = self.record(name)?;
        let _turn = self.turn(name).await?;
        let outcome = if revoke { Some(self.revoke(&record).await) } else { None };
        let withdrawn = matches!(outcome, Some(Ok(())));
        let also_ended = if withdrawn { self.end_others(&record)? } else { Vec::new() };
        // The vault first: a ledger row without a secret can be seen and mended, the reverse cannot.
        self.vault_delete(ItemKey::Connection(name.to_owned())).await?;
        self.ledger.forget(name)?;
        self.note(name, if withdrawn { "revoked" } else { "disconnected" }, Ok(None));
        Ok(Disconnected {
            connection: name.to_owned(),
            forgotten: true,
            revoked: outcome.as_ref().map(Result::is_ok),
            also_ended,
            error: outcome.and_then(Result::err),
        })
    }

    async fn revoke(&self, record: &ConnectionRecord) -> Result<()> {
        let (provider, _) = self.provider(&record.provider).await?;
        let grant = self.grant(record).await?;
        let app = match self.app(&provider).await {
            Err(error) if error.code == Code::AppNotConfigured => platform::no_app(),
            other => other?,
        };
        let revoked = platform::of(&provider).revoke(self.call(&provider, &app), &grant.tokens).await;
        let by_hand = provider.links.get("business-integrations").cloned();
        match revoked {
            Ok(true) => Ok(()),
            Ok(false) => Err(not_offered(&provider.display_name)),
            // Already gone at the platform: what was wanted.
            Err(error) if error.code == Code::TokenRevoked => Ok(()),
            Err(error) => Err(error),
        }
        .map_err(|error| error.with(|details| details.link = by_hand))
    }

    /// Marks the person's other connections through the same app: the platform has just ended them, too.
    fn end_others(&self, record: &ConnectionRecord) -> Result<Vec<String>> {
        if !self.platform(&record.provider).revoking_ends_all() {
            return Ok(Vec::new());
        }
        let others = self.same_grant(record)?;
        for other in others.iter().filter_map(|name| self.ledger.connection(name).transpose()) {
            let other = other?;
            let error = ended_with(&other, &record.name);
            self.note(&other.name, "check-failed", Err(&error));
            let (state, problem) = (ConnectionState::Revoked, Some(error));
            self.ledger.put_connection(&ConnectionRecord { state, problem, ..other })?;
        }
        Ok(others)
    }

    /// The names of the same person's other connections at the same provider.
    fn same_grant(&self, record: &ConnectionRecord) -> Result<Vec<String>> {
        let Some(person) = &record.person else { return Ok(Vec::new()) };
        let same = |other: &ConnectionRecord| {
            let theirs = other.person.as_ref().is_some_and(|theirs| theirs.id == person.id);
            theirs && other.provider == record.provider && other.name != record.name
        };
        Ok(self.ledger.connections()?.into_iter().filter(same).map(|other| other.name).collect())
    }

    fn name_of(&self, provider: &str) -> String {
        self.catalogue()
            .provider(provider)
            .map_or_else(|_| provider.to_owned(), |provider| provider.display_name.clone())
    }
}

fn forgetting(record: &ConnectionRecord, platform: &str) -> Text {
    let name = &record.name;
    text!(
        "{name} leaves this computer: its token and what is known of its ad accounts. The permission at {platform} \
         stays, and tools that hold a token keep it.",
        "{name} исчезнет с этого компьютера: токен и сведения о кабинетах. Разрешение на {platform} останется, \
         и токены, уже выданные инструментам, будут работать."
    )
}

fn revoking(record: &ConnectionRecord, platform: &str, ends_all: bool, others: &[String]) -> Text {
    let name = &record.name;
    let person = record.person.as_ref().map_or(name, |person| &person.name);
    if !ends_all {
        return text!(
            "{name} leaves this computer, and {platform} ends its access: tools that hold its token stop working.",
            "{name} исчезнет с этого компьютера, и {platform} закроет доступ: инструменты с этим токеном перестанут работать."
        );
    }
    let ended = text!(
        "{name} leaves this computer, and {platform} signs {person} out of the app everywhere: every tool and every \
         other computer that uses it loses access, too.",
        "{name} исчезнет с этого компьютера, и {platform} отключит приложение для {person} везде: доступ потеряют \
         все инструменты и другие компьютеры, где оно используется."
    );
    if others.is_empty() {
        return ended;
    }
    let (list, en, ru) = (others.join(", "), ended.en, ended.ru);
    text!("{en} So do these connections here: {list}.", "{ru} И эти подключения здесь: {list}.")
}

fn ended_with(other: &ConnectionRecord, cause: &str) -> Error {
    let (name, provider) = (&other.name, &other.provider);
    Error::new(
        Code::TokenRevoked,
        text!(
            "The access of {name} ended when that of {cause} was withdrawn.",
            "Доступ {name} закончился, когда отозвали доступ {cause}."
        ),
    )
    .hint(text!(
        "Sign in again: adkeys connect {provider} --as {name}",
        "Войдите ещё раз: adkeys connect {provider} --as {name}"
    ))
    .with(|details| details.connection = Some(name.clone()))
}

fn not_offered(name: &str) -> Error {
    Error::new(
        Code::PlatformUnavailable,
        text!(
            "{name} offers programs no way to withdraw a grant.",
            "{name} не даёт программам отзывать доступ."
        ),
    )
    .hint(text!(
        "Withdraw it by hand in the account's settings at {name}.",
        "Отзовите доступ вручную в настройках аккаунта {name}."
    ))
}
