//! `adkeys token` against `secret-tool lookup`, which does nothing but ask the same keyring for the same item.

use adkeys_e2e::adkeys::{program, target};
use adkeys_e2e::sandbox::press;
use adkeys_e2e::{Sandbox, Session};

use crate::race::{Contestant, race};

const ROUNDS: usize = 100;

/// Connects once, then lets everybody read the token.
pub(crate) async fn run() {
    let session = Session::start();
    let _sandbox = Sandbox::set_up(&session);
    let connecting = session.connect(&["facebook"]);
    press(connecting.url(), "fine", "allow").await;
    drop(connecting.end().succeeds());

    let command = |name, program: &str, args: &[&str]| {
        let mut command = session.command(program);
        command.args(args);
        Contestant { name, command }
    };
    let bare = target().join("release/examples/bare");
    let adkeys = program("adkeys");
    let user = item_of_the_connection(&session);
    let contestants = vec![
        command("/bin/true", "/bin/true", &[]),
        command("bare Rust program", &bare.to_string_lossy(), &[]),
        command("secret-tool lookup", "secret-tool", &["lookup", "service", "adkeys", "username", &user]),
        command("adkeys token", &adkeys.to_string_lossy(), &["token", "facebook"]),
        command("adkeys --version", &adkeys.to_string_lossy(), &["--version"]),
    ];
    race("Handing out a token", ROUNDS, "secret-tool lookup", contestants);
}

/// The user name under which the keyring holds the connection's token.
fn item_of_the_connection(session: &Session) -> String {
    let mut search = session.command("secret-tool");
    let found = search.args(["search", "--all", "service", "adkeys"]).output().expect("secret-tool starts");
    let said = String::from_utf8_lossy(&found.stderr).into_owned();
    let users = said.lines().filter_map(|line| line.strip_prefix("attribute.username = "));
    let user = users.into_iter().find(|user| user.contains("connection"));
    user.unwrap_or_else(|| panic!("the keyring holds a connection: {said}")).to_owned()
}
