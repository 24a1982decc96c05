//! What goes wrong for whom, and when.

use serde_json::{Value, json};

use crate::support::{World, codes, message};

#[tokio::test]
async fn trouble_begins_once_the_accounts_were_listed_to_the_end() {
    for (persona, wanted) in [("expired", "190/463"), ("checkpoint", "190/459"), ("revoked", "190/458")] {
        let world = World::new().await;
        let token = world.connect(persona).await;
        assert_eq!(world.get(&token, "/me/adaccounts?limit=1").await.0, 200);
        assert_eq!(world.get(&token, "/me/adaccounts?limit=100").await.0, 200);
        let (status, error) = world.get(&token, "/me").await;
        assert_eq!((status, codes(&error).as_str()), (400, wanted), "{persona}");
        let data = world.debug(&token).await;
        assert_eq!(data["is_valid"], false, "{persona}: {data}");
        let new = world.connect(persona).await;
        assert_eq!(world.get(&new, "/me").await.0, 200, "{persona}");
    }
}

#[tokio::test]
async fn an_access_that_ran_out_early_says_when() {
    let world = World::new().await;
    let token = world.connect("expired").await;
    let before = world.debug(&token).await["expires_at"].as_i64().unwrap();
    world.get(&token, "/me/adaccounts").await;
    let data = world.debug(&token).await;
    assert!(data["expires_at"].as_i64().unwrap() < before - 5_000_000, "{data}");
}

#[tokio::test]
async fn after_a_checkpoint_the_same_token_works_again() {
    let world = World::new().await;
    let token = world.connect("checkpoint").await;
    world.get(&token, "/me/adaccounts").await;
    assert_eq!(world.get(&token, "/me").await.0, 400);
    world.switch("heal", json!({"persona": "checkpoint"})).await;
    assert_eq!(world.get(&token, "/me").await.0, 200);
}

#[tokio::test]
async fn a_limit_leaves_the_token_alone_and_passes_by_itself() {
    let world = World::new().await;
    let token = world.connect("limited").await;
    world.get(&token, "/me/adaccounts").await;
    let answer =
        world.client.get(world.url("/v26.0/me/adaccounts")).bearer_auth(&token).send().await.unwrap();
    let usage: Value =
        serde_json::from_str(answer.headers()["x-business-use-case-usage"].to_str().unwrap()).unwrap();
    let first = &usage.as_object().unwrap().values().next().unwrap()[0];
    assert_eq!(first["estimated_time_to_regain_access"], 4);
    let error: Value = answer.json().await.unwrap();
    assert_eq!(
        (codes(&error).as_str(), &error["error"]["type"]),
        ("80004/2446079", &json!("OAuthException"))
    );
    assert_eq!(world.get(&token, "/me").await.0, 200);
    assert_eq!(world.debug(&token).await["is_valid"], true);
    world.switch("clock", json!({"offset_seconds": 241})).await;
    assert_eq!(world.get(&token, "/me/adaccounts").await.0, 200);
}

#[tokio::test]
async fn a_policy_block_and_a_second_factor_leave_the_token_alive() {
    let world = World::new().await;
    for (persona, wanted) in [("restricted", "368/1404078"), ("two-factor", "415")] {
        let token = world.connect(persona).await;
        world.get(&token, "/me/adaccounts").await;
        assert_eq!(codes(&world.get(&token, "/me/adaccounts").await.1), wanted);
        assert_eq!(world.debug(&token).await["is_valid"], true);
    }
}

#[tokio::test]
async fn a_batch_is_one_moment() {
    let world = World::new().await;
    let token = world.connect("expired").await;
    let parts =
        json!([{"method": "GET", "relative_url": "me/adaccounts"}, {"method": "GET", "relative_url": "me"}]);
    let form = [("batch", parts.to_string())];
    let answer = world.client.post(world.url("/v26.0")).bearer_auth(&token).form(&form).send().await.unwrap();
    let answers: Value = answer.json().await.unwrap();
    assert_eq!((&answers[0]["code"], &answers[1]["code"]), (&json!(200), &json!(200)));
    assert_eq!(world.get(&token, "/me").await.0, 400);
}

#[tokio::test]
async fn an_expiry_that_is_never_told_is_never() {
    let world = World::new().await;
    let (_, short) = world.exchange(&world.code("no-expiry").await).await;
    assert!(short.get("expires_in").is_none());
    let token = world.upgrade(short["access_token"].as_str().unwrap()).await;
    assert_eq!(world.debug(&token).await["expires_at"], 0);
}

#[tokio::test]
async fn a_system_user_is_one() {
    let world = World::new().await;
    let token = world.mint("system-user").await;
    let data = world.debug(&token).await;
    assert_eq!((&data["type"], &data["expires_at"]), (&json!("SYSTEM_USER"), &json!(0)));
    assert!(world.get(&token, "/me?fields=client_business_id").await.1["client_business_id"].is_string());
}

#[tokio::test]
async fn nobody_to_list_is_an_empty_list_without_pages() {
    let world = World::new().await;
    assert_eq!(world.get(&world.mint("noaccounts").await, "/me/adaccounts").await.1, json!({"data": []}));
}

#[tokio::test]
async fn hostile_names_arrive_as_they_are() {
    let world = World::new().await;
    let (_, list) =
        world.get(&world.mint("hostile-names").await, "/me/adaccounts?fields=name,account_id").await;
    let names: Vec<_> =
        list["data"].as_array().unwrap().iter().map(|account| account["name"].as_str().unwrap()).collect();
    assert!(names[0].starts_with("<script>"));
    assert!(names.iter().any(|name| name.len() > 65_536) && names.contains(&""));
    assert!(
        list["data"].as_array().unwrap().iter().any(|account| account["account_id"] == "9007199254740993")
    );
}

#[tokio::test]
async fn every_error_of_the_table_can_be_asked_for() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    let table = world.look("errors").await;
    for row in table.as_array().unwrap() {
        world.switch("faults", json!({"error": row["name"], "times": 1})).await;
        let (status, error) = world.get(&token, "/me/adaccounts").await;
        assert_eq!(
            (json!(status), &error["error"]["code"]),
            (row["status"].clone(), &row["body"]["error"]["code"])
        );
        assert!(!message(&error).is_empty());
    }
}

#[tokio::test]
async fn a_permission_that_ran_out_is_neither_granted_nor_declined() {
    let world = World::new().await;
    let token = world.connect("lapsed").await;
    let (_, expired) = world.get(&token, "/me/permissions?status=expired").await;
    assert_eq!(expired["data"], json!([{"permission": "business_management", "status": "expired"}]));
    assert_eq!(world.get(&token, "/me/businesses").await.0, 403);
}
