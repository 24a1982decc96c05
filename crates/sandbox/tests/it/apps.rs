//! Apps that are set up in other ways.

use serde_json::json;

use crate::support::{World, callback, codes, location};

const BUSINESS: &str = "100200300400504";

#[tokio::test]
async fn login_for_business_gives_all_permissions_and_some_accounts() {
    let world = World::new().await;
    let changes = [
        ("client_id", BUSINESS),
        ("scope", ""),
        ("config_id", "700800900100"),
        ("override_default_response_type", "true"),
    ];
    let form = [("persona", "declined"), ("decision", "allow"), ("form", "1"), ("assets", "some")];
    let code = callback(&world.press(&changes, &form).await)["code"].as_str().unwrap().to_owned();
    let secret = "5a17d0c0ffee5a17d0c0ffee5a17d0c4";
    let ask = [
        ("client_id", BUSINESS),
        ("client_secret", secret),
        ("redirect_uri", crate::support::BACK),
        ("code", &code),
    ];
    let token = world.ask_token(&ask).await.1["access_token"].as_str().unwrap().to_owned();
    let (_, permissions) = world.get(&token, "/me/permissions?status=declined").await;
    assert_eq!(permissions, json!({"data": []}));
    let (_, list) = world.get(&token, "/me/adaccounts").await;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    let call = world
        .client
        .post(world.url("/v26.0/debug_token"))
        .bearer_auth(&token)
        .form(&[("input_token", &token)]);
    let data = crate::support::json_of(call).await.1["data"].clone();
    assert_eq!(data["granular_scopes"][1], json!({"scope": "ads_read", "target_ids": ["402917365521"]}));
    assert_eq!(codes(&world.get(&token, "/act_402917365522").await.1), "100/33");
}

#[tokio::test]
async fn login_for_business_answers_with_a_token_unless_it_is_told_otherwise() {
    let world = World::new().await;
    let changes = [("client_id", BUSINESS), ("config_id", "700800900100")];
    let answer = world.press(&changes, &[("persona", "fine"), ("decision", "allow")]).await;
    assert!(location(&answer).starts_with("http://localhost:4711/back#access_token="));
}

#[tokio::test]
async fn a_configuration_for_a_system_user_gives_a_token_without_an_end() {
    let world = World::new().await;
    let changes =
        [("client_id", BUSINESS), ("config_id", "700800900200"), ("override_default_response_type", "true")];
    let code = callback(&world.press(&changes, &[("persona", "fine"), ("decision", "allow")]).await)["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let secret = "5a17d0c0ffee5a17d0c0ffee5a17d0c4";
    let ask = [
        ("client_id", BUSINESS),
        ("client_secret", secret),
        ("redirect_uri", crate::support::BACK),
        ("code", &code),
    ];
    assert!(world.ask_token(&ask).await.1.get("expires_in").is_none());
}

#[tokio::test]
async fn login_for_business_in_development_looks_like_a_cancel() {
    let world = World::new().await;
    let changes = [("client_id", "100200300400505"), ("config_id", "700800900300")];
    let answer = callback(&world.press(&changes, &[("persona", "fine"), ("decision", "allow")]).await);
    assert_eq!((&answer["error"], &answer["error_code"]), (&json!("access_denied"), &json!("200")));
}

#[tokio::test]
async fn without_access_verification_accounts_do_not_exist_for_strangers() {
    let world = World::new().await;
    for (persona, wanted) in [("development", "100/33"), ("fine", "ok")] {
        let answer = world.switch("token", json!({"persona": persona, "app": "100200300400508"})).await;
        let (status, node) = world.get(answer["access_token"].as_str().unwrap(), "/act_402917365501").await;
        assert_eq!(if status == 200 { "ok".to_owned() } else { codes(&node) }, wanted, "{persona}");
    }
}

#[tokio::test]
async fn without_the_marketing_api_product_it_is_294() {
    let world = World::new().await;
    let answer = world.switch("token", json!({"persona": "fine", "app": "100200300400509"})).await;
    assert_eq!(codes(&world.get(answer["access_token"].as_str().unwrap(), "/me/adaccounts").await.1), "294");
}

#[tokio::test]
async fn the_app_tells_about_itself_and_what_is_approved() {
    let world = World::new().await;
    let bearer = "100200300400502|5a17d0c0ffee5a17d0c0ffee5a17d0c2";
    let (_, app) = world.get(bearer, "/100200300400502?fields=id,name,app_domains").await;
    assert_eq!(
        (&app["name"], &app["app_domains"]),
        (&json!("Halden Reporting Live"), &json!(["halden.example"]))
    );
    let (_, live) = world.get(bearer, "/100200300400502/permissions?status=live").await;
    assert_eq!(live["data"][2], json!({"permission": "ads_read", "status": "live"}));
}

#[tokio::test]
async fn a_reset_secret_ends_the_apps_own_token() {
    let world = World::new().await;
    let bearer = format!("{}|{}", adkeys_sandbox::APP_ID, adkeys_sandbox::APP_SECRET);
    assert_eq!(world.get(&bearer, "/app").await.0, 200);
    world.switch("apps", json!({"id": adkeys_sandbox::APP_ID, "secret": "another"})).await;
    assert_eq!(codes(&world.get(&bearer, "/app").await.1), "190");
}
