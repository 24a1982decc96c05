//! What is asked only when somebody wants to know: spend, businesses, one account in depth.

use super::*;

fn reply(body: &Value) -> Value {
    json!({"code": 200, "body": body.to_string()})
}

fn spent(amount: &str) -> Value {
    reply(
        &json!({"data": [{"spend": amount, "account_currency": "HUF", "date_start": "2026-10-23", "date_stop": "2026-11-21"}]}),
    )
}

fn ids(count: u32) -> Vec<String> {
    (0..count).map(|id| format!("act_{id}")).collect()
}

/// The `batch` parameter of a request.
fn batch(request: &Request) -> Vec<Value> {
    let body = said(request);
    let (_, batch) = url::form_urlencoded::parse(body.as_bytes()).find(|(name, _)| name == "batch").unwrap();
    serde_json::from_str(&batch).unwrap()
}

/// Surprises 26 and 28: insights come in major units; nothing delivered is an empty list, not a zero.
#[tokio::test]
async fn spend_is_read_for_fifty_accounts_a_call() {
    let stage = Stage::new().await;
    let answer = |request: &Request| ok(batch(request).iter().map(|_| spent("1234.5")).collect());
    stage.on("POST", "", answer).await;
    let spend = Facebook.spend(stage.call(), &tokens(), &ids(120)).await.unwrap();
    assert_eq!((spend.len(), stage.asked("").await.len()), (120, 3));
    assert_eq!((spend[119].account.as_str(), spend[119].total.as_deref()), ("act_119", Some("1234.5")));
    let question = batch(&stage.asked("").await[0])[0]["relative_url"].as_str().unwrap().to_owned();
    assert!(
        question.starts_with("act_0/insights?") && question.contains("date_preset=last_30d"),
        "{question}"
    );
}

#[tokio::test]
async fn spend_is_told_by_day_to_the_last_page() {
    let stage = Stage::new().await;
    let day = |day: &str, spend: &str| json!({"spend": spend, "account_currency": "USD", "date_start": day, "date_stop": day});
    let pages = move |request: &Request| {
        let question = batch(request)[0]["relative_url"].as_str().unwrap().to_owned();
        let page = match question.contains("after=c1") {
            true => json!({"data": [day("2026-10-23", "0.05")]}),
            false => json!({"data": [day("2026-10-25", "2"), day("2026-10-24", "1.5")],
                "paging": {"cursors": {"after": "c1"}, "next": "https://elsewhere.example/?after=c1"}}),
        };
        ok(json!([reply(&page)]))
    };
    stage.on("POST", "", pages).await;
    let spend = Facebook.spend(stage.call(), &tokens(), &ids(1)).await.unwrap().remove(0);
    let days: Vec<_> = spend.days.iter().map(|day| (day.date.as_str(), day.spend.as_str())).collect();
    assert_eq!(days, [("2026-10-23", "0.05"), ("2026-10-24", "1.5"), ("2026-10-25", "2")]);
    assert_eq!((spend.total.as_deref(), spend.currency.as_deref()), (Some("3.55"), Some("USD")));
}

#[tokio::test]
async fn each_account_s_spend_has_its_own_outcome() {
    let stage = Stage::new().await;
    let denied = json!({"code": 400, "body": json!({"error": {"code": 100, "error_subcode": 33, "message": "m"}}).to_string()});
    stage.on("POST", "", ok(json!([spent("1"), reply(&json!({"data": []})), denied]))).await;
    let spend = Facebook.spend(stage.call(), &tokens(), &ids(3)).await.unwrap();
    assert_eq!((spend[0].total.as_deref(), spend[0].currency.as_deref()), (Some("1"), Some("HUF")));
    assert_eq!((&spend[1].total, &spend[1].error), (&None, &None));
    assert_eq!(spend[2].error.as_ref().unwrap().code, Code::AccountAccessDenied);
}

#[tokio::test]
async fn an_answer_within_a_batch_may_come_plainly_and_with_headers_of_its_own() {
    let stage = Stage::new().await;
    let usage = r#"{"17":[{"type":"ads_insights","call_count":100,"estimated_time_to_regain_access":2}]}"#;
    let limited = json!({
        "code": 400, "headers": [{"name": "X-Business-Use-Case-Usage", "value": usage}, {"name": "odd", "value": 1}],
        "body": {"error": {"code": 80000, "message": "m"}},
    });
    let odd_headers = json!({
        "code": "400", "headers": [{"name": "X-Business-Use-Case-Usage", "value": usage}], "body": {"error": {"code": "80000"}},
    });
    stage.on("POST", "", ok(json!([odd_headers, limited]))).await;
    let spend = Facebook.spend(stage.call(), &tokens(), &ids(1)).await.unwrap().remove(0);
    let error = spend.error.unwrap();
    assert_eq!((error.code, error.details.retry_at), (Code::RateLimited, Some(at(NOW + 120))));
}

#[tokio::test]
async fn questions_that_took_too_long_are_asked_again_fewer_at_a_time() {
    let stage = Stage::new().await;
    let slow = |request: &Request| {
        let asked = batch(request).len();
        ok((0..asked).map(|place| if place < 3 { spent("1") } else { Value::Null }).collect())
    };
    stage.on("POST", "", slow).await;
    let spend = Facebook.spend(stage.call(), &tokens(), &ids(5)).await.unwrap();
    assert!(spend.iter().all(|spend| spend.total.is_some()), "{spend:?}");
    assert_eq!(stage.asked("").await.len(), 2);
}

#[tokio::test]
async fn a_limit_stops_the_questions() {
    let stage = Stage::new().await;
    let limit = json!({"code": 400, "body": json!({"error": {"code": 4, "error_subcode": 1_504_022, "message": "m"}}).to_string()});
    stage.on("POST", "", ok(Value::Array(vec![limit; 50]))).await;
    let spend = Facebook.spend(stage.call(), &tokens(), &ids(100)).await.unwrap();
    assert!(spend.iter().all(|spend| spend.error.as_ref().unwrap().code == Code::RateLimited));
    assert_eq!(stage.asked("").await.len(), 1);
}

#[tokio::test]
async fn businesses_come_with_their_own_and_their_clients_accounts() {
    let stage = Stage::new().await;
    stage.on("GET", "me/businesses", ok(json!({"data": [{"id": "5", "name": "Agency"}, {"id": 6}]}))).await;
    let one = |id: &str| ok(json!({"data": [{"id": id, "account_status": 1}]}));
    stage.on("GET", "5/owned_ad_accounts", one("act_1")).await;
    stage.on("GET", "5/client_ad_accounts", one("act_2")).await;
    stage.on("GET", "6/owned_ad_accounts", refusal(403, 200, None, "Permissions error")).await;
    stage.on("GET", "6/client_ad_accounts", one("act_3")).await;
    let users = json!({"data": [{"business": {"id": "5"}, "role": "ADMIN"}, {"role": "EMPLOYEE"}]});
    stage.on("GET", "me/business_users", ok(users)).await;
    let businesses = Facebook.businesses(stage.call(), &tokens()).await.unwrap();
    assert_eq!((businesses[0].owned[0].id.as_str(), businesses[0].client[0].id.as_str()), ("act_1", "act_2"));
    assert_eq!((businesses[0].role.as_deref(), &businesses[1].role), (Some("ADMIN"), &None));
    assert_eq!(businesses[1].error.as_ref().unwrap().code, Code::PermissionMissing);
    assert_eq!((businesses[1].name.as_str(), businesses[1].client.len()), ("6", 1));
}

/// Surprise 23: `funding_source_details` needs MANAGE and fails the whole request.
#[tokio::test]
async fn how_an_account_pays_is_asked_apart_from_the_rest() {
    let stage = Stage::new().await;
    let strict = |request: &Request| match query(request, "fields").unwrap().as_str() {
        "funding_source_details" => refusal(400, 100, None, "Unsupported request - method type: get"),
        "owner" => {
            refusal(403, 200, None, "(#200) Requires business_management permission to manage the object")
        }
        "is_prepay_account" => ok(json!({"id": "act_1", "is_prepay_account": true})),
        fields if fields.starts_with("id,") => {
            ok(json!({"id": "act_1", "name": "Agency", "account_status": 1}))
        }
        _ => ok(
            json!({"failed_delivery_checks": [{"check_name": "x", "summary": "No payment method", "extra_info": {}}]}),
        ),
    };
    stage.on("GET", "act_1", strict).await;
    let details = Facebook.account_details(stage.call(), &tokens(), " 1 ").await.unwrap();
    assert_eq!(
        (details.account.name.as_str(), &details.funding, details.prepaid),
        ("Agency", &None, Some(true))
    );
    assert_eq!(details.hidden, ["funding_source_details", "owner"]);
    assert_eq!(details.failed_checks[0].summary.as_deref(), Some("No payment method"));
}

#[tokio::test]
async fn a_way_to_pay_is_named_in_both_languages() {
    let stage = Stage::new().await;
    let source = json!({"id": "act_1", "funding_source_details": {"id": "9", "type": 1, "display_string": "Visa *1234"}});
    stage.on("GET", "act_1", ok(source)).await;
    let funding = Facebook.account_details(stage.call(), &tokens(), "act_1").await.unwrap().funding.unwrap();
    assert_eq!(
        (funding.native.as_str(), &*funding.kind.en, &*funding.kind.ru),
        ("1", "Credit card", "Банковская карта")
    );
}

#[tokio::test]
async fn an_account_that_cannot_be_reached_is_told_and_what_is_no_id_is_not_asked_for() {
    let stage = Stage::new().await;
    stage.on("GET", "act_1", refusal(400, 100, Some(33), "Unsupported get request.")).await;
    let error = Facebook.account_details(stage.call(), &tokens(), "act_1").await.unwrap_err();
    assert_eq!(error.code, Code::AccountAccessDenied);
    let before = stage.server.received_requests().await.unwrap().len();
    for id in ["", "act_", "me", "1/../me", "act_1?fields=x"] {
        assert_eq!(
            Facebook.account_details(stage.call(), &tokens(), id).await.unwrap_err().code,
            Code::Usage,
            "{id}"
        );
    }
    assert_eq!(stage.server.received_requests().await.unwrap().len(), before);
}
