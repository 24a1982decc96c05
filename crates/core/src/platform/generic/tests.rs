//! Plain OAuth and OpenID platforms, with the built-in `oidc` entry laid over a local server.

use serde_json::json;
use wiremock::matchers::{body_string_contains, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::catalogue::Catalogue;
use crate::error::Code;
use crate::grant::TokenKind;
use crate::http::Http;
use crate::oauth::discovery::discover;
use crate::oauth::fixture::{Fixed, app, at};
use crate::platform;
use crate::secret::Secret;

/// A person's own provider file over the built-in entry, discovered.
async fn oidc(server: &MockServer) -> Provider {
    let metadata = json!({
        "issuer": server.uri(),
        "authorization_endpoint": format!("{}/auth", server.uri()),
        "token_endpoint": format!("{}/token", server.uri()),
        "revocation_endpoint": format!("{}/revoke", server.uri()),
        "userinfo_endpoint": format!("{}/me", server.uri()),
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    });
    let answer = ResponseTemplate::new(200).set_body_json(metadata);
    Mock::given(path("/.well-known/openid-configuration")).respond_with(answer).mount(server).await;
    let home = tempfile::tempdir().unwrap();
    let file = format!("key = \"oidc\"\nissuer = \"{}\"\n", server.uri());
    std::fs::write(home.path().join("oidc.toml"), file).unwrap();
    let catalogue = Catalogue::load(home.path());
    assert_eq!(catalogue.problems(), []);
    let mut provider = catalogue.provider("oidc").unwrap().clone();
    discover(&mut provider, &Http::default()).await.unwrap();
    provider
}

fn tokens() -> TokenSet {
    TokenSet {
        access_token: Secret::new("access-canary"),
        refresh_token: Some(Secret::new("refresh-canary")),
        token_type: "bearer".into(),
        kind: TokenKind::Refreshable,
        expires_at: Some(at("2026-11-22T09:00:00Z")),
        data_access_expires_at: None,
        obtained_at: at("2026-11-22T08:00:00Z"),
        scopes: vec!["openid".into()],
        origin: crate::grant::TokenOrigin::SignIn,
    }
}

async fn answering(server: &MockServer, place: &str, answer: ResponseTemplate) {
    Mock::given(path(place)).respond_with(answer).mount(server).await;
}

async fn inspected(answer: ResponseTemplate, tokens: &TokenSet) -> Result<Inspection> {
    let server = MockServer::start().await;
    Mock::given(path("/me"))
        .and(header("authorization", "Bearer access-canary"))
        .respond_with(answer)
        .mount(&server)
        .await;
    let (provider, app, http) = (oidc(&server).await, app(), Http::default());
    let call = Call { provider: &provider, app: &app, http: &http, clock: &Fixed };
    let asked = ["openid", "email", "offline_access"].map(String::from);
    platform::of(&provider).inspect(call, tokens, &asked).await
}

#[tokio::test]
async fn the_person_and_the_scopes_are_told() {
    let answer = ResponseTemplate::new(200).set_body_json(json!({ "sub": "42", "name": "Anna" }));
    let inspection = inspected(answer, &tokens()).await.unwrap();
    assert_eq!((inspection.person.id.as_str(), inspection.person.name.as_str()), ("42", "Anna"));
    assert_eq!(inspection.facts.scopes.granted, ["openid", "offline_access"]);
    assert_eq!(inspection.facts.scopes.missing, ["email"]);
    let checks: Vec<_> = inspection.findings.iter().map(|finding| finding.check.as_str()).collect();
    assert_eq!(checks, ["token.valid", "permissions.missing"]);
}

#[tokio::test]
async fn an_answer_without_scopes_grants_what_was_asked() {
    let answer = ResponseTemplate::new(200).set_body_json(json!({ "sub": 42 }));
    let silent = TokenSet { scopes: Vec::new(), expires_at: None, kind: TokenKind::LongLived, ..tokens() };
    let inspection = inspected(answer, &silent).await.unwrap();
    assert_eq!((inspection.person.id.as_str(), inspection.person.name.as_str()), ("42", "42"));
    assert!(inspection.facts.scopes.missing.is_empty());
    assert!(
        inspection
            .findings
            .iter()
            .any(|finding| finding.check == "token.expiry" && finding.level == Level::Unknown)
    );
}

#[tokio::test]
async fn a_token_that_is_refused_is_told_as_expired_or_withdrawn() {
    let expired = TokenSet { expires_at: Some(at("2026-11-22T07:59:59Z")), ..tokens() };
    let rows = [
        (401, &tokens(), Code::TokenRevoked),
        (401, &expired, Code::TokenExpired),
        (403, &tokens(), Code::PermissionMissing),
        (429, &tokens(), Code::RateLimited),
        (503, &tokens(), Code::PlatformUnavailable),
        (302, &tokens(), Code::PlatformUnavailable),
    ];
    for (status, tokens, code) in rows {
        let error = inspected(ResponseTemplate::new(status), tokens).await.unwrap_err();
        assert_eq!(error.code, code, "{status}");
        assert_eq!(error.details.http_status, Some(status));
    }
    for body in ["<html>", "{}", r#"{"sub":""}"#, r#"{"sub":null,"name":"Anna"}"#] {
        let error = inspected(ResponseTemplate::new(200).set_body_string(body), &tokens()).await.unwrap_err();
        assert_eq!(error.code, Code::PlatformUnavailable, "{body}");
    }
}

#[tokio::test]
async fn a_provider_that_names_nobody_to_ask_is_not_called_good() {
    let server = MockServer::start().await;
    let mut provider = oidc(&server).await;
    provider.identity = None;
    let (app, http) = (app(), Http::default());
    let call = Call { provider: &provider, app: &app, http: &http, clock: &Fixed };
    let inspection = Generic.inspect(call, &tokens(), &[]).await.unwrap();
    assert_eq!(inspection.findings.first().unwrap().level, Level::Unknown);
}

#[tokio::test]
async fn the_app_is_checked_without_a_sign_in() {
    let rows = [
        (r#"{"error":"invalid_grant"}"#, vec![("app.secret", Level::Ok), ("app.redirect", Level::Unknown)]),
        (
            r#"{"error":"redirect_uri_mismatch"}"#,
            vec![("app.secret", Level::Ok), ("app.redirect", Level::Error)],
        ),
        (r#"{"error":"invalid_client"}"#, vec![("app.secret", Level::Error)]),
    ];
    for (body, expected) in rows {
        let server = MockServer::start().await;
        Mock::given(method("POST"))
            .and(path("/token"))
            .and(body_string_contains("code=adkeys-check"))
            .and(body_string_contains("client_secret=s3cret+canary"))
            .and(body_string_contains("code_verifier="))
            .respond_with(ResponseTemplate::new(400).set_body_string(body))
            .mount(&server)
            .await;
        let (provider, app, http) = (oidc(&server).await, app(), Http::default());
        let call = Call { provider: &provider, app: &app, http: &http, clock: &Fixed };
        let check = Generic.check_app(call, "http://127.0.0.1:1/cb").await.unwrap();
        let found: Vec<_> =
            check.findings.iter().map(|finding| (finding.check.as_str(), finding.level)).collect();
        assert_eq!(found, expected, "{body}");
    }
    let server = MockServer::start().await;
    answering(&server, "/token", ResponseTemplate::new(503)).await;
    let (provider, app, http) = (oidc(&server).await, app(), Http::default());
    let call = Call { provider: &provider, app: &app, http: &http, clock: &Fixed };
    let error = Generic.check_app(call, "http://127.0.0.1:1/cb").await.unwrap_err();
    assert_eq!(error.code, Code::PlatformUnavailable, "a fault is no verdict on the app");
}

#[tokio::test]
async fn a_refresh_and_a_withdrawal_go_to_the_discovered_endpoints() {
    let server = MockServer::start().await;
    let answer = json!({ "access_token": "next", "refresh_token": "rotated", "expires_in": 60 });
    answering(&server, "/token", ResponseTemplate::new(200).set_body_json(answer)).await;
    answering(&server, "/revoke", ResponseTemplate::new(200)).await;
    let (provider, app, http) = (oidc(&server).await, app(), Http::default());
    let call = Call { provider: &provider, app: &app, http: &http, clock: &Fixed };
    assert!(Generic.upgrade(call, &tokens()).await.unwrap().is_none());
    let renewed = Generic.renew(call, &tokens()).await.unwrap();
    assert_eq!(renewed.refresh_token, Some(Secret::new("rotated")));
    assert!(Generic.revoke(call, &tokens()).await.unwrap());
    let list = Generic.accounts(call, &tokens(), &|_| {}).await.unwrap();
    assert!(list.accounts.is_empty() && list.findings.first().unwrap().level == Level::Info);
}

#[test]
fn the_built_in_entry_needs_nothing_but_an_issuer() {
    let home = tempfile::tempdir().unwrap();
    let catalogue = Catalogue::load(home.path());
    let provider = catalogue.provider("oidc").unwrap();
    assert_eq!(provider.default_scopes(), ["openid", "profile", "email", "offline_access"]);
    assert_eq!(provider.redirect.host, "127.0.0.1");
}
