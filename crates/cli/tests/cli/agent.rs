//! The agent and the verbs that go through it.

use std::io::{BufRead, BufReader};
use std::process::Child;
use std::{fs, thread};

use serde_json::Value;

use crate::support::World;

/// An agent that serves until it is dropped.
struct Agent(Child);

impl Agent {
    fn of(world: &World) -> Self {
        let mut child = world.adkeys("agent --json").held().spawn();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        assert!(ready["address"].as_str().unwrap().ends_with("agent.sock"), "{ready}");
        Self(child)
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Takes the vault away, so that whoever still has a token has it from the agent.
fn without_vault(world: &World) {
    fs::rename(world.path("data/vault.age"), world.path("data/elsewhere.age")).unwrap();
}

fn settings(world: &World, more: &str) {
    world.write("config/settings.toml", &format!("vault = \"file\"\n{more}\n"));
}

#[test]
fn a_running_agent_hands_the_token_out() {
    let world = World::connected("fine");
    let direct = world.adkeys("token facebook").exits(0).stdout;
    settings(&world, "agent = \"allow\"");
    let _agent = Agent::of(&world);
    assert_eq!(world.adkeys("token facebook").exits(0).stdout, direct);
    without_vault(&world);
    let outcome = world.adkeys("token facebook --header").exits(0);
    assert_eq!(outcome.stdout, format!("Authorization: Bearer {direct}"));
    assert_eq!(outcome.stderr, "");
    let document = world.adkeys("token facebook --json").exits(0).json();
    assert_eq!(document["access_token"], direct.trim());
    assert_eq!(document["connection"], "facebook");
}

#[test]
fn the_tool_behind_the_command_is_the_one_in_the_log() {
    let world = World::connected("fine");
    settings(&world, "agent = \"allow\"");
    let _agent = Agent::of(&world);
    world.adkeys("token facebook").exits(0);
    let log = world.adkeys("activity facebook --json --limit 1").exits(0).json();
    let this = std::env::current_exe().unwrap();
    assert_eq!(log[0]["event"], "token-given");
    assert_eq!(log[0]["detail"].as_str(), this.file_name().unwrap().to_str(), "{log}");
}

#[test]
fn where_nobody_can_be_asked_the_settings_decide() {
    let world = World::connected("fine");
    let agent = Agent::of(&world);
    world.adkeys("token facebook").exits(0);
    settings(&world, "agent_fallback = \"refuse\"");
    let refused = world.adkeys("token facebook --json").exits(6).fails_with("agent-unavailable");
    assert_eq!(refused.stdout, "");
    drop(agent);
    world.adkeys("token facebook --json").exits(6).fails_with("agent-unavailable");
    settings(&world, "agent = \"off\"\nagent_fallback = \"refuse\"");
    world.adkeys("token facebook").exits(0);
}

#[test]
fn errors_of_the_agent_are_those_of_the_command_line() {
    let world = World::connected("fine");
    settings(&world, "agent = \"allow\"");
    let _agent = Agent::of(&world);
    let outcome =
        world.adkeys("token linkedin --json --lang ru").exits(3).fails_with("authorization-required");
    let error = outcome.error();
    assert_eq!(error["details"]["link"], "dev.adkeys://connect/linkedin");
    assert!(error["message"].as_str().unwrap().contains("ещё не подключён"), "{error}");
    world.adkeys("token nobody --json").exits(2).fails_with("connection-unknown");
}

#[test]
fn a_second_agent_and_one_that_is_switched_off_say_so() {
    let world = World::connected("fine");
    let agent = Agent::of(&world);
    world.adkeys("agent --json").exits(2).fails_with("agent-running");
    drop(agent);
    settings(&world, "agent = \"off\"");
    world.adkeys("agent --json").exits(2).fails_with("usage");
}

#[test]
fn the_next_agent_takes_the_place_of_one_that_was_killed() {
    let world = World::connected("fine");
    settings(&world, "agent = \"allow\"");
    drop(Agent::of(&world));
    assert!(world.path("run/agent.sock").exists());
    world.adkeys("token facebook").exits(0);
    let _agent = Agent::of(&world);
    without_vault(&world);
    world.adkeys("token facebook --json").exits(3).fails_with("authorization-required");
}

#[test]
fn twenty_processes_at_once_all_get_the_same_token() {
    let world = World::connected("fine");
    settings(&world, "agent = \"allow\"");
    let _agent = Agent::of(&world);
    let tokens: Vec<String> = thread::scope(|scope| {
        let asking: Vec<_> =
            (0..20).map(|_| scope.spawn(|| world.adkeys("token facebook").exits(0).stdout)).collect();
        asking.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(tokens.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn without_answers_there_is_nothing_to_take_back() {
    let world = World::connected("fine");
    assert_eq!(world.adkeys("grants --json").exits(0).json(), Value::Array(Vec::new()));
    world.adkeys("grants --revoke 7 --json").exits(2).fails_with("usage");
}

#[cfg(unix)]
#[test]
fn programs_that_are_started_and_files_that_are_written_go_through_the_same_agent() {
    let world = World::connected("fine");
    let direct = world.adkeys("token facebook").exits(0).stdout;
    let (run, write) = ("exec facebook --for dotenv --no-mask", "export facebook --for dotenv");
    settings(&world, "agent_fallback = \"refuse\"");
    world.run((run.to_owned() + " --json -- true").split(' ')).exits(6).fails_with("agent-unavailable");
    world.adkeys(&format!("{write} --json")).exits(6).fails_with("agent-unavailable");
    let template = "{{ adkeys:facebook/access_token }}";
    world.adkeys("inject --json").input(template).exits(6).fails_with("agent-unavailable");
    settings(&world, "agent = \"allow\"\nagent_fallback = \"refuse\"");
    let _agent = Agent::of(&world);
    let told = world.run((run.to_owned() + " -- printenv FACEBOOK_ACCESS_TOKEN").split(' '));
    assert_eq!(told.exits(0).stdout, direct);
    assert!(world.adkeys(write).exits(0).stdout.contains(direct.trim()));
    let log = world.adkeys("activity facebook --json --limit 2").exits(0).json();
    let this = std::env::current_exe().unwrap();
    for entry in log.as_array().unwrap() {
        assert_eq!(entry["detail"].as_str(), this.file_name().unwrap().to_str(), "given by the agent: {log}");
    }
    without_vault(&world);
    assert_eq!(world.adkeys("inject").input(template).exits(0).stdout, direct.trim());
}
