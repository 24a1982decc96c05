use wiremock::matchers::{body_string, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::catalogue::Provider;
use crate::grant::{TokenKind, TokenOrigin};
use crate::http::Http;
use crate::oauth::fixture::{Fixed, app, at, pending, provider};
use crate::platform::AppCredentials;

const NOTHING: Explain<'static> = &|_, _| None;

/// A platform that answers every token request the same way.
struct Platform {
    server: MockServer,
    provider: Provider,
    app: AppCredentials,
    http: Http,
}

impl Platform {
    async fn answering(status: u16, body: &str) -> Self {
        Self::with("", ResponseTemplate::new(status).set_body_string(body)).await
    }

    async fn with(more: &str, answer: ResponseTemplate) -> Self {
        let server = MockServer::start().await;
        Mock::given(method("POST")).respond_with(answer).mount(&server).await;
        let provider = provider(&server.uri(), more);
        Self { server, provider, app: app(), http: Http::default() }
    }

    fn call(&self) -> Call<'_> {
        Call { provider: &self.provider, app: &self.app, http: &self.http, clock: &Fixed }
    }

    async fn exchange(&self) -> Result<TokenSet> {
        exchange_code(self.call(), &pending(), &Secret::new("AQDcanary"), NOTHING).await
    }

    async fn requests(&self) -> Vec<String> {
        let requests = self.server.received_requests().await.unwrap();
        requests.into_iter().map(|request| String::from_utf8(request.body).unwrap()).collect()
    }
}

fn before() -> TokenSet {
    TokenSet {
        access_token: Secret::new("old-access"),
        refresh_token: Some(Secret::new("old-refresh")),
        token_type: "bearer".into(),
        kind: TokenKind::Refreshable,
        expires_at: Some(at("2026-11-22T08:00:00Z")),
        data_access_expires_at: None,
        obtained_at: at("2026-11-22T07:00:00Z"),
        scopes: vec!["a".into(), "b".into()],
        origin: TokenOrigin::SignIn,
    }
}

#[tokio::test]
async fn a_code_becomes_a_token_set() {
    let body = r#"{"access_token":"EAA","token_type":"Bearer","expires_in":5183944,"refresh_token":"r","scope":"a b","x":1}"#;
    let platform = Platform::answering(200, body).await;
    let tokens = platform.exchange().await.unwrap();
    let expected = TokenSet {
        access_token: Secret::new("EAA"),
        refresh_token: Some(Secret::new("r")),
        expires_at: Some(at("2027-01-21T07:59:04Z")),
        obtained_at: at("2026-11-22T08:00:00Z"),
        ..before()
    };
    assert_eq!(tokens, expected);
    let pending = pending();
    let form = format!(
        "grant_type=authorization_code&code=AQDcanary&redirect_uri=http%3A%2F%2F127.0.0.1%3A4000%2Fcb%2Facme\
         &code_verifier={}&client_id=app-1&client_secret=s3cret+canary",
        pending.verifier.unwrap().expose()
    );
    assert_eq!(platform.requests().await, [form]);
}

#[tokio::test]
async fn the_client_proves_who_it_is_the_way_the_catalogue_says() {
    let server = MockServer::start().await;
    // "app-1" and "s3cret+canary", form-encoded before they are joined (RFC 6749 §2.3.1).
    Mock::given(header("authorization", "Basic YXBwLTE6czNjcmV0K2NhbmFyeQ=="))
        .and(header("x-tool", "adkeys"))
        .and(path("/token"))
        .and(body_string("grant_type=x&audience=api"))
        .respond_with(ResponseTemplate::new(200).set_body_string(r#"{"access_token":"EAA"}"#))
        .mount(&server)
        .await;
    let more = "token.auth = \"basic\"\ntoken.headers = { x-tool = \"adkeys\" }\ntoken.params = { audience = \"api\", grant_type = \"evil\" }";
    let (provider, app, http) = (provider(&server.uri(), more), app(), Http::default());
    let call = Call { provider: &provider, app: &app, http: &http, clock: &Fixed };
    assert!(grant(call, vec![request::field("grant_type", "x")], NOTHING).await.is_ok());

    let public = AppCredentials { client_secret: None, ..app.clone() };
    let call = Call { app: &public, ..call };
    let request = request::build(call, server.uri().parse().unwrap(), Vec::new()).unwrap();
    assert!(request.basic.is_none());
    assert_eq!(request.form, [request::field("client_id", "app-1")]);
}

#[tokio::test]
async fn a_lifetime_is_understood_in_every_shape_it_comes_in() {
    let day = Some("2026-11-23T08:00:00Z");
    let rows = [
        (r#""expires_in":86400"#, day, TokenKind::ShortLived),
        (r#""expires_in":"86400""#, day, TokenKind::ShortLived),
        (r#""expires_in":86400.7"#, day, TokenKind::ShortLived),
        (r#""expires":86401"#, Some("2026-11-23T08:00:01Z"), TokenKind::LongLived),
        (r#""expires_in":null"#, None, TokenKind::LongLived),
        (r#""expires_in":0"#, None, TokenKind::LongLived),
        (r#""expires_in":-5"#, None, TokenKind::LongLived),
        (r#""expires_in":"soon""#, None, TokenKind::LongLived),
        (r#""expires_in":[]"#, None, TokenKind::LongLived),
        (r#""expires_in":1e300"#, Some("2126-10-29T08:00:00Z"), TokenKind::LongLived),
        (r#""expires_in":18446744073709551615"#, Some("2126-10-29T08:00:00Z"), TokenKind::LongLived),
    ];
    for (member, expires_at, kind) in rows {
        let platform = Platform::answering(200, &format!(r#"{{"access_token":"EAA",{member}}}"#)).await;
        let tokens = platform.exchange().await.unwrap();
        assert_eq!((tokens.expires_at, tokens.kind), (expires_at.map(at), kind), "{member}");
    }
}

#[tokio::test]
async fn the_catalogues_lifetime_counts_where_the_answer_is_silent() {
    let answer = ResponseTemplate::new(200).set_body_string(r#"{"access_token":"EAA"}"#);
    let platform = Platform::with("token.default_ttl = 60", answer).await;
    assert_eq!(platform.exchange().await.unwrap().expires_at, Some(at("2026-11-22T08:01:00Z")));
}

#[tokio::test]
async fn other_forms_of_success_are_read_too() {
    let rows = [
        ("access_token=EAA&expires=60", vec![]),
        ("access_token=EAA&token_type=bearer&scope=a%2Cb", vec!["a", "b"]),
        (r#"{"access_token":"EAA","scope":["a","b c"]}"#, vec!["a", "b", "c"]),
        (r#"{"access_token":"EAA","scope":"a,b","error":null,"refresh_token":""}"#, vec!["a", "b"]),
    ];
    for (body, scopes) in rows {
        let tokens = Platform::answering(200, body).await.exchange().await.unwrap();
        assert_eq!(tokens.access_token, Secret::new("EAA"), "{body}");
        assert_eq!(tokens.scopes, scopes, "{body}");
        assert_eq!(tokens.refresh_token, None, "{body}");
    }
    let body = r#"{"access_token":"EAA","data_access_expiration_time":1800000000}"#;
    let tokens = Platform::answering(200, body).await.exchange().await.unwrap();
    assert_eq!(tokens.data_access_expires_at, Some(at("2027-01-15T08:00:00Z")));
}

#[tokio::test]
async fn an_answer_that_is_not_one_stores_nothing() {
    let deep = "[".repeat(100_000);
    let rows = [
        "",
        "{}",
        "null",
        "[]",
        r#"{"access_token":""}"#,
        r#"{"access_token":null}"#,
        r#"{"access_token":7}"#,
        r#"{"access_token":"a\nb"}"#,
        r#"{"access_token":"я"}"#,
        r#"{"access_token":"EAA","token_type":"mac"}"#,
        r#"{"access_token":"EAA""#,
        "\u{feff}{\"access_token\":\"EAA\"}",
        "<html>access_token=EAA</html>",
        "EAA",
        &deep,
    ];
    for body in rows {
        let error = Platform::answering(200, body).await.exchange().await.unwrap_err();
        assert_eq!(error.code, Code::PlatformUnavailable, "{body:.40}");
        assert!(!format!("{error:?}").contains("EAA"), "{body:.40}");
    }
}

#[tokio::test]
async fn every_error_of_rfc_6749_has_its_meaning_for_a_code() {
    let rows = [
        (400, r#"{"error":"invalid_grant"}"#, Code::CodeRejected),
        (
            401,
            r#"{"error":"invalid_grant","error_description":"redirect_uri does not match"}"#,
            Code::RedirectUriRejected,
        ),
        (400, r#"{"error":"redirect_uri_mismatch"}"#, Code::RedirectUriRejected),
        (
            400,
            r#"{"error":"invalid_request","error_description":"appid/redirect uri/code verifier does not match authorization code. Or authorization code expired."}"#,
            Code::CodeRejected,
        ),
        (400, r#"{"error":"invalid_request"}"#, Code::CodeRejected),
        (401, r#"{"error":"invalid_client"}"#, Code::ClientRejected),
        (200, r#"{"error":"invalid_client","access_token":"EAA"}"#, Code::ClientRejected),
        (200, "error=invalid_client&error_description=x", Code::ClientRejected),
        (400, r#"{"error":"unauthorized_client"}"#, Code::ClientRejected),
        (400, r#"{"error":"unsupported_grant_type"}"#, Code::CatalogueInvalid),
        (400, r#"{"error":"invalid_scope"}"#, Code::PermissionMissing),
        (503, r#"{"error":"temporarily_unavailable"}"#, Code::PlatformUnavailable),
        (400, r#"{"error":"never_heard_of"}"#, Code::PlatformUnavailable),
        (400, r#"{"error":{"code":1}}"#, Code::PlatformUnavailable),
        (401, "", Code::ClientRejected),
        (429, "", Code::RateLimited),
        (500, "<html>", Code::PlatformUnavailable),
        (400, r#"{"access_token":"EAA"}"#, Code::PlatformUnavailable),
    ];
    for (status, body, code) in rows {
        let error = Platform::answering(status, body).await.exchange().await.unwrap_err();
        assert_eq!(error.code, code, "{status} {body}");
        assert_eq!(error.details.http_status, Some(status), "{body}");
        assert!(error.message.en != error.message.ru);
    }
}

#[tokio::test]
async fn a_platform_that_repeats_what_it_was_sent_does_not_get_it_shown() {
    let body =
        r#"{"error":"invalid_grant","error_description":"code AQDcanary of app s3cret canary is used\n"}"#;
    let error = Platform::answering(400, body).await.exchange().await.unwrap_err();
    assert_eq!(error.details.platform_message.as_deref(), Some("invalid_grant: code […] of app […] is used"));
}

#[tokio::test]
async fn the_platforms_own_explanation_comes_first() {
    let platform = Platform::answering(400, r#"{"error":"invalid_grant"}"#).await;
    let explain = |status: u16, body: &str| {
        assert!(status == 400 && body.contains("invalid_grant"));
        let words = Some("AQDcanary".to_owned());
        Some(
            Error::new(Code::Checkpoint, Text::new("x", "y"))
                .with(|details| details.platform_message = words),
        )
    };
    let error =
        exchange_code(platform.call(), &pending(), &Secret::new("AQDcanary"), &explain).await.unwrap_err();
    assert_eq!((error.code, error.details.http_status), (Code::Checkpoint, Some(400)));
    assert_eq!(error.details.platform_message.as_deref(), Some("[…]"));
}

#[tokio::test]
async fn a_wait_that_the_platform_asks_for_is_told_as_a_time() {
    let answer = ResponseTemplate::new(429).insert_header("retry-after", "120");
    let error = Platform::with("", answer).await.exchange().await.unwrap_err();
    assert_eq!(error.details.retry_at, Some(at("2026-11-22T08:02:00Z")));
}

#[tokio::test]
async fn a_refresh_replaces_the_refresh_token_or_keeps_it() {
    let more = "refresh.params = { scope = \"a b\" }";
    for (member, expected) in
        [(r#","refresh_token":"new""#, "new"), ("", "old-refresh"), (r#","refresh_token":"""#, "old-refresh")]
    {
        let answer = ResponseTemplate::new(200)
            .set_body_string(format!(r#"{{"access_token":"EAA","expires_in":60{member}}}"#));
        let platform = Platform::with(more, answer).await;
        let tokens = refresh(platform.call(), &before(), NOTHING).await.unwrap();
        assert_eq!(tokens.refresh_token, Some(Secret::new(expected)));
        assert_eq!((tokens.kind, tokens.scopes), (TokenKind::Refreshable, before().scopes));
        let form = "grant_type=refresh_token&refresh_token=old-refresh&scope=a+b&client_id=app-1&client_secret=s3cret+canary";
        assert_eq!(platform.requests().await, [form]);
    }
}

#[tokio::test]
async fn a_narrower_grant_is_seen_in_the_refreshed_scopes() {
    let platform = Platform::answering(200, r#"{"access_token":"EAA","scope":"a"}"#).await;
    assert_eq!(refresh(platform.call(), &before(), NOTHING).await.unwrap().scopes, ["a"]);
}

#[tokio::test]
async fn a_dead_refresh_token_is_told_apart_from_a_wrong_app_and_from_a_fault() {
    let rows = [
        (400, r#"{"error":"invalid_grant"}"#, Code::TokenRevoked),
        (401, r#"{"error":"invalid_client"}"#, Code::ClientRejected),
        (400, r#"{"error":"invalid_request"}"#, Code::PlatformUnavailable),
        (503, "", Code::PlatformUnavailable),
        (200, "<html>Sign in to the Wi-Fi</html>", Code::PlatformUnavailable),
    ];
    for (status, body, code) in rows {
        let platform = Platform::answering(status, body).await;
        assert_eq!(
            refresh(platform.call(), &before(), NOTHING).await.unwrap_err().code,
            code,
            "{status} {body}"
        );
        assert_eq!(platform.requests().await.len(), 1, "an answer was asked for twice");
    }
    let without = TokenSet { refresh_token: None, ..before() };
    let platform = Platform::answering(200, "{}").await;
    assert_eq!(
        refresh(platform.call(), &without, NOTHING).await.unwrap_err().code,
        Code::AuthorizationRequired
    );
}

#[tokio::test]
async fn a_withdrawn_grant_is_believed_only_from_the_platform() {
    let platform =
        Platform::with("revoke.url = \"http://127.0.0.1:1/revoke\"", ResponseTemplate::new(200)).await;
    assert_eq!(revoke(platform.call(), &before()).await.unwrap_err().code, Code::Network);

    let rows = [
        (ResponseTemplate::new(200).set_body_string("ignored"), Ok(true)),
        (ResponseTemplate::new(400).set_body_string(r#"{"error":"unsupported_token_type"}"#), Ok(false)),
        (ResponseTemplate::new(503).insert_header("retry-after", "60"), Err(Code::PlatformUnavailable)),
        (
            ResponseTemplate::new(401).set_body_string(r#"{"error":"invalid_client"}"#),
            Err(Code::ClientRejected),
        ),
    ];
    for (answer, expected) in rows {
        let mut platform = Platform::with("", answer).await;
        assert_eq!(revoke(platform.call(), &before()).await, Ok(false), "no endpoint");
        let revoke_url = format!("revoke.url = \"{}/revoke\"", platform.server.uri());
        platform.provider = provider(&platform.server.uri(), &revoke_url);
        assert_eq!(revoke(platform.call(), &before()).await.map_err(|error| error.code), expected);
        let form =
            "token=old-refresh&token_type_hint=refresh_token&client_id=app-1&client_secret=s3cret+canary";
        assert_eq!(platform.requests().await, [form]);
    }
}

#[tokio::test]
async fn nothing_is_asked_of_a_platform_that_is_not_set_up() {
    let mut platform = Platform::answering(200, "{}").await;
    platform.app.client_id.clear();
    assert_eq!(platform.exchange().await.unwrap_err().code, Code::AppNotConfigured);
    platform.app = app();
    platform.provider.token.url = None;
    let error = platform.exchange().await.unwrap_err();
    assert_eq!((error.code, error.details.key.as_deref()), (Code::CatalogueInvalid, Some("token.url")));
    assert!(platform.requests().await.is_empty());
}

mod wire {
    //! Connections that break: what is sent again, and what never is.

    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n{\"access_token\":\"EAA\"}";

    /// Reads a request and closes without an answer, `times` times; after that it answers.
    async fn dropping(times: usize) -> (Provider, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = provider(&format!("http://{}", listener.local_addr().unwrap()), "");
        let seen = Arc::new(AtomicUsize::new(0));
        let count = seen.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.read(&mut [0; 4096]).await;
                if count.fetch_add(1, Ordering::SeqCst) >= times {
                    let _ = stream.write_all(OK.as_bytes()).await;
                }
            }
        });
        (provider, seen)
    }

    #[tokio::test(start_paused = true)]
    async fn a_code_whose_answer_is_lost_is_never_sent_again() {
        let (provider, seen) = dropping(1).await;
        let (app, http) = (app(), Http::default());
        let call = Call { provider: &provider, app: &app, http: &http, clock: &Fixed };
        let error = exchange_code(call, &pending(), &Secret::new("AQD"), NOTHING).await.unwrap_err();
        assert_eq!((error.code, seen.load(Ordering::SeqCst)), (Code::Network, 1));
        assert!(error.hint.en.contains("may be used up"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_refresh_whose_answer_is_lost_is_sent_again_at_once_twice_at_most() {
        for (lost, requests, succeeds) in [(1, 2, true), (2, 3, true), (3, 3, false)] {
            let (provider, seen) = dropping(lost).await;
            let (app, http) = (app(), Http::default());
            let call = Call { provider: &provider, app: &app, http: &http, clock: &Fixed };
            assert_eq!(refresh(call, &before(), NOTHING).await.is_ok(), succeeds, "{lost} lost");
            assert_eq!(seen.load(Ordering::SeqCst), requests, "{lost} lost");
        }
    }
}
