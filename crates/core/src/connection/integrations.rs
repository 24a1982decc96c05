//! Providers as the person sees them, and where every secret lies.

use super::apps::registered_redirect_uri;
use super::context::Context;
use super::types::{Integration, StoredSecret};
use crate::catalogue::Provider;
use crate::error::Result;
use crate::vault::ItemKey;

impl Context {
    pub(crate) fn integrations(&self) -> Result<Vec<Integration>> {
        let records = self.ledger.connections()?;
        let handler = self.link_handler();
        let integration = |provider: &Provider| {
            let facts = self.ledger.app(&provider.key)?;
            let provider = &Self::with_relay(provider.clone(), &facts);
            let own = records.iter().filter(|record| record.provider == provider.key);
            let environment = self.app_from_environment(provider).map(|app| app.client_id);
            let from_environment = environment.is_some();
            let client_id = environment.or_else(|| facts.client_id.clone());
            let redirect_uri = registered_redirect_uri(&provider.redirect, facts.mode);
            Ok(Integration {
                key: provider.key.clone(),
                name: provider.display_name.clone(),
                configured: client_id.is_some(),
                client_id,
                from_environment,
                connections: own.map(|record| record.name.clone()).collect(),
                scopes: provider.scopes.clone(),
                ways: provider.redirect.ways.clone(),
                advice: Self::advice(provider, &facts, &handler),
                config_id: facts.config_id,
                mode: facts.mode,
                relay: provider.redirect.relay.as_ref().map(ToString::to_string),
                redirect_to_register: !redirect_uri.starts_with("http://")
                    || provider.redirect.localhost_when_live,
                redirect_uri,
            })
        };
        self.catalogue().providers().iter().map(integration).collect()
    }

    pub(crate) fn storage(&self) -> Result<Vec<StoredSecret>> {
        let mut secrets = Vec::new();
        for record in self.ledger.connections()? {
            let place = self.vault.place(&ItemKey::Connection(record.name.clone()));
            secrets.push(stored(record.name, "connection", place.store, place.label));
        }
        for provider in self.catalogue().providers() {
            if self.app_from_environment(provider).is_some_and(|app| app.client_secret.is_some()) {
                let variable = provider.client_secret_env.clone().unwrap_or_default();
                secrets.push(stored(provider.key.clone(), "app", "environment".into(), variable));
            } else if self.ledger.app(&provider.key)?.client_id.is_some() {
                let place = self.vault.place(&ItemKey::App(provider.key.clone()));
                secrets.push(stored(provider.key.clone(), "app", place.store, place.label));
            }
        }
        Ok(secrets)
    }
}

fn stored(secret: String, kind: &str, store: String, label: String) -> StoredSecret {
    StoredSecret { secret, kind: kind.into(), store, label }
}
