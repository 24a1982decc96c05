//! The whole way: dialog, code, short-lived token, long-lived token, who, what, which accounts.

use adkeys_sandbox::Config;
use serde_json::json;

use crate::support::{World, callback, codes, location};

#[tokio::test]
async fn a_person_signs_in_and_their_accounts_are_there() {
    let world = World::new().await;
    let answer = world.press(&[], &[("persona", "mixed"), ("decision", "allow")]).await;
    assert!(location(&answer).starts_with("http://localhost:4711/back?code="));
    assert!(location(&answer).ends_with("&state=st4te#_=_"));

    let (status, short) = world.exchange(callback(&answer)["code"].as_str().unwrap()).await;
    assert_eq!((status, &short["token_type"]), (200, &json!("bearer")));
    assert!((3_600..7_200).contains(&short["expires_in"].as_i64().unwrap()), "{short}");
    let short = short["access_token"].as_str().unwrap();
    assert!(short.starts_with("EAA") && short.bytes().all(|b| b.is_ascii_alphanumeric()));

    let long = world.upgrade(short).await;
    assert_ne!(long, short);
    let data = world.debug(&long).await;
    assert_eq!((&data["is_valid"], &data["type"]), (&json!(true), &json!("USER")));
    assert_eq!(
        data["scopes"],
        json!(["public_profile", "ads_read", "ads_management", "business_management"])
    );

    let (_, me) = world.get(&long, "/me?fields=id,name").await;
    assert_eq!(me["name"], "Greta Halloran");
    let (_, list) = world
        .get(&long, "/me/adaccounts?fields=id,name,account_status,disable_reason,currency,balance")
        .await;
    let states: Vec<_> =
        list["data"].as_array().unwrap().iter().map(|account| &account["account_status"]).collect();
    assert_eq!(states, [2, 3, 1]);
    assert_eq!(list["data"][0]["disable_reason"], 1);
}

#[tokio::test]
async fn a_declined_permission_is_told_and_asked_again_only_on_wish() {
    let world = World::new().await;
    let token = world.connect("declined").await;
    let (_, permissions) = world.get(&token, "/me/permissions").await;
    assert!(
        permissions["data"]
            .as_array()
            .unwrap()
            .contains(&json!({"permission": "business_management", "status": "declined"}))
    );
    let (status, error) = world.get(&token, "/me/businesses").await;
    assert_eq!((status, codes(&error)), (403, "200".to_owned()));
}

#[tokio::test]
async fn a_box_unticked_by_hand_stays_unticked_until_rerequest() {
    let world = World::new().await;
    let form = [("form", "1"), ("persona", "fine"), ("decision", "allow"), ("granted", "ads_read")];
    world.press(&[], &form).await;
    let granted = async |changes: &[(&str, &str)]| {
        let changes = [&[("return_scopes", "true")], changes].concat();
        let answer = callback(&world.press(&changes, &[("persona", "fine"), ("decision", "allow")]).await);
        answer["granted_scopes"].as_str().unwrap().to_owned()
    };
    assert_eq!(granted(&[]).await, "public_profile,ads_read");
    assert_eq!(
        granted(&[("auth_type", "rerequest")]).await,
        "public_profile,ads_read,ads_management,business_management"
    );
}

#[tokio::test]
async fn a_fixed_persona_answers_without_a_page() {
    let world = World::with(Config { persona: Some("agency".into()), ..Config::default() }).await;
    let answer = world.open(&[]).await;
    let (_, short) = world.exchange(callback(&answer)["code"].as_str().unwrap()).await;
    let token = short["access_token"].as_str().unwrap();
    let (_, list) = world.get(token, "/me/adaccounts?summary=true&limit=100").await;
    assert_eq!(
        (list["data"].as_array().unwrap().len(), &list["summary"]["total_count"]),
        (100, &json!(10_248))
    );
}

#[tokio::test]
async fn a_token_of_one_sandbox_is_good_in_the_next() {
    let token = World::new().await.connect("fine").await;
    let (status, me) = World::new().await.get(&token, "/me").await;
    assert_eq!((status, &me["name"]), (200, &json!("Anna Lindqvist")));
}
