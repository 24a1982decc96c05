//! The catalogue: every provider as data, built in or added by the person.

use std::path::Path;

use crate::error::{Error, Result};

mod provider;

pub use provider::{
    Api, AuthType, Authorize, ClientAuth, Endpoint, Identity, Pkce, Provider, Redirect, Refresh, RefreshMode, Scope,
    TokenEndpoint, Way,
};

/// Every provider that can be used, and every file that had to be refused.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    providers: Vec<Provider>,
    problems: Vec<Error>,
}

impl Catalogue {
    /// Loads the built-in entries and merges `dir`'s `*.toml` files over them. Never fails: a file that does not
    /// validate takes its own provider out and is reported by [`Catalogue::problems`].
    #[must_use]
    #[allow(clippy::todo, reason = "skeleton")]
    pub fn load(dir: &Path) -> Self {
        let _ = dir;
        todo!()
    }

    /// Every usable provider, by key.
    #[must_use]
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// One `catalogue-invalid` error for each refused file.
    #[must_use]
    pub fn problems(&self) -> &[Error] {
        &self.problems
    }

    /// The provider `key`.
    ///
    /// # Errors
    /// `provider-unknown`; `catalogue-invalid` if its override was refused.
    #[allow(clippy::todo, reason = "skeleton")]
    pub fn provider(&self, key: &str) -> Result<&Provider> {
        let _ = key;
        todo!()
    }
}
