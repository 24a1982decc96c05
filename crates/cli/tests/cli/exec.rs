//! Running a program with the token in its environment.

use std::io::{BufRead, BufReader, Read};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::World;

fn token(world: &World) -> String {
    world.adkeys("token facebook").exits(0).stdout.trim().to_owned()
}

/// `adkeys exec facebook [options] -- sh -c script`.
fn sh<'a>(world: &World, options: &[&'a str], script: &'a str) -> crate::support::Run {
    let words = [&["exec", "facebook"], options, &["--", "sh", "-c", script]].concat();
    world.run(words)
}

#[test]
fn the_program_finds_the_token_and_nobody_sees_it() {
    let world = World::connected("fine");
    let token = token(&world);
    let length = token.len();
    let script = format!(
        "test ${{#ACCESS_TOKEN}} = {length} && test $META_ACCESS_TOKEN = $ACCESS_TOKEN && echo $ACCESS_TOKEN"
    );
    let outcome = sh(&world, &[], &script).exits(0).keeps(&token);
    assert_eq!(outcome.stdout, "[masked]\n");
    let shown = sh(&world, &["--no-mask"], "printf %s $ACCESS_TOKEN").exits(0).stdout;
    assert_eq!(shown, token);
    let errors = sh(&world, &[], "echo $ACCESS_TOKEN >&2").exits(0).keeps(&token);
    assert_eq!(errors.stderr, "[masked]\n");
}

#[test]
fn a_token_that_comes_in_pieces_is_masked_too_and_other_bytes_pass_unchanged() {
    let world = World::connected("fine");
    let token = token(&world);
    let script = r#"printf '\377\000before ${ACCESS_TOKEN}'; t=$ACCESS_TOKEN; while [ -n "$t" ]; do printf %s "${t%"${t#?}"}"; t=${t#?}; done; printf after"#;
    let words = ["exec", "facebook", "--", "sh", "-c", script];
    let mut child = world.run(words).spawn();
    let mut out = Vec::new();
    child.stdout.take().unwrap().read_to_end(&mut out).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(
        out,
        b"\xff\x00before ${ACCESS_TOKEN}[masked]after",
        "{}",
        String::from_utf8_lossy(&out).replace(&token, "TOKEN")
    );
}

#[test]
fn the_environment_is_exactly_the_recipes_without_old_variables() {
    let world = World::connected("fine");
    let stale = [
        "ACCESS_TOKEN",
        "META_ACCESS_TOKEN",
        "FACEBOOK_ACCESS_TOKEN",
        "TAP_FACEBOOK_ACCESS_TOKEN",
        "AD_ACCOUNT_ID",
    ];
    let secrets =
        ["FACEBOOK_CLIENT_ID", "FACEBOOK_CLIENT_SECRET", "LINKEDIN_CLIENT_SECRET", "META_APP_SECRET"];
    let mut run = world.run(["exec", "facebook", "--for", "meta-ads-mcp", "--", "env"]);
    for name in stale.iter().chain(&secrets) {
        run = if *name == "FACEBOOK_CLIENT_ID" || *name == "FACEBOOK_CLIENT_SECRET" {
            run
        } else {
            run.env(name, "stale")
        };
    }
    let printed = run.env("KEPT", "yes").exits(0).stdout;
    let names: Vec<&str> =
        printed.lines().filter_map(|line| line.split_once('=').map(|(name, _)| name)).collect();
    assert!(names.contains(&"META_ACCESS_TOKEN") && names.contains(&"KEPT"), "{printed}");
    let gone = stale.iter().filter(|name| **name != "META_ACCESS_TOKEN").chain(&secrets);
    for name in gone {
        assert!(!names.contains(name), "{name}");
    }
    assert!(!names.contains(&"ADKEYS_PASSPHRASE") && !printed.contains("stale"), "{printed}");
}

#[test]
fn the_account_comes_in_the_recipes_own_form() {
    let world = World::connected("fine");
    for account in ["1", "act_1"] {
        let outcome =
            sh(&world, &["--for", "meta-cli", "--account", account], "echo $AD_ACCOUNT_ID").exits(0);
        assert_eq!(outcome.stdout, "act_1\n");
        let outcome =
            sh(&world, &["--for", "meltano", "--account", account], "echo $TAP_FACEBOOK_ACCOUNT_ID").exits(0);
        assert_eq!(outcome.stdout, "1\n");
    }
    let file = sh(&world, &["--for", "airbyte", "--json"], "true").exits(2).fails_with("usage");
    assert!(file.error()["hint"].as_str().unwrap().contains("meta-cli"));
    sh(&world, &["--for", "nothing", "--json"], "true").exits(2).fails_with("recipe-unknown");
}

#[test]
fn the_programs_end_is_our_end() {
    let world = World::connected("fine");
    for options in [&[][..], &["--no-mask"]] {
        sh(&world, options, "exit 42").exits(42);
        sh(&world, options, "exit 0").exits(0);
    }
    sh(&world, &[], "kill -TERM $$").exits(143);
    sh(&world, &[], "kill -KILL $$").exits(137);
    let missing = world.run(["exec", "facebook", "--json", "--", "no-such-program-anywhere"]);
    missing.exits(2).fails_with("usage");
    World::new()
        .run(["exec", "facebook", "--json", "--", "true"])
        .exits(3)
        .fails_with("authorization-required");
}

#[test]
fn input_passes_through() {
    let world = World::connected("fine");
    let big = "line\n".repeat(100_000);
    let words = ["exec", "facebook", "--", "cat"];
    assert_eq!(world.run(words).input(&big).exits(0).stdout, big);
}

#[test]
fn signals_are_passed_on() {
    let world = World::connected("fine");
    for (signal, name, status) in
        [(Signal::TERM, "TERM", 7), (Signal::INT, "INT", 8), (Signal::HUP, "HUP", 9)]
    {
        // `wait` is interrupted by a trapped signal, a foreground program is not.
        let script = format!("trap 'kill $!; exit {status}' {name}; sleep 60 & echo ready; wait");
        let mut child = sh(&world, &[], &script).spawn();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        assert_eq!(line, "ready\n");
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(status), "{name}");
    }
}

#[test]
fn at_a_terminal_the_program_has_a_terminal_and_the_token_is_still_masked() {
    let world = World::connected("fine");
    let token = token(&world);
    let script = "stty size; test -t 0 && test -t 1 && test -t 2 && printf '%s name? ' $ACCESS_TOKEN && read name && echo hello $name";
    let (mut screen, child) = sh(&world, &[], script).at_a_terminal(33, 77);
    let prompt = screen.until("name? ");
    assert!(prompt.contains("33 77\r\n[masked] name? "), "{prompt}");
    screen.type_in("Anna\r");
    let rest = screen.until("hello Anna");
    assert!(!prompt.contains(&token) && !rest.contains(&token));
    assert_eq!(screen.end(child), Some(0));
}

#[test]
fn ctrl_c_at_a_terminal_reaches_the_program() {
    let world = World::connected("fine");
    let (mut screen, child) =
        sh(&world, &[], "trap 'echo caught; exit 5' INT; echo ready; while :; do sleep 0.05; done")
            .at_a_terminal(24, 80);
    screen.until("ready");
    screen.type_in("\u{3}");
    screen.until("caught");
    assert_eq!(screen.end(child), Some(5));
}
