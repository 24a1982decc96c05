//! Facebook as core speaks it against the sandbox, which was written from the same facts by other hands.

#![allow(clippy::unwrap_used, reason = "a test file throughout")]

use std::time::Duration;

use adkeys_core::Code;
use adkeys_core::account::AccountStatus;
use adkeys_core::catalogue::{Catalogue, Provider};
use adkeys_core::grant::{TokenKind, TokenSet};
use adkeys_core::http::Http;
use adkeys_core::oauth::authorize::{Ask, begin};
use adkeys_core::oauth::token::exchange_code;
use adkeys_core::platform::facebook::Facebook;
use adkeys_core::platform::{AdPlatform, AppCredentials, Call, Inspection};
use adkeys_core::random::OsEntropy;
use adkeys_core::secret::Secret;
use adkeys_core::time::SystemClock;
use adkeys_sandbox::{APP_ID, APP_SECRET, Config, Sandbox, provider_override};
use url::Url;

const REDIRECT: &str = "http://localhost:4000/v1/tool-oauth/facebook/callback";

/// A sandbox where one persona signs in, and what a call to it needs.
struct Stage {
    /// Stops when dropped.
    _sandbox: Sandbox,
    provider: Provider,
    app: AppCredentials,
    http: Http,
}

impl Stage {
    async fn new(persona: &str) -> Self {
        let config = Config { persona: Some(persona.into()), ..Config::default() };
        let sandbox = Sandbox::start(config).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("facebook.toml"), provider_override(sandbox.url())).unwrap();
        let provider = Catalogue::load(dir.path()).provider("facebook").unwrap().clone();
        let app = AppCredentials { client_id: APP_ID.into(), client_secret: Some(Secret::new(APP_SECRET)) };
        Self { _sandbox: sandbox, provider, app, http: Http::default() }
    }

    fn call(&self) -> Call<'_> {
        Call { provider: &self.provider, app: &self.app, http: &self.http, clock: &SystemClock }
    }

    /// Signs in and upgrades, as a connection does.
    async fn signed_in(&self) -> TokenSet {
        let scopes = self.provider.default_scopes();
        let ask = Ask { scopes: &scopes, redirect_uri: REDIRECT, params: &[], port: None };
        let pending = begin(&self.provider, &self.app, &ask, &OsEntropy).unwrap();
        let code = browse(&pending.url).await;
        let explain = |status: u16, body: &str| Facebook.explain_answer(&self.provider, status, body);
        let short = exchange_code(self.call(), &pending, &code, &explain).await.unwrap();
        Facebook.upgrade(self.call(), &short).await.unwrap().unwrap_or(short)
    }

    async fn inspected(&self, tokens: &TokenSet) -> Result<Inspection, adkeys_core::Error> {
        Facebook.inspect(self.call(), tokens, &self.provider.default_scopes()).await
    }
}

/// What the browser brings back from a dialog that agrees at once.
async fn browse(url: &Url) -> Secret {
    #[allow(clippy::disallowed_methods, reason = "stands in for the browser, not for our client")]
    let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    let page =
        browser.timeout(Duration::from_secs(30)).build().unwrap().get(url.clone()).send().await.unwrap();
    let back = Url::parse(page.headers()["location"].to_str().unwrap()).unwrap();
    let code = back.query_pairs().find(|(name, _)| name == "code").map(|(_, code)| code.into_owned());
    Secret::new(code.unwrap_or_else(|| panic!("no code in {}", back.path())))
}

#[tokio::test]
async fn everybody_who_can_sign_in_is_known_and_has_accounts_read() {
    let apart = ["development", "agency"];
    for persona in adkeys_sandbox::personas().iter().filter(|persona| !apart.contains(&persona.id.as_str())) {
        let stage = Stage::new(&persona.id).await;
        let tokens = stage.signed_in().await;
        let inspection = stage.inspected(&tokens).await.unwrap();
        assert_eq!(inspection.person.name, persona.person, "{}", persona.id);
        let list = Facebook.accounts(stage.call(), &tokens, &|_| {}).await;
        match persona.id.as_str() {
            "two-factor" => assert_eq!(list.unwrap_err().code, Code::TwoFactorRequired),
            "noaccounts" => assert!(list.unwrap().accounts.is_empty()),
            id => assert!(!list.unwrap().accounts.is_empty(), "{id}"),
        }
    }
}

/// Troubles begin once the accounts have been listed.
#[tokio::test]
async fn what_happens_to_an_access_later_is_told_by_its_code() {
    for (persona, code) in [
        ("expired", Code::TokenExpired),
        ("revoked", Code::TokenRevoked),
        ("checkpoint", Code::Checkpoint),
        ("limited", Code::RateLimited),
        ("restricted", Code::AccountRestricted),
    ] {
        let stage = Stage::new(persona).await;
        let tokens = stage.signed_in().await;
        Facebook.accounts(stage.call(), &tokens, &|_| {}).await.unwrap();
        let error = Facebook.accounts(stage.call(), &tokens, &|_| {}).await.unwrap_err();
        assert_eq!(error.code, code, "{persona}");
        assert_eq!(error.details.retry_at.is_some(), persona == "limited", "{error:?}");
        assert!(error.details.trace_id.is_some());
    }
}

/// Surprise 13: an exchange would replace it with one of sixty days.
#[tokio::test]
async fn a_system_user_s_endless_token_is_kept() {
    let stage = Stage::new("system-user").await;
    let tokens = stage.inspected(&stage.signed_in().await).await.unwrap().tokens;
    assert_eq!((tokens.kind, tokens.expires_at), (TokenKind::NeverExpires, None));
    assert_eq!(Facebook.renew(stage.call(), &tokens).await.unwrap(), tokens);
}

#[tokio::test]
async fn every_account_of_a_large_agency_arrives_once() {
    let stage = Stage::new("agency").await;
    let list = Facebook.accounts(stage.call(), &stage.signed_in().await, &|_| {}).await.unwrap();
    assert_eq!(list.accounts.len(), 10_248);
}

#[tokio::test]
async fn every_state_of_an_account_is_shown_as_it_is() {
    let stage = Stage::new("every-state").await;
    let list = Facebook.accounts(stage.call(), &stage.signed_in().await, &|_| {}).await.unwrap();
    for status in [
        AccountStatus::Active,
        AccountStatus::Blocked,
        AccountStatus::Limited,
        AccountStatus::Pending,
        AccountStatus::Closed,
        AccountStatus::Unknown,
    ] {
        assert!(list.accounts.iter().any(|account| account.status == status), "{status:?}");
    }
}

#[tokio::test]
async fn a_secret_that_was_changed_since_still_reads_and_is_told() {
    let stage = Stage::new("fine").await;
    let tokens = stage.signed_in().await;
    let changed = AppCredentials { client_id: APP_ID.into(), client_secret: Some(Secret::new("another")) };
    let call = Call { app: &changed, ..stage.call() };
    let inspection = Facebook.inspect(call, &tokens, &[]).await.unwrap();
    assert!(inspection.findings.iter().any(|finding| finding.check == "app.secret"));
    assert_eq!(inspection.facts.kind, TokenKind::LongLived);
}

/// Surprise 36: withdrawing ends every token of the person for this app.
#[tokio::test]
async fn a_withdrawn_grant_ends_the_token_here_and_elsewhere() {
    let stage = Stage::new("fine").await;
    let (here, elsewhere) = (stage.signed_in().await, stage.signed_in().await);
    assert!(Facebook.revoke(stage.call(), &here).await.unwrap());
    for tokens in [&here, &elsewhere] {
        assert_eq!(stage.inspected(tokens).await.unwrap_err().code, Code::TokenRevoked);
    }
}

#[tokio::test]
async fn spend_comes_by_account() {
    let stage = Stage::new("every-state").await;
    let tokens = stage.signed_in().await;
    let list = Facebook.accounts(stage.call(), &tokens, &|_| {}).await.unwrap();
    let ids: Vec<String> = list.accounts.into_iter().map(|account| account.id).collect();
    let spend = Facebook.spend(stage.call(), &tokens, &ids).await.unwrap();
    assert_eq!(spend.len(), ids.len());
    assert!(spend.iter().all(|spend| spend.error.is_none()), "{spend:?}");
}
