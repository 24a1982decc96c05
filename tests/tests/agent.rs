//! The agent in a real session: the real keyring, programs that ask, another user who tries, and where tokens end up.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Command;

use adkeys_e2e::canary::{CommandLines, files_with, holds};
use adkeys_e2e::process::Running;
use adkeys_e2e::sandbox::press;
use adkeys_e2e::{Sandbox, Session};
use serde_json::Value;

/// A session with a connection and an agent that serves every program of its person.
async fn served() -> (Session, Sandbox, Running) {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let connecting = session.connect(&["facebook"]);
    press(connecting.url(), "fine", "allow").await;
    drop(connecting.end().succeeds());
    fs::write(session.home().join("config/settings.toml"), "agent = \"allow\"\n").expect("settings");
    let agent = Running::start(&mut session.adkeys(&["agent"]));
    assert!(agent.line().is_some(), "the agent says where it answers");
    (session, sandbox, agent)
}

fn ask(session: &Session, request: &str) -> Value {
    let mut stream = UnixStream::connect(session.home().join("run/agent.sock")).expect("the agent is there");
    writeln!(stream, "{request}").expect("the request is sent");
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).expect("it answers");
    serde_json::from_str(&line).expect("in JSON")
}

#[tokio::test]
async fn the_token_goes_over_the_socket_and_nowhere_else() {
    let watch = CommandLines::watch();
    let (session, sandbox, agent) = served().await;
    let token = session.run(&["token", "facebook"]).succeeds().stdout.trim().to_owned();
    let answer =
        ask(&session, r#"{"request":"access_token","connection":"facebook","application_hint":"a story"}"#);
    assert_eq!(answer["access_token"], token.as_str());
    let others = [
        ask(&session, r#"{"request":"connections"}"#),
        ask(&session, r#"{"request":"version"}"#),
        ask(&session, r#"{"request":"refresh_token","connection":"facebook"}"#),
        ask(&session, r#"{"request":"access_token","connection":"nobody"}"#),
    ];
    let runs = [&["activity"][..], &["activity", "--json"], &["grants"], &["list", "--json"]];
    let runs: Vec<_> = runs.iter().map(|args| session.run(args).succeeds()).collect();
    agent.signal("TERM");
    let said = agent.end();

    let secrets = [token, sandbox.client_secret().to_owned()];
    assert!(!holds(said.stdout.as_bytes(), &secrets) && !holds(said.stderr.as_bytes(), &secrets));
    assert!(others.iter().all(|answer| !holds(answer.to_string().as_bytes(), &secrets)), "{others:?}");
    assert!(runs.iter().all(|run| !holds(run.stdout.as_bytes(), &secrets)), "a verb printed a secret");
    assert!(!watch.seen().iter().any(|line| holds(line, &secrets)), "a command line holds a secret");
    assert_eq!(files_with(session.path(), &secrets), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn another_user_of_the_machine_gets_nothing() {
    let (session, _sandbox, _agent) = served().await;
    let socket = session.home().join("run/agent.sock");
    let run = socket.parent().expect("a folder");
    assert_eq!(mode(run), 0o700);
    // Only root can become somebody else; for others the folder's mode has to be proof enough.
    if fs::metadata("/proc/self").expect("this process").uid() == 0 {
        assert_eq!(heard_by_nobody(&session, &socket), "0");
    }
}

/// How many bytes a user without rights hears, even where every folder on the way lets them through.
fn heard_by_nobody(session: &Session, socket: &Path) -> String {
    let ask = "import socket, sys\ns = socket.socket(socket.AF_UNIX)\ns.settimeout(10)\ns.connect(sys.argv[1])\ntry:\n \
        s.sendall(b'{\"request\":\"version\"}\\n')\n print(len(s.recv(100)))\nexcept OSError: print(0)";
    for path in socket.ancestors().take_while(|path| path.starts_with(session.path())) {
        fs::set_permissions(path, fs::Permissions::from_mode(0o777)).expect("the mode is changed");
    }
    let mut other = Command::new("setpriv");
    // Not a Python of root's own.
    other.env_clear().env("PATH", "/usr/bin:/bin");
    other.args(["--reuid=65534", "--regid=65534", "--clear-groups", "python3", "-c", ask]).arg(socket);
    let ended = Running::start(&mut other).end();
    assert!(ended.status.success(), "{}", ended.stderr);
    ended.stdout.trim().to_owned()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}
