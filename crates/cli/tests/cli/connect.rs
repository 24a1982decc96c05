//! Signing in.

use std::net::TcpListener;

use serde_json::Value;

use crate::support::{World, browser};

fn kinds(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["event"].as_str().unwrap()).collect()
}

#[test]
fn every_step_is_an_event_and_the_last_one_names_the_person() {
    let world = World::with("fine");
    let outcome = world.sign_in("connect facebook").done().exits(0);
    let events = outcome.events();
    let told = kinds(&events);
    let steps = ["authorize", "callback", "exchanged", "upgraded", "stored", "connected"];
    let positions: Vec<_> = steps.iter().map(|step| told.iter().position(|kind| kind == step)).collect();
    assert!(positions.iter().all(Option::is_some) && positions.is_sorted(), "{told:?}");
    let last = events.last().unwrap();
    assert_eq!(last["connection"], "facebook");
    assert!(!last["person"]["name"].as_str().unwrap().is_empty());
    assert_eq!(outcome.stderr, "");
}

#[test]
fn no_event_and_no_line_holds_a_token() {
    let world = World::with("fine");
    let outcome = world.sign_in("connect facebook").done().exits(0);
    let token = world.adkeys("token facebook").exits(0).stdout;
    outcome.keeps(token.trim()).keeps(adkeys_sandbox::APP_SECRET);
}

#[test]
fn without_json_the_address_stands_alone_on_its_line() {
    let world = World::with("fine");
    let outcome = world.adkeys("connect facebook --no-browser --timeout 1").exits(7);
    assert_eq!(outcome.stdout.lines().count(), 1, "{}", outcome.stdout);
    assert!(outcome.stdout.starts_with(world.platform().url()), "{}", outcome.stdout);
    assert!(outcome.stderr.starts_with("Open this address"), "{}", outcome.stderr);
}

#[test]
fn a_time_out_leaves_nothing_behind() {
    let world = World::with("fine");
    let outcome = world.adkeys("connect facebook --no-browser --timeout 1 --json").exits(7);
    assert_eq!(outcome.events().last().unwrap()["error"]["code"], "redirect-timeout");
    outcome.fails_with("redirect-timeout");
    assert_eq!(world.adkeys("list --json").exits(0).json(), serde_json::json!([]));
}

#[test]
#[cfg(unix)]
fn an_interruption_cancels_and_leaves_nothing_behind() {
    use rustix::process::Signal;
    for signal in [Signal::INT, Signal::TERM] {
        let world = World::with("fine");
        let sign_in = world.sign_in("connect facebook");
        sign_in.signal(signal);
        let outcome = sign_in.end().exits(7);
        assert_eq!(outcome.events().last().unwrap()["error"]["code"], "cancelled");
        outcome.fails_with("cancelled");
        assert_eq!(world.adkeys("list --json").exits(0).json(), serde_json::json!([]));
    }
}

#[test]
fn a_declined_sign_in_exits_3() {
    let world = World::with("fine");
    let sign_in = world.sign_in("connect facebook");
    let state = state_of(&sign_in.url);
    let denied =
        format!("{}?error=access_denied&error_reason=user_denied&state={state}", sign_in.redirect_uri);
    let page = browser::open(&denied).unwrap();
    assert!(!page.text.contains("user_denied"), "result pages reflect nothing");
    let outcome = sign_in.end().exits(3);
    assert_eq!(outcome.events().last().unwrap()["error"]["code"], "authorization-declined");
    outcome.fails_with("authorization-declined");
}

#[test]
fn a_forged_callback_leaves_the_sign_in_waiting() {
    let world = World::with("fine");
    let sign_in = world.sign_in("connect facebook");
    browser::open(&format!("{}?code=forged&state=forged", sign_in.redirect_uri));
    browser::open(&format!("{}?error=access_denied", sign_in.redirect_uri));
    sign_in.done().exits(0);
}

fn state_of(url: &str) -> String {
    let url = reqwest::Url::parse(url).unwrap();
    let state = url.query_pairs().find(|(key, _)| key == "state").unwrap().1;
    state.into_owned()
}

#[test]
fn a_port_that_is_taken_is_named() {
    let world = World::with("fine");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let outcome = world.adkeys(&format!("connect facebook --no-browser --port {port} --json")).exits(2);
    assert_eq!(outcome.error()["details"]["port"], port);
    outcome.fails_with("port-in-use");
}

#[test]
fn a_chosen_port_is_used() {
    let world = World::with("fine");
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let sign_in = world.sign_in(&format!("connect facebook --port {free}"));
    assert!(sign_in.redirect_uri.contains(&format!(":{free}/")), "{}", sign_in.redirect_uri);
    sign_in.done().exits(0);
}

#[test]
fn the_permissions_that_were_named_are_asked_for() {
    let world = World::with("fine");
    let sign_in = world.sign_in("connect facebook --scopes ads_read,business_management");
    let url = reqwest::Url::parse(&sign_in.url).unwrap();
    let scope = url.query_pairs().find(|(key, _)| key == "scope").unwrap().1.into_owned();
    assert_eq!(scope, "ads_read,business_management");
    sign_in.done().exits(0);
    let status = world.adkeys("status facebook --json").exits(0).json();
    assert_eq!(status["token"]["scopes"]["asked"], serde_json::json!(["ads_read", "business_management"]));
}

#[test]
fn an_app_that_was_never_set_up_is_told_before_any_browser_opens() {
    let world = World::with("fine");
    let outcome = world
        .adkeys("connect facebook --no-browser --json")
        .without("FACEBOOK_CLIENT_ID")
        .without("FACEBOOK_CLIENT_SECRET")
        .exits(4);
    assert_eq!(outcome.events().len(), 1, "only the error: {}", outcome.stdout);
    assert!(outcome.error()["hint"].as_str().unwrap().contains("adkeys app set facebook"));
    outcome.fails_with("app-not-configured");
}

#[test]
fn input_that_ends_instead_of_a_paste_cancels() {
    let world = World::with("fine");
    world
        .adkeys("connect facebook --redirect paste --no-browser --json")
        .exits(7)
        .fails_with_event("cancelled");
}

#[test]
fn a_pasted_address_of_another_sign_in_is_refused() {
    let world = World::with("fine");
    let mut sign_in = world.sign_in_by_paste("connect facebook --redirect paste");
    let foreign = format!("{}?code=abc&state=another#_=_", sign_in.redirect_uri);
    sign_in.paste(&foreign);
    sign_in.end().exits(4).fails_with("state-mismatch");
}

#[test]
fn a_pasted_token_becomes_a_connection() {
    let world = World::connected("fine");
    let token = world.adkeys("token facebook").exits(0).stdout;
    let outcome = world.adkeys("connect facebook --as pasted --token - --json").input(&token).exits(0);
    assert_eq!(outcome.events().last().unwrap()["event"], "connected");
    outcome.keeps(token.trim());
    assert_eq!(world.adkeys("token pasted").exits(0).stdout, token, "it is never exchanged");
    let refreshed = world.adkeys("refresh pasted --json").exits(0).json();
    assert_eq!(refreshed["extended"], false);
}

#[test]
#[cfg(target_os = "linux")]
fn the_browser_gets_the_address_as_one_argument_and_no_secret() {
    let world = World::with("fine");
    world.write(
        "bin/xdg-open",
        "#!/bin/sh\necho $# \"$1\" > \"$ADKEYS_HOME/opened\"\nenv >> \"$ADKEYS_HOME/opened\"\n",
    );
    make_executable(&world.path("bin/xdg-open"));
    let path = format!("{}:/usr/bin:/bin", world.path("bin").display());
    let outcome = world.adkeys("connect facebook --timeout 2 --json").env("PATH", &path).exits(7);
    let opened = std::fs::read_to_string(world.path("opened")).unwrap();
    let url = outcome.events()[0]["url"].as_str().unwrap().to_owned();
    assert_eq!(opened.lines().next().unwrap(), format!("1 {url}"));
    assert!(
        !opened.contains(crate::support::PASSPHRASE) && !opened.contains(adkeys_sandbox::APP_SECRET),
        "{opened}"
    );
}

#[cfg(target_os = "linux")]
fn make_executable(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_computer_without_a_browser_is_told_the_address() {
    let world = World::with("fine");
    let outcome = world.adkeys("connect facebook --timeout 1").env("PATH", "/nowhere").exits(7);
    assert!(outcome.stderr.contains(world.platform().url()), "{}", outcome.stderr);
    assert_eq!(outcome.stdout, "");
}
