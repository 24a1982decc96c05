//! What AdKeys writes for other tools, read by those tools and by the readers of each format.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use adkeys_e2e::process::Running;
use adkeys_e2e::python::{interpreter, script_path};
use adkeys_e2e::sandbox::press;
use adkeys_e2e::{Sandbox, Session, program};
use serde_json::{Value, json};

/// A session in which somebody has signed in, and the platform.
async fn connected() -> (Session, Sandbox) {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let connecting = session.connect(&["facebook"]);
    let page = press(connecting.url(), "fine", "allow").await;
    assert!(!page.is_empty());
    drop(connecting.end().succeeds());
    (session, sandbox)
}

fn token(session: &Session) -> String {
    session.run(&["token", "facebook"]).succeeds().stdout.trim().to_owned()
}

/// Runs a command to its end with this on its standard input; its standard output.
#[track_caller]
fn run(command: &mut Command, stdin: &str) -> String {
    let mut running = Running::start(command.stdin(Stdio::piped()));
    let mut pipe = running.stdin().expect("stdin is piped");
    drop(pipe.write_all(stdin.as_bytes()));
    drop(pipe);
    let ended = running.end();
    assert!(ended.status.success(), "{command:?}: {}{}", ended.stdout, ended.stderr);
    ended.stdout
}

/// `adkeys export facebook --for RECIPE --account ID`, with the first ad account there is.
fn exported(session: &Session, recipe: &str) -> String {
    session.run(&["export", "facebook", "--for", recipe, "--account", &known(session)[0]]).succeeds().stdout
}

fn file(session: &Session, name: &str, content: &str) -> PathBuf {
    let path = session.path().join("home").join(name);
    fs::write(&path, content).expect("a file of the story");
    path
}

/// Texts that a careless reader takes for something else.
const HOSTILE: &[&str] = &[
    "no",
    "null",
    "~",
    "1_000",
    "0x1F",
    "012",
    "1e3",
    "12:30:45",
    "2026-01-01",
    "=",
    "<<",
    "- a",
    "a: b",
    "a=b",
    "!tag",
    "&a",
    "*a",
    "|",
    ">",
    "[x]",
    "{x}",
    "EAAB|secret",
    "ключ",
    "emoji 🙂",
    "trailing:",
];

/// The same for formats that quote.
const QUOTED: &[&str] = &[
    "it's",
    "a #b",
    "#",
    "\"quoted\"",
    "back\\slash",
    "$HOME",
    "$(id)",
    "`id`",
    "%PATH%",
    "50%",
    "a;b",
    " padded ",
    "‘’‚‛",
    "a\\nb",
];

#[tokio::test]
async fn every_format_is_read_back_by_its_own_reader() {
    let (session, _sandbox) = connected().await;
    for format in ["env", "json", "toml", "yaml", "ini"] {
        let texts: Vec<&str> = HOSTILE
            .iter()
            .chain(QUOTED.iter().filter(|_| !["env", "ini"].contains(&format)))
            .copied()
            .collect();
        let shape: toml::Table =
            texts.iter().enumerate().map(|(at, text)| (format!("V{at}"), (*text).into())).collect();
        recipe(&session, format, shape.clone());
        let read: Value = read_back(&session, format, &exported(&session, "hostile"));
        let read = if format == "ini" { read["section"].clone() } else { read };
        assert_eq!(read, json!(shape), "{format}");
    }
}

/// A recipe of the person's own with this document.
fn recipe(session: &Session, format: &str, shape: toml::Table) {
    let shape =
        if format == "ini" { toml::Table::from_iter([("section".to_owned(), shape.into())]) } else { shape };
    let entry = toml::toml! {
        key = "facebook"
        [recipes.hostile]
        title = { en = "Hostile", ru = "Враждебный" }
    };
    let mut entry = entry;
    let hostile = entry["recipes"]["hostile"].as_table_mut().expect("a recipe");
    hostile.insert("format".to_owned(), format.into());
    hostile.insert("shape".to_owned(), shape.into());
    let path = session.home().join("config/providers/hostile.toml");
    fs::write(path, entry.to_string()).expect("the person's recipe");
}

fn read_back(session: &Session, format: &str, document: &str) -> Value {
    let read = run(session.python("read_back.py").arg(format), document);
    serde_json::from_str(&read).expect("the script prints JSON")
}

#[tokio::test]
async fn shells_read_what_is_written_for_them() {
    let (session, _sandbox) = connected().await;
    let shape: toml::Table = HOSTILE
        .iter()
        .chain(QUOTED)
        .enumerate()
        .map(|(at, text)| (format!("V{at}"), (*text).into()))
        .collect();
    recipe(&session, "shell", shape.clone());
    let script = exported(&session, "hostile") + "env -0";
    for shell in ["bash", "sh"] {
        let printed = run(&mut session.command(shell), &script);
        for (name, value) in &shape {
            let line = format!("{name}={}", value.as_str().expect("text"));
            assert!(printed.split(['\0', '\n']).any(|found| found == line), "{shell}: {line}");
        }
    }
}

#[tokio::test]
async fn every_tool_finds_its_keys() {
    let (session, sandbox) = connected().await;
    let token = token(&session);
    let read = |recipe: &str, format: &str| read_back(&session, format, &exported(&session, recipe));
    assert_eq!(read("meta-cli", "env")["ACCESS_TOKEN"], token.as_str());
    let account = known(&session)[0].clone();
    assert_eq!(read("meta-cli", "env")["AD_ACCOUNT_ID"], account.as_str());
    let number = account.strip_prefix("act_").expect("Facebook's prefix");
    assert_eq!(read("meltano", "env")["TAP_FACEBOOK_ACCOUNT_ID"], number);
    assert_eq!(read("dlt", "toml")["sources"]["facebook_ads"]["access_token"], token.as_str());
    assert_eq!(
        read("airbyte", "json")["credentials"],
        json!({ "auth_type": "Service", "access_token": token })
    );
    assert_eq!(read("kubernetes-secret", "yaml")["stringData"]["FACEBOOK_ACCESS_TOKEN"], token.as_str());
    assert_eq!(read("external-secrets", "yaml")["kind"], "ExternalSecret");
    assert_eq!(read("ini", "ini")["facebook"]["access_token"], token.as_str());
    assert_eq!(read("postman", "json")["values"][0]["type"], "secret");
    let config = file(&session, "fb.curl", &exported(&session, "curl"));
    let url = format!("{}/v26.0/me?fields=id", sandbox.url());
    let answer = run(session.command("curl").args(["--silent", "--fail", "-K"]).arg(config).arg(url), "");
    assert!(serde_json::from_str::<Value>(&answer).expect("curl gets JSON")["id"].is_string(), "{answer}");
}

/// The ids of ad accounts, in order.
fn ids(accounts: &Value) -> Vec<String> {
    let list = accounts.as_array().expect("a list of ad accounts").iter();
    let mut ids: Vec<_> = list.map(|account| account["id"].as_str().expect("an id").to_owned()).collect();
    ids.sort();
    ids
}

fn known(session: &Session) -> Vec<String> {
    ids(&session.run(&["status", "facebook", "--cached", "--json"]).succeeds().json()["accounts"])
}

/// What a Python script prints that `adkeys exec` runs with this recipe.
fn by_exec(session: &Session, recipe: &str, script: &str, url: &str) -> Value {
    let (python, script) = (interpreter("python"), script_path(script));
    let words = ["exec", "facebook", "--for", recipe, "--", python.to_str().expect("a path")];
    let ran = session.run(&[&words[..], &[script.to_str().expect("a path"), url]].concat()).succeeds();
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran}"))
}

#[tokio::test]
async fn the_sdk_and_meta_ads_mcp_find_the_token_in_their_environment() {
    let (session, sandbox) = connected().await;
    let expected = known(&session);
    let sdk = by_exec(&session, "facebook-business-env", "environment_accounts.py", sandbox.url());
    assert_eq!(ids(&sdk), expected);
    let mcp = by_exec(&session, "meta-ads-mcp", "mcp_accounts.py", sandbox.url());
    assert_eq!(ids(&mcp), expected);
}

#[tokio::test]
async fn the_snippet_for_the_sdk_runs_as_it_stands() {
    let (session, sandbox) = connected().await;
    let more = format!(
        "from facebook_business.adobjects.user import User\nfrom facebook_business.session import FacebookSession\n\
         FacebookSession.GRAPH = \"{}\"\nprint(User(fbid=\"me\").api_get(fields=[\"id\"])[\"id\"])\n",
        sandbox.url()
    );
    let script = file(&session, "script.py", &(exported(&session, "facebook-business") + &more));
    let folder = program("adkeys").parent().expect("a folder").to_path_buf();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let printed = run(session.command(interpreter("python")).arg(script).env("PATH", path), "");
    assert!(!printed.trim().is_empty());
}

#[tokio::test]
async fn tap_facebook_reads_its_configuration_and_finds_the_account() {
    let (session, sandbox) = connected().await;
    let config = file(&session, "config.json", &exported(&session, "tap-facebook"));
    let mut tap = session.command(interpreter("python-tap"));
    tap.arg(script_path("tap_discover.py")).arg(sandbox.url()).arg("--config").arg(config).arg("--discover");
    let catalogue: Value =
        serde_json::from_str(&run(&mut tap, "")).expect("tap-facebook prints its catalogue");
    assert!(catalogue["streams"].as_array().is_some_and(|streams| !streams.is_empty()));
}
