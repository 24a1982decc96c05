//! Which apps' credentials lie in the vault.

use rusqlite::OptionalExtension;

use super::Ledger;
use crate::error::Result;

impl Ledger {
    /// The client id of the app whose credentials the vault holds for `provider`.
    ///
    /// # Errors
    /// As every call.
    pub fn app_id(&self, provider: &str) -> Result<Option<String>> {
        const SQL: &str = "SELECT client_id FROM apps WHERE provider = ?1";
        self.run(|database| {
            Ok(database.prepare_cached(SQL)?.query_one([provider], |row| row.get(0)).optional()?)
        })
    }

    /// Notes that the vault holds the credentials of the app `client_id` for `provider`.
    ///
    /// # Errors
    /// As every call.
    pub fn put_app(&self, provider: &str, client_id: &str) -> Result<()> {
        const SQL: &str = "INSERT INTO apps (provider, client_id) VALUES (?1, ?2)
            ON CONFLICT (provider) DO UPDATE SET client_id = excluded.client_id";
        self.run(|database| {
            database.prepare_cached(SQL)?.execute([provider, client_id])?;
            Ok(())
        })
    }
}
