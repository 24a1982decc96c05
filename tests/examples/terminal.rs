//! `cargo xtask run` on a machine without a display: the main job in the terminal, against the sandbox.
#![allow(clippy::print_stdout, reason = "it speaks to the person at the terminal")]

use adkeys_e2e::Session;
use adkeys_e2e::sandbox::press;

/// What is shown once the connection stands.
const THEN: &[(&str, &[&str])] = &[
    ("Your connections", &["--sandbox", "list"]),
    ("The ad accounts behind it", &["--sandbox", "status", "facebook"]),
    ("Where the secrets lie", &["--sandbox", "storage"]),
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("The sandbox stands in for Facebook, and this run gets a keychain and a home of its own:");
    println!("nothing of yours is touched, and all of it is gone afterwards.");
    let session = Session::start();

    println!("\n$ adkeys --sandbox connect facebook --no-browser");
    let connecting = session.connect(&["--sandbox", "facebook"]);
    println!("The browser would now open\n  {}", connecting.url());
    println!("where a person presses “Continue”. Pressing it…");
    press(connecting.url(), "mixed", "allow").await;
    for (event, meaning) in [
        ("callback", "the browser came back"),
        ("exchanged", "its code became a token"),
        ("upgraded", "the token became a long-lived one"),
        ("stored", "the keychain has it"),
    ] {
        connecting.event(event);
        println!("  {event:<10} {meaning}");
    }
    let connected = connecting.event("connected");
    println!("  connected  {} is {}", connected["connection"], connected["person"]["name"]);
    drop(connecting.end().succeeds());

    for (title, args) in THEN {
        println!("\n{title}\n$ adkeys {}", args.join(" "));
        print!("{}", session.run(args).succeeds().stdout);
    }
    println!("\nThe window does the same: `cargo xtask run` where there is a display.");
}
