//! What a person sees of AdKeys on the desktop when its window is out of sight: the icon with its menu, notifications,
//! the start at a login. The desktop's part is played by the public protocols.

use std::fs;
use std::time::{Duration, Instant};

use adkeys_e2e::desktop::Notification;
use adkeys_e2e::sandbox::press;
use adkeys_e2e::wait::{PATIENCE, until};
use adkeys_e2e::{Desktop, Sandbox, Session, Window, program};
use fantoccini::Locator;
use serde_json::{Value, json};

const DAY: i64 = 24 * 3600;

/// Connects in a terminal beside the window, by signing in.
async fn sign_in(session: &Session, name: &str, persona: &str) {
    let connecting = session.connect(&["facebook", "--as", name]);
    press(connecting.url(), persona, "allow").await;
    drop(connecting.end().succeeds());
}

/// Connects in a terminal with a token that ends in so many seconds; gives the token.
async fn paste(session: &Session, sandbox: &Sandbox, name: &str, persona: &str, seconds: i64) -> String {
    let token = sandbox.token(persona, seconds).await;
    drop(session.run_with(&["connect", "facebook", "--token", "-", "--as", name], &token).succeeds());
    token
}

/// Where the page is.
async fn place(window: &Window) -> String {
    window.script("return location.hash", &[]).await.as_str().unwrap_or_default().to_owned()
}

async fn go(window: &Window, page: &str) {
    window.script("location.hash = arguments[0]", &[json!(page)]).await;
}

/// Waits until the page is at the connection.
async fn is_at(window: &Window, connection: &str) {
    let there = format!("#/connection/{connection}");
    let start = Instant::now();
    while !place(window).await.starts_with(&there) {
        assert!(start.elapsed() < PATIENCE, "never at {there} but at {}", place(window).await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Waits until the page says this no more.
async fn gone(window: &Window, words: &str) {
    let start = Instant::now();
    while window.text().await.contains(words) {
        assert!(start.elapsed() < PATIENCE, "the page never stops to say {words:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn end_of(session: &Session, name: &str) -> Value {
    let all = session.run(&["list", "--json"]).succeeds().json();
    let one = all.as_array().into_iter().flatten().find(|one| one["connection"] == name).cloned();
    one.expect("the connection")["expires_at"].clone()
}

#[tokio::test]
async fn the_tray_says_how_every_connection_is_and_does_what_is_chosen() {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let desktop = Desktop::start(&session);
    let window = Window::open(&session, &[]).await;
    window.says("Sign in once").await;
    desktop.shows("Open AdKeys");
    assert_eq!(
        (desktop.words(), desktop.title()),
        (vec!["Open AdKeys".into(), "Quit".into()], "AdKeys".into())
    );
    let fine = desktop.picture();

    sign_in(&session, "anna", "fine").await;
    desktop.shows("Renew Anna Lindqvist");
    assert!(desktop.words()[0].starts_with("✓ Anna Lindqvist: "), "{:?}", desktop.words());
    assert_eq!(desktop.picture(), fine);
    let before = end_of(&session, "anna");
    desktop.choose("Renew Anna Lindqvist");
    until("the renewal", || (end_of(&session, "anna") != before).then_some(()));

    // What ends soon comes first, and the icon says so.
    paste(&session, &sandbox, "agency", "mixed", 5 * DAY + 3600).await;
    desktop.shows("◔ Greta Halloran: 5 days left");
    let care = desktop.picture();
    assert_ne!(care, fine);
    assert_eq!(desktop.words()[3], "Renew Greta Halloran");

    // A pasted token cannot be renewed: the page says what can be done instead.
    desktop.choose("Renew Greta Halloran");
    is_at(&window, "agency").await;
    desktop.choose(&desktop.words()[1]);
    is_at(&window, "anna").await;

    go(&window, "#/settings").await;
    window.press("[role=radio]:nth-child(3)").await;
    desktop.shows("◔ Greta Halloran: ещё 5 дней");
    desktop.shows("Продлить: Greta Halloran");

    sandbox.fault(&json!({ "error": { "code": 190, "subcode": 458 } })).await;
    desktop.choose("Проверить всё");
    desktop.shows("⊘ Anna Lindqvist: Отозвано");
    desktop.shows("⊘ Greta Halloran: Отозвано");
    until("another picture", || Some(desktop.picture()).filter(|now| *now != care && *now != fine));
    assert!(!desktop.words().iter().any(|words| words.starts_with("Продлить")), "{:?}", desktop.words());

    desktop.choose("Выйти");
    until("the program's end", || (!window.is_running()).then_some(()));
}

#[tokio::test]
async fn closing_asks_once_and_the_window_comes_back_from_the_tray() {
    let session = Session::start();
    let desktop = Desktop::start(&session);
    let window = Window::open(&session, &[]).await;
    window.says("Sign in once").await;
    desktop.shows("Open AdKeys");
    let hidden = || until("the window to hide", || (!window.is_shown()).then_some(()));
    let shown = || until("the window to come back", || window.is_shown().then_some(()));

    window.ask_to_close();
    window.says("Keep AdKeys in the tray?").await;
    assert!(window.is_shown());
    // A moment later, so that the driver has its answer before the page is out of sight.
    let keep = "setTimeout(() => document.querySelector('[data-testid=closing-tray]').click(), 200)";
    window.script(keep, &[]).await;
    hidden();
    desktop.choose("Open AdKeys");
    shown();

    // The answer holds: no second question.
    window.ask_to_close();
    hidden();

    // Starting it again is looking for it.
    let again = window.start_again(&session, &[]).end();
    assert!(again.status.success(), "{}", again.stderr);
    shown();

    // At a login nobody looks for it.
    window.ask_to_close();
    hidden();
    assert!(window.start_again(&session, &["--quietly"]).end().status.success());
    assert!(!window.is_shown());
    desktop.choose("Open AdKeys");
    shown();
    gone(&window, "Keep AdKeys in the tray?").await;

    // Out of sight without a tray would be out of reach.
    drop(desktop);
    window.ask_to_close();
    until("the program's end", || (!window.is_running()).then_some(()));
}

#[tokio::test]
async fn at_a_login_it_waits_for_the_panel_and_shows_itself_where_there_is_none() {
    let session = Session::start();
    let _sandbox = Sandbox::set_up(&session);
    sign_in(&session, "anna", "fine").await;
    let window = Window::open(&session, &["--quietly"]).await;
    let desktop = Desktop::start(&session);
    desktop.shows("Renew Anna Lindqvist");
    // The page listens once it has drawn what it knows, out of sight as it is.
    let drawn = window.client().wait().for_element(Locator::Css("[data-testid=connection]")).await;
    assert!(drawn.is_ok() && !window.is_shown());
    desktop.choose(&desktop.words()[0]);
    until("the window", || window.is_shown().then_some(()));
    is_at(&window, "anna").await;
    drop(desktop);
    window.close().await;

    let window = Window::open(&session, &["--quietly"]).await;
    until("the window", || window.is_shown().then_some(()));
}

#[tokio::test]
async fn a_person_is_told_once_by_name_and_a_click_shows_the_connection() {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let desktop = Desktop::start(&session);
    let window = Window::open(&session, &[]).await;
    window.says("Sign in once").await;
    // A day and a little: the mark of one day is reached while the story watches.
    let token = paste(&session, &sandbox, "short", "mixed", DAY + 3).await;
    let status = || session.run(&["status", "short", "--json"]);
    let told = |count| {
        until("a notification", || {
            drop(status());
            Some(desktop.told()).filter(|told| told.len() >= count)
        })
    };
    let ends = told(1).remove(0);
    assert_eq!(ends.title, "Greta Halloran: Facebook access ends in 1 day");
    assert!(fs::read(&ends.icon).is_ok_and(|picture| picture.starts_with(b"\x89PNG")), "{}", ends.icon);
    assert!(ends.actions.windows(2).any(|action| action == ["open", "Open"]), "{:?}", ends.actions);
    desktop.act(1, "default");
    is_at(&window, "short").await;

    // Nor again after a restart; what is new then is told.
    window.close().await;
    let window = Window::open(&session, &[]).await;
    window.says("Greta Halloran").await;
    let (list, name) = blocked(&status().succeeds().json());
    sandbox.fault(&json!({ "path": "/me/adaccounts", "text": list.to_string() })).await;
    assert_eq!(told(2)[1].title, format!("Facebook has blocked an ad account: {name}"));
    sandbox.heal().await;
    sandbox.fault(&json!({ "error": { "code": 190, "subcode": 458 } })).await;
    assert_eq!(told(3)[2].title, "Greta Halloran: Facebook access was withdrawn");
    go(&window, "#/").await;
    desktop.act(3, "open");
    is_at(&window, "short").await;

    // Nobody is told who does not want to be.
    go(&window, "#/settings").await;
    window.press("[data-testid=set-notifications]").await;
    sandbox.heal().await;
    drop(status().succeeds());
    desktop.shows("Renew Greta Halloran");
    sandbox.fault(&json!({ "error": { "code": 190, "subcode": 458 } })).await;
    drop(status());
    desktop.shows("⊘ Greta Halloran: Withdrawn");
    let all = desktop.told();
    assert_eq!(all.len(), 3, "{all:?}");
    let person = session.run(&["list", "--json"]).succeeds().json()[0]["person"]["id"].clone();
    tells_none_of(&all, &[&token, person.as_str().unwrap(), "act_", "short"]);
}

/// No notification holds a token or an id.
fn tells_none_of(told: &[Notification], secrets: &[&str]) {
    for Notification { title, body, .. } in told {
        for secret in secrets {
            assert!(!title.contains(secret) && !body.contains(secret), "{secret}: {title} {body}");
        }
    }
}

/// The list of ad accounts as the platform sends it, with an active one blocked by now: the list, and the one's name.
fn blocked(status: &Value) -> (Value, String) {
    let accounts = status["accounts"].as_array().into_iter().flatten();
    let text = |account: &Value, key: &str| account[key].as_str().expect(key).to_owned();
    let native = |account: &Value| text(account, "native_status").parse::<i64>().expect("a number");
    let blocked = accounts.clone().find(|account| native(account) == 1).expect("an active one");
    let sent = accounts.map(|account| {
        json!({
            "id": account["id"], "account_id": text(account, "id").trim_start_matches("act_"),
            "name": account["name"], "currency": account["currency"], "amount_spent": "0", "balance": "0",
            "account_status": if account == blocked { 2 } else { native(account) },
        })
    });
    (json!({ "data": sent.collect::<Vec<_>>() }), text(blocked, "name"))
}

#[tokio::test]
async fn without_tray_and_notifications_the_settings_say_so_and_the_rest_works() {
    let session = Session::start();
    let config = session.path().join("my settings");
    let environment = [("XDG_CONFIG_HOME", config.to_str().unwrap())];
    let window = Window::open_with(&session, &[], &environment).await;
    window.says("Sign in once").await;
    go(&window, "#/settings").await;
    window.says("This desktop shows no notifications.").await;
    window.says("This desktop has no tray").await;

    // What the system starts at a login, and no more when it is switched off.
    let entry = config.join("autostart/AdKeys.desktop");
    window.press("[data-testid=set-autostart]").await;
    let kept = until("the entry", || fs::read_to_string(&entry).ok());
    let exec = kept.lines().find_map(|line| line.strip_prefix("Exec=")).expect("what is started");
    assert_eq!(exec, format!("\"{}\" --quietly", program("adkeys-desktop").display()));
    // The page has heard of one change before the next.
    window.settle().await;
    window.press("[data-testid=set-autostart]").await;
    until("the entry to be gone", || (!entry.exists()).then_some(()));

    // A desktop that comes up later is seen.
    let _desktop = Desktop::start(&session);
    window.settle().await;
    window.press("[data-testid=set-autostart]").await;
    until("the entry", || entry.exists().then_some(()));
    window.script("location.reload()", &[]).await;
    window.says("Leaves AdKeys in the tray").await;
    assert!(!window.text().await.contains("This desktop has no tray"));
}
