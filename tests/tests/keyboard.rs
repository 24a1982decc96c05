//! A person's life with the real window by keyboard alone: no story here presses anything with a mouse.

use adkeys_e2e::keyboard::key::{CTRL, DOWN, ENTER, ESC, HOME, LEFT, RIGHT, SHIFT, SPACE, TAB, UP};
use adkeys_e2e::person::{answer, opened};
use adkeys_e2e::sandbox::http;
use adkeys_e2e::{Sandbox, Session, Window};
use serde_json::{Value, json};

const SANDBOX: &[&str] = &["--sandbox"];

/// Opens the window and connects as a persona; the story goes on among its ad accounts.
async fn connected(session: &Session, args: &[&str], persona: &str) -> Window {
    let window = Window::open(session, args).await;
    window.says("Sign in once").await;
    window.together(&[CTRL, 'n']).await;
    answer(&opened(session, 1), persona, "allow").await;
    window.says("Connected as").await;
    window.keys(&[ENTER]).await;
    window.shows("[data-row=\"0\"]").await;
    window
}

/// Goes to what the palette finds first for these words.
async fn go_to(window: &Window, words: &str, first: &str) {
    window.together(&[CTRL, 'k']).await;
    window.shows("[data-testid=palette]").await;
    window.writes(words).await;
    until_first_hit(window, first).await;
    window.keys(&[ENTER]).await;
}

/// The ad accounts are read for the palette while the person writes.
async fn until_first_hit(window: &Window, words: &str) {
    let first = "const [words, done] = arguments, found = () => document.querySelector('.hit[aria-selected=true]')?.innerText ?? '';
        const look = () => found().includes(words) ? done(true) : requestAnimationFrame(look); look();";
    window.script_async(first, &[json!(words)]).await;
}

/// The ad accounts that the command line knows of.
fn names(session: &Session) -> Vec<String> {
    let told = session.run(&["--sandbox", "status", "facebook", "--cached", "--json"]).succeeds().json();
    told["accounts"]
        .as_array()
        .expect("accounts with names")
        .iter()
        .map(|one| one["name"].as_str().expect("accounts with names").to_owned())
        .collect()
}

#[tokio::test]
async fn a_connection_from_its_first_day_to_its_last() {
    let session = Session::start();
    let window = connected(&session, SANDBOX, "mixed").await;
    find_filter_and_sort(&session, &window).await;
    // From a row that goes away with its tab, to the tab that comes.
    window.together(&[CTRL, TAB]).await;
    window.shows("[data-testid=tab-permissions][aria-selected=true]").await;
    assert!(window.focused().await.contains("tab-permissions"), "{}", window.focused().await);
    window.together(&[CTRL, TAB]).await;
    window.together(&[CTRL, TAB]).await;
    window.shows("[data-testid=tab-tools][aria-selected=true]").await;
    window.tab_to("recipe-terminal").await;
    window.keys(&['c']).await;
    window.says("Copied").await;
    disconnect_everywhere(&window).await;
    assert_eq!(session.run(&["--sandbox", "list", "--json"]).succeeds().json(), json!([]));
}

async fn find_filter_and_sort(session: &Session, window: &Window) {
    let name = names(session).pop().expect("an ad account");
    window.tab_to(&names(session)[0]).await;
    window.keys(&['/']).await;
    window.writes(&name).await;
    assert_eq!(window.script("return document.querySelectorAll('[data-row]').length", &[]).await, 1);
    window.keys(&[ESC, DOWN, DOWN, RIGHT]).await;
    window.shows("[data-row=\"1\"][aria-expanded=true]").await;
    window.shows("[data-testid=account-details]").await;
    window.keys(&[LEFT, UP, 'f']).await;
    assert!(window.focused().await.contains("filter-all"), "{}", window.focused().await);
    window.keys(&[RIGHT, SPACE]).await;
    window.shows("[data-testid^=filter-]:not([data-testid=filter-all])[aria-pressed=true]").await;
    window.keys(&[HOME, SPACE]).await;
    window.tab_to("sort-status").await;
    window.keys(&[LEFT, ENTER]).await;
    window.shows("[role=columnheader][aria-sort=ascending] [data-testid=sort-name]").await;
    window.keys(&[TAB]).await;
    assert!(
        window.script("return document.activeElement.dataset.row", &[]).await.is_string(),
        "one stop, then rows"
    );
}

async fn disconnect_everywhere(window: &Window) {
    go_to(window, "disconnect", "Disconnect").await;
    window.shows("[data-testid=disconnect-dialog]").await;
    assert!(window.focused().await.contains("disconnect-forget"), "{}", window.focused().await);
    window.keys(&[DOWN]).await;
    window.shows("[data-testid=disconnect-revoke][aria-checked=true]").await;
    window.tab_to("disconnect-confirm").await;
    window.keys(&[ENTER]).await;
    window.says("withdrawn at Facebook").await;
    window.shows("h1:focus").await;
}

#[tokio::test]
async fn access_that_is_declined_withdrawn_and_given_again() {
    let session = Session::start();
    let sandbox = Sandbox::set_up(&session);
    let window = Window::open(&session, &[]).await;
    window.says("Sign in once").await;
    window.tab_to("Connect").await;
    window.keys(&[ENTER]).await;
    answer(&opened(&session, 1), "fine", "cancel").await;
    window.says("Access was not allowed").await;
    window.tab_to("connect-again").await;
    window.keys(&[ENTER]).await;
    answer(&opened(&session, 2), "fine", "allow").await;
    window.says("Connected as").await;
    window.keys(&[ENTER]).await;
    sandbox.fault(&json!({ "error": { "code": 190, "subcode": 458 } })).await;
    window.shows("[data-testid=check-now]").await;
    window.together(&[CTRL, 'r']).await;
    window.shows_state("revoked").await;
    let healed = http().delete(format!("{}/_sandbox/faults", sandbox.url())).send().await;
    assert!(healed.expect("the sandbox answers").status().is_success());
    window.tab_to("sign-in").await;
    window.keys(&[ENTER]).await;
    answer(&opened(&session, 3), "fine", "allow").await;
    window.says("Connected as").await;
    window.keys(&[ENTER]).await;
    window.shows_state("connected").await;
}

#[tokio::test]
async fn the_app_is_set_up_and_the_first_sign_in_follows() {
    let session = Session::start();
    let sandbox = Sandbox::start(&session);
    sandbox.take_the_place_of_facebook(&session);
    let window = Window::open(&session, &[]).await;
    window.says("Sign in once").await;
    go_to(&window, "set up facebook", "Facebook").await;
    window.says("Create the app").await;
    window.tab_to("have-app").await;
    window.keys(&[ENTER]).await;
    window.tab_to("setup-id").await;
    window.writes("100200300400501").await;
    window.tab_to("setup-secret").await;
    window.writes(sandbox.client_secret()).await;
    window.keys(&[ENTER]).await;
    answer(&opened(&session, 1), "fine", "allow").await;
    window.says("Connected as").await;
}

#[tokio::test]
async fn language_theme_and_keys_are_chosen_in_the_settings_and_in_the_palette() {
    let session = Session::start();
    let window = Window::open(&session, SANDBOX).await;
    window.says("Sign in once").await;
    window.together(&[CTRL, ',']).await;
    window.says("Kept in").await;
    window.tab_to("System").await;
    window.keys(&[RIGHT, RIGHT]).await;
    window.says("Настройки").await;
    window.tab_to("Системная").await;
    window.keys(&[RIGHT, RIGHT]).await;
    window.shows("html[data-theme=dark]").await;
    window.keys(&['?']).await;
    window.shows("[data-testid=keys-dialog]").await;
    window.keys(&[ESC]).await;
    window.tab_to("set-single-keys").await;
    window.keys(&[SPACE]).await;
    window.shows("[data-testid=set-single-keys][aria-checked=false]").await;
    window.keys(&['?']).await;
    go_to(&window, "english", "English").await;
    window.says("Settings").await;
    assert_eq!(window.script("return document.querySelector('[role=dialog]')", &[]).await, Value::Null);
    go_to(&window, "theme light", "Light").await;
    window.shows("html[data-theme=light]").await;
}

#[tokio::test]
async fn one_of_ten_thousand_ad_accounts_is_found_by_name_and_taken_to_a_tool() {
    let session = Session::start();
    let window = connected(&session, SANDBOX, "agency").await;
    let name = names(&session).swap_remove(7000);
    assert_eq!(window.faults().await, Vec::<String>::new());
    go_to(&window, "integrations", "Integrations").await;
    window.says("Integrations").await;
    go_to(&window, &name, &name).await;
    window.shows("[data-row=\"0\"]").await;
    let row = "return document.querySelector('[data-row=\"0\"]').innerText";
    assert_eq!(window.script(row, &[]).await.as_str().unwrap().trim(), name);
    window.keys(&['/', DOWN]).await;
    window.together(&[CTRL, ENTER]).await;
    window.shows("[data-testid=pick-account]").await;
    let chosen = "return document.querySelector('[data-testid=pick-account]').value";
    assert_eq!(window.script(chosen, &[]).await, name);
}

#[tokio::test]
async fn checks_are_run_and_what_they_find_is_opened() {
    let session = Session::start();
    let window = connected(&session, SANDBOX, "mixed").await;
    window.together(&[CTRL, TAB]).await;
    window.together(&[CTRL, TAB]).await;
    window.shows("[data-testid=tab-diagnosis][aria-selected=true]").await;
    window.tab_to("run-checks").await;
    // They may be through sooner than a driver can ask.
    let notice = "new MutationObserver((_, me) => {
        if (!document.querySelector('[data-testid=stop-checks]')) return;
        document.body.dataset.ran = 'yes'; me.disconnect();
    }).observe(document.body, { subtree: true, childList: true, attributes: true })";
    window.script(notice, &[]).await;
    window.keys(&[ENTER]).await;
    window.shows("[data-ran] [data-testid=run-checks]").await;
    assert!(window.focused().await.contains("run-checks"), "{}", window.focused().await);
    let open = "return document.querySelectorAll('[data-testid=finding] [aria-expanded=true]').length";
    let before = window.script(open, &[]).await.as_u64().unwrap();
    let closed = "return document.querySelector('[data-testid=finding] [aria-expanded=false]').innerText.split('\\n')[0]";
    let title = window.script(closed, &[]).await.as_str().unwrap().to_owned();
    window.tab_to(&title).await;
    window.keys(&[ENTER]).await;
    assert_eq!(window.script(open, &[]).await, before + 1);
    go_to(&window, "OAuthException 190 subcode 463", "Explain").await;
    window.shows("[data-testid=finding]").await;
}

/// What the sheet on `?` says, row by row. Each of these is pressed in one of the stories here.
const SHEET: &[&str] = &[
    "Ctrl K",
    "Ctrl N",
    "Ctrl 1 9",
    "Ctrl Tab Ctrl ⇧ Tab",
    "Ctrl R",
    "Ctrl ⇧ R",
    "Ctrl ,",
    "↑ ↓ PgUp PgDn Home End",
    "↵ ← →",
    "Ctrl ↵",
    "/",
    "F",
    "C",
    "?",
    "Esc",
];

#[tokio::test]
async fn every_key_of_the_sheet_does_what_it_says() {
    let session = Session::start();
    let window = connected(&session, SANDBOX, "mixed").await;
    window.tab_to("filter-all").await;
    window.keys(&['?']).await;
    window.shows("[data-testid=keys-dialog]").await;
    let rows = "return [...document.querySelectorAll('[data-testid=keys-dialog] dt')]
        .map(row => [...row.querySelectorAll('kbd')].map(key => key.textContent).join(' '))";
    assert_eq!(window.script(rows, &[]).await, json!(SHEET));
    window.keys(&[ESC]).await;
    assert!(window.focused().await.contains("filter-all"), "back to where the focus was");
    window.together(&[CTRL, SHIFT, TAB]).await;
    window.shows("[data-testid=tab-activity][aria-selected=true]").await;
    window.together(&[CTRL, ',']).await;
    window.shows("[data-page=settings]").await;
    window.together(&[CTRL, '1']).await;
    window.shows("[data-testid=tab-accounts][aria-selected=true]").await;
    window.together(&[CTRL, SHIFT, 'R']).await;
    window.shows("[data-testid=toast]").await;
    window.together(&[CTRL, 'n']).await;
    window.shows("[data-testid=connect-start]").await;
    assert_eq!(window.faults().await, Vec::<String>::new());
    window.keys(&[ESC]).await;
}

#[tokio::test]
async fn axe_finds_nothing_in_any_dialog_of_the_windows_own_engine() {
    let session = Session::start();
    let window = Window::open(&session, SANDBOX).await;
    window.says("Sign in once").await;
    let mut found = Vec::new();
    let mut look = async |window: &Window, what: &str| {
        for theme in ["light", "dark"] {
            window.script("document.documentElement.dataset.theme = arguments[0]", &[json!(theme)]).await;
            found.extend(window.faults().await.into_iter().map(|fault| format!("{what} {theme}: {fault}")));
        }
    };
    window.together(&[CTRL, 'n']).await;
    window.says("Waiting for your answer").await;
    look(&window, "waiting").await;
    answer(&opened(&session, 1), "mixed", "cancel").await;
    window.shows("[data-testid=connect-failed]").await;
    look(&window, "failed").await;
    window.tab_to("connect-again").await;
    window.keys(&[ENTER]).await;
    answer(&opened(&session, 2), "mixed", "allow").await;
    window.shows("[data-testid=connect-done]").await;
    look(&window, "done").await;
    window.keys(&[ENTER]).await;
    window.keys(&['?']).await;
    window.shows("[data-testid=keys-dialog]").await;
    look(&window, "keys").await;
    window.keys(&[ESC]).await;
    window.together(&[CTRL, 'k']).await;
    window.shows("[data-testid=palette]").await;
    look(&window, "palette").await;
    window.writes("disconnect").await;
    window.keys(&[ENTER]).await;
    window.shows("[data-testid=disconnect-dialog]").await;
    look(&window, "disconnect").await;
    assert_eq!(found, Vec::<String>::new());
}
