//! What is wrong, why, who can mend it; explaining, inspecting, reports.

use std::fs;

use serde_json::Value;

use crate::support::World;

/// What depends on the machine that the test runs on is left out.
const PLATFORM: &str = "--only app --only token --only permissions --only accounts --only limits";

#[test]
fn the_shape_is_the_one_that_is_documented() {
    let world = World::connected("mixed");
    let found = world.adkeys("doctor --json").exits(0).json();
    assert!(found["findings"].is_array() && found["connections"].is_array());
    let connection = &found["connections"][0];
    for key in ["connection", "state", "person", "token", "accounts", "findings"] {
        assert!(connection.get(key).is_some(), "{key}");
    }
    let stopped = connection["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["account"] == "act_402917365518");
    let stopped = stopped.unwrap();
    for key in ["check", "level", "title", "detail", "evidence", "remedy"] {
        assert!(stopped.get(key).is_some(), "{key}");
    }
    for key in ["who", "text", "url", "command", "fix", "steps"] {
        assert!(stopped["remedy"].get(key).is_some(), "{key}");
    }
}

#[test]
fn whatever_it_finds_it_exits_0() {
    for persona in ["expired", "checkpoint", "noaccounts"] {
        World::connected(persona).adkeys(&format!("doctor facebook {PLATFORM}")).exits(0);
    }
}

#[test]
fn a_person_reads_cause_who_and_click_path() {
    let world = World::connected("stuck");
    let page = world.adkeys(&format!("doctor facebook {PLATFORM}")).exits(0).stdout;
    assert!(page.contains("No payment method"), "{page}");
    assert!(page.contains("Billing & payments › Accounts › Marram · unpaid › Payment methods"), "{page}");
    let russian = world.adkeys(&format!("doctor facebook --lang ru {PLATFORM}")).exits(0).stdout;
    assert!(russian.contains("Нет способа оплаты"), "{russian}");
}

#[test]
fn a_check_that_there_is_not_is_told() {
    World::connected("fine").adkeys("doctor --only tokn").exits(2);
    World::connected("fine").adkeys("doctor nobody").exits(2);
}

#[test]
fn a_report_is_written_and_says_what_it_leaves_out() {
    let world = World::connected("mixed");
    let (file, json) = (world.path("report.md"), world.path("report.json"));
    let line = format!("doctor --report {} {PLATFORM}", file.display());
    let told = world.adkeys(&line).exits(0);
    assert!(told.stderr.contains("Left out"), "{}", told.stderr);
    let text = fs::read_to_string(&file).unwrap();
    assert!(
        text.starts_with("# AdKeys") && !text.contains("Halloran") && !text.contains("402917365518"),
        "{text}"
    );
    world.adkeys(&format!("doctor --report {} {PLATFORM}", json.display())).exits(0);
    let report: Value = serde_json::from_str(&fs::read_to_string(&json).unwrap()).unwrap();
    assert_eq!(report["connections"][0]["state"], "connected");
    for open in ["", "--names", "--ids", "--names --ids"] {
        world.adkeys(&format!("doctor --report {} {open} {PLATFORM}", json.display())).exits(0);
        let changes = |more: &str| {
            let line = format!("doctor --diff {} {more} {PLATFORM} --json", json.display());
            world.adkeys(&line).exits(0).json()["changes"].clone()
        };
        assert_eq!(changes(""), serde_json::json!([]), "{open}");
        assert_eq!(changes(&format!("--to {}", json.display())), serde_json::json!([]), "{open}");
    }
}

#[test]
fn which_account_can_be_used_for_what_is_told_account_by_account() {
    let world = World::connected("mixed");
    let all = world.adkeys("doctor facebook --for all --json").exits(0).json();
    assert_eq!(all[0]["matrix"], Value::Null);
    assert_eq!(all[0]["rows"].as_array().unwrap().len(), 3);
    let one = world.adkeys("doctor facebook --for manage-ads --json").exits(0).json();
    let verdicts: Vec<&str> = one[0]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["cells"][0]["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts, ["no", "no", "no"]);
    let page = world.adkeys("doctor facebook --for manage-ads").exits(0).stdout;
    assert!(page.contains("The role is too small"), "{page}");
    world.adkeys("doctor facebook --for flying").exits(2);
}

#[test]
fn ten_thousand_accounts_go_into_a_spreadsheet_and_no_name_becomes_a_formula() {
    let csv = World::connected("agency").adkeys("doctor facebook --csv").exits(0).stdout;
    assert_eq!(csv.lines().count(), 10_249);
    let csv = World::connected("hostile-names").adkeys("doctor facebook --csv").exits(0).stdout;
    assert!(csv.contains("\"'=cmd|' /C calc'!A0\""), "{csv}");
    assert!(!csv.contains("\u{1b}"));
}

#[test]
fn a_pasted_error_is_explained_without_a_platform() {
    let world = World::new();
    let error = r#"{"error":{"message":"Session has expired","code":190,"error_subcode":463}}"#;
    let explained = world.adkeys("explain --json").input(error).exits(0).json();
    assert_eq!(explained["code"], "token-expired");
    assert_eq!(explained["findings"][0]["check"], "explain");
    assert_eq!(
        world.adkeys("explain facebook - --json").input(error).exits(0).json()["code"],
        "token-expired"
    );
    world.write("error.log", &format!("12:00 ERROR {error}"));
    let file = world.path("error.log");
    let explained = world.adkeys(&format!("explain {} --json", file.display())).exits(0).json();
    assert_eq!(explained["code"], "token-expired");
    assert_eq!(world.adkeys("explain --json").input("hello").exits(0).json()["code"], Value::Null);
}

#[test]
fn a_token_in_a_paste_is_masked_and_the_person_warned() {
    let paste = "GET /me?access_token=EAAcanary0123456789canary -> (#190) Invalid OAuth access token";
    let told = World::new().adkeys("explain").input(paste).exits(0);
    assert!(
        told.stdout.contains("The text holds a secret") && told.stdout.contains("access_token=[…]"),
        "{}",
        told.stdout
    );
    assert!(!told.stdout.contains("canary") && !told.stderr.contains("canary"));
}

#[test]
fn a_foreign_token_is_looked_at_from_standard_input_only() {
    let world = World::connected("fine");
    let token = world.adkeys("token facebook").exits(0).stdout;
    let told = world.adkeys("inspect facebook --token - --json").input(&token).exits(0);
    assert_eq!(told.json()["person"]["name"], "Anna Lindqvist");
    assert!(!told.stdout.contains(token.trim()));
    world.adkeys("inspect facebook --token EAAonthecommandline").exits(2);
    let dead = world.adkeys("inspect facebook --token - --json").input("EAAnonsense").exits(0).json();
    assert_eq!(dead["person"], Value::Null);
    assert_eq!(dead["findings"][0]["level"], "error");
}
