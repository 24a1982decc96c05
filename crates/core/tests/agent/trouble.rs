//! Peers that make trouble, and agents that crash.

use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::sync::Arc;

use adkeys_core::Code;
use adkeys_core::agent::{Agent, Answer};
use serde_json::Value;
use tokio::io::AsyncReadExt as _;
use tokio::net::UnixStream;

use crate::desk::{Desk, Person, until};
use crate::support::World;

fn object(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|_| panic!("an object: {line:?}"))
}

#[tokio::test]
async fn the_protocol_is_as_documented() {
    let desk = Desk::with(Person::will_say(&[Answer::Once])).await;
    let version = object(&desk.say(b"{\"request\":\"version\"}\n").await);
    assert_eq!(
        (&version["status"], &version["agent"], &version["protocol"]),
        (&"success".into(), &"adkeys".into(), &1.into())
    );
    let connections = object(&desk.say(b"{\"request\":\"connections\"}\n").await);
    assert_eq!(connections["connections"][0]["connection"], "facebook");
    let token = object(&desk.say(b"{\"request\":\"access_token\",\"connection\":\"facebook\"}\n").await);
    let mut keys: Vec<&str> = token.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["access_token", "connection", "expires_at", "status", "token_type"]);
    let failure = object(&desk.say(b"{\"request\":\"access_token\",\"connection\":\"linkedin\"}\n").await);
    assert_eq!(
        (&failure["status"], &failure["error"]),
        (&"failure".into(), &"authorization-required".into())
    );
    assert!(failure["info"].as_str().unwrap().contains("adkeys connect linkedin"), "{failure}");
}

#[tokio::test]
async fn several_requests_go_over_one_connection() {
    let desk = Desk::with(Person::default()).await;
    let heard = desk.say(b"{\"request\":\"ping\"}\n{\"request\":\"connections\"}\n").await;
    assert_eq!(heard.lines().count(), 2);
}

#[tokio::test]
async fn noise_gets_a_plain_answer_or_none_and_harms_nobody() {
    let desk = Desk::with(Person::will_say(&[Answer::Once])).await;
    for noise in [&b"\n"[..], b"GET / HTTP/1.1\r\n", b"{\"request\":\"refresh_token\"}\n", b"\xff\xfe\n"] {
        let answer = desk.say(noise).await;
        assert_eq!(object(answer.lines().next().unwrap())["error"], "usage", "{noise:?}");
    }
    assert_eq!(desk.say(b"{\"request\":\"ver").await, "");
    let endless = vec![b'x'; 1 << 20];
    let answer = desk.say(&endless).await;
    assert!(answer.is_empty() || object(&answer)["error"] == "usage", "{answer}");
    desk.token(None).await.unwrap();
}

#[tokio::test]
async fn a_crowd_that_says_nothing_does_not_keep_others_out() {
    let desk = Desk::with(Person::will_say(&[Answer::Once])).await;
    let mut crowd = Vec::new();
    for _ in 0..100 {
        crowd.push(UnixStream::connect(desk.socket()).await.unwrap());
    }
    // Time flies whenever everybody waits, until the last of them is sent away.
    tokio::time::pause();
    assert_eq!(crowd.pop().unwrap().read(&mut [0]).await.unwrap(), 0);
    tokio::time::resume();
    let answer = desk.say(b"{\"request\":\"access_token\",\"connection\":\"facebook\"}\n").await;
    assert_eq!(object(&answer)["status"], "success");
}

#[tokio::test]
async fn only_its_owner_reaches_the_socket() {
    let desk = Desk::with(Person::default()).await;
    let folder = desk.socket().parent().unwrap().to_owned();
    assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn a_folder_that_others_could_read_is_closed_first() {
    let world = World::of("fine").await;
    let folder = world.home.path().join("run");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    let desk = Desk::over(world, Person::default());
    assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    desk.end().await;
}

#[tokio::test]
async fn the_socket_of_an_agent_that_crashed_is_replaced() {
    let world = World::of("fine").await;
    let socket = world.home.path().join("run/agent.sock");
    std::fs::create_dir_all(socket.parent().unwrap()).unwrap();
    // Closing it leaves the file, as a crash does.
    drop(UnixListener::bind(&socket).unwrap());
    assert!(socket.exists());
    let desk = Desk::over(world, Person::default());
    assert!(desk.say(b"{\"request\":\"ping\"}\n").await.contains("adkeys"));
    desk.end().await;
    assert!(!socket.exists());
}

#[tokio::test]
async fn a_socket_that_was_tidied_away_comes_back() {
    let desk = Desk::with(Person::default()).await;
    std::fs::remove_dir_all(desk.socket().parent().unwrap()).unwrap();
    // Time flies whenever everybody waits.
    tokio::time::pause();
    until(|| desk.socket().exists()).await;
    assert!(desk.say(b"{\"request\":\"ping\"}\n").await.contains("adkeys"));
}

#[tokio::test]
async fn the_socket_of_a_living_agent_is_not_stolen() {
    let desk = Desk::with(Person::default()).await;
    let second = Agent::open(Arc::new(desk.world.another_process()), Arc::new(Person::default()));
    assert_eq!(second.err().unwrap().code, Code::AgentRunning);
    assert!(desk.say(b"{\"request\":\"ping\"}\n").await.contains("adkeys"));
    let world = desk.end().await;
    assert!(Agent::open(Arc::new(world.another_process()), Arc::new(Person::default())).is_ok());
}
