//! Whose the token is, how long it lives, what it may do.

use super::*;
use crate::platform::Inspection;

/// A token of which the sign-in told no end.
fn untold() -> TokenSet {
    TokenSet { expires_at: None, ..tokens() }
}

async fn inspected(stage: &Stage, tokens: &TokenSet, asked: &[&str]) -> Inspection {
    let asked: Vec<String> = asked.iter().map(|scope| (*scope).to_owned()).collect();
    Facebook.inspect(stage.call(), tokens, &asked).await.unwrap()
}

#[tokio::test]
async fn all_questions_about_a_token_are_asked_at_once() {
    let mut stage = Stage::new().await;
    let answers = vec![
        ("/me", json!({"id": "1000", "name": "Anna"})),
        ("/me/permissions", json!({"data": [{"permission": "ads_read", "status": "granted"}]})),
        ("/debug_token", json!({"data": {"app_id": APP, "is_valid": true}})),
    ];
    stage.provider = provider(&gate::open(answers).await);
    let tokens = tokens();
    let outcome = Facebook.inspect(stage.call(), &tokens, &[]);
    let inspection = tokio::time::timeout(std::time::Duration::from_secs(10), outcome).await;
    assert_eq!(inspection.expect("one is asked only after another is answered").unwrap().person.name, "Anna");
}

/// Ids come as numbers in places.
#[tokio::test]
async fn an_ordinary_token_is_all_good_news() {
    let stage = Stage::new().await;
    stage.on("GET", "me", ok(json!({"id": 1000, "name": "Anna"}))).await;
    stage.on("POST", "debug_token", debug(json!({"app_id": APP.parse::<u64>().unwrap()}))).await;
    stage.ordinary().await;
    let inspection = inspected(&stage, &tokens(), &["ads_read"]).await;
    assert_eq!((inspection.person.id.as_str(), inspection.person.name.as_str()), ("1000", "Anna"));
    assert_eq!(inspection.facts.kind, TokenKind::LongLived);
    assert_eq!(inspection.facts.expires_at, Some(at(NOW + 60 * DAY)));
    assert_eq!(inspection.facts.scopes.granted, ["ads_read"]);
    for check in ["token.valid", "token.expiry", "token.app-match", "permissions.missing"] {
        assert_eq!(found(&inspection.findings, check).level, Level::Ok, "{check}");
    }
}

#[tokio::test]
async fn debug_token_is_asked_by_the_app_with_the_token_in_the_body() {
    let stage = Stage::new().await;
    stage.ordinary().await;
    inspected(&stage, &tokens(), &[]).await;
    let asked = stage.asked("debug_token").await;
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].headers["authorization"], format!("Bearer {APP}|{SECRET}").as_str());
    assert!(said(&asked[0]).contains(&format!("input_token={TOKEN}")));
}

/// Surprise 16: "Native/Desktop" apps cannot use `APPID|SECRET` at all.
#[tokio::test]
async fn a_native_app_s_token_is_asked_about_itself() {
    let stage = Stage::new().await;
    let by_the_person = |request: &Request| match request.headers["authorization"].to_str().unwrap() {
        bearer if bearer.ends_with(TOKEN) => debug(json!({})),
        _ => refusal(400, 104, None, "An access token is required to request this resource."),
    };
    stage.on("GET", "debug_token", by_the_person).await;
    stage.on("POST", "debug_token", by_the_person).await;
    stage.ordinary().await;
    assert_eq!(inspected(&stage, &untold(), &[]).await.facts.expires_at, Some(at(NOW + 60 * DAY)));
}

#[tokio::test]
async fn where_only_get_is_taken_the_documented_form_follows() {
    for refused in [
        refusal(400, 100, Some(33), "Unsupported post request."),
        ResponseTemplate::new(405),
        ResponseTemplate::new(404).set_body_string("<h1>Not found</h1>"),
    ] {
        let stage = Stage::new().await;
        let by_the_app = |request: &Request| match request.headers["authorization"].to_str().unwrap() {
            bearer if bearer.contains('|') => debug(json!({})),
            _ => refusal(400, 100, None, "You must provide an app access token"),
        };
        stage.on("POST", "debug_token", refused).await;
        stage.on("GET", "debug_token", by_the_app).await;
        stage.ordinary().await;
        assert_eq!(inspected(&stage, &untold(), &[]).await.facts.expires_at, Some(at(NOW + 60 * DAY)));
    }
}

/// Surprise 11: a missing `expires_in` means neither 60 days nor never.
#[tokio::test]
async fn without_debug_token_and_expires_in_the_end_is_not_known() {
    let stage = Stage::new().await;
    stage.on("POST", "debug_token", refusal(400, 4, None, "Application request limit reached")).await;
    stage.ordinary().await;
    let inspection = inspected(&stage, &untold(), &[]).await;
    assert_eq!((inspection.facts.kind, inspection.facts.expires_at), (TokenKind::LongLived, None));
    assert_eq!(found(&inspection.findings, "token.expiry").level, Level::Unknown);
}

/// Surprise 11: `expires_at: 0` is never.
#[tokio::test]
async fn an_end_of_zero_is_no_end() {
    let stage = Stage::new().await;
    stage.on("POST", "debug_token", debug(json!({"expires_at": 0, "type": "SYSTEM_USER"}))).await;
    stage.ordinary().await;
    let inspection = inspected(&stage, &tokens(), &[]).await;
    assert_eq!((inspection.facts.kind, inspection.facts.expires_at), (TokenKind::NeverExpires, None));
    assert_eq!(inspection.tokens.kind, TokenKind::NeverExpires);
    assert_eq!(found(&inspection.findings, "token.expiry").level, Level::Ok);
}

#[tokio::test]
async fn a_token_of_hours_is_short_lived_and_said_to_be() {
    let stage = Stage::new().await;
    stage.on("POST", "debug_token", debug(json!({"expires_at": NOW + 5000}))).await;
    stage.ordinary().await;
    let inspection = inspected(&stage, &tokens(), &[]).await;
    assert_eq!(inspection.facts.kind, TokenKind::ShortLived);
    assert_eq!(found(&inspection.findings, "token.expiry").level, Level::Warning);
}

/// Surprise 38: the inner error key of `debug_token` is `subcode`, and the status is 200.
#[tokio::test]
async fn a_token_that_debug_token_calls_dead_is_dead_for_its_reason() {
    for (more, code) in [
        (
            json!({"is_valid": false, "error": {"code": 190, "message": "m", "subcode": 460}}),
            Code::TokenRevoked,
        ),
        (
            json!({"is_valid": false, "error": {"code": 190, "message": "m", "subcode": 463}}),
            Code::TokenExpired,
        ),
        (
            json!({"is_valid": false, "error": {"code": 190, "message": "m", "subcode": 459}}),
            Code::Checkpoint,
        ),
        (json!({"is_valid": false, "expires_at": NOW - 1}), Code::TokenExpired),
        (json!({"is_valid": "false", "expires_at": (NOW - 1).to_string()}), Code::TokenExpired),
        (json!({"is_valid": false}), Code::TokenRevoked),
    ] {
        let stage = Stage::new().await;
        stage.on("POST", "debug_token", debug(more.clone())).await;
        stage.ordinary().await;
        let error = Facebook.inspect(stage.call(), &tokens(), &[]).await.unwrap_err();
        assert_eq!(error.code, code, "{more}");
    }
}

#[tokio::test]
async fn a_token_of_another_app_is_told() {
    let stage = Stage::new().await;
    stage.on("POST", "debug_token", debug(json!({"app_id": "999", "application": "Explorer"}))).await;
    stage.ordinary().await;
    let inspection = inspected(&stage, &tokens(), &[]).await;
    let finding = found(&inspection.findings, "token.app-match");
    assert_eq!(finding.level, Level::Error);
    assert!(finding.detail.get(Lang::Ru).contains("Explorer"));
}

/// Surprises 33 and 35: declined scopes stay declined, unapproved ones vanish silently.
#[tokio::test]
async fn what_was_asked_is_held_against_what_was_given() {
    let stage = Stage::new().await;
    let given =
        [("ads_read", "granted"), ("business_management", "declined"), ("pages_show_list", "expired")];
    stage.on("GET", "me/permissions", permissions(&given)).await;
    stage.ordinary().await;
    let asked = ["ads_read", "business_management", "pages_show_list", "leads_retrieval"];
    let inspection = inspected(&stage, &tokens(), &asked).await;
    let scopes = &inspection.facts.scopes;
    assert_eq!(
        (&scopes.granted[..], &scopes.declined[..]),
        (&["ads_read".to_owned()][..], &["business_management".to_owned()][..])
    );
    assert_eq!(
        (&scopes.expired[..], &scopes.missing[..]),
        (&["pages_show_list".to_owned()][..], &["leads_retrieval".to_owned()][..])
    );
    for check in ["permissions.declined", "permissions.expired", "permissions.missing"] {
        assert_eq!(found(&inspection.findings, check).level, Level::Warning, "{check}");
    }
}

/// Surprise 14: the 90-day clock does not apply to ads scopes: do not scare the person.
#[tokio::test]
async fn the_second_clock_is_silent_for_ads_scopes() {
    let stage = Stage::new().await;
    stage.ordinary().await;
    let inspection = inspected(&stage, &tokens(), &[]).await;
    assert_eq!(inspection.facts.data_access_expires_at, Some(at(NOW + 90 * DAY)));
    assert!(!inspection.facts.data_access_matters);
    assert!(inspection.findings.iter().all(|finding| finding.check != "token.data-access"));
}

/// Surprise 34: Facebook Login for Business is partial on assets.
#[tokio::test]
async fn chosen_ad_accounts_are_told() {
    let stage = Stage::new().await;
    let granular = json!([{"scope": "ads_read", "target_ids": [1, "2"]}, {"scope": "business_management"}]);
    stage.on("POST", "debug_token", debug(json!({"granular_scopes": granular}))).await;
    stage.ordinary().await;
    let inspection = inspected(&stage, &tokens(), &[]).await;
    assert!(found(&inspection.findings, "accounts.chosen").detail.en.contains('2'));
}

/// Surprise 39: business two-factor authentication shows up as 415, not 190.
#[tokio::test]
async fn missing_two_factor_is_not_a_dead_token() {
    let stage = Stage::new().await;
    stage.on("GET", "me", refusal(400, 415, None, "Two factor authentication required.")).await;
    stage.ordinary().await;
    let error = Facebook.inspect(stage.call(), &tokens(), &[]).await.unwrap_err();
    assert_eq!(error.code, Code::TwoFactorRequired);
}

#[tokio::test]
async fn permissions_that_cannot_be_read_do_not_fail_the_sign_in() {
    let stage = Stage::new().await;
    stage.on("GET", "me/permissions", refusal(400, 100, None, "Unsupported")).await;
    stage.ordinary().await;
    let inspection = inspected(&stage, &tokens(), &["ads_read"]).await;
    assert_eq!(inspection.facts.scopes.granted, ["ads_read"]);
}

/// A pasted token may be another app's: our secret cannot sign for it.
#[tokio::test]
async fn a_pasted_token_is_first_asked_about_unsigned() {
    let stage = Stage::new().await;
    stage.ordinary().await;
    inspected(&stage, &TokenSet { origin: TokenOrigin::Pasted, ..tokens() }, &[]).await;
    assert_eq!(query(&stage.asked("me").await[0], "appsecret_proof"), None);
}

#[tokio::test]
async fn an_app_s_own_token_is_called_that() {
    let stage = Stage::new().await;
    stage.on("POST", "debug_token", debug(json!({"type": "APP"}))).await;
    stage
        .on("GET", "me", refusal(400, 2500, None, "An active access token must be used to query information"))
        .await;
    stage.ordinary().await;
    let error = Facebook.inspect(stage.call(), &tokens(), &[]).await.unwrap_err();
    assert_eq!(error.code, Code::AuthorizationRequired);
    assert!(error.message.en.contains("app's own"), "{error:?}");
}
