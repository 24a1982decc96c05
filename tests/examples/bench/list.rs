//! The list of 10,248 ad accounts in the window: opened from the ledger, searched letter by letter, scrolled. Each
//! against its limit, and searching and scrolling against doing nothing in the same window: a picture costs time, too.

use adkeys_e2e::sandbox::press;
use adkeys_e2e::{Session, Window};
use fantoccini::Locator;
use serde_json::{Value, json};

const OPENINGS: usize = 5;
/// What people look for; each letter is a keystroke.
const WORDS: &[&str] = &["kornblum", "solara energy", "grand", "1007919", "gmbh tyrol"];
const FIELD: &str = "[data-testid=find-account]";

/// Calls `shown` once what was done is on the screen: a timer set in a frame's script ends after its layout and paint.
const PICTURE: &str = "const picture = (shown) => requestAnimationFrame(() => setTimeout(shown, 0));";

/// How long it takes from the wish to see the list until its rows are on the screen.
const OPEN: &str = "const [page, done] = arguments, start = performance.now();
    const look = () => document.querySelector('[data-testid=account]')
        ? picture(() => done(performance.now() - start)) : requestAnimationFrame(look);
    location.hash = page; look();";

/// Times every key from the moment that the page hears of it.
const LISTEN: &str = "const times = (window.__times = []); let start = 0;
    addEventListener('keydown', () => (start = performance.now()), true);
    addEventListener('input', () => picture(() => times.push(performance.now() - start)), true);";

/// Times the pictures of a list that moves on by five rows each.
const SCROLL: &str =
    "const [rows, done] = arguments, list = document.querySelector('[data-testid=accounts]'), times = [];
    const move = () => { if (times.length === 200) return done(times);
        const start = performance.now(); list.scrollBy(0, rows * 36);
        picture(() => (times.push(performance.now() - start), move())); }; move();";

/// Connects an agency once, then measures.
pub(crate) async fn run() {
    let session = Session::start();
    let window = Window::open(&session, &["--sandbox"]).await;
    window.press("[data-testid=connect]").await;
    press(&Window::opened_address(&session), "agency", "allow").await;
    window.press("[data-testid=connect-show]").await;
    window.says("10,248").await;
    window.close().await;

    println!("\nThe list of 10,248 ad accounts in the window");
    println!("  {:<34} {:>9} {:>9} {:>9}", "", "median", "p95", "limit");
    let mut openings = Vec::new();
    for _ in 0..OPENINGS {
        let window = open(&session).await;
        openings.push(list(&window).await);
        window.close().await;
    }
    line("opened from the ledger", openings, "1000 ms");
    let window = open(&session).await;
    list(&window).await;
    line("an empty picture", numbers(&scroll(&window, 0).await), "");
    line("five rows scrolled, to paint", numbers(&scroll(&window, 5).await), "");
    line("a letter typed, to paint", letters(&window).await, "p95 16 ms");
    window.close().await;
}

async fn open(session: &Session) -> Window {
    let window = Window::open(session, &["--sandbox"]).await;
    window.says("Integrations").await;
    window
}

async fn list(window: &Window) -> f64 {
    let page = json!("#/connection/facebook/accounts");
    window.script_async(&format!("{PICTURE}{OPEN}"), &[page]).await.as_f64().expect("milliseconds")
}

async fn letters(window: &Window) -> Vec<f64> {
    window.script(&format!("{PICTURE}{LISTEN}"), &[]).await;
    let field = window.client().find(Locator::Css(FIELD)).await.expect("the field");
    for word in WORDS {
        field.clear().await.expect("an empty field");
        window.settle().await;
        for letter in word.chars() {
            field.send_keys(&letter.to_string()).await.expect("a key");
            window.settle().await;
        }
    }
    let times = numbers(&window.script("return window.__times", &[]).await);
    let keys = WORDS.iter().map(|word| word.len()).sum();
    assert!(times.len() >= keys, "every key was timed: {} of {keys}", times.len());
    times
}

async fn scroll(window: &Window, rows: u32) -> Value {
    window.script_async(&format!("{PICTURE}{SCROLL}"), &[json!(rows)]).await
}

fn numbers(times: &Value) -> Vec<f64> {
    times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

fn line(name: &str, mut times: Vec<f64>, limit: &str) {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| format!("{:.1} ms", times[(times.len() - 1) * share / 100]);
    println!("  {name:<34} {:>9} {:>9} {limit:>9}", at(50), at(95));
}
