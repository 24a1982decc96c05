//! What a naive implementation gets wrong about ways back, dialogs and pastes, each on a sandbox that behaves so.

mod support;

use std::sync::Mutex;

use adkeys_core::Code;
use adkeys_core::catalogue::Way;
use adkeys_core::connection::{AppSettings, ConnectEvent, ConnectIo, ConnectRequest, SymptomContext};
use adkeys_core::finding::Level;
use adkeys_core::ledger::{AppMode, ConnectionState};
use adkeys_core::oauth::redirect::advice::Verdict;
use serde_json::json;
use support::ways::{
    BUSINESS, DENYING, LIVE, RELAY, address, by, carried_over, live, pasted, query, reason, relayed, set,
    through_relay, visit, world_of,
};
use support::{World, facebook};
use tokio_util::sync::CancellationToken;
use url::Url;

#[tokio::test]
async fn surprise_01_localhost_works_only_while_the_app_is_in_development() {
    let world = world_of(LIVE, "fine").await;
    set(&world, AppSettings { mode: Some(AppMode::Live), ..AppSettings::default() }).await;
    let integrations = world.adkeys.integrations().unwrap();
    let facebook_card = integrations.iter().find(|integration| integration.key == "facebook").unwrap();
    let verdict = |way| facebook_card.advice.iter().find(|one| one.way == way).unwrap();
    assert_eq!(verdict(Way::Loopback).verdict, Verdict::Cannot);
    assert!(verdict(Way::Loopback).reason.en.contains("relay page"));
    assert_eq!(verdict(Way::Paste).verdict, Verdict::Doubtful);
    // Whoever insists gets Facebook's error page, and no callback ever.
    let url = address(&world, by(Way::Loopback)).await;
    let (status, page) = visit(&url, &[]).await.unwrap_err();
    assert!(status == 400 && page.contains("URL Blocked"), "{page}");
    // With a relay page the same app comes back to this computer.
    set(&world, live()).await;
    let (connected, events) = through_relay(&world, facebook()).await;
    assert_eq!(connected.unwrap().connection, "facebook");
    assert!(reason(&events).contains(RELAY), "{}", reason(&events));
}

#[tokio::test]
async fn surprise_02_nobody_is_told_to_save_localhost_where_it_cannot_be_saved() {
    let world = World::of("fine").await;
    let check = world.adkeys.check_app("facebook", None).await.unwrap();
    let redirect = check.findings.iter().find(|finding| finding.check == "app.redirect").unwrap();
    assert_eq!(redirect.level, Level::Ok, "{redirect:?}");
    assert!(redirect.detail.en.contains("development mode"), "{redirect:?}");
    for symptom in world.adkeys.symptoms("facebook", &SymptomContext::default()).unwrap() {
        let steps = symptom.finding.remedy.unwrap().steps;
        assert!(steps.iter().all(|step| !step.en.contains("localhost")), "{steps:?}");
    }
}

#[tokio::test]
async fn surprise_03_the_address_says_localhost_and_never_127_0_0_1() {
    let world = World::of("fine").await;
    let url = address(&world, facebook()).await;
    assert!(query(&url)["redirect_uri"].starts_with("http://localhost:"), "{url}");
    let request =
        ConnectRequest { redirect_uri: Some("http://127.0.0.1:8917/cb".into()), ..by(Way::Loopback) };
    let (_, page) = visit(&address(&world, request).await, &[]).await.unwrap_err();
    assert!(page.contains("1349048"), "{page}");
}

#[tokio::test]
async fn surprise_04_our_own_scheme_needs_a_relay_page() {
    let world = world_of(LIVE, "fine").await;
    let io = ConnectIo {
        events: &|_| {},
        open_browser: &|_| panic!("no browser for a way that cannot work"),
        paste: None,
        cancel: CancellationToken::new(),
    };
    let error = world.adkeys.connect(by(Way::DeepLink), io).await.unwrap_err();
    assert_eq!(error.code, Code::AppNotConfigured);
    assert!(error.hint.en.contains("--relay"), "{error:?}");
    set(&world, live()).await;
    let (connected, _) = through_relay(&world, by(Way::DeepLink)).await;
    assert_eq!(connected.unwrap().connection, "facebook");
    // It worked, so it comes first from now on, where our links are opened at all.
    let ways = world.adkeys.integrations().unwrap().remove(0).advice;
    assert!(ways.iter().any(|one| one.way == Way::DeepLink && one.verdict == Verdict::Best), "{ways:?}");
}

#[tokio::test]
async fn surprise_05_only_the_state_varies_from_sign_in_to_sign_in() {
    let world = world_of(LIVE, "fine").await;
    set(&world, live()).await;
    let mut seen = Vec::new();
    for _ in 0..2 {
        let asked = query(&address(&world, facebook()).await);
        assert_eq!(asked["redirect_uri"], RELAY);
        let (port, random) = asked["state"].split_once('.').unwrap();
        assert!(port.parse::<u16>().unwrap() >= 1024 && random.len() == 43, "{}", asked["state"]);
        seen.push(random.to_owned());
    }
    assert_ne!(seen[0], seen[1]);
    // The exchange repeats the address to the letter, or the sandbox would refuse it.
    through_relay(&world, facebook()).await.0.unwrap();
}

#[tokio::test]
async fn surprise_06_silence_is_asked_about_and_the_sign_in_goes_on() {
    let world = World::of("fine").await;
    let (url, told) = (Mutex::new(None), Mutex::new(Vec::new()));
    let events = |event| {
        if let ConnectEvent::Waiting { symptoms } = event {
            told.lock().unwrap().extend(symptoms);
            support::browse(&url.lock().unwrap().take().expect("the question is asked once"));
        }
    };
    let open = |address: &Url| *url.lock().unwrap() = Some(address.clone());
    let io =
        ConnectIo { events: &events, open_browser: &open, paste: None, cancel: CancellationToken::new() };
    let request = ConnectRequest { ask_after: Some(0), ..facebook() };
    world.adkeys.connect(request, io).await.unwrap();
    let told = told.into_inner().unwrap();
    assert!(told.len() == 7 && told.iter().all(|symptom| symptom.finding.remedy.is_some()));
}

#[tokio::test]
async fn surprise_07_an_error_code_without_an_error_is_an_error() {
    let rows = [
        (1_349_126, Code::AppNotLive),
        (1_349_168, Code::RedirectRefused),
        (1_349_186, Code::PermissionMissing),
        (4201, Code::Cancelled),
        (1_349_999, Code::RedirectRefused),
    ];
    for (number, code) in rows {
        let world = World::of("fine").await;
        let dialog = json!({ "error_code": number, "error_message": "Something" });
        world.fault(json!({ "path": "/dialog/oauth", "dialog": dialog })).await;
        let error = world.connect(facebook()).await.0.unwrap_err();
        assert_eq!((error.code, error.details.platform_code), (code, Some(number)));
        assert_eq!(error.details.platform_message.as_deref(), Some("Something"));
    }
}

#[tokio::test]
async fn surprise_08_business_login_in_development_looks_like_a_cancel_and_is_told_apart() {
    let world = world_of(DENYING, "fine").await;
    let config = AppSettings { config_id: Some("700800900300".into()), ..AppSettings::default() };
    set(&world, AppSettings { mode: Some(AppMode::Development), ..config }).await;
    let error = world.connect(facebook()).await.0.unwrap_err();
    assert_eq!(error.code, Code::AuthorizationDeclined);
    assert!(error.message.en.contains("even after Continue"), "{error:?}");
    assert!(error.hint.en.contains("Publish") && error.hint.ru.contains("Опубликовать"), "{error:?}");
    // Of a published app a refusal is a refusal.
    set(&world, AppSettings { mode: Some(AppMode::Live), ..AppSettings::default() }).await;
    let error = world.connect(by(Way::Loopback)).await.0.unwrap_err();
    assert_eq!((error.code, error.message.en.contains("Continue")), (Code::AuthorizationDeclined, false));
}

#[tokio::test]
async fn surprise_09_what_trails_a_pasted_address_is_no_part_of_the_code() {
    let pastes: [fn(&Url) -> String; 6] = [
        |url| url.to_string(),
        |url| format!("  \"{url}\" \r\n"),
        |url| url.as_str().replace("&state", "\r\n&state"),
        |url| url.query().unwrap().to_owned(),
        |url| query(url)["code"].clone(),
        |url| format!("{}#_=_", query(url)["code"]),
    ];
    for (paste, number) in pastes.into_iter().zip(0..) {
        let world = World::of("fine").await;
        let seen = pasted(&world, |url| {
            assert!(url.as_str().ends_with("#_=_"), "{url}");
            paste(url)
        });
        assert_eq!(seen.await.map(|connected| connected.connection).as_deref(), Ok("facebook"), "{number}");
    }
}

#[tokio::test]
async fn a_phone_cannot_reach_this_computer_and_what_it_ends_on_is_carried_over() {
    let world = World::of("fine").await;
    let carried = carried_over(&world, by(Way::Loopback), |last| format!(" {last}#_=_\n")).await;
    assert_eq!(carried.unwrap().connection, "facebook");
    let world = world_of(LIVE, "fine").await;
    set(&world, live()).await;
    // The relay page leads to a port or a link that the phone does not have.
    for way in [Way::Loopback, Way::DeepLink] {
        let carried = carried_over(&world, by(way), |last| relayed(last).to_string()).await;
        assert_eq!(carried.unwrap().connection, "facebook", "{way:?}");
    }
}

#[tokio::test]
async fn surprise_10_a_token_in_the_fragment_is_never_asked_for_nor_taken() {
    let world = world_of(BUSINESS, "fine").await;
    let config = AppSettings { config_id: Some("700800900100".into()), ..AppSettings::default() };
    set(&world, config).await;
    let asked = query(&address(&world, facebook()).await);
    assert_eq!(asked["response_type"], "code");
    assert_eq!(asked["override_default_response_type"], "true");
    assert!(asked.contains_key("config_id") && !asked.contains_key("scope"), "{asked:?}");
    let paste = |url: &Url| format!("http://localhost:1/cb#access_token=EAAx&state={}", query(url)["state"]);
    let error = pasted(&world, paste).await.unwrap_err();
    assert_eq!(error.code, Code::Usage);
    assert!(error.hint.en.contains("--token"), "{error:?}");
    assert!(!format!("{error:?}").contains("EAAx"));
}

#[tokio::test]
async fn surprise_17_a_wrong_secret_shows_at_the_exchange_and_a_wrong_id_never_comes_back() {
    let world = world_of((adkeys_sandbox::APP_ID, "not the secret"), "fine").await;
    let (outcome, events) = world.connect(facebook()).await;
    assert_eq!(outcome.unwrap_err().code, Code::ClientRejected);
    assert!(support::names(&events).contains(&"callback".to_owned()));
    let world = world_of(("999", "whatever"), "fine").await;
    let (_, page) = visit(&address(&world, facebook()).await, &[]).await.unwrap_err();
    assert!(page.contains("Invalid App ID"), "{page}");
    // So it is asked beforehand.
    let check = world.adkeys.check_app("facebook", None).await.unwrap();
    assert!(check.findings.iter().any(|finding| finding.check == "app.id" && finding.level == Level::Error));
}

#[tokio::test]
async fn surprise_18_a_code_is_never_sent_twice() {
    let world = World::of("fine").await;
    world.fault(json!({ "path": "/oauth/access_token", "reset": true })).await;
    assert!(world.connect(facebook()).await.0.is_err());
    let requests = world.requests().await;
    let exchanges = support::graph_calls(&requests).len();
    assert_eq!(exchanges, 1, "{requests}");
}

#[tokio::test]
async fn surprise_33_declined_permissions_are_asked_for_again() {
    let world = World::of("declined").await;
    let scopes = ["ads_read", "business_management"].map(str::to_owned).to_vec();
    let first = ConnectRequest { scopes: Some(scopes), ..facebook() };
    let connected = world.connect(first).await.0.unwrap();
    assert_eq!(connected.token.scopes.declined, ["business_management"]);
    let again = ConnectRequest { rerequest: true, reauthenticate: true, ..facebook() };
    let asked = query(&address(&world, again).await);
    assert_eq!(asked["auth_type"], "rerequest,reauthenticate");
    assert_eq!(asked["scope"], "ads_read,business_management");
    assert_eq!(query(&address(&world, facebook()).await)["auth_type"], "rerequest");
}

#[tokio::test]
async fn surprise_34_business_login_gives_all_permissions_and_some_accounts() {
    let world = world_of(BUSINESS, "declined").await;
    let config = AppSettings { config_id: Some("700800900100".into()), ..AppSettings::default() };
    set(&world, config).await;
    let browser = |url: &Url| {
        let url = url.clone();
        tokio::spawn(async move {
            let form = [("persona", "declined"), ("decision", "allow"), ("form", "1"), ("assets", "some")];
            support::browse(&visit(&url, &form).await.unwrap());
        });
    };
    let io =
        ConnectIo { events: &|_| {}, open_browser: &browser, paste: None, cancel: CancellationToken::new() };
    let scopes = ["ads_read", "leads_retrieval"].map(str::to_owned).to_vec();
    let request = ConnectRequest { scopes: Some(scopes), ..facebook() };
    let connected = world.adkeys.connect(request, io).await.unwrap();
    assert!(connected.token.scopes.declined.is_empty());
    let found = |check: &str| connected.findings.iter().find(|finding| finding.check == check);
    assert!(found("accounts.chosen").is_some(), "{:?}", connected.findings);
    let lacking = found("permissions.configuration").unwrap();
    assert_eq!(lacking.detail.en, "leads_retrieval");
    assert_eq!(world.adkeys.cached_status("facebook").unwrap().accounts.len(), 1);
}

#[tokio::test]
async fn surprise_35_permissions_that_were_dropped_in_silence_are_missed() {
    let world = world_of(LIVE, "development").await;
    set(&world, live()).await;
    let connected = through_relay(&world, facebook()).await.0.unwrap();
    let scopes = connected.token.scopes;
    assert!(scopes.missing.contains(&"business_management".to_owned()), "{scopes:?}");
    assert!(scopes.granted.contains(&"ads_read".to_owned()) && scopes.declined.is_empty(), "{scopes:?}");
}

#[tokio::test]
async fn surprise_36_withdrawing_the_grant_ends_it_on_every_machine() {
    let here = World::of("fine").await;
    let there = World::of("fine").await;
    support::write_override(there.home.path(), here.sandbox.url());
    let elsewhere = there.another_process();
    support::connect_with(&elsewhere, facebook()).await.0.unwrap();
    here.connected().await;
    let gone = here.adkeys.disconnect("facebook", true).await.unwrap();
    assert_eq!(gone.revoked, Some(true));
    let status = elsewhere.status("facebook", &|_| {}).await.unwrap();
    assert_eq!(status.state, ConnectionState::Revoked);
}

#[tokio::test]
async fn surprise_40_the_way_to_click_names_what_new_apps_have() {
    let world = World::of("fine").await;
    let asked = SymptomContext { redirect_uri: Some(RELAY.into()), ..SymptomContext::default() };
    let symptoms = world.adkeys.symptoms("facebook", &asked).unwrap();
    for id in ["url-blocked", "cannot-load-url"] {
        let symptom = symptoms.iter().find(|symptom| symptom.id == id).unwrap();
        let steps = &symptom.finding.remedy.as_ref().unwrap().steps;
        let names = |name: &str| steps.iter().any(|step| step.en.contains(name) && step.ru.contains(name));
        assert!(names("Facebook Login for Business") && names(RELAY), "{steps:?}");
    }
}
