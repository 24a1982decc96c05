//! Tokens, their clocks, and the errors about them.

use super::*;

#[tokio::test]
async fn surprise_11_a_missing_expires_in_means_neither_sixty_days_nor_never() {
    let world = World::of("fine").await;
    world.fault(json!({"path": "/oauth/access_token", "token": {"expires_in": "missing"}})).await;
    let told = world.connected().await.token;
    assert_eq!(told.kind, TokenKind::LongLived);
    let days = world.seconds_until(told.expires_at.unwrap()) / 86_400;
    assert!((58..=60).contains(&days), "by the word of debug_token: {days}");

    world.fault(json!({"path": "/debug_token", "error": "100"})).await;
    let unknown = world.connected().await;
    assert_eq!((unknown.token.kind, unknown.token.expires_at), (TokenKind::LongLived, None));
    let expiry = unknown.findings.iter().find(|finding| finding.check == "token.expiry").unwrap();
    assert_eq!(expiry.level, Level::Unknown);

    let endless = World::of("no-expiry").await.connected().await.token;
    assert_eq!((endless.kind, endless.expires_at), (TokenKind::NeverExpires, None));
}

#[tokio::test]
async fn surprise_12_an_exchange_brings_another_token_and_refuses_an_expired_one() {
    let world = World::of("fine").await;
    world.connected().await;
    let first = world.item();
    world.days_pass(1).await;
    assert!(world.adkeys.refresh("facebook").await.unwrap().extended);
    let second = world.item();
    assert_ne!(first, second, "the old one is replaced");
    let asked = world.exchanges().await;
    world.days_pass(90).await;
    assert_eq!(world.adkeys.refresh("facebook").await.unwrap_err().code, Code::TokenExpired);
    assert_eq!(world.exchanges().await, asked, "it is not even tried");
    assert_eq!(world.item(), second, "and nothing is thrown away");
}

#[tokio::test]
async fn surprise_13_a_pasted_system_user_token_is_never_exchanged_for_one_of_sixty_days() {
    let world = World::of("fine").await;
    let pasted = world.switch("token", json!({"persona": "system-user", "troubled": false})).await;
    let token = Secret::new(pasted["access_token"].as_str().unwrap());
    let adopted = world.adkeys.adopt("facebook", None, token, &|_| {}).await.unwrap();
    assert_eq!((adopted.token.kind, adopted.token.origin), (TokenKind::NeverExpires, TokenOrigin::Pasted));
    let item = world.item();
    world.days_pass(30).await;
    assert!(!world.adkeys.refresh("facebook").await.unwrap().extended);
    assert_eq!(world.adkeys.renew_due().await.unwrap(), []);
    assert_eq!(world.status().await.token.expires_at, None);
    assert_eq!((world.exchanges().await, world.item()), (0, item));
}

#[tokio::test]
async fn surprise_14_the_ninety_day_clock_does_not_scare_people_who_only_gave_ads_permissions() {
    let world = World::of("fine").await;
    let ads = world.connected().await;
    assert!(ads.token.data_access_expires_at.is_some() && !ads.token.data_access_matters);
    assert!(ads.findings.iter().all(|finding| finding.check != "token.data-access"));
    let scopes = Some(vec!["ads_read".into(), "email".into()]);
    let email =
        world.connect(adkeys_core::connection::ConnectRequest { scopes, ..facebook() }).await.0.unwrap();
    assert!(email.token.data_access_matters);
    assert!(email.findings.iter().any(|finding| finding.check == "token.data-access"));
}

#[tokio::test]
async fn surprise_15_calls_are_signed_with_the_time_and_a_wrong_clock_does_not_lock_anybody_out() {
    let world = World::of("fine").await;
    world.app(json!({"requires_proof": true})).await;
    world.connected().await;
    let requests = world.requests().await;
    let me = graph_calls(&requests).into_iter().find(|call| call["path"] == "/me").unwrap();
    let signed: Vec<_> = me["query_keys"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(signed.contains(&"appsecret_proof") && signed.contains(&"appsecret_time"), "{signed:?}");

    world.clock.advance_days(1);
    let report = world.status().await;
    assert_eq!((report.state, code(&report)), (ConnectionState::Connected, None));
    assert_eq!(found(&report, "clock").unwrap().level, Level::Warning);
}

#[tokio::test]
async fn surprise_16_an_app_marked_native_may_not_speak_for_itself_and_its_tokens_are_known_all_the_same() {
    let world = World::of("fine").await;
    world.app(json!({"native": true})).await;
    world.fault(json!({"path": "/oauth/access_token", "token": {"expires_in": "missing"}})).await;
    let connected = world.connected().await;
    assert_eq!(connected.token.kind, TokenKind::LongLived);
    assert!(connected.token.expires_at.is_some(), "the token was asked about itself");
}

#[tokio::test]
async fn surprise_19_limits_outages_and_date_errors_call_themselves_oauth_exceptions_and_are_none() {
    for (row, expected) in
        [("80004/2446079", Code::RateLimited), ("2", Code::PlatformUnavailable), ("3018", Code::Usage)]
    {
        let world = World::of("fine").await;
        world.connected().await;
        let item = world.item();
        world.fault(json!({"path": "/me/adaccounts", "error": row})).await;
        let report = world.status().await;
        assert_eq!((report.state, code(&report)), (ConnectionState::Connected, Some(expected)), "{row}");
        assert!(!report.accounts.is_empty() && world.item() == item, "{row}");
    }
}

#[tokio::test]
async fn surprise_20_the_http_status_tells_nothing() {
    for status in [200, 400, 401, 403, 500] {
        let world = World::of("fine").await;
        world.connected().await;
        let expired =
            json!({"code": 190, "subcode": 463, "message": "Session has expired", "status": status});
        world.fault(json!({ "error": expired })).await;
        assert_eq!(world.status().await.state, ConnectionState::Expired, "{status}");
    }
    let world = World::of("fine").await;
    world.connected().await;
    world.fault(json!({"path": "/me/adaccounts", "times": 2, "error": "reduce"})).await;
    let report = world.status().await;
    assert_eq!((report.accounts.len(), code(&report)), (3, None), "HTTP 500 was a page too large");
}

#[tokio::test]
async fn surprise_21_a_checkpoint_and_a_policy_block_leave_the_token_alive() {
    for row in ["190/459", "368", "190/464"] {
        let world = World::of("fine").await;
        world.connected().await;
        let item = world.item();
        world.fault(json!({ "error": row })).await;
        assert_eq!(world.status().await.state, ConnectionState::Blocked, "{row}");
        assert_eq!(world.item(), item, "{row}");
        world.reset().await;
        assert_eq!(world.status().await.state, ConnectionState::Connected, "without signing in again: {row}");
        assert_eq!(world.item(), item, "{row}");
    }
}

#[tokio::test]
async fn surprise_22_does_not_exist_is_told_with_its_three_causes() {
    let world = World::of("fine").await;
    world.connected().await;
    let error = world.adkeys.account_details("facebook", "1").await.unwrap_err();
    assert_eq!(error.code, Code::AccountAccessDenied);
    for cause in ["act_", "Tech Provider"] {
        assert!(error.message.en.contains(cause) && error.message.ru.contains(cause), "{error:?}");
    }
    assert!(error.message.en.contains("role") && error.message.ru.contains("рол"), "{error:?}");
}

#[tokio::test]
async fn surprise_38_debug_token_says_subcode_and_its_app_id_may_be_a_number() {
    let world = World::of("fine").await;
    world.connected().await;
    let app: u64 = adkeys_sandbox::APP_ID.parse().unwrap();
    let alive = json!({"data": {"app_id": app, "is_valid": true, "type": "USER", "expires_at": "0"}});
    world.fault(json!({"path": "/debug_token", "times": 1, "text": alive.to_string()})).await;
    let report = world.status().await;
    assert_eq!(found(&report, "token.app-match").unwrap().level, Level::Ok);
    assert_eq!(report.token.kind, TokenKind::NeverExpires);

    let error = json!({"code": 190, "message": "Error validating access token", "subcode": 463});
    let dead = json!({"data": {"app_id": app.to_string(), "is_valid": false, "error": error}});
    world.fault(json!({"path": "/debug_token", "text": dead.to_string()})).await;
    let report = world.status().await;
    assert_eq!((report.state, code(&report)), (ConnectionState::Expired, Some(Code::TokenExpired)));
}

#[tokio::test]
async fn surprise_39_missing_two_factor_is_not_a_dead_token() {
    let world = World::of("two-factor").await;
    world.connected().await;
    let item = world.item();
    let report = world.status().await;
    assert_eq!(code(&report), Some(Code::TwoFactorRequired));
    assert!(
        !matches!(report.state, ConnectionState::Expired | ConnectionState::Revoked),
        "{:?}",
        report.state
    );
    assert_eq!(world.item(), item);
    let error = report.error.unwrap();
    assert!(
        error.details.link.is_some() && error.hint.en.contains("two-factor")
            || error.hint.en.contains("Accounts")
    );
}
