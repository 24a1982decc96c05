//! `adkeys --sandbox` and `adkeys sandbox`.

use std::io::{BufRead, BufReader};

use serde_json::Value;

use crate::support::{World, browser};

#[test]
fn one_verb_can_be_tried_on_the_sandbox_and_the_next_one_finds_its_token() {
    let world = World::new();
    world.sign_in("--sandbox connect facebook").done_as("fine").exits(0);
    let status = world.adkeys("status facebook --sandbox --json").exits(0).json();
    assert!(!status["accounts"].as_array().unwrap().is_empty());
    assert_eq!(
        world.adkeys("list --json").exits(0).json(),
        serde_json::json!([]),
        "the real home knows nothing of it"
    );
}

#[test]
#[cfg(unix)]
fn the_sandbox_tells_where_it_is_and_ends_when_interrupted() {
    let mut child = World::new().adkeys("sandbox --json").spawn();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap();
    let url = ready["url"].as_str().unwrap();
    assert!(url.starts_with("http://127.0.0.1:") || url.starts_with("http://localhost:"), "{url}");
    assert!(browser::open(url).is_some());
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_persona_that_does_not_exist_is_a_usage_error() {
    World::new().adkeys("sandbox --persona nobody --json").exits(2).fails_with("usage");
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let outcome =
        World::new().adkeys(&format!("sandbox --port {port} --json")).exits(2).fails_with("port-in-use");
    assert_eq!(outcome.error()["details"]["port"], port);
}
