//! Upgrade and renewal.

use super::*;

fn longer() -> ResponseTemplate {
    ok(json!({"access_token": "EAAlonger", "token_type": "bearer", "expires_in": 5_183_944}))
}

#[tokio::test]
async fn a_short_lived_token_becomes_a_long_lived_one_by_a_post_without_secrets_in_the_url() {
    let stage = Stage::new().await;
    stage.on("POST", "oauth/access_token", longer()).await;
    let short = TokenSet {
        kind: TokenKind::ShortLived,
        expires_at: Some(at(NOW + 5000)),
        scopes: vec!["ads_read".into()],
        ..tokens()
    };
    let upgraded = Facebook.upgrade(stage.call(), &short).await.unwrap().unwrap();
    assert_eq!(upgraded.access_token, Secret::new("EAAlonger"));
    assert_eq!((upgraded.kind, upgraded.expires_at), (TokenKind::LongLived, Some(at(NOW + 5_183_944))));
    assert_eq!(upgraded.scopes, ["ads_read"]);
    let asked = stage.asked("oauth/access_token").await;
    assert_eq!(asked[0].url.query(), None);
    for part in [
        "grant_type=fb_exchange_token",
        &format!("fb_exchange_token={TOKEN}"),
        &format!("client_secret={SECRET}"),
    ] {
        assert!(said(&asked[0]).contains(part), "{part}");
    }
    assert!(!said(&asked[0]).contains("set_token_expires_in_60_days"));
}

/// Surprise 13: refreshing a never-expiring token can replace it with a 60-day one.
#[tokio::test]
async fn a_token_without_an_end_and_a_pasted_one_are_never_exchanged() {
    let stage = Stage::new().await;
    let endless = TokenSet { kind: TokenKind::NeverExpires, expires_at: None, ..tokens() };
    let pasted = TokenSet { origin: TokenOrigin::Pasted, ..tokens() };
    for kept in [endless, pasted] {
        assert_eq!(Facebook.upgrade(stage.call(), &kept).await.unwrap(), None);
        assert_eq!(Facebook.renew(stage.call(), &kept).await.unwrap(), kept);
    }
    assert!(stage.server.received_requests().await.unwrap().is_empty());
}

/// Surprise 13, and a sign-in that told no end: only Facebook knows whether there is one.
#[tokio::test]
async fn a_token_of_unknown_end_is_looked_at_before_it_is_exchanged() {
    for (more, exchanged) in [
        (json!({"expires_at": 0}), false),
        (json!({"type": "SYSTEM_USER"}), false),
        (json!({"expires_at": NOW + 5000}), true),
    ] {
        let stage = Stage::new().await;
        stage
            .on("POST", "debug_token", debug(more.clone()))
            .await
            .on("POST", "oauth/access_token", longer())
            .await;
        let untold = TokenSet { expires_at: None, ..tokens() };
        assert_eq!(Facebook.upgrade(stage.call(), &untold).await.unwrap().is_some(), exchanged, "{more}");
        let renewed = Facebook.renew(stage.call(), &untold).await.unwrap();
        assert_eq!(renewed != untold, exchanged, "{more}");
    }
}

#[tokio::test]
async fn a_renewal_touches_nothing_on_doubt() {
    let stage = Stage::new().await;
    let untold = TokenSet { expires_at: None, ..tokens() };
    assert_eq!(Facebook.renew(stage.call(), &untold).await.unwrap(), untold);
    assert!(stage.asked("oauth/access_token").await.is_empty());
}

#[tokio::test]
async fn a_renewal_without_expires_in_finds_out_the_end() {
    let stage = Stage::new().await;
    stage.on("POST", "oauth/access_token", ok(json!({"access_token": "EAAlonger"}))).await;
    stage.on("POST", "debug_token", debug(json!({"expires_at": NOW + 59 * DAY}))).await;
    let renewed = Facebook.renew(stage.call(), &tokens()).await.unwrap();
    assert_eq!(
        (renewed.access_token, renewed.expires_at),
        (Secret::new("EAAlonger"), Some(at(NOW + 59 * DAY)))
    );
}

#[tokio::test]
async fn a_withdrawn_token_is_not_renewed_and_says_why() {
    let stage = Stage::new().await;
    let dead = json!({"is_valid": false, "error": {"code": 190, "message": "m", "subcode": 458}});
    stage.on("POST", "debug_token", debug(dead)).await.on("POST", "oauth/access_token", longer()).await;
    assert_eq!(Facebook.renew(stage.call(), &tokens()).await.unwrap_err().code, Code::TokenRevoked);
    assert!(stage.asked("oauth/access_token").await.is_empty());
}

/// Surprise 12: `fb_exchange_token` refuses expired tokens.
#[tokio::test]
async fn an_expired_token_is_not_even_tried() {
    let stage = Stage::new().await;
    let expired = TokenSet { expires_at: Some(at(NOW - 1)), ..tokens() };
    assert_eq!(Facebook.renew(stage.call(), &expired).await.unwrap_err().code, Code::TokenExpired);
    assert!(stage.server.received_requests().await.unwrap().is_empty());
}

/// Surprise 17: a wrong App Secret does not break the dialog, only the exchange.
#[tokio::test]
async fn a_wrong_secret_shows_at_the_exchange_and_is_named() {
    for code in [1, 100] {
        let stage = Stage::new().await;
        stage
            .on("POST", "oauth/access_token", refusal(400, code, None, "Error validating client secret."))
            .await;
        let error = Facebook.upgrade(stage.call(), &tokens()).await.unwrap_err();
        assert_eq!(error.code, Code::ClientRejected);
        assert!(error.message.en.contains("secret"));
    }
}

#[tokio::test]
async fn without_a_secret_nothing_is_exchanged() {
    let mut stage = Stage::new().await;
    stage.app.client_secret = None;
    assert_eq!(Facebook.upgrade(stage.call(), &tokens()).await.unwrap_err().code, Code::AppNotConfigured);
}
