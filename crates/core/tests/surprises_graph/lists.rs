//! Ad accounts, money, limits, versions and permissions.

use super::*;

#[tokio::test]
async fn surprise_23_a_forbidden_field_costs_itself_and_nothing_else() {
    let world = World::of("mixed").await;
    world.connected().await;
    let analyst = world.adkeys.account_details("facebook", "act_402917365520").await.unwrap();
    assert!(analyst.hidden.iter().any(|field| field == "funding_source_details"), "{:?}", analyst.hidden);
    assert_eq!(analyst.account.name, "Fjällbo Outdoor DACH");
    let manager = world.adkeys.account_details("facebook", "402917365518").await.unwrap();
    assert_eq!(manager.funding.unwrap().display.as_deref(), Some("Visa ··· 4417"));

    for row in ["owner", "method-get"] {
        world.fault(json!({"path": "/me/adaccounts", "times": 1, "error": row})).await;
        let report = world.status().await;
        assert_eq!((report.accounts.len(), code(&report)), (3, None), "{row}");
        assert_eq!(found(&report, "accounts.fields").unwrap().level, Level::Info, "{row}");
    }
}

#[tokio::test]
async fn surprise_24_short_and_empty_pages_do_not_end_the_list() {
    let world = World::of("gaps").await;
    world.connected().await;
    assert_eq!(world.status().await.accounts.len(), 60);
}

#[tokio::test]
async fn surprise_25_the_next_link_is_neither_followed_nor_kept() {
    let world = World::of("gaps").await;
    world.connected().await;
    world
        .fault(json!({"path": "/me/adaccounts", "next": "https://elsewhere.invalid/?access_token=EAAcanary"}))
        .await;
    let report = world.status().await;
    assert_eq!((report.accounts.len(), code(&report)), (60, None), "nobody asked elsewhere");
    for call in graph_calls(&world.requests().await) {
        assert_eq!(call["secrets_in_url"], json!([]), "{call}");
    }
    let ledger = std::fs::read(world.home.path().join("data/adkeys.db")).unwrap();
    let kept = |word: &[u8]| ledger.windows(word.len()).any(|window| window == word);
    assert!(!kept(b"EAA") && !kept(b"elsewhere.invalid"));
}

#[tokio::test]
async fn surprise_26_minor_units_follow_meta_s_own_table_and_insights_come_in_major_units() {
    let world = World::of("every-state").await;
    world.connected().await;
    let report = world.status().await;
    let of = |currency: &str| report.accounts.iter().find(|account| account.currency == currency).unwrap();
    for (currency, places) in [("HUF", 0), ("IDR", 0), ("JPY", 0), ("TWD", 0), ("BHD", 2), ("GBP", 2)] {
        let spent = of(currency).amount_spent.clone().unwrap();
        let fraction = spent.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        assert_eq!(fraction, places, "{currency} {spent}");
    }
    let fine = World::of("fine").await;
    fine.connected().await;
    let spend = fine.adkeys.spend("facebook", &["act_402917365502".into()], &|_| {}).await.unwrap();
    let total: f64 = spend[0].total.as_deref().unwrap().parse().unwrap();
    assert!((700.0..1000.0).contains(&total), "about 884 pounds, not 8.84: {total}");
}

#[tokio::test]
async fn surprise_27_the_balance_is_owed_and_a_cap_of_zero_is_none() {
    let world = World::of("fine").await;
    world.connected().await;
    let report = world.status().await;
    let account = report.accounts.iter().find(|account| account.id == "act_402917365502").unwrap();
    assert_eq!((&account.spend_cap, account.balance.as_deref()), (&None, Some("312.40")));
    let capped = report.accounts.iter().find(|account| account.id == "act_402917365501").unwrap();
    assert_eq!(capped.spend_cap.as_deref(), Some("25000.00"));
}

#[tokio::test]
async fn surprise_28_no_delivery_is_an_empty_list_and_days_are_those_before_today() {
    let world = World::of("every-state").await;
    world.connected().await;
    let spend = world.adkeys.spend("facebook", &[], &|_| {}).await.unwrap();
    let silent = spend.iter().find(|report| report.days.is_empty()).expect("somebody delivered nothing");
    assert_eq!((&silent.total, &silent.error), (&None, &None), "which is no zero and no error");
    let busy = spend.iter().find(|report| !report.days.is_empty()).unwrap();
    let today = world.clock.now().to_string();
    assert_eq!(busy.days.len(), 30, "more than one page of 25");
    assert!(busy.days.iter().all(|day| day.date.as_str() < today.split('T').next().unwrap()));
    assert!(busy.days.is_sorted_by(|a, b| a.date < b.date));
}

#[tokio::test]
async fn surprise_29_nothing_is_asked_in_a_way_that_facebook_has_retired() {
    let world = World::of("fine").await;
    world.connected().await;
    world.status().await;
    world.adkeys.spend("facebook", &[], &|_| {}).await.unwrap();
    world.adkeys.businesses("facebook").await.unwrap();
    world.adkeys.account_details("facebook", "act_402917365501").await.unwrap();
    world.adkeys.refresh("facebook").await.unwrap();
    world.adkeys.disconnect("facebook", true).await.unwrap();
    let requests = world.requests().await;
    let calls = graph_calls(&requests);
    assert!(calls.len() > 15, "{}", calls.len());
    for call in calls {
        for keys in [&call["query_keys"], &call["body_keys"]] {
            for retired in ["ids", "pretty", "debug", "__debug__", "date_format", "metadata"] {
                assert!(!keys.as_array().unwrap().contains(&retired.into()), "{call}");
            }
        }
        assert_eq!(call["version"], "v26.0", "{call}");
    }
}

/// A catalogue that asks for another version, as a person's own file may.
async fn asking_for(version: &str) -> World {
    let world = World::of("fine").await;
    world.connected().await;
    let file = world.home.path().join("config/providers/facebook.toml");
    let entry = std::fs::read_to_string(&file).unwrap();
    let key = "key = \"facebook\"\n";
    assert!(entry.contains(key), "{entry}");
    std::fs::write(file, entry.replace(key, &format!("{key}api_version = \"{version}\"\n"))).unwrap();
    let adkeys = world.another_process();
    World { adkeys, ..world }
}

#[tokio::test]
async fn surprise_30_a_version_that_was_replaced_is_told_and_a_refused_one_has_its_own_code() {
    let upgraded = asking_for("v24.0").await.status().await;
    let version = found(&upgraded, "api.version").unwrap();
    assert_eq!((version.level, code(&upgraded)), (Level::Warning, None));
    assert!(version.detail.en.contains("auto-upgraded"), "{version:?}");
    assert_eq!(upgraded.accounts.len(), 3);

    let refused = asking_for("v20.0").await.status().await;
    assert_eq!(code(&refused), Some(Code::VersionRetired));
    assert_eq!(refused.state, ConnectionState::Connected, "the token is fine");
    let silent = found(&refused, "api.version").unwrap();
    assert!(silent.detail.en.contains("v20.0") && silent.detail.en.contains("v21.0"), "{silent:?}");
    assert!(silent.remedy.as_ref().unwrap().text.get(Lang::Ru).contains("api_version"), "{silent:?}");

    let never = asking_for("v99.0").await.status().await;
    assert_eq!(code(&never), Some(Code::VersionRetired));
}

#[tokio::test]
async fn surprise_31_the_header_s_standard_access_is_the_dashboard_s_full_access() {
    let world = World::of("fine").await;
    world.connected().await;
    for (mode, words) in [("development", "Limited access"), ("live", "Full access")] {
        world.app(json!({ "mode": mode })).await;
        let usage = world.status().await.usage;
        let tier = usage.iter().find_map(|usage| usage.tier.as_ref()).unwrap();
        assert!(tier.en.starts_with(words), "{mode}: {tier:?}");
    }
}

#[tokio::test]
async fn surprise_32_one_wait_is_in_minutes_the_other_in_seconds_and_silence_is_no_zero() {
    let account = json!({"acc_id_util_pct": 100, "reset_time_duration": 240}).to_string();
    for limit in [
        json!({"path": "/me/adaccounts", "error": "80004/2446079", "wait_minutes": 4}),
        json!({"path": "/me/adaccounts", "error": "17/2446079", "headers": {
            "X-Ad-Account-Usage": account, "X-Business-Use-Case-Usage": "{}", "X-App-Usage": "{}",
        }}),
    ] {
        let world = World::of("fine").await;
        world.connected().await;
        world.fault(limit.clone()).await;
        let error = world.status().await.error.unwrap();
        let wait = world.seconds_until(error.details.retry_at.unwrap());
        assert!((200..=240).contains(&wait), "{limit}: {wait} s");
        // Every process of this home knows.
        let asked = graph_calls(&world.requests().await).len();
        let other = world.another_process().status("facebook", &|_| {}).await.unwrap();
        assert_eq!((other.state, code(&other)), (ConnectionState::Unknown, Some(Code::RateLimited)));
        assert!(other.usage.iter().any(|usage| usage.wait_until.is_some()));
        assert_eq!(graph_calls(&world.requests().await).len(), asked, "and nobody asks meanwhile");
    }
    let silent = World::of("fine").await;
    silent.connected().await;
    let nothing = json!({"X-App-Usage": "", "X-Business-Use-Case-Usage": ""});
    silent.fault(json!({"headers": nothing})).await;
    assert_eq!(silent.status().await.usage, [], "not told is not zero");
}

#[tokio::test]
async fn surprise_37_read_insights_is_for_pages_and_ad_accounts_need_ads_read() {
    let world = World::of("fine").await;
    let scopes = Some(vec!["read_insights".into()]);
    world.connect(adkeys_core::connection::ConnectRequest { scopes, ..facebook() }).await.0.unwrap();
    let error: Error = world.status().await.error.unwrap();
    assert_eq!(error.code, Code::PermissionMissing);
    assert!(error.message.en.contains("ads_read") && error.hint.ru.contains("ads_read"), "{error:?}");
    let integrations = world.adkeys.integrations().unwrap();
    let facebook = integrations.iter().find(|integration| integration.key == "facebook").unwrap();
    let scope = |id: &str| facebook.scopes.iter().find(|scope| scope.id == id).unwrap();
    assert!(!scope("read_insights").default && scope("ads_read").default);
}

#[tokio::test]
async fn what_was_spent_is_kept_asked_once_an_hour_and_forgotten_with_its_connection() {
    let world = World::of("every-state").await;
    world.connected().await;
    assert_eq!(world.adkeys.known_spend("facebook", &[]).unwrap(), []);
    let told = world.adkeys.spend("facebook", &[], &|_| {}).await.unwrap();
    let calls = graph_calls(&world.requests().await).len();
    let again = world.another_process().spend("facebook", &[], &|_| {}).await.unwrap();
    assert_eq!(again, told, "what is kept says the same as the platform");
    assert_eq!(graph_calls(&world.requests().await).len(), calls, "and nobody was asked");

    let known = world.another_process().known_spend("facebook", &[]).unwrap();
    assert_eq!(known.len(), told.iter().filter(|report| report.error.is_none()).count());
    let busy = known.iter().find(|known| !known.days.is_empty()).unwrap();
    assert_eq!((busy.days.len(), busy.read_at), (30, world.clock.now()));
    assert_eq!(world.adkeys.known_spend("facebook", std::slice::from_ref(&busy.account)).unwrap().len(), 1);

    world.days_pass(1).await;
    world.adkeys.spend("facebook", &[], &|_| {}).await.unwrap();
    assert!(graph_calls(&world.requests().await).len() > calls, "a day later it is asked again");
    world.adkeys.disconnect("facebook", false).await.unwrap();
    world.connected().await;
    assert_eq!(world.adkeys.known_spend("facebook", &[]).unwrap(), []);
}

#[tokio::test]
async fn a_question_that_fails_leaves_what_is_known_of_spend() {
    let world = World::of("fine").await;
    world.connected().await;
    world.adkeys.spend("facebook", &[], &|_| {}).await.unwrap();
    let known = world.adkeys.known_spend("facebook", &[]).unwrap();
    world.days_pass(1).await;
    world.fault(json!({"error": "17/2446079"})).await;
    let failed = world.adkeys.spend("facebook", &[], &|_| {}).await;
    assert!(failed.is_err() || failed.is_ok_and(|told| told.iter().all(|report| report.error.is_some())));
    assert_eq!(world.adkeys.known_spend("facebook", &[]).unwrap(), known);
}
