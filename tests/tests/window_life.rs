//! A person's life with the real window: what goes wrong, and what is done about it; in two languages, with ten thousand
//! ad accounts and names that mean harm.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use adkeys_e2e::canary::files_with;
use adkeys_e2e::person::{answer, opened};
use adkeys_e2e::sandbox::http;
use adkeys_e2e::wait::until;
use adkeys_e2e::{Sandbox, Session, Window};
use fantoccini::Locator;
use serde_json::{Value, json};

const SANDBOX: &[&str] = &["--sandbox"];

#[tokio::test]
async fn a_person_who_declines_is_told_so_and_starts_again() {
    let session = Session::start();
    let window = Window::open(&session, SANDBOX).await;
    window.press("[data-testid=connect]").await;
    answer(&opened(&session, 1), "fine", "cancel").await;
    window.says("Access was not allowed").await;
    window.press("[data-testid=connect-again]").await;
    answer(&opened(&session, 2), "fine", "allow").await;
    window.says("Connected as").await;
}

#[tokio::test]
async fn access_that_was_withdrawn_comes_back_with_one_sign_in() {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let window = Window::open(&session, &[]).await;
    window.connect(&session, "fine").await;
    sandbox.fault(&json!({ "error": { "code": 190, "subcode": 458 } })).await;
    window.press("[data-testid=check-now]").await;
    window.shows_state("revoked").await;
    let healed = http().delete(format!("{}/_sandbox/faults", sandbox.url())).send().await;
    assert!(healed.expect("the sandbox answers").status().is_success());
    window.press("[data-testid=sign-in]").await;
    answer(&opened(&session, 2), "fine", "allow").await;
    window.says("Connected as").await;
    window.press("[data-testid=connect-show]").await;
    window.shows_state("connected").await;
}

#[tokio::test]
async fn an_app_is_set_up_checked_and_kept_before_the_first_sign_in() {
    let session = Session::start();
    let sandbox = Sandbox::start(&session);
    sandbox.take_the_place_of_facebook(&session);
    let window = Window::open(&session, &[]).await;
    window.says("Sign in once").await;
    window.go("#/setup/facebook").await;
    window.says("Create the app").await;
    window.press("[data-testid=have-app]").await;
    enter(&window, "[data-testid=setup-id]", "100200300400501").await;
    enter(&window, "[data-testid=setup-secret]", "00000000000000000000000000000000").await;
    window.press("[data-testid=setup-save]").await;
    let kept = session.run(&["providers", "--json"]).succeeds().json();
    let facebook = kept.as_array().unwrap().iter().find(|one| one["key"] == "facebook").unwrap().clone();
    assert_eq!(facebook["configured"], false);
    window.shows("[data-level=error]").await;
    enter(&window, "[data-testid=setup-secret]", sandbox.client_secret()).await;
    window.press("[data-testid=setup-save]").await;
    answer(&opened(&session, 1), "fine", "allow").await;
    window.says("Connected as").await;
}

async fn enter(window: &Window, css: &str, text: &str) {
    let field = window.client().wait().for_element(Locator::Css(css)).await.expect("a field");
    let empty = "arguments[0].value = ''; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))";
    window
        .client()
        .execute(empty, vec![serde_json::to_value(&field).expect("an element")])
        .await
        .expect("emptied");
    field.send_keys(text).await.expect("typed");
}

#[tokio::test]
async fn the_language_changes_at_once_and_for_the_command_line_too() {
    let session = Session::start();
    let window = Window::open(&session, &[]).await;
    window.says("Sign in once").await;
    window.go("#/settings").await;
    window.press("[role=radio]:nth-child(3)").await;
    window.says("Настройки").await;
    until("the setting to be kept", || {
        let file = session.home().join("config/settings.toml");
        fs::read_to_string(file).ok().filter(|kept| kept.contains("lang = \"ru\""))
    });
    window.go("#/guide/connect").await;
    window.says("Подключить Facebook").await;
    assert!(session.run(&["token", "facebook"]).exits(3).stderr.contains("не подключён"));
}

#[tokio::test]
async fn the_sandbox_opens_beside_the_window_once_and_touches_nothing_real() {
    let session = Session::start();
    let window = Window::open(&session, &[]).await;
    let running = || window.started_with("--sandbox");
    window.press("[data-testid=open-sandbox]").await;
    until("the sandbox to be there", || {
        let ledger = session.home().join("data/sandbox/data/adkeys.db");
        (ledger.exists() && running().len() == 1).then_some(())
    });
    let first = running();
    window.press("[data-testid=open-sandbox]").await;
    until("a second start", || (running().len() == 2).then_some(()));
    until("the second start to end", || (running() == first).then_some(()));
    assert!(!session.home().join("config/providers").exists(), "the real catalogue is as it was");
    window.says("Sign in once").await;
    window.close().await;
}

const PASSPHRASE: &str = "four words of a story";

#[tokio::test]
async fn the_encrypted_file_is_chosen_and_unlocked_in_the_window() {
    let session = Session::without_keyring();
    let window = Window::open(&session, SANDBOX).await;
    window.says("Sign in once").await;
    window.go("#/settings").await;
    window.press("[role=radiogroup][aria-label='Kept in'] [role=radio]:nth-child(2)").await;
    enter(&window, "[data-testid=passphrase]", PASSPHRASE).await;
    enter(&window, "[data-testid=passphrase-again]", PASSPHRASE).await;
    window.press("[data-testid=passphrase-give]").await;
    window.shows("[data-testid=vault][data-state=ready]").await;
    window.go("#/").await;
    window.connect(&session, "fine").await;
    let told = window.invoke("overview", json!({})).await.expect("the overview").to_string();
    assert!(!told.contains(PASSPHRASE));
    window.close().await;
    let window = Window::open(&session, SANDBOX).await;
    window.press("[data-testid=vault][data-state=locked]").await;
    enter(&window, "[data-testid=passphrase]", "not the words of it").await;
    window.press("[data-testid=passphrase-give]").await;
    window.says("does not open the file").await;
    enter(&window, "[data-testid=passphrase]", PASSPHRASE).await;
    window.press("[data-testid=passphrase-give]").await;
    window.shows("[data-testid=vault][data-state=ready]").await;
    window.go("#/connection/facebook/accounts").await;
    window.press("[data-testid=check-now]").await;
    window.shows_state("connected").await;
    window.close().await;
    assert_eq!(files_with(&session.home(), &[PASSPHRASE.to_owned()]), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn the_sandbox_does_not_open_another() {
    let session = Session::start();
    let window = Window::open(&session, SANDBOX).await;
    window.says("Sign in once").await;
    assert!(!window.text().await.contains("Open the sandbox"));
    assert_eq!(window.invoke("sandbox_open", json!({})).await.expect_err("refused")["code"], "usage");
}

#[tokio::test]
async fn without_a_network_the_last_picture_stays_and_nobody_is_blamed() {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let window = Window::open(&session, &[]).await;
    window.connect(&session, "fine").await;
    let told = session.run(&["status", "facebook", "--cached", "--json"]).succeeds().json();
    let name = told["accounts"][0]["name"].as_str().expect("a name").to_owned();
    window.says(&name).await;
    drop(sandbox);
    window.press("[data-testid=check-now]").await;
    let notice = window.client().wait().for_element(Locator::Css("[data-testid=notice]")).await;
    assert!(notice.is_ok(), "what happened is not said:\n{}", window.text().await);
    window.says(&name).await;
    window.shows_state("connected").await;
}

#[tokio::test]
async fn ten_thousand_accounts_open_from_the_ledger_and_are_found_by_a_word() {
    let session = Session::start();
    let window = Window::open(&session, SANDBOX).await;
    window.connect(&session, "agency").await;
    window.says("10,248").await;
    window.go("#/").await;
    window.says("Integrations").await;
    let start = Instant::now();
    window.go("#/connection/facebook/accounts").await;
    window.shows("[data-testid=account]").await;
    println!("10,248 ad accounts are on the screen after {:?}", start.elapsed());
    let rows = window.script("return document.querySelectorAll('[data-testid=account]').length", &[]).await;
    assert!(rows.as_u64().unwrap() < 100, "only what is seen is drawn: {rows}");
    enter(&window, "[data-testid=find-account]", "zzz-nobody").await;
    window.shows("[data-testid=no-match]").await;
}

#[tokio::test]
async fn names_that_mean_harm_are_only_names() {
    let session = Session::start();
    let window = Window::open(&session, SANDBOX).await;
    window.connect(&session, "hostile-names").await;
    window.shows("[data-testid=account]").await;
    for row in 0..4 {
        window.press(&format!("[data-row=\"{row}\"]")).await;
    }
    let harm = "return [document.querySelectorAll('main img, main script, main iframe').length,
        /[\\u202a-\\u202e\\u2066\\u200b]/.test(document.body.textContent),
        document.documentElement.scrollWidth > innerWidth, window.__foreign ?? null]";
    assert_eq!(window.script(harm, &[]).await, json!([0, false, false, null]));
}

/// The pages that axe looks at.
const PAGES: &[&str] = &[
    "#/",
    "#/settings",
    "#/setup/facebook/make",
    "#/setup/facebook/permissions",
    "#/setup/facebook/back",
    "#/setup/facebook/signin",
    "#/setup/facebook/live",
    "#/setup/linkedin",
    "#/guide/connect",
    "#/guide/errors",
    "#/connection/facebook/accounts",
    "#/connection/facebook/permissions",
    "#/connection/facebook/diagnosis",
    "#/connection/facebook/tools",
    "#/connection/facebook/activity",
    "#/connection/nobody/accounts",
];

#[tokio::test]
async fn axe_finds_nothing_on_any_page_in_either_theme() {
    let session = Session::start();
    let window = Window::open(&session, SANDBOX).await;
    window.connect(&session, "mixed").await;
    let mut found = Vec::new();
    for theme in ["light", "dark"] {
        window.script("document.documentElement.dataset.theme = arguments[0]", &[json!(theme)]).await;
        for page in PAGES {
            window.go(page).await;
            window.settle().await;
            found.extend(window.faults().await.into_iter().map(|fault| format!("{page} {theme}: {fault}")));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test]
async fn the_window_opens_as_large_as_it_was_closed() {
    let session = Session::start();
    let size = "return [innerWidth, innerHeight]";
    let window = Window::open(&session, SANDBOX).await;
    window.says("Sign in once").await;
    window.client().set_window_size(900, 640).await.expect("another size");
    window.settle().await;
    let before = window.script(size, &[]).await;
    // As a person quits, not as a driver ends a program; a moment later, so that the driver gets its answer.
    let quit = "setTimeout(() => window.__TAURI_INTERNALS__.invoke('close_answer', { close: 'quit' }), 200)";
    window.script(quit, &[]).await;
    until("the size to be kept", || {
        let file = session.home().join("data/sandbox/data/window.json");
        fs::read_to_string(file).ok().and_then(|kept| serde_json::from_str::<Value>(&kept).ok())
    });
    window.close().await;
    let window = Window::open(&session, SANDBOX).await;
    window.says("Sign in once").await;
    window.settle().await;
    assert_eq!(window.script(size, &[]).await, before);
}
