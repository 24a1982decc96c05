//! Checking the app, withdrawing the grant, explaining pasted errors.

use super::*;

const REDIRECT: &str = "http://localhost:8080/v1/tool-oauth/facebook/callback";

/// Answers the two questions of the check.
async fn app(stage: &Stage, credentials: ResponseTemplate, code: ResponseTemplate) {
    let answer = move |request: &Request| {
        if said(request).contains("client_credentials") { credentials.clone() } else { code.clone() }
    };
    stage.on("POST", "oauth/access_token", answer).await;
}

fn app_token() -> ResponseTemplate {
    ok(json!({"access_token": "1|x", "token_type": "bearer"}))
}

async fn levels(stage: &Stage) -> Vec<(String, Level)> {
    let check = Facebook.check_app(stage.call(), REDIRECT).await.unwrap();
    check.findings.into_iter().map(|finding| (finding.check, finding.level)).collect()
}

fn expected(list: &[(&str, Level)]) -> Vec<(String, Level)> {
    list.iter().map(|(check, level)| ((*check).to_owned(), *level)).collect()
}

#[tokio::test]
async fn a_right_app_is_right_in_all_three() {
    let stage = Stage::new().await;
    app(&stage, app_token(), refusal(400, 100, None, "Invalid verification code format.")).await;
    let all = [("app.id", Level::Ok), ("app.secret", Level::Ok), ("app.redirect", Level::Ok)];
    assert_eq!(levels(&stage).await, expected(&all));
}

#[tokio::test]
async fn a_wrong_redirect_address_is_found_before_anyone_signs_in() {
    for refused in [
        refusal(
            400,
            191,
            None,
            "Can't Load URL: The domain of this URL isn't included in the app's domains.",
        ),
        refusal(
            400,
            100,
            None,
            "Invalid redirect_uri: Given URL is not allowed by the Application configuration",
        ),
    ] {
        let stage = Stage::new().await;
        app(&stage, app_token(), refused).await;
        assert_eq!(levels(&stage).await.last().unwrap(), &("app.redirect".to_owned(), Level::Error));
    }
}

/// Surprise 17: a wrong App ID gives 101 "system error".
#[tokio::test]
async fn a_wrong_id_is_told_from_a_wrong_secret() {
    let id = refusal(
        400,
        101,
        None,
        "Error validating application. Cannot get application info due to a system error.",
    );
    let stage = Stage::new().await;
    app(&stage, id.clone(), id).await;
    assert_eq!(levels(&stage).await, expected(&[("app.id", Level::Error)]));
    let secret = refusal(400, 1, None, "Error validating client secret.");
    let stage = Stage::new().await;
    app(&stage, secret.clone(), secret).await;
    assert_eq!(levels(&stage).await, expected(&[("app.id", Level::Ok), ("app.secret", Level::Error)]));
}

#[tokio::test]
async fn an_app_that_may_have_no_token_of_its_own_is_judged_by_the_code() {
    let stage = Stage::new().await;
    let native = refusal(400, 100, None, "(#100) This app may not ask for that");
    app(&stage, native.clone(), refusal(400, 100, None, "Invalid verification code format.")).await;
    let all = [("app.id", Level::Ok), ("app.secret", Level::Ok), ("app.redirect", Level::Ok)];
    assert_eq!(levels(&stage).await, expected(&all));
    let stage = Stage::new().await;
    app(&stage, native.clone(), native).await;
    let none = [("app.id", Level::Unknown), ("app.secret", Level::Unknown), ("app.redirect", Level::Unknown)];
    assert_eq!(levels(&stage).await, expected(&none));
}

#[tokio::test]
async fn an_outage_tells_nothing_of_the_app() {
    let stage = Stage::new().await;
    app(&stage, refusal(500, 2, None, "Service temporarily unavailable"), ResponseTemplate::new(502)).await;
    let error = Facebook.check_app(stage.call(), REDIRECT).await.unwrap_err();
    assert_eq!(error.code, Code::PlatformUnavailable);
}

#[tokio::test]
async fn the_grant_is_withdrawn_whichever_way_facebook_agrees() {
    for agreed in [ok(json!(true)), ok(json!({"success": true}))] {
        let stage = Stage::new().await;
        stage.on("DELETE", "me/permissions", agreed).await;
        assert!(Facebook.revoke(stage.call(), &tokens()).await.unwrap());
    }
    for refused in [ok(json!(false)), ok(json!({"success": false}))] {
        let stage = Stage::new().await;
        stage.on("DELETE", "me/permissions", refused).await;
        assert!(Facebook.revoke(stage.call(), &tokens()).await.is_err());
    }
}

#[test]
fn a_pasted_error_is_explained_offline() {
    let provider = provider("https://graph.facebook.com");
    let body = format!(
        r#"{{"error":{{"message":"Error validating access token {TOKEN}","code":190,"error_subcode":460}}}}"#
    );
    let error = Facebook.explain(&provider, &body).unwrap();
    assert_eq!(error.code, Code::TokenRevoked);
    assert!(!format!("{error:?}").contains(TOKEN));
    assert_eq!(Facebook.explain(&provider, "the weather is fine"), None);
}

/// Surprise 37: `read_insights` is for Pages; ad reporting needs `ads_read`.
#[test]
fn read_insights_is_said_not_to_be_for_ads() {
    let provider = provider("https://graph.facebook.com");
    let scope = provider.scopes.iter().find(|scope| scope.id == "read_insights").unwrap();
    let reason = scope.reason.as_ref().unwrap();
    assert!(reason.en.contains("ads_read") && reason.ru.contains("ads_read"));
    assert!(
        provider.scopes.iter().all(|scope| scope.reason.is_some()),
        "every permission says what it is for"
    );
    assert!(!provider.default_scopes().contains(&scope.id));
}
