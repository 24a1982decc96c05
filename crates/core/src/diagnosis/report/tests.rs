use super::*;

fn document(state: &str, level: &str) -> String {
    serde_json::json!({
        "adkeys": "0.1.0",
        "at": "2026-11-22T08:00:00Z",
        "findings": [],
        "connections": [{
            "connection": "facebook",
            "state": state,
            "findings": [{"check": "token.valid", "level": level}, {"check": "accounts.status", "account": "account-1", "level": "error"}],
        }],
    })
    .to_string()
}

#[test]
fn what_changed_since_it_last_worked_is_told() {
    let changed = diff(&document("connected", "ok"), &document("revoked", "error")).unwrap();
    let told: Vec<(&str, Option<&str>, Option<&str>)> = changed
        .changes
        .iter()
        .map(|change| (change.what.as_str(), change.before.as_deref(), change.after.as_deref()))
        .collect();
    assert_eq!(
        told,
        [("state", Some("connected"), Some("revoked")), ("token.valid", Some("ok"), Some("error"))]
    );
}

#[test]
fn two_reports_alike_have_no_changes() {
    let one = document("connected", "ok");
    assert_eq!(diff(&one, &one).unwrap().changes, []);
}

#[test]
fn what_is_no_report_is_refused() {
    for text in ["", "{}", "[]", r##"{"connections":{}}"##, "# AdKeys"] {
        assert_eq!(diff(text, &document("connected", "ok")).unwrap_err().code, Code::Usage, "{text}");
    }
}
