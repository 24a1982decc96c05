//! The persons' own apps: whose credentials lie in the vault, and what else is known of them.

use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::Ledger;
use crate::catalogue::Way;
use crate::error::Result;

/// Whether an app is open to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum AppMode {
    /// Only people with a role in the app can sign in.
    Development,
    /// Everybody can.
    Live,
}

/// What is known of an app. None of it is secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppFacts {
    /// The client id of the credentials that the vault holds.
    pub client_id: Option<String>,
    /// The login configuration that permissions come from (Facebook Login for Business).
    pub config_id: Option<String>,
    /// Its mode, as the person said.
    pub mode: Option<AppMode>,
    /// The https relay page registered for it.
    pub relay: Option<String>,
    /// How the last sign-in that came through came back.
    pub worked: Option<Way>,
}

impl AppMode {
    const fn word(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Live => "live",
        }
    }

    fn named(word: &str) -> Option<Self> {
        [Self::Development, Self::Live].into_iter().find(|mode| mode.word() == word)
    }
}

impl AppFacts {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let word = |index| row.get::<_, Option<String>>(index);
        Ok(Self {
            client_id: word(0)?,
            config_id: word(1)?,
            // Words of a newer AdKeys are not known here.
            mode: word(2)?.as_deref().and_then(AppMode::named),
            relay: word(3)?,
            worked: word(4)?.as_deref().and_then(Way::named),
        })
    }
}

impl Ledger {
    /// What is known of the app for `provider`.
    ///
    /// # Errors
    /// As every call.
    pub fn app(&self, provider: &str) -> Result<AppFacts> {
        const SQL: &str = "SELECT client_id, config_id, mode, relay, worked FROM apps WHERE provider = ?1";
        self.run(|database| {
            let facts = database.prepare_cached(SQL)?.query_one([provider], AppFacts::read).optional()?;
            Ok(facts.unwrap_or_default())
        })
    }

    /// Notes what is known of the app for `provider`.
    ///
    /// # Errors
    /// As every call.
    pub fn put_app(&self, provider: &str, facts: &AppFacts) -> Result<()> {
        const SQL: &str = "INSERT OR REPLACE INTO apps (provider, client_id, config_id, mode, relay, worked)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let AppFacts { client_id, config_id, mode, relay, worked } = facts;
        let (mode, worked) = (mode.map(AppMode::word), worked.map(Way::word));
        self.run(|database| {
            let values = (provider, client_id, config_id, mode, relay, worked);
            database.prepare_cached(SQL)?.execute(values)?;
            Ok(())
        })
    }

    /// Notes that a sign-in at `provider` came back by `way`.
    ///
    /// # Errors
    /// As every call.
    pub fn note_way(&self, provider: &str, way: Way) -> Result<()> {
        const SQL: &str = "INSERT INTO apps (provider, worked) VALUES (?1, ?2)
            ON CONFLICT (provider) DO UPDATE SET worked = excluded.worked";
        self.run(|database| {
            database.prepare_cached(SQL)?.execute([provider, way.word()])?;
            Ok(())
        })
    }
}
