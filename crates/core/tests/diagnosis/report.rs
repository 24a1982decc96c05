//! The report: nothing secret in it, whatever happened.

use adkeys_core::Lang;
use adkeys_core::connection::Wanted;
use adkeys_core::diagnosis::{Diagnosis, ReportForm, ReportOptions};
use adkeys_core::secret::Secret;
use adkeys_core::vault::{ItemKey, Vault};
use serde_json::json;

use super::diagnosed;
use super::support::World;

fn all_reports(world: &World, diagnosis: &Diagnosis) -> Vec<String> {
    let mut texts = Vec::new();
    for form in [ReportForm::Markdown, ReportForm::Json] {
        for lang in [Lang::En, Lang::Ru] {
            for open in [false, true] {
                let options = ReportOptions { names: open, ids: open, form, lang };
                texts.push(world.adkeys.report(diagnosis, options).unwrap().text);
            }
        }
    }
    texts
}

/// The platform quotes the token in its error, as Facebook does; the report of that run must not.
#[tokio::test]
async fn the_report_of_a_run_with_canary_secrets_holds_none() {
    let world = World::of("mixed").await;
    world.connected().await;
    let token = world.adkeys.token("facebook", &Wanted::default()).await.unwrap().access_token;
    let item = world.vault.get(&ItemKey::Connection("facebook".into())).unwrap().unwrap();
    // EXPOSE: the canaries that are searched for.
    let canaries =
        [token.expose().to_owned(), adkeys_sandbox::APP_SECRET.to_owned(), item.expose().to_owned()];
    let quoted = format!("Malformed access token {}", canaries[0]);
    world.fault(json!({ "path": "/me/adaccounts", "error": { "code": 190, "message": quoted } })).await;
    let diagnosis = diagnosed(&world.adkeys, &[]).await;
    let mut texts = all_reports(&world, &diagnosis);
    texts.push(serde_json::to_string(&diagnosis).unwrap());
    texts.push(serde_json::to_string(&world.adkeys.trace("facebook").unwrap().unwrap()).unwrap());
    for text in texts {
        assert!(text.len() > 500);
        for canary in &canaries {
            assert!(!text.contains(canary.as_str()), "{text}");
        }
    }
}

#[tokio::test]
async fn names_and_ids_stay_here_unless_they_are_wanted() {
    let world = World::of("stuck").await;
    world.connected().await;
    let diagnosis = diagnosed(&world.adkeys, &[]).await;
    let closed = world.adkeys.report(&diagnosis, ReportOptions::default()).unwrap();
    for gone in ["Noor", "Haddad", "Marram", "4029173658", "122093481700000019", "Halden"] {
        assert!(!closed.text.contains(gone), "{gone}: {}", closed.text);
    }
    assert!(closed.left_out.len() >= 5);
    let open = ReportOptions { names: true, ids: true, ..ReportOptions::default() };
    let open = world.adkeys.report(&diagnosis, open).unwrap();
    assert!(open.text.contains("Noor Haddad") && open.text.contains("act_402917365801"));
    assert!(!open.text.contains("5000.00"), "amounts are never in it");
}

#[tokio::test]
async fn two_reports_tell_what_changed_since_it_last_worked() {
    let world = World::of("fine").await;
    world.connected().await;
    let options = ReportOptions { form: ReportForm::Json, ..ReportOptions::default() };
    let report =
        async || world.adkeys.report(&diagnosed(&world.adkeys, super::PLATFORM).await, options).unwrap().text;
    let before = report().await;
    world.fault(json!({ "path": "/me*", "error": "190/460" })).await;
    let changed = world.adkeys.report_diff(&before, &report().await).unwrap();
    let of = |what: &str| changed.changes.iter().find(|change| change.what == what).unwrap();
    assert_eq!(of("state").after.as_deref(), Some("revoked"));
    assert_eq!(of("token.valid").before.as_deref(), Some("ok"));
    assert_eq!(of("error").after.as_deref(), Some("token-revoked"));
}

/// Facebook quotes a token that it does not understand, in `WWW-Authenticate` as well as in the body.
#[tokio::test]
async fn the_trace_of_a_platform_that_quotes_tokens_in_its_headers_holds_none() {
    let world = World::of("fine").await;
    let canary = "EAAGcanary0123456789abcdefCANARY";
    let told = format!("Malformed access token {canary}");
    world
        .fault(
            json!({ "path": "*", "headers": { "www-authenticate": told, "via": told, "server": "quoting" } }),
        )
        .await;
    world.connected().await;
    let trace = serde_json::to_string(&world.adkeys.trace("facebook").unwrap().unwrap()).unwrap();
    assert!(trace.contains("quoting"), "the headers are there: {trace}");
    assert!(!trace.contains("canary") && !trace.contains("CANARY"), "{trace}");
}

/// The trace tells the sign-in step by step.
#[tokio::test]
async fn the_last_sign_in_can_be_followed_step_by_step() {
    let world = World::of("fine").await;
    world.connected().await;
    let trace = world.adkeys.trace("facebook").unwrap().unwrap();
    assert_eq!((trace.outcome.as_str(), trace.provider.as_str()), ("connected", "facebook"));
    let named = |name: &str| trace.steps.iter().any(|step| step.name.en.contains(name));
    assert!(named("Browser sent") && named("exchanged") && named("Token stored"));
    let exchange = trace
        .steps
        .iter()
        .find(|step| step.url.as_deref().is_some_and(|url| url.ends_with("/oauth/access_token")));
    let exchange = exchange.unwrap();
    assert_eq!((exchange.method.as_deref(), exchange.status), (Some("POST"), Some(200)));
    assert!(exchange.headers.iter().any(|(name, _)| name == "x-fb-trace-id"));
    let browser = trace.steps[0].url.as_deref().unwrap();
    assert!(browser.contains("state=…") && browser.contains("scope=ads_read"), "{browser}");
}

#[tokio::test]
async fn a_sign_in_that_failed_leaves_its_trace_too() {
    let world = World::of("fine").await;
    world.fault(json!({ "dialog": { "error_code": 1349126, "error_message": "App Not Setup" } })).await;
    assert!(world.connect(super::support::facebook()).await.0.is_err());
    let trace = world.adkeys.trace("facebook").unwrap().unwrap();
    assert_eq!(trace.outcome, "app-not-live");
    assert!(trace.steps.last().unwrap().note.as_ref().unwrap().en.contains("app-not-live"));
}

#[tokio::test]
async fn a_foreign_token_is_looked_at_and_nothing_of_it_is_kept() {
    let world = World::of("fine").await;
    world.connected().await;
    let before = (world.adkeys.version().unwrap(), world.adkeys.activity(None, 100).unwrap().len());
    let own = world.adkeys.token("facebook", &Wanted::default()).await.unwrap().access_token;
    let after_token = world.adkeys.activity(None, 100).unwrap().len();
    let good = world.adkeys.inspect("facebook", own).await.unwrap();
    assert_eq!(good.person.unwrap().name, "Anna Lindqvist");
    assert!(good.token.unwrap().scopes.granted.contains(&"ads_read".to_owned()));
    let bad = world.adkeys.inspect("facebook", Secret::new("EAAnonsense")).await.unwrap();
    assert!(bad.person.is_none() && bad.findings[0].remedy.is_some());
    assert_eq!(world.adkeys.activity(None, 100).unwrap().len(), after_token);
    assert_eq!(before.1 + 1, after_token);
}
