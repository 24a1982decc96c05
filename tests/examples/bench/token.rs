//! `adkeys token` from the vault against `secret-tool lookup`, which does nothing but ask the same keyring for the same
//! item; and from the agent against `oidc-token`, which does nothing but ask its own agent.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use adkeys_e2e::adkeys::{program, target};
use adkeys_e2e::process::Running;
use adkeys_e2e::sandbox::press;
use adkeys_e2e::{Sandbox, Session};

use crate::oidc::OidcAgent;
use crate::race::race;

const ROUNDS: usize = 100;

/// Who takes part: a name for the table, and what is run.
type Contestants = Vec<(&'static str, Command)>;

/// Connects once, then lets everybody read the token.
pub(crate) async fn run() {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let connecting = session.connect(&["facebook"]);
    press(connecting.url(), "fine", "allow").await;
    drop(connecting.end().succeeds());
    // Nobody brings provider files of their own; the sandbox was only needed for the sign-in.
    drop(sandbox);
    std::fs::remove_dir_all(session.home().join("config/providers")).expect("the overrides are removed");

    compete("Handing out a token", "secret-tool lookup", from_the_vault(&session)).await;
    if let Some(oidc) = OidcAgent::set_up(&session) {
        std::fs::write(session.home().join("config/settings.toml"), "agent = \"allow\"\n").expect("settings");
        let agent = Running::start(&mut session.adkeys(&["agent"]));
        assert!(agent.line().is_some(), "the agent says where it answers");
        let contestants = from_an_agent(&session, &oidc);
        compete("Handing out a token through an agent", "oidc-token", contestants).await;
    } else {
        println!("\noidc-agent is not installed (Debian: oidc-agent-cli), so nothing is held against it.");
    }
}

async fn compete(title: &str, against: &str, contestants: Contestants) {
    let (names, mut commands): (Vec<_>, Vec<_>) = contestants.into_iter().unzip();
    race(title, ROUNDS, &names, against, async |which: usize| time(&mut commands[which])).await;
}

fn from_the_vault(session: &Session) -> Contestants {
    let user = item_of_the_connection(session);
    let item = ["lookup", "service", "adkeys", "username", &user];
    let mut all = vec![
        ("/bin/true", session.command("/bin/true")),
        ("bare Rust program", session.command(target().join("release/examples/bare"))),
        ("secret-tool lookup", with(session.command("secret-tool"), &item)),
        ("adkeys token", with(session.command(program("adkeys")), &["token", "facebook"])),
        ("adkeys --version", with(session.command(program("adkeys")), &["--version"])),
    ];
    if let Some(gh) = gh(session) {
        all.push(("gh auth token", gh));
    }
    if let Some(keyring) = found("keyring") {
        all.push(("keyring get (Python)", with(session.command(keyring), &["get", "adkeys", &user])));
    }
    all
}

fn from_an_agent(session: &Session, oidc: &OidcAgent) -> Contestants {
    vec![
        ("/bin/true", session.command("/bin/true")),
        ("bare Rust program", session.command(target().join("release/examples/bare"))),
        ("oidc-token", with(oidc.tool(session, "oidc-token"), &["fake"])),
        ("adkeys token", with(session.command(program("adkeys")), &["token", "facebook"])),
    ]
}

/// GitHub's own tool, signed in by a file of its kind.
fn gh(session: &Session) -> Option<Command> {
    let gh = found("gh")?;
    let folder = session.path().join("home/.config/gh");
    let hosts = "github.com:\n    user: anna\n    oauth_token: gho_notreal\n    git_protocol: https\n";
    std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("hosts.yml"), hosts)).ok()?;
    Some(with(session.command(gh), &["auth", "token"]))
}

/// A program that is installed: on the path, or in the tests' own Python environment.
fn found(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.push(target().join("python/bin"));
    folders.into_iter().map(|folder| folder.join(name)).find(|program| program.is_file())
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
