//! `adkeys status` of 1,000 and of 10,000 ad accounts at 50 ms a call, against the least that its pages can take and
//! against `facebook-business` at its defaults, in the same run.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use adkeys_e2e::process::Running;
use adkeys_e2e::sandbox::press;
use adkeys_e2e::{Sandbox, Session};
use serde_json::{Value, json};

use crate::race::show;

const LATENCY: Duration = Duration::from_millis(50);
/// What a list may take beyond its pages, and how much memory.
const AIM: &str = "aim: 1.10× and 60 MB";

/// Lets both list the accounts of a medium and of a large agency.
pub(crate) async fn run() {
    for persona in ["thousand", "agency"] {
        list(persona).await;
    }
}

async fn list(persona: &str) {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let connecting = session.connect(&["facebook"]);
    press(connecting.url(), persona, "allow").await;
    drop(connecting.end().succeeds());
    sandbox.fault(&json!({ "latency_ms": LATENCY.as_millis() as u64 })).await;

    let before = sandbox.requests().await.len();
    let start = Instant::now();
    let status = session.run(&["status", "facebook", "--json"]).succeeds().json();
    let taken = start.elapsed();
    let requests = sandbox.requests().await.split_off(before);
    let accounts = status["accounts"].as_array().map_or(0, Vec::len);
    let pages = requests.iter().filter(|request| request["path"] == "/me/adaccounts").count();
    let least = LATENCY * u32::try_from(pages).unwrap_or(u32::MAX);
    let memory = peak(&session);

    println!("\nThe state of {accounts} ad accounts at {} a call ({AIM})", show(LATENCY));
    println!("  {:<34} {:>9} {:>9}", "", "time", "ratio");
    let line = |name: &str, time: Duration| {
        println!("  {name:<34} {:>9} {:>8.2}×", show(time), time.as_secs_f64() / least.as_secs_f64());
    };
    line(&format!("{pages} pages, one after another"), least);
    line(&format!("adkeys status, {memory} MB at most"), taken);
    let (others, sdk) = with_the_sdk(&session, &sandbox);
    line(&format!("facebook-business ({others} accounts)"), sdk);
}

/// The most memory that a check takes, in megabytes, as the kernel tells the parent.
fn peak(session: &Session) -> u64 {
    let script = "import resource, subprocess, sys\n\
        subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n\
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)";
    let mut python = session.command("python3");
    python
        .args(["-c", script])
        .arg(adkeys_e2e::adkeys::program("adkeys"))
        .args(["status", "facebook", "--json"]);
    let output = python.output().expect("python3 starts");
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number of megabytes")
}

fn with_the_sdk(session: &Session, sandbox: &Sandbox) -> (u64, Duration) {
    let token = session.run(&["token", "facebook"]).succeeds().stdout;
    let mut script = session.python("time_ad_accounts.py");
    let mut sdk = Running::start(script.arg(sandbox.url()).stdin(Stdio::piped()));
    sdk.stdin().expect("stdin is piped").write_all(token.as_bytes()).expect("the token is handed over");
    let ended = sdk.end();
    assert!(ended.status.success(), "{}", ended.stderr);
    let told: Value = serde_json::from_str(&ended.stdout).expect("the script prints JSON");
    let seconds = told["seconds"].as_f64().expect("seconds");
    (told["accounts"].as_u64().unwrap_or_default(), Duration::from_secs_f64(seconds))
}
