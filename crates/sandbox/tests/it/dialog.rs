//! How the dialog judges what it is asked, and how it comes back.

use adkeys_sandbox::APP_ID;
use serde_json::json;
use url::Url;

use crate::support::{World, callback, location};

const LIVE: &str = "100200300400502";

/// Status, and what the page says.
async fn page(world: &World, changes: &[(&str, &str)]) -> (u16, String) {
    let answer = world.open(changes).await;
    assert!(!answer.headers().contains_key("location"));
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn requests_that_facebook_would_not_show_end_on_a_page_and_never_come_back() {
    let world = World::new().await;
    for (changes, code) in [
        (&[("client_id", "")][..], "app_id is required"),
        (&[("client_id", "12345")], "Invalid App ID"),
        (&[("redirect_uri", "")], "redirect_uri is required"),
        (&[("redirect_uri", "/back")], "must be absolute"),
        (&[("redirect_uri", "http://127.0.0.1:4711/back")], "1349048"),
        (&[("redirect_uri", "dev.adkeys://oauth/callback")], "1349168"),
        (&[("redirect_uri", "http://halden.example/back/facebook")], "Insecure Login Blocked"),
        (&[("redirect_uri", "https://halden.example/back/facebook/")], "1349168"),
        (&[("client_id", LIVE)], "1349168"),
        (
            &[("client_id", "100200300400507"), ("redirect_uri", "https://halden.example/back/facebook")],
            "1349220",
        ),
        (&[("response_type", "magic")], "response_type"),
        (&[("code_challenge", "short")], "code challenge"),
    ] {
        let (status, html) = page(&world, changes).await;
        assert_eq!(status, 400, "{changes:?}");
        assert!(html.contains(code), "{changes:?}: {html}");
    }
}

#[tokio::test]
async fn any_port_and_path_of_localhost_will_do_in_development() {
    let world = World::new().await;
    for uri in [
        "http://localhost:1/",
        "http://localhost:65535/v1/tool-oauth/facebook/callback",
        "http://localhost/x?y=z",
    ] {
        assert_eq!(world.open(&[("redirect_uri", uri)]).await.status(), 200, "{uri}");
    }
}

#[tokio::test]
async fn going_live_ends_localhost() {
    let world = World::new().await;
    assert_eq!(world.open(&[]).await.status(), 200);
    world.switch("apps", json!({"id": APP_ID, "mode": "live"})).await;
    assert!(page(&world, &[]).await.1.contains("1349168"));
}

#[tokio::test]
async fn a_person_without_a_role_sees_that_the_app_is_not_active() {
    let world = World::new().await;
    let answer = world.press(&[], &[("persona", "development"), ("decision", "allow")]).await;
    assert_eq!(answer.status(), 400);
    assert!(answer.text().await.unwrap().contains("1349126"));
}

#[tokio::test]
async fn a_role_holder_is_told_of_scopes_that_do_not_exist_and_others_lose_them_silently() {
    let world = World::new().await;
    let scope = [("scope", "ads_read,manage_pages")];
    let answer = world.press(&scope, &[("persona", "fine"), ("decision", "allow")]).await;
    assert!(answer.text().await.unwrap().contains("Invalid Scopes: manage_pages"));

    let live = [
        ("client_id", LIVE),
        ("redirect_uri", "https://halden.example/back/facebook"),
        ("return_scopes", "true"),
    ];
    let changes = [&live[..], &[("scope", "ads_read,ads_management,manage_pages")]].concat();
    let back = callback(&world.press(&changes, &[("persona", "development"), ("decision", "allow")]).await);
    assert_eq!(back["granted_scopes"], "public_profile,ads_read");
    assert_eq!(back["denied_scopes"], "");
}

#[tokio::test]
async fn cancelling_comes_back_as_access_denied() {
    let world = World::new().await;
    let answer = world.press(&[], &[("persona", "fine"), ("decision", "cancel")]).await;
    let wanted = "http://localhost:4711/back?error=access_denied&error_code=200\
                  &error_description=Permissions+error&error_reason=user_denied&state=st4te#_=_";
    assert_eq!(location(&answer), wanted);
}

#[tokio::test]
async fn some_failures_come_back_with_a_code_and_without_an_error() {
    let world = World::new().await;
    world
        .switch(
            "faults",
            json!({"dialog": {"error_code": 1_349_186, "error_message": "Feature unavailable"}}),
        )
        .await;
    let back = callback(&world.press(&[], &[("persona", "fine"), ("decision", "allow")]).await);
    assert_eq!(
        back,
        json!({"error_code": "1349186", "error_message": "Feature unavailable", "state": "st4te"})
    );
}

#[tokio::test]
async fn the_dialog_can_lie_about_the_state_or_say_nothing() {
    let world = World::new().await;
    let press = async |fault| {
        world.switch("faults", json!({"dialog": fault, "times": 1})).await;
        callback(&world.press(&[], &[("persona", "fine"), ("decision", "allow")]).await)
    };
    assert_eq!(press(json!({"state": "forged"})).await["state"], "forged");
    assert!(press(json!({"state": ""})).await.get("state").is_none());
    assert_eq!(press(json!({"empty": true})).await, json!({}));
    assert_eq!(press(json!({"extra": "&code=forged"})).await["code"], "forged");
}

#[tokio::test]
async fn the_redirect_keeps_the_query_and_the_bytes_of_the_address() {
    let world = World::new().await;
    let uri = "http://localhost:4711/b%61ck?a=%20b&C=D";
    let answer = world.press(&[("redirect_uri", uri)], &[("persona", "fine"), ("decision", "allow")]).await;
    assert!(location(&answer).starts_with(&format!("{uri}&code=")));
}

#[tokio::test]
async fn a_token_comes_back_in_the_fragment_where_a_server_does_not_see_it() {
    let world = World::new().await;
    let answer =
        world.press(&[("response_type", "token")], &[("persona", "fine"), ("decision", "allow")]).await;
    let url = Url::parse(&location(&answer)).unwrap();
    assert_eq!(url.query(), None);
    let fragment = url.fragment().unwrap();
    assert!(fragment.starts_with("access_token=EAA") && fragment.ends_with("&state=st4te"), "{fragment}");
}

#[tokio::test]
async fn the_page_is_plainly_a_sandbox_in_the_language_of_the_browser() {
    let world = World::new().await;
    let answer = world.open(&[("locale", "ru_RU")]).await;
    let csp = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(csp.contains("default-src 'none'") && csp.contains("form-action 'self' http://localhost:4711"));
    let html = answer.text().await.unwrap();
    assert!(html.contains("Песочница: здесь всё понарошку") && html.contains("lang=\"ru\""));
    assert!(world.open(&[]).await.text().await.unwrap().contains("Sandbox: nothing here is real"));
}

#[tokio::test]
async fn hostile_words_never_become_markup() {
    let world = World::new().await;
    let uri = "http://localhost:4711/\"><script>alert(1)</script>";
    let html = world.open(&[("redirect_uri", uri), ("scope", "<b>x</b>")]).await.text().await.unwrap();
    assert!(!html.contains("<script") && !html.contains("<b>x") && !html.contains("<img"), "{html}");
}

#[tokio::test]
async fn any_page_that_never_comes_back_can_be_asked_for() {
    let world = World::new().await;
    for code in [1_349_048, 1_349_186, 1_349_245, 77] {
        world.switch("faults", json!({"dialog": {"page": code}, "times": 1})).await;
        assert!(page(&world, &[]).await.1.contains(&code.to_string()));
    }
}
