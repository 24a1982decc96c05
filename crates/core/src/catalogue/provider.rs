//! A provider as one catalogue entry: data, not code.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use url::Url;

use super::recipe::Recipe;
use crate::text::Text;

/// One catalogue entry, loaded, merged with its override and validated: every URL is complete and either `https`
/// or loopback.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The stable key: file name, command-line word, default connection name.
    pub key: String,
    /// The name people know.
    pub display_name: String,
    /// The platform behind the entry: several providers may share one. Chooses the code in `platform/`.
    pub service_provider: String,
    /// The environment variable that overrides the stored client id.
    #[serde(default)]
    pub client_id_env: Option<String>,
    /// The environment variable that overrides the stored client secret.
    #[serde(default)]
    pub client_secret_env: Option<String>,
    /// The protocol family. Only `oauth2` so far.
    #[serde(default)]
    pub auth_type: AuthType,
    /// The platform API's version, `${api_version}` in URLs.
    #[serde(default)]
    pub api_version: Option<String>,
    /// Seconds before the end of a token at which it no longer counts as good enough to hand out; a day at most.
    #[serde(default = "Provider::default_margin")]
    pub minimum_expiry_margin: u32,
    /// Issuer identifier of an OpenID provider (RFC 8414, OpenID Connect Discovery): fills in missing URLs.
    #[serde(default)]
    pub issuer: Option<String>,
    /// Named hosts, `${hosts.NAME}` in URLs.
    #[serde(default)]
    pub hosts: BTreeMap<String, String>,
    /// The authorization endpoint.
    #[serde(default)]
    pub authorize: Authorize,
    /// The ways back from the browser.
    #[serde(default)]
    pub redirect: Redirect,
    /// The token endpoint.
    #[serde(default)]
    pub token: TokenEndpoint,
    /// The device authorization endpoint.
    #[serde(default)]
    pub device: DeviceEndpoint,
    /// How a token is kept alive.
    #[serde(default)]
    pub refresh: Refresh,
    /// How a grant is withdrawn.
    #[serde(default)]
    pub revoke: Option<Endpoint>,
    /// How the person is found out where the platform has no code of its own.
    #[serde(default)]
    pub identity: Option<Identity>,
    /// Base of the platform's API.
    #[serde(default)]
    pub api: Api,
    /// The scopes a person can choose from.
    #[serde(default)]
    pub scopes: Vec<Scope>,
    /// Pages of the platform that AdKeys sends people to, by purpose (`app-dashboard`, `account-quality`, …).
    #[serde(default)]
    pub links: BTreeMap<String, String>,
    /// The forms in which tools take its tokens, by id.
    #[serde(default)]
    pub recipes: BTreeMap<String, Recipe>,
    /// The recipe whose variables `exec` sets unless asked for another.
    #[serde(default = "Provider::usual_recipe")]
    pub default_recipe: String,
}

/// The protocol family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthType {
    /// OAuth 2.0 authorization code (RFC 6749 §4.1).
    #[default]
    Oauth2,
}

/// The authorization endpoint (RFC 6749 §3.1) and its habits.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Authorize {
    /// Its URL. Absent only if `issuer` is given.
    pub url: Option<Url>,
    /// What stands between scopes: a space unless the platform wants something else.
    pub scope_delimiter: Option<String>,
    /// Whether scopes are granted all together or not at all.
    pub all_or_nothing: bool,
    /// PKCE (RFC 7636).
    pub pkce: Pkce,
    /// Further parameters.
    pub params: BTreeMap<String, String>,
    /// Where permissions lie in a configuration at the platform (Facebook Login for Business): how to name it.
    pub configuration: Option<Configuration>,
    /// How a wish of the person is put to the platform.
    pub prompts: Prompts,
}

/// How a configuration of permissions is named instead of scopes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// The parameter that takes the configuration's id.
    pub param: String,
    /// Parameters that go with it.
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

/// Parameters that ask the platform for more than a plain sign-in. Where one has a value already, the new one is added
/// to it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Prompts {
    /// What stands between several values of one parameter: a space unless the platform wants something else.
    pub delimiter: Option<String>,
    /// Ask again for what was declined.
    pub rerequest: BTreeMap<String, String>,
    /// Let another person sign in, or the same one anew.
    pub reauthenticate: BTreeMap<String, String>,
}

/// Whether PKCE is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Pkce {
    /// With the S256 method.
    #[default]
    S256,
    /// Not at all: the platform breaks on it.
    #[serde(rename = "off")]
    Off,
}

/// A way back from the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// A listener on this machine (RFC 8252 §7.3).
    Loopback,
    /// `dev.adkeys://oauth/callback`, usually behind an https relay page (RFC 8252 §7.1).
    DeepLink,
    /// The person pastes the address bar's content or the code.
    Paste,
    /// Device authorization (RFC 8628).
    Device,
}

impl Way {
    /// The word for it on the command line and in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Loopback => "loopback",
            Self::DeepLink => "deep-link",
            Self::Paste => "paste",
            Self::Device => "device",
        }
    }

    /// The way that [`Way::word`] names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        [Self::Loopback, Self::DeepLink, Self::Paste, Self::Device].into_iter().find(|way| way.word() == word)
    }
}

/// The ways back and what the loopback address looks like.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Redirect {
    /// In order of preference.
    pub ways: Vec<Way>,
    /// The path of the callback: each provider has its own (RFC 8252 §8.10).
    pub path: String,
    /// What the loopback host is called in the redirect URI: `127.0.0.1`, or `localhost` for platforms that insist.
    pub host: String,
    /// A fixed port, where the platform compares ports; else any free one.
    pub port: Option<u16>,
    /// The https relay page for `deep-link`, and for `loopback` where localhost is refused.
    pub relay: Option<Url>,
    /// Whether the platform still returns to localhost once the app is published.
    pub localhost_when_live: bool,
    /// Whether the platform takes an address of our own scheme.
    pub own_scheme: bool,
    /// A page of the platform itself that the answer can be copied from, for `paste` where localhost is refused.
    pub paste_page: Option<Url>,
    /// Where the browser is sent after the callback, so that the code does not stay in the address bar.
    pub post_auth_path: String,
}

impl Default for Redirect {
    fn default() -> Self {
        Self {
            ways: vec![Way::Loopback, Way::Paste],
            path: "/callback".into(),
            host: "127.0.0.1".into(),
            port: None,
            relay: None,
            localhost_when_live: true,
            own_scheme: true,
            paste_page: None,
            post_auth_path: "/done".into(),
        }
    }
}

/// How a client proves who it is at an endpoint (RFC 6749 §2.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientAuth {
    /// `client_id` and `client_secret` in the body.
    #[default]
    Body,
    /// HTTP Basic.
    Basic,
    /// Public client: `client_id` alone.
    None,
}

/// The token endpoint (RFC 6749 §3.2) and its habits.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TokenEndpoint {
    /// Its URL. Absent only if `issuer` is given.
    pub url: Option<Url>,
    /// How the client proves who it is.
    pub auth: ClientAuth,
    /// Further form parameters.
    pub params: BTreeMap<String, String>,
    /// Further headers.
    pub headers: BTreeMap<String, String>,
    /// Seconds a token lives if the answer does not say.
    pub default_ttl: Option<u32>,
}

/// The device authorization endpoint (RFC 8628 §3.1) and the habits of the platform where it asks for the token.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeviceEndpoint {
    /// Its URL. Absent: the issuer's, or there is no sign-in by a code.
    pub url: Option<Url>,
    /// Further form parameters.
    pub params: BTreeMap<String, String>,
    /// What the grant is called at the token endpoint (Yandex: `device_code`).
    pub grant_type: String,
    /// The parameter there that takes the device code (Yandex: `code`).
    pub code_param: String,
}

impl Default for DeviceEndpoint {
    fn default() -> Self {
        Self {
            url: None,
            params: BTreeMap::new(),
            grant_type: "urn:ietf:params:oauth:grant-type:device_code".into(),
            code_param: "device_code".into(),
        }
    }
}

/// How tokens are kept alive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefreshMode {
    /// With a refresh token (RFC 6749 §6).
    Standard,
    /// By exchanging the access token for a later one (Facebook).
    Exchange,
    /// Not at all.
    #[default]
    None,
}

/// How tokens are kept alive, in detail.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Refresh {
    /// By which means.
    pub mode: RefreshMode,
    /// Whether a refresh token works only once, so that two programs that hold it put each other out (RFC 9700 §4.14).
    pub rotates: bool,
    /// Further form parameters.
    pub params: BTreeMap<String, String>,
}

/// Any further endpoint.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// Its URL.
    pub url: Url,
}

/// Where plain OAuth platforms tell who signed in: a JSON document behind the bearer token.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Its URL; absent: the issuer's `userinfo_endpoint`.
    pub url: Option<Url>,
    /// The member that holds the id (`sub`).
    pub id: String,
    /// The member that holds the name (`name`).
    pub name: String,
}

/// The platform's API.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Api {
    /// Base URL, without a trailing slash.
    pub base: Option<Url>,
    /// Headers on every call.
    pub headers: BTreeMap<String, String>,
    /// What stands before the number in an ad account's id (`act_`).
    pub account_prefix: String,
}

/// A scope and what it means for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(skip_attr = "serde"))]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// The platform's name (`ads_read`).
    pub id: String,
    /// What it is called to people.
    pub title: Text,
    /// What AdKeys or a tool needs it for.
    #[serde(default)]
    pub reason: Option<Text>,
    /// Whether it is asked for unless the person chooses otherwise.
    #[serde(default)]
    pub default: bool,
}

impl Provider {
    /// The largest `minimum_expiry_margin`, in seconds: a token that lives longer is good at every provider.
    pub const LONGEST_MARGIN: u32 = 86_400;

    const fn default_margin() -> u32 {
        120
    }

    fn usual_recipe() -> String {
        "dotenv".into()
    }

    /// The scopes asked for unless the person chooses otherwise.
    #[must_use]
    pub fn default_scopes(&self) -> Vec<String> {
        self.scopes.iter().filter(|scope| scope.default).map(|scope| scope.id.clone()).collect()
    }

    /// What stands between scopes in the authorization request.
    #[must_use]
    pub fn scope_delimiter(&self) -> &str {
        self.authorize.scope_delimiter.as_deref().unwrap_or(" ")
    }
}
