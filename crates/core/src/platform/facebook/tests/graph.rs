//! The client: headers, signatures, odd answers.

use super::*;

async fn inspected(stage: &Stage) -> Result<crate::platform::Inspection, Error> {
    Facebook.inspect(stage.call(), &tokens(), &[]).await
}

#[tokio::test]
async fn the_token_travels_in_the_header_and_never_in_a_url() {
    let stage = Stage::new().await;
    stage.ordinary().await.on("GET", "me/adaccounts", ok(json!({"data": []}))).await;
    inspected(&stage).await.unwrap();
    Facebook.accounts(stage.call(), &tokens(), &|_| {}).await.unwrap();
    for request in stage.server.received_requests().await.unwrap() {
        let url = request.url.as_str();
        assert!(!url.contains(TOKEN) && !url.contains(SECRET) && !url.contains("access_token"), "{url}");
        assert!(request.headers["authorization"].to_str().unwrap().starts_with("Bearer "), "{url}");
    }
}

/// Surprise 15: the current proof signs `token|timestamp`; the untimed one is legacy.
#[tokio::test]
async fn a_refused_timed_proof_gives_way_to_the_untimed_one() {
    let stage = Stage::new().await;
    let refused =
        |request: &Request| match (query(request, "appsecret_proof"), query(request, "appsecret_time")) {
            (Some(_), None) => ok(json!({"id": "1000", "name": "Anna"})),
            _ => refusal(400, 100, None, "Invalid appsecret_proof provided in the API argument"),
        };
    stage.on("GET", "me", refused).await;
    stage.ordinary().await;
    assert_eq!(inspected(&stage).await.unwrap().person.name, "Anna");
}

#[tokio::test]
async fn a_secret_that_facebook_refuses_is_told_and_costs_nothing_else() {
    let stage = Stage::new().await;
    let refused = |request: &Request| match query(request, "appsecret_proof") {
        None => ok(json!({"id": "1000", "name": "Anna"})),
        Some(_) => refusal(400, 100, None, "Invalid appsecret_proof provided in the API argument"),
    };
    stage.on("GET", "me", refused).await;
    stage.ordinary().await;
    let inspection = inspected(&stage).await.unwrap();
    assert_eq!(found(&inspection.findings, "app.secret").level, Level::Warning);
}

#[tokio::test]
async fn an_app_that_requires_proof_is_named_as_the_cause() {
    let mut stage = Stage::new().await;
    stage.app.client_secret = None;
    let wanted = "API calls from the server require an appsecret_proof argument";
    stage.on("GET", "me", refusal(400, 100, None, wanted)).await;
    stage.ordinary().await;
    let error = inspected(&stage).await.unwrap_err();
    assert_eq!(error.code, Code::ClientRejected);
    assert!(error.message.en.contains("Require app secret"), "{error:?}");
}

/// Surprise 20: errors come with HTTP 200, authorization errors with 400.
#[tokio::test]
async fn the_http_status_never_decides() {
    for status in [200, 400, 401, 403, 500] {
        let stage = Stage::new().await;
        stage.on("GET", "me", refusal(status, 190, Some(463), "Session has expired")).await;
        stage.ordinary().await;
        assert_eq!(inspected(&stage).await.unwrap_err().code, Code::TokenExpired, "{status}");
    }
}

/// Surprise 19: `type: OAuthException` also marks limits.
#[tokio::test]
async fn a_limit_is_not_a_dead_token_and_tells_when_to_come_back() {
    let stage = Stage::new().await;
    let usage = r#"{"17":[{"type":"ads_management","call_count":100,"estimated_time_to_regain_access":5}]}"#;
    let limited = refusal(400, 80004, Some(2_446_079), "There have been too many calls to this ad-account.");
    stage.on("GET", "me", limited.insert_header("x-business-use-case-usage", usage)).await;
    stage.ordinary().await;
    let error = inspected(&stage).await.unwrap_err();
    assert_eq!(error.code, Code::RateLimited);
    assert_eq!(error.details.retry_at, Some(at(NOW + 5 * 60)));
    assert_eq!(stage.asked("me").await.len(), 1, "a limit is not tried again");
}

#[tokio::test]
async fn an_outage_of_a_moment_is_sat_out() {
    let stage = Stage::new().await;
    let recovered = ok(json!({"id": "1000", "name": "Anna"}));
    stage.on("GET", "me", turns([refusal(500, 2, None, "Service temporarily unavailable"), recovered])).await;
    stage.ordinary().await;
    assert_eq!(inspected(&stage).await.unwrap().person.id, "1000");
}

#[tokio::test]
async fn an_outage_page_is_an_outage_whatever_its_status() {
    let stage = Stage::new().await;
    stage
        .on("GET", "me", ResponseTemplate::new(200).set_body_string("<html>Service Unavailable</html>"))
        .await;
    stage.ordinary().await;
    let error = inspected(&stage).await.unwrap_err();
    assert_eq!((error.code, error.details.http_status), (Code::PlatformUnavailable, Some(200)));
}

#[tokio::test]
async fn trace_ids_are_kept_and_tokens_are_not() {
    let stage = Stage::new().await;
    stage.on("GET", "me", refusal(400, 190, None, &format!("Malformed access token {TOKEN}"))).await;
    stage.ordinary().await;
    let error = inspected(&stage).await.unwrap_err();
    assert_eq!(error.details.trace_id.as_deref(), Some("Atrace"));
    assert!(!format!("{error:?}").contains("canary"), "{error:?}");
}

/// Surprise 30: an expired version silently runs as another.
#[tokio::test]
async fn a_version_that_facebook_replaced_is_told() {
    let stage = Stage::new().await;
    let answer = ok(json!({"id": "1000", "name": "Anna"})).insert_header("facebook-api-version", "v27.0");
    stage.on("GET", "me", answer).await;
    stage.ordinary().await;
    let inspection = inspected(&stage).await.unwrap();
    assert_eq!(found(&inspection.findings, "api.version").level, Level::Warning);
}
