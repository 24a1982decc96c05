//! Graph: fields, pages, versions, batches.

use serde_json::{Value, json};

use crate::support::{World, codes, json_of, message};

#[tokio::test]
async fn without_fields_there_is_little_more_than_an_id() {
    let world = World::new().await;
    let (_, list) = world.get(&world.mint("fine").await, "/me/adaccounts").await;
    assert_eq!(list["data"][0], json!({"id": "act_402917365501", "account_id": "402917365501"}));
}

#[tokio::test]
async fn a_field_that_does_not_exist_fails_the_whole_request() {
    let world = World::new().await;
    for persona in ["fine", "noaccounts"] {
        let (status, error) = world.get(&world.mint(persona).await, "/me/adaccounts?fields=id,spent").await;
        assert_eq!((status, codes(&error).as_str()), (400, "100"));
        assert_eq!(
            message(&error),
            "(#100) Tried accessing nonexistent field (spent) on node type (AdAccount)"
        );
    }
}

#[tokio::test]
async fn a_forbidden_field_fails_the_whole_list_with_words_that_mislead() {
    let world = World::new().await;
    let few = world.switch("token", json!({"persona": "fine", "scopes": ["ads_read"]})).await;
    let (status, error) =
        world.get(few["access_token"].as_str().unwrap(), "/me/adaccounts?fields=owner").await;
    assert_eq!(
        (status, message(&error)),
        (403, "(#200) Requires business_management permission to manage the object")
    );

    let token = world.mint("fine").await;
    let (status, error) = world.get(&token, "/me/adaccounts?fields=name,funding_source_details").await;
    assert_eq!((status, message(&error)), (400, "Unsupported request - method type: get"));
    let (status, _) = world.get(&token, "/act_402917365501?fields=name,funding_source_details,owner").await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn ads_read_or_ads_management_must_be_there_and_read_insights_is_neither() {
    let world = World::new().await;
    let token = world.switch("token", json!({"persona": "fine", "scopes": ["read_insights"]})).await;
    let (status, error) = world.get(token["access_token"].as_str().unwrap(), "/me/adaccounts").await;
    assert_eq!(status, 403);
    assert_eq!(
        message(&error),
        "(#200) Ad account owner has NOT grant ads_management or ads_read permission"
    );
}

#[tokio::test]
async fn an_account_without_its_prefix_does_not_exist() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    for id in ["402917365501", "act_1", "halden"] {
        let (status, error) = world.get(&token, &format!("/{id}")).await;
        assert_eq!((status, codes(&error).as_str()), (400, "100/33"), "{id}");
        assert!(message(&error).contains(&format!("Object with ID '{id}' does not exist")));
    }
}

#[tokio::test]
async fn pages_have_25_and_the_next_one_carries_the_token() {
    let world = World::new().await;
    let token = world.mint("agency").await;
    let (_, first) = world.get(&token, "/me/adaccounts?fields=name").await;
    assert_eq!(first["data"].as_array().unwrap().len(), 25);
    let next = first["paging"]["next"].as_str().unwrap();
    assert!(next.contains(&format!("access_token={token}")) && next.starts_with(&world.url("/v26.0/")));
    let (_, second) = json_of(world.client.get(next)).await;
    let after = first["paging"]["cursors"]["after"].as_str().unwrap();
    let (_, same) = world.get(&token, &format!("/me/adaccounts?fields=name&after={after}")).await;
    assert_eq!(second["data"], same["data"]);
    let before = second["paging"]["cursors"]["before"].as_str().unwrap();
    let (_, back) = world.get(&token, &format!("/me/adaccounts?fields=name&before={before}")).await;
    assert_eq!(back["data"], first["data"]);
}

#[tokio::test]
async fn a_made_up_cursor_is_refused() {
    let world = World::new().await;
    let (_, error) = world.get(&world.mint("agency").await, "/me/adaccounts?after=QVFIabc").await;
    assert_eq!(codes(&error), "2642");
}

/// Follows the cursors to the end; gives the number of accounts on each page.
async fn pages(world: &World, token: &str, limit: usize) -> Vec<usize> {
    let (mut after, mut pages) = (String::new(), Vec::new());
    loop {
        let (status, page) = world.get(token, &format!("/me/adaccounts?limit={limit}&after={after}")).await;
        assert_eq!(status, 200, "{page}");
        pages.push(page["data"].as_array().unwrap().len());
        if page["paging"].get("next").is_none() {
            return pages;
        }
        after = page["paging"]["cursors"]["after"].as_str().unwrap().to_owned();
    }
}

#[tokio::test]
async fn empty_pages_have_a_next_one() {
    let world = World::new().await;
    let token = world.mint("gaps").await;
    assert_eq!(pages(&world, &token, 100).await, [40, 0, 0, 20]);
    assert_eq!(pages(&world, &token, 25).await, [25, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 10]);
}

#[tokio::test]
async fn the_agency_is_read_to_its_last_account() {
    let world = World::new().await;
    let token = world.mint("agency").await;
    let pages = pages(&world, &token, 1_000).await;
    assert_eq!((pages.len(), pages.iter().sum::<usize>()), (11, 10_248));
}

#[tokio::test]
async fn a_page_that_is_too_heavy_is_an_internal_error() {
    let world = World::new().await;
    let token = world.mint("agency").await;
    let fields = "id,name,account_status,disable_reason,currency,timezone_name,amount_spent,spend_cap,balance,user_tasks";
    let (status, error) = world.get(&token, &format!("/me/adaccounts?limit=500&fields={fields}")).await;
    assert_eq!((status, codes(&error).as_str()), (500, "1"));
    assert!(message(&error).starts_with("Please reduce the amount of data"));
    assert_eq!(world.get(&token, &format!("/me/adaccounts?limit=250&fields={fields}")).await.0, 200);
}

#[tokio::test]
async fn one_call_may_ask_for_the_person_and_their_edges() {
    let world = World::new().await;
    let path =
        "/me?fields=id,name,permissions,adaccounts.limit(2){name,insights.date_preset(last_30d){spend}}";
    let (_, me) = world.get(&world.mint("fine").await, path).await;
    assert_eq!(me["name"], "Anna Lindqvist");
    assert_eq!(me["permissions"]["data"].as_array().unwrap().len(), 4);
    assert_eq!(me["adaccounts"]["data"][0]["insights"]["data"][0]["spend"], "9402.18");
    assert!(me["adaccounts"]["paging"]["next"].as_str().unwrap().contains("/adaccounts?"));
}

#[tokio::test]
async fn the_version_that_served_is_told() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    let headers = async |path: &str| {
        let answer = world.client.get(world.url(path)).bearer_auth(&token).send().await.unwrap();
        let text = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        (answer.status().as_u16(), text("facebook-api-version"), text("x-ad-api-version-warning"))
    };
    assert_eq!(headers("/v26.0/me").await, (200, Some("v26.0".into()), None));
    assert_eq!(headers("/v19.0/me").await, (200, Some("v21.0".into()), None));
    assert_eq!(headers("/me").await, (200, Some("v21.0".into()), None));
    let (status, served, warning) = headers("/v24.0/me/adaccounts").await;
    assert_eq!((status, served), (200, Some("v26.0".into())));
    assert!(warning.unwrap().contains("auto-upgraded to v26.0"));
    assert_eq!(headers("/v21.0/me/adaccounts").await.0, 400);
}

#[tokio::test]
async fn a_version_that_is_gone_is_2635() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    let (_, error) = json_of(world.client.get(world.url("/v22.0/me/adaccounts")).bearer_auth(token)).await;
    assert_eq!(codes(&error), "2635");
}

#[tokio::test]
async fn several_ids_at_once_are_a_thing_of_the_past() {
    let world = World::new().await;
    let (status, error) = world.get(&world.mint("fine").await, "/?ids=act_1,act_2").await;
    assert_eq!((status, codes(&error).as_str()), (500, "100"));
}

#[tokio::test]
async fn no_delivery_is_an_empty_list_and_spend_is_in_major_units() {
    let world = World::new().await;
    let token = world.mint("every-state").await;
    let insights = async |id: &str| {
        world.get(&token, &format!("/act_{id}/insights?fields=spend,account_currency")).await.1
    };
    assert_eq!(insights("402917365702").await, json!({"data": []}));
    let spent = insights("402917365703").await;
    assert_eq!(
        (&spent["data"][0]["spend"], &spent["data"][0]["account_currency"]),
        (&json!("402100.00"), &json!("HUF"))
    );
    let (_, daily) = world.get(&token, "/act_402917365701/insights?fields=spend&time_increment=1").await;
    assert_eq!(daily["data"].as_array().unwrap().len(), 25, "a page, unless more is asked for");
    assert!(daily["paging"]["next"].is_string());
    let (_, month) =
        world.get(&token, "/act_402917365701/insights?fields=spend&time_increment=1&limit=100").await;
    assert_eq!(month["data"].as_array().unwrap().len(), 30);
    let (_, error) = world
        .get(
            &token,
            "/act_402917365701/insights?time_range={\"since\":\"2020-01-01\",\"until\":\"2020-02-01\"}",
        )
        .await;
    assert_eq!(codes(&error), "3018");
}

#[tokio::test]
async fn a_batch_has_up_to_50_calls_and_an_answer_for_each() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    let batch = async |count: usize, url: &str| {
        let parts: Vec<_> = (0..count).map(|_| json!({"method": "GET", "relative_url": url})).collect();
        let form = [("batch", Value::from(parts).to_string())];
        json_of(world.client.post(world.url("/v26.0/")).bearer_auth(&token).form(&form)).await
    };
    let (status, answers) = batch(50, "act_402917365501?fields=name").await;
    assert_eq!((status, answers.as_array().unwrap().len()), (200, 50));
    let body: Value = serde_json::from_str(answers[49]["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["name"], "Fjällbo Outdoor DACH");
    assert!(
        answers[0]["headers"]
            .as_array()
            .unwrap()
            .iter()
            .any(|header| header["name"] == "facebook-api-version")
    );
    assert_eq!(batch(1, "v26.0/act_1").await.1[0]["code"], 400);
    assert_eq!(codes(&batch(51, "me").await.1), "-3");
}

#[tokio::test]
async fn a_post_may_be_a_get_in_disguise() {
    let world = World::new().await;
    let form =
        [("access_token", world.mint("fine").await), ("method", "get".into()), ("fields", "name".into())];
    let (status, me) = json_of(world.client.post(world.url("/v26.0/me")).form(&form)).await;
    assert_eq!((status, &me["name"]), (200, &json!("Anna Lindqvist")));
}

#[tokio::test]
async fn businesses_own_accounts_and_work_for_others() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    let (_, list) = world.get(&token, "/me/businesses?fields=name,verification_status").await;
    assert_eq!(list["data"][0]["name"], "Fjällbo AB");
    let id = list["data"][0]["id"].as_str().unwrap();
    let names = async |edge: &str| {
        let (_, list) = world.get(&token, &format!("/{id}/{edge}?fields=name")).await;
        list["data"].as_array().unwrap().iter().map(|account| account["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(names("owned_ad_accounts").await, ["Fjällbo Outdoor DACH"]);
    assert_eq!(names("client_ad_accounts").await, ["Kettle & Crane Coffee", "Lumen Dental Clinics"]);
}

#[tokio::test]
async fn the_headers_of_limits_have_their_units() {
    let world = World::new().await;
    let token = world.mint("fine").await;
    let answer =
        world.client.get(world.url("/v26.0/me/adaccounts")).bearer_auth(&token).send().await.unwrap();
    let header =
        |name: &str| -> Value { serde_json::from_str(answer.headers()[name].to_str().unwrap()).unwrap() };
    assert!(header("x-app-usage")["call_count"].is_number());
    let usage = header("x-business-use-case-usage");
    let first = &usage.as_object().unwrap().values().next().unwrap()[0];
    assert_eq!(
        (&first["type"], &first["estimated_time_to_regain_access"]),
        (&json!("ads_management"), &json!(0))
    );
    assert!(!answer.headers().contains_key("retry-after"));
}
