use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use super::*;
use crate::catalogue::Provider;
use crate::http::Http;
use crate::oauth::fixture::{app, at, provider};
use crate::time::{Clock, Timestamp};

const NOTHING: Explain<'static> = &|_, _| None;
const TOKENS: &str = r#"{"access_token":"AT-canary","token_type":"bearer","expires_in":3600}"#;

/// Answers one after another; the last one for ever.
struct Row(Vec<ResponseTemplate>, AtomicUsize);

impl Respond for Row {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let number = self.1.fetch_add(1, Ordering::SeqCst);
        self.0[number.min(self.0.len() - 1)].clone()
    }
}

/// A platform that hands out a code, and a clock that only the pauses move.
struct Platform {
    server: MockServer,
    provider: Provider,
    http: Http,
    pauses: Mutex<Vec<u64>>,
}

impl Clock for Platform {
    fn now(&self) -> Timestamp {
        let passed: u64 = self.pauses.lock().unwrap().iter().sum();
        at("2026-11-22T08:00:00Z").after(Duration::from_secs(passed))
    }
}

fn refusal(name: &str) -> ResponseTemplate {
    ResponseTemplate::new(400).set_body_json(json!({ "error": name, "error_description": "DC-canary" }))
}

fn granted() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_string(TOKENS)
}

fn offered() -> Value {
    json!({ "device_code": "DC-canary", "user_code": "WDJB-MJHT", "verification_uri": "https://acme.example/device",
        "verification_uri_complete": "https://acme.example/device?user_code=WDJB-MJHT", "expires_in": 60, "interval": 7 })
}

impl Platform {
    async fn new(more: &str, offer: Value, polls: Vec<ResponseTemplate>) -> Self {
        let server = MockServer::start().await;
        let offer = ResponseTemplate::new(200).set_body_json(offer);
        Mock::given(method("POST")).and(path("/device")).respond_with(offer).mount(&server).await;
        let row = Row(polls, AtomicUsize::default());
        Mock::given(method("POST")).and(path("/token")).respond_with(row).mount(&server).await;
        let more = format!("device.url = \"{}/device\"\n{more}", server.uri());
        let provider = provider(&server.uri(), &more);
        Self { server, provider, http: Http::default(), pauses: Mutex::default() }
    }

    async fn asks(&self) -> Result<TokenSet> {
        let app = app();
        let call = Call { provider: &self.provider, app: &app, http: &self.http, clock: self };
        let offer = begin(call, &["ads".into(), "more".into()], NOTHING).await?;
        let pause = |length: Duration| {
            self.pauses.lock().unwrap().push(length.as_secs());
            std::future::ready(())
        };
        wait(call, &offer, NOTHING, pause).await
    }

    async fn bodies(&self) -> Vec<String> {
        let requests = self.server.received_requests().await.unwrap();
        requests.into_iter().map(|request| String::from_utf8(request.body).unwrap()).collect()
    }

    fn pauses(&self) -> Vec<u64> {
        self.pauses.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn it_asks_at_the_platforms_pace_until_the_person_has_answered() {
    let pending = refusal("authorization_pending");
    let platform = Platform::new("", offered(), vec![pending.clone(), pending, granted()]).await;
    assert_eq!(platform.asks().await.unwrap().access_token, "AT-canary".to_owned().into());
    assert_eq!(platform.pauses(), [7, 7, 7]);
    let bodies = platform.bodies().await;
    assert_eq!(bodies[0], "scope=ads+more&client_id=app-1&client_secret=s3cret+canary");
    let grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=DC-canary";
    assert_eq!(bodies[1], format!("{grant}&client_id=app-1&client_secret=s3cret+canary"));
}

#[tokio::test]
async fn each_slow_down_adds_five_seconds_for_good() {
    let (slow, pending) = (refusal("slow_down"), refusal("authorization_pending"));
    let platform = Platform::new("", offered(), vec![slow.clone(), pending, slow, granted()]).await;
    platform.asks().await.unwrap();
    assert_eq!(platform.pauses(), [7, 12, 12, 17]);
}

#[tokio::test]
async fn a_fault_of_the_moment_is_no_answer_and_makes_the_pauses_grow() {
    let (fault, busy) = (ResponseTemplate::new(503), ResponseTemplate::new(429));
    let polls = vec![fault, busy, refusal("authorization_pending"), granted()];
    let platform = Platform::new("", offered(), polls).await;
    platform.asks().await.unwrap();
    assert_eq!(platform.pauses(), [7, 14, 28, 7]);
}

#[tokio::test]
async fn what_ends_the_wait_is_told_by_its_code_and_says_nothing_secret() {
    let rows = [
        (refusal("access_denied"), Code::AuthorizationDeclined),
        (refusal("expired_token"), Code::RedirectTimeout),
        (refusal("invalid_grant"), Code::RedirectTimeout),
        (refusal("invalid_client"), Code::ClientRejected),
        (refusal("invalid_request"), Code::PlatformUnavailable),
    ];
    for (answer, code) in rows {
        let platform = Platform::new("", offered(), vec![answer]).await;
        let error = platform.asks().await.unwrap_err();
        assert_eq!((error.code, platform.pauses().len()), (code, 1));
        assert!(!format!("{error:?}").contains("canary"), "{error:?}");
    }
}

#[tokio::test]
async fn nobody_is_asked_after_the_code_has_ended() {
    let platform = Platform::new("", offered(), vec![refusal("authorization_pending")]).await;
    let error = platform.asks().await.unwrap_err();
    assert_eq!(error.code, Code::RedirectTimeout);
    assert!(error.hint.en.contains("--redirect device"), "{error:?}");
    assert_eq!(platform.pauses().len(), 9, "60 seconds, 7 at a time");
}

#[tokio::test]
async fn a_platform_with_words_of_its_own_is_a_matter_of_the_catalogue() {
    let more = "device.grant_type = \"device_code\"\ndevice.code_param = \"code\"\ndevice.params = { device_name = \"x\" }\n";
    let offer = json!({ "device_code": "DC", "user_code": "абвг", "verification_url": "https://acme.example/d",
        "expires_in": "300" });
    let platform = Platform::new(more, offer, vec![granted()]).await;
    platform.asks().await.unwrap();
    assert_eq!(platform.pauses(), [5], "RFC 8628: five seconds unless told otherwise");
    let bodies = platform.bodies().await;
    assert!(bodies[0].contains("device_name=x"), "{}", bodies[0]);
    assert!(bodies[1].starts_with("grant_type=device_code&code=DC&"), "{}", bodies[1]);
}

#[tokio::test]
async fn an_offer_that_cannot_be_shown_safely_is_refused() {
    let with = |change: fn(&mut Value)| {
        let mut offer = offered();
        change(&mut offer);
        offer
    };
    let rows = [
        with(|offer| offer["verification_uri"] = "http://acme.example/device".into()),
        with(|offer| offer["verification_uri"] = "javascript:alert(1)".into()),
        with(|offer| offer["user_code"] = "\u{202e}".into()),
        with(|offer| offer["user_code"] = "A".repeat(65).into()),
        with(|offer| offer["device_code"] = "".into()),
        with(|offer| offer["expires_in"] = 0.into()),
    ];
    for offer in rows {
        let platform = Platform::new("", offer.clone(), vec![granted()]).await;
        assert!(platform.asks().await.is_err(), "{offer}");
        assert!(platform.pauses().is_empty(), "{offer}");
    }
}

#[tokio::test]
async fn a_provider_without_such_a_sign_in_is_asked_nothing() {
    let mut platform = Platform::new("", offered(), vec![granted()]).await;
    platform.provider.device.url = None;
    assert_eq!(platform.asks().await.unwrap_err().code, Code::Usage);
    assert!(platform.bodies().await.is_empty());
}
