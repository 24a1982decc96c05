//! Reading every ad account.

use super::*;
use crate::account::AccountStatus;
use crate::platform::AccountList;

async fn read(stage: &Stage) -> Result<AccountList, Error> {
    Facebook.accounts(stage.call(), &tokens(), &|_| {}).await
}

fn page(ids: std::ops::Range<u32>, after: Option<&str>) -> ResponseTemplate {
    let data: Vec<Value> =
        ids.map(|id| json!({"id": format!("act_{id}"), "account_status": 1, "currency": "USD"})).collect();
    let mut body =
        json!({"data": data, "paging": {"cursors": {"before": "b", "after": after.unwrap_or("end")}}});
    if let Some(after) = after {
        body["paging"]["next"] =
            format!("https://elsewhere.example/?access_token={TOKEN}&after={after}").into();
    }
    ok(body)
}

/// Surprises 24 and 25: short and empty pages can have a next; `next` carries the token and is never followed.
#[tokio::test]
async fn the_list_goes_on_through_empty_pages_until_next_is_gone() {
    let stage = Stage::new().await;
    let pages = turns([page(0..3, Some("c1")), page(0..0, Some("c2")), page(3..4, None)]);
    stage.on("GET", "me/adaccounts", pages).await;
    assert_eq!(read(&stage).await.unwrap().accounts.len(), 4);
    let asked = stage.asked("me/adaccounts").await;
    let cursors: Vec<_> = asked.iter().map(|request| query(request, "after")).collect();
    assert_eq!(cursors, [None, Some("c1".into()), Some("c2".into())]);
    assert!(asked.iter().all(|request| query(request, "limit").as_deref() == Some("100")));
}

#[tokio::test]
async fn a_cursor_that_comes_round_again_ends_the_list_and_is_told() {
    let stage = Stage::new().await;
    stage.on("GET", "me/adaccounts", page(0..3, Some("same"))).await;
    let list = read(&stage).await.unwrap();
    assert_eq!(list.accounts.len(), 3, "nothing twice");
    assert_eq!(found(&list.findings, "accounts.partial").level, Level::Warning);
}

/// Surprise 20: "reduce the amount of data" is HTTP 500 code 1.
#[tokio::test]
async fn a_page_that_is_too_large_is_asked_for_at_half_the_size() {
    let stage = Stage::new().await;
    let strict = |request: &Request| match query(request, "limit").unwrap().parse::<u32>().unwrap() {
        ..=50 => page(0..2, None),
        _ => refusal(
            500,
            1,
            None,
            "Please reduce the amount of data you're asking for, then retry your request",
        ),
    };
    stage.on("GET", "me/adaccounts", strict).await;
    assert_eq!(read(&stage).await.unwrap().accounts.len(), 2);
}

/// Surprise 23: one forbidden field fails the whole request.
#[tokio::test]
async fn a_forbidden_field_costs_that_field_and_not_the_list() {
    for refused in [
        refusal(403, 200, None, "(#200) Requires business_management permission to manage the object"),
        refusal(
            400,
            100,
            None,
            "(#100) Tried accessing nonexisting field (business) on node type (AdAccount)",
        ),
        refusal(400, 100, None, "Unsupported request - method type: get"),
    ] {
        let stage = Stage::new().await;
        let strict = move |request: &Request| match query(request, "fields").unwrap().contains("business") {
            true => refused.clone(),
            false => page(0..2, None),
        };
        stage.on("GET", "me/adaccounts", strict).await;
        let list = read(&stage).await.unwrap();
        assert_eq!(list.accounts.len(), 2);
        assert_eq!(found(&list.findings, "accounts.fields").level, Level::Info);
    }
}

#[tokio::test]
async fn fields_that_fail_lists_are_never_asked_for() {
    let stage = Stage::new().await;
    stage.on("GET", "me/adaccounts", page(0..1, None)).await;
    read(&stage).await.unwrap();
    let fields = query(&stage.asked("me/adaccounts").await[0], "fields").unwrap();
    for forbidden in ["owner", "funding_source", "agency_client_declaration"] {
        assert!(!fields.contains(forbidden), "{forbidden}");
    }
}

#[tokio::test]
async fn a_list_that_breaks_off_is_an_error_and_not_a_shorter_list() {
    let stage = Stage::new().await;
    let limited = refusal(400, 17, Some(2_446_079), "User request limit reached");
    stage.on("GET", "me/adaccounts", turns([page(0..3, Some("c1")), limited])).await;
    assert_eq!(read(&stage).await.unwrap_err().code, Code::RateLimited);
}

#[tokio::test]
async fn no_accounts_at_all_is_told_with_its_likely_causes() {
    let stage = Stage::new().await;
    stage.on("GET", "me/adaccounts", page(0..0, None)).await;
    let list = read(&stage).await.unwrap();
    assert_eq!(found(&list.findings, "accounts.none").level, Level::Warning);
}

/// Surprises 26 and 27: Meta's own minor units; `balance` is owed; a cap of "0" is none.
#[tokio::test]
async fn an_account_is_shown_with_state_reason_money_and_business() {
    let stage = Stage::new().await;
    let disabled = json!({"data": [{
        "id": "act_2", "account_id": "2", "name": "Agency", "account_status": 2, "disable_reason": "1", "currency": "HUF",
        "timezone_name": "Europe/Budapest", "amount_spent": "12345", "spend_cap": "0", "balance": 700,
        "business": {"id": 5, "name": "Agency Kft."}, "user_tasks": ["ADVERTISE", "ANALYZE"], "brand_new_field": {"x": []},
    }]});
    stage.on("GET", "me/adaccounts", ok(disabled)).await;
    let account = read(&stage).await.unwrap().accounts.remove(0);
    assert_eq!(
        (account.status, account.native_status.as_str(), account.can_deliver),
        (AccountStatus::Blocked, "2", false)
    );
    assert_eq!(account.native_reason.as_deref(), Some("ADS_INTEGRITY_POLICY"));
    assert_eq!((account.amount_spent.as_deref(), account.balance.as_deref()), (Some("12345"), Some("700")));
    assert_eq!((account.spend_cap, account.business.unwrap().id), (None, "5".to_owned()));
    assert_eq!(account.tasks, ["ADVERTISE", "ANALYZE"]);
}

#[tokio::test]
async fn without_ads_read_the_missing_permission_is_named() {
    let stage = Stage::new().await;
    stage.on("GET", "me/adaccounts", refusal(403, 200, None, "(#200) Permissions error")).await;
    assert_eq!(read(&stage).await.unwrap_err().code, Code::PermissionMissing);
}

#[tokio::test]
async fn progress_counts_the_accounts_that_have_arrived() {
    let stage = Stage::new().await;
    stage.on("GET", "me/adaccounts", turns([page(0..3, Some("c1")), page(3..5, None)])).await;
    let counts = Mutex::new(Vec::new());
    Facebook.accounts(stage.call(), &tokens(), &|count| counts.lock().unwrap().push(count)).await.unwrap();
    assert_eq!(*counts.lock().unwrap(), [3, 5]);
}

#[tokio::test]
async fn entries_that_are_no_accounts_cost_nothing_but_themselves() {
    let stage = Stage::new().await;
    let odd = json!({"data": [null, "x", {}, {"id": 7, "account_status": "1", "business": [], "user_tasks": "ADVERTISE"}]});
    stage.on("GET", "me/adaccounts", turns([ok(odd), ok(json!({"data": null}))])).await;
    assert_eq!(read(&stage).await.unwrap().accounts[0].id, "act_7");
    assert!(read(&stage).await.unwrap().accounts.is_empty());
}

#[tokio::test]
async fn a_lost_cursor_starts_the_list_again_once() {
    let stage = Stage::new().await;
    let lost = refusal(400, 2642, None, "Invalid cursors values");
    stage
        .on(
            "GET",
            "me/adaccounts",
            turns([page(0..3, Some("c1")), lost, page(0..3, Some("c2")), page(3..5, None)]),
        )
        .await;
    assert_eq!(read(&stage).await.unwrap().accounts.len(), 5);
}

#[tokio::test]
async fn a_list_longer_than_facebook_lets_anyone_read_is_told_to_be_cut_short() {
    let stage = Stage::new().await;
    let deep =
        refusal(400, 100, None, "After Cursor specified exceeds the max limit supported by this endpoint");
    stage.on("GET", "me/adaccounts", turns([page(0..3, Some("c1")), deep])).await;
    let list = read(&stage).await.unwrap();
    assert_eq!(list.accounts.len(), 3);
    assert_eq!(found(&list.findings, "accounts.partial").level, Level::Warning);
}

/// Surprise 29: `ids=`, ETags, `date_format`, `pretty` and `debug` are gone from every version.
#[tokio::test]
async fn nothing_is_asked_in_a_way_that_facebook_has_retired() {
    let stage = Stage::new().await;
    stage.ordinary().await.on("GET", "me/adaccounts", page(0..1, None)).await;
    read(&stage).await.unwrap();
    Facebook.inspect(stage.call(), &tokens(), &[]).await.unwrap();
    for request in stage.server.received_requests().await.unwrap() {
        for retired in ["ids", "pretty", "debug", "__debug__", "date_format", "metadata"] {
            assert_eq!(query(&request, retired), None, "{}", request.url);
        }
        assert!(!request.headers.contains_key("if-none-match"));
    }
}

#[tokio::test]
async fn ten_thousand_accounts_take_one_call_for_each_hundred() {
    let stage = Stage::new().await;
    let agency = |request: &Request| {
        let from: u32 = query(request, "after").map_or(0, |cursor| cursor.parse().unwrap());
        let next = (from + 100 < 10_000).then(|| (from + 100).to_string());
        page(from..from + 100, next.as_deref())
    };
    stage.on("GET", "me/adaccounts", agency).await;
    let list = read(&stage).await.unwrap();
    assert_eq!(list.accounts.len(), 10_000);
    assert_eq!(stage.asked("me/adaccounts").await.len(), 100);
}
