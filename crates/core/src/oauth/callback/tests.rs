use proptest::prelude::*;

use super::*;
use crate::oauth::fixture::{pending, state};

/// The query that `template` gives with the right state for `STATE`.
fn query(template: &str, pending: &Pending) -> String {
    template.replace("STATE", state(pending))
}

#[track_caller]
fn answer(template: &str) -> Result<Secret> {
    let pending = pending();
    match judge(&query(template, &pending), &pending) {
        Verdict::Answer(answer) => answer,
        Verdict::Stray => panic!("{template} was taken for a stray"),
    }
}

fn is_stray(template: &str, pending: &Pending) -> bool {
    matches!(judge(&query(template, pending), pending), Verdict::Stray)
}

#[test]
fn a_code_with_the_right_state_is_the_answer() {
    for template in
        ["code=AQD&state=STATE", "state=STATE&code=AQD#_=_", "state=STATE&granted_scopes=a,b&code=AQD&x"]
    {
        assert_eq!(answer(template).unwrap(), Secret::new("AQD"), "{template}");
    }
    assert_eq!(answer("code=4%2F0a%2Bb&state=STATE").unwrap(), Secret::new("4/0a+b"));
}

#[test]
fn a_callback_without_the_right_state_is_never_looked_at() {
    let pending = pending();
    let truncated: String = state(&pending).chars().take(42).collect();
    let strays = [
        "",
        "code=AQD",
        "code=AQD&state=",
        "code=AQD&state=x",
        "code=AQD&STATE",
        "code=AQD&State=STATE",
        "code=AQD&state=STATE%20",
        "code=AQD&state=STATE&state=STATE",
        "code=AQD&state=x&state=STATE",
        "error=access_denied",
        "error=access_denied&state=x",
        "error_code=1349126&error_message=App+Not+Setup",
        "#state=STATE&code=AQD",
        &format!("code=AQD&state={truncated}"),
    ];
    for stray in strays {
        assert!(is_stray(stray, &pending), "{stray}");
    }
}

#[test]
fn the_right_state_with_nothing_to_go_on_keeps_the_sign_in_waiting() {
    for stray in [
        "state=STATE",
        "state=STATE&code=",
        "state=STATE&error=",
        "state=STATE&code=%00",
        "state=STATE&code=%ff",
    ] {
        assert!(is_stray(stray, &pending()), "{stray}");
    }
}

#[test]
fn a_repeated_parameter_is_refused() {
    for name in ["code", "error", "iss", "error_code"] {
        assert!(is_stray(&format!("{name}=a&{name}=b&code=AQD&state=STATE"), &pending()), "{name}");
    }
}

#[test]
fn an_error_beats_a_code() {
    assert_eq!(
        answer("code=AQD&error=server_error&state=STATE").unwrap_err().code,
        Code::PlatformUnavailable
    );
}

#[test]
fn every_shape_of_error_has_its_code() {
    let rows = [
        ("error=access_denied", Code::AuthorizationDeclined),
        (
            "error_reason=user_denied&error=access_denied&error_description=Permissions+error.",
            Code::AuthorizationDeclined,
        ),
        ("error=OAuthAccessDeniedException", Code::AuthorizationDeclined),
        ("error_type=access_denied", Code::AuthorizationDeclined),
        ("error_reason=user_denied", Code::AuthorizationDeclined),
        ("error_code=4201&error_message=cancelled", Code::Cancelled),
        ("error=user_cancelled_login", Code::Cancelled),
        ("error=user_cancelled_authorize", Code::AuthorizationDeclined),
        ("error=invalid_request", Code::RedirectRefused),
        ("error=unauthorized_client", Code::ClientRejected),
        ("error=unsupported_response_type", Code::ClientRejected),
        ("error=invalid_scope", Code::PermissionMissing),
        ("error=unauthorized_scope_error", Code::PermissionMissing),
        ("error=server_error", Code::PlatformUnavailable),
        ("error=temporarily_unavailable", Code::PlatformUnavailable),
        ("error=never_heard_of", Code::RedirectRefused),
        ("error_code=191", Code::RedirectUriRejected),
        ("error_code=1349048&error_message=Can%27t+Load+URL", Code::RedirectUriRejected),
        ("error_code=1349126&error_message=App+Not+Setup", Code::AppNotLive),
        ("error_code=1349168&error_message=URL+Blocked", Code::RedirectRefused),
        ("error_code=1349186", Code::PermissionMissing),
        ("error_code=1349220", Code::AppNotLive),
        ("error_code=1349245", Code::AppNotLive),
        ("error_code=99", Code::RedirectRefused),
        ("error_code=many", Code::RedirectRefused),
        ("error_message=Something", Code::RedirectRefused),
    ];
    for (template, code) in rows {
        let error = answer(&format!("{template}&state=STATE")).unwrap_err();
        assert_eq!(error.code, code, "{template}");
        assert!(error.message.en != error.message.ru && error.hint.en != error.hint.ru, "{template}");
    }
}

#[test]
fn the_platforms_number_and_words_are_kept_for_support() {
    let error =
        answer("error_code=1349168&error_message=URL+Blocked%0A%1b%5b31m+STATE&state=STATE").unwrap_err();
    assert_eq!(error.details.platform_code, Some(1_349_168));
    assert_eq!(error.details.platform_message.as_deref(), Some("URL Blocked [31m […]"));
}

#[test]
fn a_denial_that_may_be_an_app_in_development_says_so() {
    let error = answer("error=access_denied&error_code=200&error_description=Permissions+error&state=STATE")
        .unwrap_err();
    assert_eq!(error.code, Code::AuthorizationDeclined);
    assert!(error.hint.en.contains("development mode") && error.hint.ru.contains("режиме разработки"));
}

#[test]
fn another_issuer_than_the_one_asked_is_refused() {
    let mut pending = pending();
    pending.issuer = Some("https://acme.example".into());
    let judged = |pending: &Pending, iss: &str| match judge(
        &query(&format!("code=AQD&state=STATE{iss}"), pending),
        pending,
    ) {
        Verdict::Answer(answer) => answer.map_err(|error| error.code),
        Verdict::Stray => panic!("{iss} was taken for a stray"),
    };
    assert!(judged(&pending, "").is_ok());
    assert!(judged(&pending, "&iss=https%3A%2F%2Facme.example").is_ok());
    for foreign in [
        "&iss=https%3A%2F%2Fevil.example",
        "&iss=https%3A%2F%2Facme.example%2F",
        "&iss=HTTPS%3A%2F%2Facme.example",
        "&iss=",
    ] {
        assert_eq!(judged(&pending, foreign), Err(Code::StateMismatch), "{foreign}");
        assert_eq!(judged(&pending, &format!("{foreign}&error=access_denied")), Err(Code::StateMismatch));
    }
    pending.issuer_required = true;
    assert_eq!(judged(&pending, ""), Err(Code::StateMismatch));
}

#[test]
fn a_paste_is_understood_whatever_copying_did_to_it() {
    let pending = pending();
    let pastes = [
        "http://localhost:4000/cb?code=AQD-1&state=STATE#_=_",
        "  http://localhost:4000/cb?code=AQD-1&state=STATE\r\n",
        "http://localhost:4000/cb?code=AQ\nD-1&sta\n te=STATE",
        "<http://localhost:4000/cb?code=AQD-1&amp;state=STATE>",
        "localhost:4000/cb?code=AQD-1&state=STATE",
        "https://relay.example/#code=AQD-1&state=STATE",
        "dev.adkeys://oauth/callback?code=AQD-1&state=STATE#_=_",
        "?code=AQD-1&state=STATE",
        "code=AQD-1&state=STATE",
        "code=AQD-1",
        "?code=AQD-1#_=_",
        "AQD-1",
        "\"AQD-1#_=_\"\n",
    ];
    for paste in pastes {
        assert_eq!(judge_paste(&query(paste, &pending), &pending).unwrap(), Secret::new("AQD-1"), "{paste}");
    }
    assert_eq!(judge_paste("4/0AX4-b=", &pending).unwrap(), Secret::new("4/0AX4-b="));
}

#[test]
fn a_paste_of_another_sign_in_is_refused() {
    let foreign = [
        "http://localhost:4000/cb?code=AQD&state=x",
        "code=AQD&state=x",
        "http://localhost:4000/cb?code=AQD",
        "http://localhost:4000/cb?code=AQD&state=STATE&state=x",
    ];
    for paste in foreign {
        let error = judge_paste(&query(paste, &pending()), &pending()).unwrap_err();
        assert_eq!(error.code, Code::StateMismatch, "{paste}");
        assert!(!format!("{error:?}").contains("AQD"));
    }
}

#[test]
fn a_link_that_any_program_can_send_does_nothing_without_the_state() {
    for link in ["?code=EVIL", "?error=access_denied", "?error_code=4201", "?x=1", "", "?code=EVIL&state=x"] {
        let link = format!("dev.adkeys://oauth/callback{link}");
        assert_eq!(judge_paste(&link, &pending()).unwrap_err().code, Code::StateMismatch, "{link}");
    }
}

#[test]
fn a_paste_without_anything_in_it_asks_for_another() {
    let long = "a".repeat(20_000);
    for paste in [
        "",
        "  \n",
        "abc",
        "I see an error page",
        "https://www.facebook.com/",
        "https://a.example/?state=STATE",
        &long,
    ] {
        let error = judge_paste(&query(paste, &pending()), &pending()).unwrap_err();
        assert_eq!(error.code, Code::Usage, "{paste}");
    }
    let error = judge_paste(&query("x?code=a&code=b&state=STATE", &pending()), &pending()).unwrap_err();
    assert!(error.code == Code::Usage && error.message.en.contains("code stands twice"));
}

#[test]
fn a_pasted_error_page_is_explained_even_without_state() {
    let error =
        judge_paste("http://localhost/cb?error_code=1349168&error_message=URL+Blocked#_=_", &pending())
            .unwrap_err();
    assert_eq!(error.code, Code::RedirectRefused);
}

proptest! {
    #[test]
    fn no_query_without_the_right_state_is_ever_an_answer(query in ".{0,200}") {
        prop_assert!(matches!(judge(&query, &pending()), Verdict::Stray));
    }

    #[test]
    fn parameters_around_the_answer_never_change_the_code(
        noise in proptest::collection::vec(("[a-bd-hj-rt-z_]{1,8}", "[ -~]{0,20}"), 0..6),
        code in "[!-~]{1,60}",
    ) {
        prop_assume!(noise.iter().all(|(name, _)| !name.starts_with("error")));
        let pending = pending();
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&noise).append_pair("code", &code).append_pair("state", state(&pending)).finish();
        let Verdict::Answer(Ok(found)) = judge(&query, &pending) else { panic!("{query}") };
        prop_assert_eq!(found, Secret::new(code));
    }

    #[test]
    fn no_paste_panics(paste in ".{0,200}") {
        let _ = judge_paste(&paste, &pending());
    }
}
