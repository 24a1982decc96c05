//! An AI assistant asks AdKeys through the official MCP client: it learns the state of things, and never a token.

use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use adkeys_e2e::adkeys::program;
use adkeys_e2e::canary::holds;
use adkeys_e2e::process::Running;
use adkeys_e2e::sandbox::press;
use adkeys_e2e::{Sandbox, Session};
use serde_json::{Value, json};

/// Lets the client make these calls; all that it was told.
fn told(session: &Session, calls: &Value) -> Value {
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("mcp/client.mjs");
    let mut client = session.command("node");
    client.arg(script).arg(program("adkeys")).arg("mcp").stdin(Stdio::piped());
    let mut running = Running::start(&mut client);
    let mut stdin = running.stdin().expect("stdin is piped");
    stdin.write_all(calls.to_string().as_bytes()).expect("the calls are handed over");
    drop(stdin);
    let ended = running.end();
    assert!(ended.status.success(), "{}", ended.stderr);
    serde_json::from_str(&ended.stdout).expect("the client prints JSON")
}

/// An error as it stands in a tool's log.
const EXPIRED: &str = r#"{"error":{"message":"Error validating access token: Session has expired","type":"OAuthException","code":190,"error_subcode":463}}"#;

fn text(answer: &Value) -> &str {
    answer["content"][0]["text"].as_str().expect("an answer has text")
}

#[tokio::test]
async fn an_assistant_learns_how_the_ad_accounts_are_doing_and_never_a_token() {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let connecting = session.connect(&["facebook"]);
    press(connecting.url(), "mixed", "allow").await;
    drop(connecting.end().succeeds());
    let token = session.run(&["token", "facebook"]).succeeds().stdout.trim().to_owned();
    let facebook = json!({ "connection": "facebook" });
    let told = told(
        &session,
        &json!([
            ["list_connections", {}],
            ["status", facebook],
            ["accounts", { "connection": "facebook", "status": "blocked" }],
            ["diagnosis", facebook],
            ["status", { "connection": "linkedin" }],
            ["explain", { "text": EXPIRED }],
        ]),
    );
    let all = told.to_string();
    assert!(!holds(all.as_bytes(), &[token, sandbox.client_secret().to_owned()]), "the client saw a secret");

    let answers = told["answers"].as_array().expect("answers");
    let answer = |at: usize| &answers[at]["structuredContent"];
    assert_eq!(answer(0)["connections"][0]["connection"], "facebook");
    assert_eq!(answer(1)["state"], "connected", "{}", answer(1));
    assert_eq!(answer(1)["accounts_total"], 3);
    let blocked = answer(2)["accounts"].as_array().expect("accounts");
    assert!(!blocked.is_empty() && blocked.iter().all(|account| account["status"] == "blocked"));
    let diagnosed = &answer(3)["connections"][0];
    assert_eq!(diagnosed["connection"], "facebook");
    assert!(diagnosed["findings"].as_array().is_some_and(|findings| !findings.is_empty()), "{diagnosed}");
    assert_eq!(answer(5)["code"], "token-expired", "{}", answer(5));
    assert!(answers[4]["isError"] == true && text(&answers[4]).starts_with("Authorization required"));
    assert!(text(&answers[4]).contains("dev.adkeys://connect/linkedin"));
}

#[tokio::test]
async fn every_tool_says_that_it_only_looks_and_none_is_about_tokens() {
    let session = Session::without_keyring();
    let told = told(&session, &json!([]));
    assert_eq!(told["server"]["name"], "adkeys");
    let tools = told["tools"].as_array().expect("tools");
    assert!(tools.len() >= 5, "{tools:?}");
    for tool in tools {
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
        assert!(!tool["name"].as_str().is_some_and(|name| name.contains("token")), "{tool}");
        assert!(tool["description"].is_string(), "{tool}");
    }
}
