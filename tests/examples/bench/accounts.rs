//! `adkeys status` of an agency with 10,000 ad accounts at 50 ms a call, against the least that its pages can take and
//! against `facebook-business` at its defaults.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use adkeys_e2e::process::Running;
use adkeys_e2e::sandbox::press;
use adkeys_e2e::{Sandbox, Session};
use serde_json::{Value, json};

use crate::race::show;

const LATENCY: Duration = Duration::from_millis(50);

/// Connects as the agency, then lets both list its accounts.
pub(crate) async fn run() {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let connecting = session.connect(&["facebook"]);
    press(connecting.url(), "agency", "allow").await;
    drop(connecting.end().succeeds());
    sandbox.fault(&json!({ "latency_ms": LATENCY.as_millis() as u64 })).await;

    let before = sandbox.requests().await.len();
    let start = Instant::now();
    let status = session.run(&["status", "facebook", "--json"]).succeeds().json();
    let taken = start.elapsed();
    let requests = sandbox.requests().await.split_off(before);
    let accounts = status["accounts"].as_array().map_or(0, Vec::len);
    let least = LATENCY * u32::try_from(requests.len()).unwrap_or(u32::MAX);

    println!("\nThe state of {accounts} ad accounts at {} a call", show(LATENCY));
    println!("  {:<34} {:>9} {:>9}", "", "time", "ratio");
    let line = |name: &str, time: Duration| {
        println!("  {name:<34} {:>9} {:>8.2}×", show(time), time.as_secs_f64() / least.as_secs_f64());
    };
    line(&format!("{} calls, one after another", requests.len()), least);
    line("adkeys status", taken);
    let (others, sdk) = with_the_sdk(&session, &sandbox);
    line(&format!("facebook-business ({others} accounts)"), sdk);
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
