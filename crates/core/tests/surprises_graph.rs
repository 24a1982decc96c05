//! What a naive implementation gets wrong about Facebook's tokens, errors, limits and ad accounts: a test for each of
//! the surprises by its number, against a sandbox that behaves that way. Those of the sign-in are told elsewhere.

#![allow(clippy::unwrap_used, reason = "a test file throughout")]

mod support;

use adkeys_core::connection::StatusReport;
use adkeys_core::error::Error;
use adkeys_core::finding::{Finding, Level};
use adkeys_core::grant::{TokenKind, TokenOrigin};
use adkeys_core::ledger::ConnectionState;
use adkeys_core::secret::Secret;
use adkeys_core::time::{Clock, Timestamp};
use adkeys_core::vault::{ItemKey, Vault};
use adkeys_core::{Code, Lang};
use serde_json::{Value, json};
use support::{World, client, facebook, graph_calls};

impl World {
    async fn status(&self) -> StatusReport {
        self.adkeys.status("facebook", &|_| {}).await.unwrap()
    }

    /// Throws one of the sandbox's switches.
    async fn switch(&self, name: &str, body: Value) -> Value {
        let url = format!("{}/_sandbox/{name}", self.sandbox.url());
        let request = client().post(url).header("content-type", "application/json").body(body.to_string());
        serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap()
    }

    /// Changes the demo app.
    async fn app(&self, mut changes: Value) {
        changes["id"] = adkeys_sandbox::APP_ID.into();
        assert_eq!(self.switch("apps", changes).await["id"], adkeys_sandbox::APP_ID);
    }

    /// What lies in the vault; another token is another item.
    fn item(&self) -> Option<Secret> {
        self.vault.get(&ItemKey::Connection("facebook".into())).unwrap()
    }

    /// How often the token endpoint was asked.
    async fn exchanges(&self) -> usize {
        let requests = self.requests().await;
        graph_calls(&requests).iter().filter(|call| call["path"] == "/oauth/access_token").count()
    }

    fn seconds_until(&self, at: Timestamp) -> i64 {
        at.seconds_since(self.clock.now())
    }
}

fn found<'r>(report: &'r StatusReport, check: &str) -> Option<&'r Finding> {
    report.findings.iter().find(|finding| finding.check == check)
}

fn code(report: &StatusReport) -> Option<Code> {
    report.error.as_ref().map(|error| error.code)
}

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
