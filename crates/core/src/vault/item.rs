//! The form in which grants and app credentials lie in a vault: one JSON document an item, its expiry inside.

use serde::{Deserialize, Serialize};

use crate::catalogue::Way;
use crate::error::{Code, Error, Result};
use crate::grant::{Person, TokenKind, TokenOrigin, TokenSet};
use crate::platform::AppCredentials;
use crate::secret::Secret;
use crate::text::Text;
use crate::time::Timestamp;

/// One person's grant at one provider: all that is needed to bring a lost ledger row back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The provider's key.
    pub provider: String,
    /// Who signed in.
    pub person: Person,
    /// The scopes asked for.
    pub asked: Vec<String>,
    /// How the sign-in came back; `None` for a pasted token.
    pub way: Option<Way>,
    /// The tokens.
    pub tokens: TokenSet,
}

#[derive(Serialize, Deserialize)]
struct GrantForm<T> {
    provider: String,
    person: Person,
    asked: Vec<String>,
    way: Option<Way>,
    access_token: T,
    refresh_token: Option<T>,
    token_type: String,
    kind: TokenKind,
    expires_at: Option<Timestamp>,
    data_access_expires_at: Option<Timestamp>,
    obtained_at: Timestamp,
    scopes: Vec<String>,
    origin: TokenOrigin,
}

#[derive(Serialize, Deserialize)]
struct AppForm<T> {
    client_id: String,
    client_secret: Option<T>,
}

impl Grant {
    /// The vault's form.
    ///
    /// # Errors
    /// Never in practice; `unexpected` if JSON cannot be written.
    pub fn to_secret(&self) -> Result<Secret> {
        let tokens = &self.tokens;
        write(&GrantForm {
            provider: self.provider.clone(),
            person: self.person.clone(),
            asked: self.asked.clone(),
            way: self.way,
            // EXPOSE: written into the vault, whose item is itself a secret.
            access_token: tokens.access_token.expose(),
            // EXPOSE: written into the vault, whose item is itself a secret.
            refresh_token: tokens.refresh_token.as_ref().map(Secret::expose),
            token_type: tokens.token_type.clone(),
            kind: tokens.kind,
            expires_at: tokens.expires_at,
            data_access_expires_at: tokens.data_access_expires_at,
            obtained_at: tokens.obtained_at,
            scopes: tokens.scopes.clone(),
            origin: tokens.origin,
        })
    }

    /// Reads the vault's form.
    ///
    /// # Errors
    /// `vault-unavailable` if the item is not one that AdKeys wrote.
    pub fn from_secret(secret: &Secret) -> Result<Self> {
        let form: GrantForm<String> = read(secret)?;
        Ok(Self {
            provider: form.provider,
            person: form.person,
            asked: form.asked,
            way: form.way,
            tokens: TokenSet {
                access_token: Secret::new(form.access_token),
                refresh_token: form.refresh_token.map(Secret::new),
                token_type: form.token_type,
                kind: form.kind,
                expires_at: form.expires_at,
                data_access_expires_at: form.data_access_expires_at,
                obtained_at: form.obtained_at,
                scopes: form.scopes,
                origin: form.origin,
            },
        })
    }
}

impl AppCredentials {
    /// The vault's form.
    ///
    /// # Errors
    /// As [`Grant::to_secret`].
    pub fn to_secret(&self) -> Result<Secret> {
        // EXPOSE: written into the vault, whose item is itself a secret.
        let client_secret = self.client_secret.as_ref().map(Secret::expose);
        write(&AppForm { client_id: self.client_id.clone(), client_secret })
    }

    /// Reads the vault's form.
    ///
    /// # Errors
    /// As [`Grant::from_secret`].
    pub fn from_secret(secret: &Secret) -> Result<Self> {
        let form: AppForm<String> = read(secret)?;
        Ok(Self { client_id: form.client_id, client_secret: form.client_secret.map(Secret::new) })
    }
}

fn write(form: &impl Serialize) -> Result<Secret> {
    let failed = |_| {
        Error::new(
            Code::Unexpected,
            Text::new("The secret cannot be written down.", "Не удалось записать секрет."),
        )
    };
    serde_json::to_string(form).map(Secret::new).map_err(failed)
}

fn read<T: for<'de> Deserialize<'de>>(secret: &Secret) -> Result<T> {
    // EXPOSE: parsed in place; the error is dropped because it could quote the item.
    serde_json::from_str(secret.expose()).map_err(|_| {
        Error::new(
            Code::VaultUnavailable,
            Text::new(
                "The keychain holds an item under AdKeys' name that AdKeys did not write.",
                "В связке ключей под именем AdKeys лежит запись, которую создала другая программа.",
            ),
        )
        .hint(Text::new(
            "Connect again; the new sign-in replaces the item.",
            "Подключите ещё раз: новый вход заменит эту запись.",
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant() -> Grant {
        Grant {
            provider: "facebook".into(),
            person: Person { id: "1000".into(), name: "Anna".into() },
            asked: vec!["ads_read".into()],
            way: Some(Way::Loopback),
            tokens: TokenSet {
                access_token: Secret::new("EAA\"\\✓"),
                refresh_token: None,
                token_type: "bearer".into(),
                kind: TokenKind::LongLived,
                expires_at: Timestamp::from_unix(1_800_000_000),
                data_access_expires_at: None,
                obtained_at: Timestamp::from_unix(1_790_000_000).unwrap(),
                scopes: vec!["ads_read".into()],
                origin: TokenOrigin::SignIn,
            },
        }
    }

    #[test]
    fn a_grant_survives_the_vault() {
        assert_eq!(Grant::from_secret(&grant().to_secret().unwrap()).unwrap(), grant());
    }

    #[test]
    fn a_foreign_item_is_refused_without_quoting_it() {
        let error = Grant::from_secret(&Secret::new("{\"access_token\":\"EAAcanary\"")).unwrap_err();
        assert_eq!(error.code, Code::VaultUnavailable);
        assert!(!format!("{error:?}").contains("EAAcanary"));
    }
}
