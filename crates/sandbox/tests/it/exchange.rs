//! The token endpoint: what it takes, once, and how it says no.

use adkeys_sandbox::{APP_ID, APP_SECRET};
use serde_json::json;

use crate::support::{BACK, World, callback, codes, json_of, message, with_query};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

#[tokio::test]
async fn a_wrong_id_a_wrong_secret_and_a_wrong_address_each_have_their_words() {
    let world = World::new().await;
    for (form, code, words) in [
        (
            &[("client_id", "12345")][..],
            "101",
            "Error validating application. Cannot get application info due to a system error.",
        ),
        (&[("client_secret", "wrong")], "1", "Error validating client secret."),
        (&[("client_secret", "")], "1", "Missing client_secret parameter."),
        (&[("redirect_uri", "")], "191", "Missing redirect_uri parameter."),
        (&[("redirect_uri", "https://other.example/")], "191", "Can't Load URL: The domain of this URL"),
        (&[("redirect_uri", "https://halden.example/other")], "191", "Invalid redirect_uri"),
        (&[("code", "")], "100", "Missing authorization code"),
        (&[], "100", "Invalid verification code format."),
    ] {
        let usual = [("redirect_uri", BACK), ("code", "dummy")];
        let form: Vec<_> = usual
            .iter()
            .filter(|(name, _)| form.iter().all(|(own, _)| own != name))
            .chain(form)
            .copied()
            .collect();
        let (status, error) = world.ask_token(&form).await;
        assert_eq!((status, codes(&error).as_str()), (400, code), "{error}");
        assert!(message(&error).starts_with(words), "{error}");
        assert!(error["error"]["fbtrace_id"].is_string());
    }
}

#[tokio::test]
async fn a_code_works_once() {
    let world = World::new().await;
    let code = world.code("fine").await;
    assert_eq!(world.exchange(&code).await.0, 200);
    let (status, error) = world.exchange(&code).await;
    assert_eq!((status, codes(&error)), (400, "100/36009".to_owned()));
}

#[tokio::test]
async fn a_code_lives_ten_minutes() {
    let world = World::new().await;
    let code = world.code("fine").await;
    world.switch("clock", json!({"offset_seconds": 601})).await;
    assert_eq!(codes(&world.exchange(&code).await.1), "100/36007");
}

#[tokio::test]
async fn the_address_must_be_the_same_to_the_letter() {
    let world = World::new().await;
    let code = world.code("fine").await;
    for uri in ["http://localhost:4711/back/", "http://localhost:4712/back", "http://localhost:4711/back?x"] {
        let (_, error) = world.ask_token(&[("redirect_uri", uri), ("code", &code)]).await;
        assert!(message(&error).contains("redirect_uri is identical to the one you used"), "{uri}: {error}");
    }
    assert_eq!(world.exchange(&code).await.0, 200);
}

#[tokio::test]
async fn a_code_belongs_to_its_app() {
    let world = World::new().await;
    let code = world.code("fine").await;
    let other = [("client_id", "100200300400503"), ("client_secret", "5a17d0c0ffee5a17d0c0ffee5a17d0c3")];
    let (_, error) =
        world.ask_token(&[&other[..], &[("redirect_uri", BACK), ("code", &code)]].concat()).await;
    assert_eq!(codes(&error), "100");
}

#[tokio::test]
async fn a_challenge_wants_its_verifier() {
    let world = World::new().await;
    let changes = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let answer = callback(&world.press(&changes, &[("persona", "fine"), ("decision", "allow")]).await);
    let code = answer["code"].as_str().unwrap();
    for wrong in ["", CHALLENGE] {
        let (_, error) =
            world.ask_token(&[("redirect_uri", BACK), ("code", code), ("code_verifier", wrong)]).await;
        assert!(message(&error).starts_with("Invalid code verifier."), "{error}");
    }
    let right = [("redirect_uri", BACK), ("code", code), ("code_verifier", VERIFIER)];
    assert_eq!(world.ask_token(&right).await.0, 200);
}

#[tokio::test]
async fn only_a_public_client_goes_without_its_secret() {
    let world = World::new().await;
    for (app, wanted) in [(APP_ID, 400), ("100200300400510", 200)] {
        let changes = [("client_id", app), ("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
        let answer = callback(&world.press(&changes, &[("persona", "fine"), ("decision", "allow")]).await);
        let code = answer["code"].as_str().unwrap();
        let form = [
            ("client_id", app),
            ("client_secret", ""),
            ("redirect_uri", BACK),
            ("code", code),
            ("code_verifier", VERIFIER),
        ];
        assert_eq!(world.ask_token(&form).await.0, wanted, "{app}");
    }
}

#[tokio::test]
async fn get_is_taken_too_and_the_journal_tells() {
    let world = World::new().await;
    let code = world.code("fine").await;
    let query = [
        ("client_id", APP_ID),
        ("client_secret", APP_SECRET),
        ("redirect_uri", BACK),
        ("code", code.as_str()),
    ];
    let url = with_query(&world.url("/v26.0/oauth/access_token"), &query);
    assert_eq!(json_of(world.client.get(url)).await.0, 200);
    let journal = world.look("requests").await;
    let last = journal.as_array().unwrap().last().unwrap();
    assert_eq!(last["secrets_in_url"], json!(["client_secret", "code"]));
}

#[tokio::test]
async fn the_long_lived_token_is_another_one_and_the_old_one_goes_on_working() {
    let world = World::new().await;
    let (_, short) = world.exchange(&world.code("fine").await).await;
    let short = short["access_token"].as_str().unwrap();
    let form = [("grant_type", "fb_exchange_token"), ("fb_exchange_token", short)];
    let (_, long) = world.ask_token(&form).await;
    assert_ne!(long["access_token"], short);
    assert!((5_180_000..=5_184_000).contains(&long["expires_in"].as_i64().unwrap()));
    assert_eq!(world.get(short, "/me").await.0, 200);
}

#[tokio::test]
async fn an_expired_token_cannot_be_exchanged() {
    let world = World::new().await;
    let token = world.connect("fine").await;
    world.switch("clock", json!({"offset_seconds": 60 * 86_400})).await;
    let form = [("grant_type", "fb_exchange_token"), ("fb_exchange_token", &token)];
    let (status, error) = world.ask_token(&form).await;
    assert_eq!((status, codes(&error)), (400, "190/463".to_owned()));
    assert!(message(&error).starts_with("Error validating access token: Session has expired on "));
}

#[tokio::test]
async fn a_system_users_endless_token_comes_back_from_an_exchange_with_an_end() {
    let world = World::new().await;
    let endless = world.mint("system-user").await;
    assert_eq!(world.debug(&endless).await["expires_at"], 0);
    let ended = world.upgrade(&endless).await;
    assert!(world.debug(&ended).await["expires_at"].as_i64().unwrap() > 0);
}

#[tokio::test]
async fn the_apps_own_token_opens_debug_token() {
    let world = World::new().await;
    let (status, answer) = world.ask_token(&[("grant_type", "client_credentials")]).await;
    assert_eq!(status, 200);
    let app = answer["access_token"].as_str().unwrap();
    assert!(app.starts_with(&format!("{APP_ID}|")));
    let token = world.mint("fine").await;
    let url = with_query(&world.url("/v26.0/debug_token"), &[("input_token", &token)]);
    assert_eq!(json_of(world.client.get(url).bearer_auth(app)).await.1["data"]["is_valid"], true);
}
