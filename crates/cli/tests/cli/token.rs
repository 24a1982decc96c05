//! Handing a token out.

use std::thread;

use crate::support::World;

#[test]
fn the_token_stands_alone_with_one_line_break() {
    let world = World::connected("fine");
    let outcome = world.adkeys("token facebook").exits(0);
    let token = outcome.stdout.strip_suffix('\n').unwrap();
    assert!(!token.is_empty() && !token.contains(char::is_whitespace));
    assert_eq!(outcome.stderr, "");
}

#[test]
fn with_json_the_expiry_stands_beside_it() {
    let world = World::connected("fine");
    let document = world.adkeys("token facebook --json").exits(0).json();
    let bare = world.adkeys("token facebook").exits(0).stdout;
    assert_eq!(document["access_token"], bare.trim());
    assert_eq!(document["token_type"], "bearer");
    assert_eq!(document["connection"], "facebook");
    assert!(document["expires_at"].as_str().unwrap().ends_with('Z'));
}

#[test]
fn a_provider_without_a_connection_leads_to_the_sign_in() {
    for line in ["token facebook --json", "status facebook --json", "refresh facebook --json"] {
        let outcome = World::new().adkeys(line).exits(3).fails_with("authorization-required");
        let error = outcome.error();
        assert!(error["hint"].as_str().unwrap().contains("adkeys connect facebook"), "{error}");
        assert_eq!(error["details"]["link"], "dev.adkeys://connect/facebook", "{error}");
    }
}

#[test]
fn a_person_is_led_to_the_sign_in_as_well() {
    let outcome = World::new().adkeys("token facebook").exits(3);
    assert_eq!(outcome.stdout, "");
    assert!(outcome.stderr.contains("adkeys connect facebook"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("dev.adkeys://connect/facebook"), "{}", outcome.stderr);
    assert!((2..=3).contains(&outcome.stderr.lines().count()), "{}", outcome.stderr);
}

#[test]
fn a_name_that_nobody_knows_is_a_usage_error() {
    for verb in ["token", "status", "refresh", "disconnect", "status --cached"] {
        World::new().adkeys(&format!("{verb} nobody --json")).exits(2).fails_with("connection-unknown");
    }
}

#[test]
fn a_life_that_no_renewal_can_give_prints_nothing() {
    let world = World::connected("fine");
    let outcome = world.adkeys("token facebook --min-valid 4000000000 --json").done();
    assert_eq!(outcome.stdout, "");
    assert!(outcome.error()["code"].is_string());
}

#[test]
fn many_processes_at_once_all_get_the_same_token() {
    let world = World::connected("fine");
    let tokens: Vec<String> = thread::scope(|scope| {
        let asking: Vec<_> =
            (0..4).map(|_| scope.spawn(|| world.adkeys("token facebook").exits(0).stdout)).collect();
        asking.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(tokens.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn two_processes_that_renew_at_once_leave_one_live_token() {
    let world = World::connected("fine");
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| world.adkeys("refresh facebook --json").exits(0));
        }
    });
    world.adkeys("status facebook --json").exits(0);
}

#[test]
fn the_log_says_which_program_took_the_token() {
    let world = World::connected("fine");
    world.adkeys("token facebook").exits(0);
    let log = world.adkeys("activity facebook --json").exits(0).json();
    assert_eq!(log[0]["event"], "token-given");
    let this = std::env::current_exe().unwrap();
    assert_eq!(log[0]["detail"].as_str(), this.file_name().unwrap().to_str(), "{log}");
}
