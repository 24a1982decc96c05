//! What a platform can do beyond plain OAuth: tell who signed in, extend a token, list ad accounts, explain errors.

use async_trait::async_trait;

use crate::account::{AccountDetails, AdAccount, BusinessAccounts, SpendReport};
use crate::catalogue::Provider;
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Remedy, Who};
use crate::grant::{Person, Scopes, TokenFacts, TokenSet};
use crate::http::Http;
use crate::secret::Secret;
use crate::time::Clock;
use crate::usage::Usage;

mod bearer;
mod depths;
pub mod facebook;
pub mod generic;
pub mod linkedin;

pub use depths::{AccountDepth, BusinessAccount, BusinessDepth, Depths};

/// A person's own OAuth client at a provider.
#[derive(Clone, Debug)]
pub struct AppCredentials {
    /// The client id (Facebook: App ID). Not a secret.
    pub client_id: String,
    /// The client secret; public clients have none.
    pub client_secret: Option<Secret>,
}

/// All that a call to a platform needs.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// The catalogue entry: URLs, version, scopes.
    pub provider: &'a Provider,
    /// The person's app.
    pub app: &'a AppCredentials,
    /// The one HTTP client.
    pub http: &'a Http,
    /// What time it is.
    pub clock: &'a dyn Clock,
}

/// What a platform says of a token.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// Whose it is.
    pub person: Person,
    /// Expiry and kind by the platform's word; scopes granted, declined, expired.
    pub facts: TokenFacts,
    /// The token set with its expiry, kind and scopes corrected by what the platform said.
    pub tokens: TokenSet,
    /// Things worth telling: wrong app, version upgraded, chosen assets only.
    pub findings: Vec<Finding>,
    /// How much of the limits is used up, as far as the answers told.
    pub usage: Vec<Usage>,
}

/// The ad accounts behind a token, as complete as they could be read.
#[derive(Clone, Debug, Default)]
pub struct AccountList {
    /// In the platform's order.
    pub accounts: Vec<AdAccount>,
    /// Fields that had to be left out, limits that are near.
    pub findings: Vec<Finding>,
    /// How much of the limits is used up, as far as the answers told.
    pub usage: Vec<Usage>,
}

/// The outcome of checking an app's id, secret and redirect address.
#[derive(Clone, Debug)]
pub struct AppCheck {
    /// One finding per question asked.
    pub findings: Vec<Finding>,
}

/// One platform. Implementations are stateless; what differs between providers is catalogue data.
#[async_trait]
pub trait AdPlatform: Send + Sync {
    /// Turns a short-lived token into a long-lived one. `Ok(None)`: this platform has nothing of the kind.
    async fn upgrade(&self, call: Call<'_>, tokens: &TokenSet) -> Result<Option<TokenSet>>;

    /// Asks who the token belongs to and what it may do, in as few round trips as the platform allows.
    /// `asked` are the scopes of the last sign-in.
    async fn inspect(&self, call: Call<'_>, tokens: &TokenSet, asked: &[String]) -> Result<Inspection>;

    /// Reads every ad account. `progress` is told how many have arrived so far.
    async fn accounts(
        &self,
        call: Call<'_>,
        tokens: &TokenSet,
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<AccountList>;

    /// Extends the token (RFC 6749 §6, or the platform's own way). The answer has not been compared with
    /// what was there before: that is the caller's business.
    async fn renew(&self, call: Call<'_>, tokens: &TokenSet) -> Result<TokenSet>;

    /// Withdraws the grant at the platform. `Ok(false)`: the platform offers no way to.
    async fn revoke(&self, call: Call<'_>, tokens: &TokenSet) -> Result<bool>;

    /// Asks the platform whether the app's id, secret and `redirect_uri` are right.
    async fn check_app(&self, call: Call<'_>, redirect_uri: &str) -> Result<AppCheck>;

    /// What else the platform tells of the app, for a diagnosis; asked beside [`AdPlatform::check_app`].
    async fn examine_app(&self, _call: Call<'_>) -> Vec<Finding> {
        Vec::new()
    }

    /// What else the platform tells of `accounts` and the businesses behind them, for a diagnosis: one round trip where
    /// it can be done. What cannot be read is left out.
    async fn depths(&self, _call: Call<'_>, _tokens: &TokenSet, _accounts: &[AdAccount]) -> Depths {
        Depths::default()
    }

    /// Explains an error body of this platform; used for pasted text, offline.
    fn explain(&self, provider: &Provider, body: &str) -> Option<Error>;

    /// What to do about an error of this platform, and who can. By default: the hint, and you.
    fn remedy(&self, error: &Error) -> Remedy {
        let (text, url) = ((*error.hint).clone(), error.details.link.clone());
        Remedy { url, ..Remedy::new(Who::You, text) }
    }

    /// Whether a limit that was met counts all calls of the app, not those of one person or ad account.
    fn is_of_the_app(&self, error: &Error) -> bool {
        let _ = error;
        false
    }

    /// Whether withdrawing one grant ends every token that the person ever gave to the app, on other machines too.
    fn revoking_ends_all(&self) -> bool {
        false
    }

    /// What `accounts` (the platform's ids) spent in the last 30 days, in the same order. What fails for one of them
    /// stands in its place. By default: `usage`, the platform tells nothing of it.
    async fn spend(
        &self,
        call: Call<'_>,
        tokens: &TokenSet,
        accounts: &[String],
    ) -> Result<Vec<SpendReport>> {
        let _ = (tokens, accounts);
        Err(not_told(call.provider))
    }

    /// The person's businesses with all their ad accounts. By default as [`AdPlatform::spend`].
    async fn businesses(&self, call: Call<'_>, tokens: &TokenSet) -> Result<Vec<BusinessAccounts>> {
        let _ = tokens;
        Err(not_told(call.provider))
    }

    /// One ad account in depth; `id` with or without its prefix. By default as [`AdPlatform::spend`].
    async fn account_details(&self, call: Call<'_>, tokens: &TokenSet, id: &str) -> Result<AccountDetails> {
        let _ = (tokens, id);
        Err(not_told(call.provider))
    }

    /// Explains an error answer of the token endpoint. `None`: plain RFC 6749 §5.2 will do.
    fn explain_answer(&self, provider: &Provider, status: u16, body: &str) -> Option<Error> {
        let error = self.explain(provider, body)?;
        Some(error.with(|details| details.http_status = Some(status)))
    }
}

impl Scopes {
    /// Holds what was asked against what the platform reports.
    #[must_use]
    pub fn compare(
        asked: &[String],
        granted: Vec<String>,
        declined: Vec<String>,
        expired: Vec<String>,
    ) -> Self {
        let answered =
            |scope: &&String| granted.contains(scope) || declined.contains(scope) || expired.contains(scope);
        let missing = asked.iter().filter(|scope| !answered(scope)).cloned().collect();
        Self { asked: asked.to_vec(), granted, declined, expired, missing }
    }
}

fn not_told(provider: &Provider) -> Error {
    let name = &provider.display_name;
    let message = crate::text!(
        "AdKeys cannot ask {name} for that yet.",
        "Спросить об этом {name} AdKeys пока не умеет."
    );
    Error::new(Code::Usage, message).with(|details| details.provider = Some(provider.key.clone()))
}

/// The code for the platform behind `provider`.
#[must_use]
pub fn of(provider: &Provider) -> &'static dyn AdPlatform {
    match provider.service_provider.as_str() {
        "facebook" => &facebook::Facebook,
        "linkedin" => &linkedin::LinkedIn,
        _ => &generic::Generic,
    }
}

/// Credentials that are none: enough for calls that only need a token.
#[must_use]
pub fn no_app() -> AppCredentials {
    AppCredentials { client_id: String::new(), client_secret: None }
}
