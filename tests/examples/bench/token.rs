//! `adkeys token` against `secret-tool lookup`, which does nothing but ask the same keyring for the same item.

use std::process::Command;
use std::time::{Duration, Instant};

use adkeys_e2e::adkeys::{program, target};
use adkeys_e2e::sandbox::press;
use adkeys_e2e::{Sandbox, Session};

use crate::race::race;

const ROUNDS: usize = 100;
const NAMES: &[&str] =
    &["/bin/true", "bare Rust program", "secret-tool lookup", "adkeys token", "adkeys --version"];

/// Connects once, then lets everybody read the token.
pub(crate) async fn run() {
    let session = Session::start();
    let _sandbox = Sandbox::set_up(&session);
    let connecting = session.connect(&["facebook"]);
    press(connecting.url(), "fine", "allow").await;
    drop(connecting.end().succeeds());

    let user = item_of_the_connection(&session);
    let bare = target().join("release/examples/bare");
    let adkeys = program("adkeys");
    let mut commands = [
        session.command("/bin/true"),
        session.command(bare),
        with(session.command("secret-tool"), &["lookup", "service", "adkeys", "username", &user]),
        with(session.command(&adkeys), &["token", "facebook"]),
        with(session.command(&adkeys), &["--version"]),
    ];
    let run = async |which: usize| time(&mut commands[which]);
    race("Handing out a token", ROUNDS, NAMES, "secret-tool lookup", run).await;
}

fn with(mut command: Command, args: &[&str]) -> Command {
    command.args(args);
    command
}

/// A whole process, from its start to its end.
fn time(command: &mut Command) -> Duration {
    let start = Instant::now();
    let output = command.output();
    let taken = start.elapsed();
    let output = output.unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    taken
}

/// The user name under which the keyring holds the connection's token.
fn item_of_the_connection(session: &Session) -> String {
    let search = with(session.command("secret-tool"), &["search", "--all", "service", "adkeys"]).output();
    let said = String::from_utf8_lossy(&search.expect("secret-tool starts").stderr).into_owned();
    let mut users = said.lines().filter_map(|line| line.strip_prefix("attribute.username = "));
    let user = users.find(|user| user.contains("/connection/"));
    user.unwrap_or_else(|| panic!("the keyring holds a connection: {said}")).to_owned()
}
