use super::*;

fn catalogue() -> Catalogue {
    Catalogue::load(std::path::Path::new("/nowhere"))
}

fn told(text: &str) -> Explanation {
    explain(&catalogue(), None, text).unwrap()
}

#[test]
fn the_next_step_names_what_is_known_and_no_placeholder() {
    let linkedin = told(r#"{"status":401,"serviceErrorCode":65602,"message":"expired"}"#);
    let step = linkedin.findings[0].remedy.as_ref().unwrap();
    assert!(step.text.en.ends_with("adkeys connect linkedin"), "{}", step.text.en);
    let dialog = told("http://localhost:1/cb?error_code=1349048&error_message=x");
    assert_eq!(
        dialog.findings[0].detail.en,
        "The redirect address is not among the app's domains and addresses."
    );
}

#[test]
fn an_error_is_found_in_whatever_surrounds_it() {
    let body = r#"{"error":{"message":"Session has expired","type":"OAuthException","code":190,"error_subcode":463,"fbtrace_id":"A1"}}"#;
    let escaped = format!("level=error body=\"{}\"", body.replace('"', "\\\""));
    let dump =
        format!("HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\nx-fb-rev: 1\r\n\r\n{body}");
    let python = "FacebookRequestError: Message: Call was not successful\n  Status: 400\n  Response:\n    {\n      \"error\": {\n        \"message\": \"x\",\n        \"code\": 190,\n        \"error_subcode\": 463\n      }\n    }";
    for (text, code) in [
        (body, Code::TokenExpired),
        (&escaped, Code::TokenExpired),
        (&dump, Code::TokenExpired),
        (python, Code::TokenExpired),
        ("2026-11-22 ERROR meta: code=190 subcode=460 gave up", Code::TokenRevoked),
        ("(#17) User request limit reached", Code::RateLimited),
        ("http://localhost:1/cb?error_code=1349168&error_message=URL+Blocked", Code::RedirectRefused),
        (r#"{"status":401,"serviceErrorCode":65602,"message":"expired"}"#, Code::TokenExpired),
        (r#"log: {"message":"no","status":403,"serviceErrorCode":100} end"#, Code::PermissionMissing),
        (
            r#"[{"error":{"code":403,"message":"m","status":"PERMISSION_DENIED","details":[{"errors":[{"errorCode":{"authorizationError":"USER_PERMISSION_DENIED"}}]}]}}]"#,
            Code::AccountAccessDenied,
        ),
        (r#"{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}"#, Code::RateLimited),
        (
            r#"{"error":"invalid_grant","error_description":"Token has been expired or revoked."}"#,
            Code::TokenRevoked,
        ),
        (r#"{"error":"invalid_client"}"#, Code::ClientRejected),
        ("invalid_grant", Code::TokenRevoked),
        ("< HTTP/2 429 \n< content-length: 0", Code::RateLimited),
        ("upstream said status code 503", Code::PlatformUnavailable),
    ] {
        assert_eq!(told(text).code, Some(code), "{text}");
    }
}

#[test]
fn every_explanation_says_what_to_do_and_who_can() {
    let explained = told(r#"{"error":{"message":"m","code":190,"error_subcode":459}}"#);
    let finding = &explained.findings[0];
    assert_eq!((finding.check.as_str(), finding.level), ("explain", Level::Error));
    assert!(!finding.remedy.as_ref().unwrap().text.ru.is_empty());
    assert!(finding.evidence.iter().any(|fact| fact.value == "190/459"));
}

#[test]
fn what_is_no_error_is_not_made_one() {
    for text in ["", "hello", "{}", r#"{"data":[]}"#, "https://example.org/?a=b", "the code is 7", "[[[[{{{{"]
    {
        let explained = told(text);
        assert_eq!(explained.code, None, "{text}");
        assert_eq!(explained.findings[0].level, Level::Unknown, "{text}");
    }
}

#[test]
fn a_token_in_the_paste_is_told_and_goes_no_further() {
    let token = "EAAcanary0123456789abcdefghij";
    let text = format!(
        "GET /me?access_token={token}\nMalformed access token {token} {{\"error\":{{\"message\":\"Malformed access token {token}\",\"code\":190}}}}"
    );
    let explained = told(&text);
    assert_eq!(explained.code, Some(Code::TokenRevoked));
    assert!(explained.secrets_seen >= 2);
    assert_eq!(explained.findings[0].check, "explain.secret");
    assert!(!serde_json::to_string(&explained).unwrap().contains("canary"));
}

#[test]
fn a_provider_that_there_is_not_is_told() {
    assert_eq!(explain(&catalogue(), Some("nobody"), "x").unwrap_err().code, Code::ProviderUnknown);
}

#[test]
fn a_paste_of_a_megabyte_is_no_trouble() {
    assert_eq!(told(&"{".repeat(20_000)).code, None);
    assert_eq!(told(&"x".repeat(1_000_000)).code, None);
}

/// A row without a remedy in both languages must not come in.
#[test]
fn every_row_of_google_s_speaks_both_languages_and_is_found() {
    assert!(google::TABLE.len() > 15);
    for row in google::TABLE.iter() {
        for text in [&row.cause, &row.remedy] {
            speaks_both(text);
        }
        let name = &row.names[0];
        let body = format!(
            r#"{{"error":{{"code":400,"message":"m","status":"X","details":[{{"reason":"{name}"}}]}}}}"#
        );
        assert_eq!(told(&body).code, Some(row.becomes), "{name}");
    }
}

/// The same for Facebook's table: read as data here, so that a row that is added without its remedy fails.
#[test]
fn every_row_of_facebook_s_has_a_remedy_in_both_languages() {
    let table: toml::Table = include_str!("../../platform/facebook/errors.toml").parse().unwrap();
    let rows = table["row"].as_array().unwrap();
    assert!(rows.len() > 90);
    for row in rows {
        for key in ["cause", "remedy"] {
            let text: Text = row[key].clone().try_into().unwrap_or_else(|_| panic!("{key} of {row}"));
            speaks_both(&text);
        }
    }
}

#[track_caller]
fn speaks_both(text: &Text) {
    let russian = text.ru.chars().any(|letter| ('а'..='я').contains(&letter));
    assert!(text.en.len() > 3 && russian && !text.en.contains('!') && !text.ru.contains('!'), "{text:?}");
}
