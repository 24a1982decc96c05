//! After a crash: work that was begun and not ended is brought to an end that the vault proves.

use super::context::Context;
use super::state;
use crate::error::Result;
use crate::grant::{Scopes, TokenFacts};
use crate::ledger::{ConnectionRecord, InFlight};
use crate::vault::ItemKey;
use crate::vault::item::Grant;

impl Context {
    /// Looks for unfinished work once per process. What cannot be looked at now is left for the next start.
    pub(super) async fn recover(&self) {
        let look = || async {
            for work in self.ledger.in_flight().unwrap_or_default() {
                let _ = self.finish(&work).await;
            }
        };
        self.recovered.get_or_init(look).await;
    }

    /// The vault was written before the ledger: what lies there is what happened.
    async fn finish(&self, work: &InFlight) -> Result<()> {
        // Somebody is still at it.
        let Some(_turn) = self.try_turn(&work.connection)? else { return Ok(()) };
        let name = &work.connection;
        let secret = self.vault_get(ItemKey::Connection(name.clone())).await?;
        let before = self.ledger.connection(name)?;
        let grant = secret.as_ref().map(Grant::from_secret).transpose()?;
        match grant {
            Some(grant) => {
                self.ledger.put_connection(&self.rebuilt(name, &grant, before))?;
                self.note(name, "recovered", Ok(None));
            }
            None => self.note(name, "sign-in-not-saved", Ok(None)),
        }
        self.ledger.end(name, &work.operation)
    }

    fn rebuilt(&self, name: &str, grant: &Grant, before: Option<ConnectionRecord>) -> ConnectionRecord {
        let tokens = &grant.tokens;
        let facts = TokenFacts {
            kind: tokens.kind,
            obtained_at: Some(tokens.obtained_at),
            expires_at: tokens.expires_at,
            data_access_expires_at: tokens.data_access_expires_at,
            data_access_matters: before.as_ref().is_some_and(|record| record.facts.data_access_matters),
            scopes: Scopes::compare(&grant.asked, tokens.scopes.clone(), Vec::new(), Vec::new()),
            granular: Vec::new(),
            origin: tokens.origin,
        };
        ConnectionRecord {
            name: name.to_owned(),
            provider: grant.provider.clone(),
            person: Some(grant.person.clone()),
            state: state::by_time(&facts, self.now()),
            facts,
            way: grant.way,
            connected_at: before.map_or(tokens.obtained_at, |record| record.connected_at),
            checked_at: None,
            problem: None,
            usage: Vec::new(),
        }
    }
}
