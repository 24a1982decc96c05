//! LinkedIn's ad accounts and errors, with the built-in entry pointed at a local server.

use serde_json::{Value, json};
use wiremock::matchers::{header, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::account::AccountStatus;
use crate::catalogue::{Catalogue, Pkce};
use crate::error::Code;
use crate::grant::{TokenKind, TokenOrigin};
use crate::http::Http;
use crate::oauth::fixture::{Fixed, app, at};
use crate::platform;
use crate::secret::Secret;

fn provider(api: &str) -> Provider {
    let home = tempfile::tempdir().unwrap();
    let file = format!("key = \"linkedin\"\n[hosts]\napi = \"{api}\"\n");
    std::fs::write(home.path().join("linkedin.toml"), file).unwrap();
    let catalogue = Catalogue::load(home.path());
    assert_eq!(catalogue.problems(), []);
    catalogue.provider("linkedin").unwrap().clone()
}

fn tokens() -> TokenSet {
    TokenSet {
        access_token: Secret::new("access-canary"),
        refresh_token: None,
        token_type: "bearer".into(),
        kind: TokenKind::LongLived,
        expires_at: Some(at("2027-01-21T08:00:00Z")),
        data_access_expires_at: None,
        obtained_at: at("2026-11-22T08:00:00Z"),
        scopes: Vec::new(),
        origin: TokenOrigin::SignIn,
    }
}

async fn listed(server: &MockServer) -> Result<AccountList> {
    let (provider, app, http) = (provider(&server.uri()), app(), Http::default());
    let call = Call { provider: &provider, app: &app, http: &http, clock: &Fixed };
    platform::of(&provider).accounts(call, &tokens(), &|_| {}).await
}

fn page(elements: Value, next: Option<&str>) -> ResponseTemplate {
    let metadata = next.map_or(json!({}), |next| json!({ "nextPageToken": next }));
    ResponseTemplate::new(200).set_body_json(json!({ "elements": elements, "metadata": metadata }))
}

#[test]
fn the_entry_says_what_is_peculiar_about_linkedin() {
    let provider = provider("https://api.linkedin.com");
    assert_eq!(provider.authorize.pkce, Pkce::Off);
    assert!(provider.authorize.all_or_nothing);
    assert_eq!(provider.token.default_ttl, Some(5_184_000));
    assert_eq!(provider.default_scopes(), ["openid", "profile", "r_ads", "r_ads_reporting"]);
    assert_eq!(provider.api.base.unwrap().as_str(), "https://api.linkedin.com/rest");
}

#[tokio::test]
async fn every_page_is_read_and_every_state_has_its_word() {
    let server = MockServer::start().await;
    let first = json!([
        { "id": 512345678, "name": "Anna GmbH", "currency": "EUR", "status": "ACTIVE", "servingStatuses": ["RUNNABLE"],
          "totalBudget": { "amount": "1000.50", "currencyCode": "EUR" } },
        { "id": 2, "name": "b", "currency": "USD", "status": "ACTIVE", "servingStatuses": ["BILLING_HOLD"] },
        { "id": 3, "name": "c", "currency": "USD", "status": "ACTIVE", "servingStatuses": ["RESTRICTED_HOLD"] },
    ]);
    let second = json!([
        { "id": 4, "status": "DRAFT", "servingStatuses": ["STOPPED"] },
        { "id": 5, "status": "CANCELED" },
        { "id": 6, "status": "NEW_WORD", "servingStatuses": ["NEW_HOLD"] },
        {},
    ]);
    Mock::given(path("/rest/adAccounts"))
        .and(header("authorization", "Bearer access-canary"))
        .and(header("linkedin-version", "202608"))
        .and(header("x-restli-protocol-version", "2.0.0"))
        .and(query_param("q", "search"))
        .and(query_param_is_missing("pageToken"))
        .respond_with(page(first, Some("a/b=")))
        .mount(&server)
        .await;
    Mock::given(query_param("pageToken", "a/b=")).respond_with(page(second, None)).mount(&server).await;

    let accounts = listed(&server).await.unwrap().accounts;
    let words: Vec<_> = accounts.iter().map(|account| (account.status, account.can_deliver)).collect();
    let expected = [
        (AccountStatus::Active, true),
        (AccountStatus::Limited, false),
        (AccountStatus::Blocked, false),
        (AccountStatus::Pending, false),
        (AccountStatus::Closed, false),
        (AccountStatus::Unknown, false),
    ];
    assert_eq!(words, expected);
    let anna = accounts.first().unwrap();
    assert_eq!((anna.id.as_str(), anna.spend_cap.as_deref()), ("512345678", Some("1000.50")));
    let held = accounts.get(1).unwrap();
    assert_eq!(held.native_reason.as_deref(), Some("BILLING_HOLD"));
    assert!(held.reason.as_ref().is_some_and(|reason| reason.en != reason.ru));
}

#[tokio::test]
async fn a_page_that_leads_to_itself_ends_the_list() {
    let server = MockServer::start().await;
    Mock::given(path("/rest/adAccounts"))
        .respond_with(page(json!([{ "id": 1 }]), Some("same")))
        .mount(&server)
        .await;
    assert_eq!(listed(&server).await.unwrap().accounts.len(), 2);
}

#[tokio::test]
async fn every_error_of_the_api_has_its_code() {
    let rows = [
        (401, 65600, Code::TokenRevoked),
        (401, 65601, Code::TokenRevoked),
        (401, 65602, Code::TokenExpired),
        (401, 0, Code::TokenRevoked),
        (403, 100, Code::PermissionMissing),
        (426, 0, Code::VersionRetired),
        (429, 0, Code::RateLimited),
        (500, 0, Code::PlatformUnavailable),
    ];
    for (status, number, code) in rows {
        let server = MockServer::start().await;
        let body = json!({ "status": status, "message": "no: access-canary", "serviceErrorCode": number });
        let answer = ResponseTemplate::new(status).set_body_json(&body);
        Mock::given(path("/rest/adAccounts")).respond_with(answer).mount(&server).await;
        let error = listed(&server).await.unwrap_err();
        assert_eq!(error.code, code, "{status} {number}");
        assert_eq!(error.details.http_status, Some(status));
        assert!(!format!("{error:?}").contains("access-canary"));
    }
}

#[test]
fn a_pasted_error_is_explained_offline() {
    let provider = provider("https://api.linkedin.com");
    let rows = [
        (
            r#"{"status":403,"serviceErrorCode":100,"message":"Not enough permissions to access: x"}"#,
            Code::PermissionMissing,
        ),
        ("http://localhost/cb?error=user_cancelled_login&state=x", Code::Cancelled),
        (r#"{"error":"invalid_client"}"#, Code::ClientRejected),
    ];
    for (text, code) in rows {
        assert_eq!(LinkedIn.explain(&provider, text).map(|error| error.code), Some(code), "{text}");
    }
}
