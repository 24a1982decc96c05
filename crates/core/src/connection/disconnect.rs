//! Disconnect: forget here, and on request withdraw the grant at the platform.

use super::context::Context;
use super::types::Disconnected;
use crate::error::{Code, Error, Result};
use crate::ledger::ConnectionRecord;
use crate::platform;
use crate::text;
use crate::vault::ItemKey;

impl Context {
    pub(crate) async fn disconnect(&self, name: &str, revoke: bool) -> Result<Disconnected> {
        self.recover().await;
        let record = self.record(name)?;
        let _turn = self.turn(name).await?;
        let outcome = if revoke { Some(self.revoke(&record).await) } else { None };
        // The vault first: a ledger row without a secret can be seen and mended, the reverse cannot.
        self.vault_delete(ItemKey::Connection(name.to_owned())).await?;
        self.ledger.forget(name)?;
        let event = if matches!(outcome, Some(Ok(()))) { "revoked" } else { "disconnected" };
        self.note(name, event, Ok(None));
        Ok(Disconnected {
            connection: name.to_owned(),
            forgotten: true,
            revoked: outcome.as_ref().map(Result::is_ok),
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
