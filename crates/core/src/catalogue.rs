//! The catalogue: every provider as data, built in or added by the person.
//!
//! Files in `<home>/config/providers/*.toml` are merged key by key over the built-in entry of the same `key`, or add
//! a provider. A file that does not validate is refused as a whole and takes its own provider out; the others go on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Table;

use crate::error::{Code, Error, Result};
use crate::text;

mod merge;
mod provider;
mod recipe;
mod refusal;
pub(crate) mod template;
mod validate;

pub use provider::{
    Api, AuthType, Authorize, ClientAuth, Endpoint, Identity, Pkce, Provider, Redirect, Refresh, RefreshMode,
    Scope, TokenEndpoint, Way,
};

pub use recipe::{Field, Format, Recipe};
use refusal::Source;

const BUILT_IN: &[(&str, &str)] = &[
    ("facebook.toml", include_str!("../../../catalogue/facebook.toml")),
    ("linkedin.toml", include_str!("../../../catalogue/linkedin.toml")),
    ("oidc.toml", include_str!("../../../catalogue/oidc.toml")),
];

/// What every provider has; laid under its own.
const COMMON: &str = include_str!("../../../catalogue/recipes.toml");

/// Override files larger than this are refused unread, in bytes.
const FILE_CAP: u64 = 256 * 1024;

/// Every provider that can be used, and every file that had to be refused.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    providers: Vec<Provider>,
    problems: Vec<Error>,
}

/// What is known of one key while files are read: the merged table, or the reason why there is none.
type Drafts = BTreeMap<String, std::result::Result<(Table, Source), Error>>;

impl Catalogue {
    /// Loads the built-in entries and merges `dir`'s `*.toml` files over them. Never fails: a file that does not
    /// validate takes its own provider out and is reported by [`Catalogue::problems`].
    #[must_use]
    pub fn load(dir: &Path) -> Self {
        let mut drafts = Drafts::new();
        for (file, content) in BUILT_IN {
            overlay(&mut drafts, Source::new(file, content));
        }
        for source in override_files(dir) {
            match source {
                Ok(source) => overlay(&mut drafts, source),
                Err((key, error)) => drop(drafts.insert(key, Err(error))),
            }
        }
        Self::from_drafts(drafts)
    }

    fn from_drafts(drafts: Drafts) -> Self {
        let mut catalogue = Self::default();
        for (_, draft) in drafts {
            let provider = draft.and_then(|(table, source)| {
                let provider = merge::provider(merge::over_common(table), &source)?;
                validate::provider(&provider, &catalogue.providers, &source)?;
                Ok(provider)
            });
            match provider {
                Ok(provider) => catalogue.providers.push(provider),
                Err(error) => catalogue.problems.push(error),
            }
        }
        catalogue
    }

    /// Whether a person has put files into `dir`: only those can be refused.
    #[must_use]
    pub fn is_overridden(dir: &Path) -> bool {
        !override_paths(dir).is_empty()
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
    pub fn provider(&self, key: &str) -> Result<&Provider> {
        if let Some(provider) = self.providers.iter().find(|provider| provider.key == key) {
            return Ok(provider);
        }
        let refused = self.problems.iter().find(|problem| problem.details.provider.as_deref() == Some(key));
        Err(refused.cloned().unwrap_or_else(|| {
            Error::new(
                Code::ProviderUnknown,
                text!("There is no provider named {key:?}.", "Платформы с именем {key:?} нет."),
            )
        }))
    }
}

/// Merges one file into the drafts. A key that was refused once stays refused.
fn overlay(drafts: &mut Drafts, source: Source) {
    let key = source.key();
    let table = match source.table() {
        Ok(table) => table,
        Err(error) => return drop(drafts.insert(key, Err(error))),
    };
    match drafts.remove(&key) {
        Some(Err(error)) => drop(drafts.insert(key, Err(error))),
        Some(Ok((mut base, _))) => {
            merge::merge(&mut base, table);
            drafts.insert(key, Ok((base, source)));
        }
        None => drop(drafts.insert(key, Ok((table, source)))),
    }
}

/// The override files in name order, each read or refused with the key that its name suggests.
fn override_files(dir: &Path) -> Vec<std::result::Result<Source, (String, Error)>> {
    override_paths(dir).iter().map(|path| read(path)).collect()
}

fn override_paths(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    paths
}

fn read(path: &Path) -> std::result::Result<Source, (String, Error)> {
    let file = path.display().to_string();
    let refuse = |what: String| {
        let source = Source::new(&file, "");
        (source.key(), source.refuse("", &what))
    };
    let size = std::fs::metadata(path).map_err(|error| refuse(error.to_string()))?.len();
    if size > FILE_CAP {
        return Err(refuse(format!("the file has {size} bytes, expected at most {FILE_CAP}")));
    }
    let content = std::fs::read_to_string(path).map_err(|error| refuse(error.to_string()))?;
    Ok(Source::new(&file, &content))
}

#[cfg(test)]
mod tests;
