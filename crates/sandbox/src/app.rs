//! Developer apps: what the people who made them have set in Facebook's console.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::phrase::{Phrase, built_in};

/// Whether an app is open to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mode {
    /// People with a role on the app only; `http://localhost` may be redirected to.
    Development,
    /// Everybody, with the permissions that were approved.
    Live,
}

/// The kind of login product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Login {
    /// Facebook Login: permissions can be unticked one by one.
    #[default]
    Classic,
    /// Facebook Login for Business: all permissions or none, accounts are chosen.
    Business,
}

/// A login configuration of Facebook Login for Business.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct LoginConfig {
    pub(crate) id: String,
    pub(crate) scopes: Vec<String>,
    /// Gives a token of a system user of the business, without an end date.
    #[serde(default)]
    pub(crate) system_user: bool,
}

/// An app, as `data/apps.toml` describes it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct App {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) name: String,
    pub(crate) mode: Mode,
    /// What this app is there to show.
    pub(crate) shows: Phrase,
    #[serde(default)]
    pub(crate) login: Login,
    /// Valid OAuth Redirect URIs; localhost cannot be saved there.
    #[serde(default)]
    pub(crate) redirect_uris: Vec<String>,
    /// Permissions with advanced access: what people without a role can give to a live app.
    #[serde(default)]
    pub(crate) approved: Vec<String>,
    #[serde(default, rename = "config")]
    pub(crate) configs: Vec<LoginConfig>,
    /// "Native or desktop app?" is on.
    #[serde(default)]
    pub(crate) native: bool,
    /// "Require App Secret" is on.
    #[serde(default)]
    pub(crate) requires_proof: bool,
    /// Continue comes back as `access_denied` while the app is in development.
    #[serde(default)]
    pub(crate) denies_in_development: bool,
    /// 1349220: details of the app are being updated.
    #[serde(default)]
    pub(crate) login_unavailable: bool,
    /// Access verification is missing: ad accounts do not exist for people without a role.
    #[serde(default)]
    pub(crate) unverified_provider: bool,
    /// `debug_token` tells its ids as bare numbers, as in Meta's examples.
    #[serde(default)]
    pub(crate) bare_ids: bool,
    /// 294: the product was never added.
    #[serde(default)]
    pub(crate) lacks_marketing_api: bool,
    /// A code is exchanged for its PKCE verifier alone.
    #[serde(default)]
    pub(crate) secretless_pkce: bool,
}

#[derive(Default, Deserialize)]
struct File {
    app: Vec<App>,
}

/// All apps; the first is the demo app.
pub(crate) fn built_in_apps() -> &'static [App] {
    static APPS: LazyLock<File> = LazyLock::new(|| built_in(include_str!("../data/apps.toml")));
    &APPS.app
}

impl App {
    /// Finds a login configuration.
    pub(crate) fn config(&self, id: &str) -> Option<&LoginConfig> {
        self.configs.iter().find(|config| config.id == id)
    }

    /// What the tier is called in the headers of limits.
    pub(crate) fn tier(&self) -> &'static str {
        match self.mode {
            Mode::Development => "development_access",
            Mode::Live => "standard_access",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_apps_can_be_read_and_the_first_is_the_demo() {
        toml::from_str::<File>(include_str!("../data/apps.toml")).unwrap();
        assert_eq!(built_in_apps()[0].id, crate::APP_ID);
        assert_eq!(built_in_apps()[0].secret, crate::APP_SECRET);
    }
}
