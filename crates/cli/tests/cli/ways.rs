//! Ways back from the browser, and what is known of an app.

use adkeys_core::home::Home;
use adkeys_core::oauth::redirect::deep_link::hand_over::hand_over;
use serde_json::Value;

use crate::support::{World, browser};

const RELAY: &str = "https://halden.example/back/facebook";

fn card(world: &World) -> Value {
    world.adkeys("providers --json").exits(0).json()[0].clone()
}

#[test]
fn each_fact_of_an_app_is_set_alone_and_told() {
    let world = World::with("fine");
    let kept = world.adkeys(&format!("app set facebook --mode live --relay {RELAY} --json")).exits(0).json();
    assert_eq!((&kept["mode"], &kept["relay"]), (&"live".into(), &RELAY.into()));
    assert_eq!(kept["redirect_uri"], RELAY);
    world.adkeys("app set facebook --config-id 700800900100 --json").exits(0);
    let told = card(&world);
    assert_eq!((&told["config_id"], &told["mode"]), (&"700800900100".into(), &"live".into()));
    assert_eq!(told["advice"][0]["verdict"], "best");
    assert!(!told["advice"][0]["reason"].as_str().unwrap().is_empty());
    world.adkeys("app set facebook --relay http://example.org/ --json").exits(2).fails_with("usage");
}

#[test]
fn a_published_app_is_not_sent_to_localhost_unless_somebody_insists() {
    let world = World::with("fine");
    world.adkeys("app set facebook --mode live").exits(0);
    let advice = &card(&world)["advice"];
    let loopback = advice.as_array().unwrap().iter().find(|one| one["way"] == "loopback").unwrap();
    assert_eq!(loopback["verdict"], "cannot");
    let sign_in = world.sign_in_by_paste("connect facebook");
    assert_eq!(sign_in.redirect_uri, "https://www.facebook.com/connect/login_success.html");
    // The end of the input cancels a sign-in by paste.
    drop(sign_in);
    let insists = world.sign_in("connect facebook --redirect loopback --timeout 1");
    assert!(insists.redirect_uri.starts_with("http://localhost:"));
}

#[test]
fn the_port_in_the_state_leads_from_the_relay_page_to_the_terminal() {
    let world = World::with("fine");
    world.adkeys(&format!("app set facebook --relay {RELAY}")).exits(0);
    let sign_in = world.sign_in("connect facebook");
    assert_eq!(sign_in.redirect_uri, RELAY);
    let to = browser::redirected(&sign_in.url).unwrap();
    let (_, answer) = to.split_once('?').unwrap();
    let state = answer.split('&').find_map(|part| part.strip_prefix("state=")).unwrap();
    let port = state.split('.').next().unwrap();
    let answer = answer.trim_end_matches("#_=_");
    let page = browser::open(&format!("http://localhost:{port}/v1/tool-oauth/relay/callback?{answer}"));
    assert_eq!(page.unwrap().status, 200);
    sign_in.end().exits(0);
}

#[test]
#[cfg(unix)]
fn a_link_that_the_window_gets_reaches_the_terminal_that_waits_for_it() {
    let world = World::with("fine");
    world.adkeys(&format!("app set facebook --relay {RELAY}")).exits(0);
    let sign_in = world.sign_in("connect facebook --redirect deep-link");
    let to = browser::redirected(&sign_in.url).unwrap();
    let (_, answer) = to.split_once('?').unwrap();
    let link = format!("dev.adkeys://oauth/callback?{answer}");
    let home = Home::below(world.home());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(hand_over(&home, &link)).unwrap();
    sign_in.end().exits(0);
    // Delivered once: nobody waits any more.
    let again = runtime.block_on(hand_over(&home, &link)).unwrap_err();
    assert_eq!(again.code, adkeys_core::Code::StateMismatch);
    assert_eq!(std::fs::read_dir(world.home().join("run/links")).unwrap().count(), 0);
}

#[test]
fn the_way_is_told_with_its_reason() {
    let world = World::with("fine");
    let events = world.adkeys("connect facebook --no-browser --json --lang ru --timeout 0").exits(7).events();
    let reason = events.iter().find(|event| event["event"] == "authorize").unwrap()["reason"].clone();
    assert!(reason.as_str().unwrap().contains("режиме разработки"), "{reason}");
    world
        .adkeys("connect facebook --redirect deep-link --json")
        .exits(4)
        .fails_with_event("app-not-configured");
}

#[test]
fn after_a_while_the_person_is_asked_what_the_browser_shows() {
    let world = World::with("fine");
    let events = world.adkeys("connect facebook --no-browser --json --ask-after 0 --timeout 1").exits(7);
    let waiting = events.events().into_iter().find(|event| event["event"] == "waiting").unwrap();
    let first = &waiting["symptoms"][0];
    assert_eq!(first["id"], "url-blocked");
    assert!(first["finding"]["remedy"]["steps"].as_array().unwrap().len() > 2, "{first}");
}

#[test]
fn a_number_tells_cause_who_and_clicks_and_the_sign_in_goes_on() {
    let world = World::with("fine");
    let line = "connect facebook --redirect paste --no-browser --ask-after 0 --timeout 60";
    let mut typing = world.typing(line);
    let url = typing.read_line();
    typing.wait_for("What do you see in the browser?");
    typing.paste("1");
    typing.wait_for("AdKeys goes on waiting");
    let told = typing.seen();
    assert!(told.contains("The owner of the app") && told.contains("Facebook Login for Business"), "{told}");
    for slip in ["99", "0", "hello"] {
        typing.paste(slip);
        typing.wait_for("Type a number");
    }
    let to = browser::redirected(url.trim()).unwrap();
    typing.paste(&to);
    assert!(typing.ends(0).contains("Connected: facebook"));
}

#[test]
fn a_token_is_adopted_out_of_a_pasted_document() {
    let world = World::with("fine");
    world.sign_in("connect facebook").done().exits(0);
    let token = world.adkeys("token facebook").exits(0).stdout;
    let pasted = format!("{{\n  \"access_token\": \"{}\",\n  \"token_type\": \"bearer\"\n}}\n", token.trim());
    world.adkeys("connect facebook --as pasted --token - --json").input(&pasted).exits(0);
    assert_eq!(world.adkeys("token pasted").exits(0).stdout, token);
    let code = "http://localhost/cb?code=AQD&state=x";
    let refused = world.adkeys("connect facebook --as other --token - --json").input(code).exits(2);
    refused.fails_with("usage").keeps("AQD");
}

#[test]
fn another_person_gets_a_connection_beside_the_first() {
    let world = World::with("fine");
    world.sign_in("connect facebook").done().exits(0);
    let refused = world.sign_in("connect facebook").done_as("mixed").exits(4);
    let error = refused.error();
    assert!(error["details"]["person"]["name"] != error["details"]["expected"]["name"], "{error}");
    let beside = world.sign_in("connect facebook --other-person keep-both").done_as("mixed").exits(0);
    assert_eq!(beside.events().last().unwrap()["connection"], "facebook-2");
    let replaced = world.sign_in("connect facebook --other-person replace").done_as("mixed").exits(0);
    assert_eq!(replaced.events().last().unwrap()["connection"], "facebook");
}
