//! Stories at the listener, told with raw sockets.

use std::sync::atomic::{AtomicU32, Ordering};

use proptest::prelude::*;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use super::*;
use crate::oauth::fixture::{pending, state};

/// A sign-in that waits, and a browser to visit it with.
struct Story {
    port: u16,
    state: String,
    ignored: Arc<AtomicU32>,
    waiting: JoinHandle<Answer>,
}

impl Story {
    async fn begin() -> Self {
        Self::begin_in(Lang::En).await
    }

    async fn begin_in(lang: Lang) -> Self {
        let redirect = Redirect { host: "localhost".into(), path: "/cb/acme".into(), ..Redirect::default() };
        Self::at(Loopback::bind(&redirect, None).await.unwrap(), lang)
    }

    /// A listener that a platform knows as 127.0.0.1, and a relay page as localhost.
    async fn begin_behind_relay() -> Self {
        let redirect = Redirect { path: "/cb/acme".into(), ..Redirect::default() };
        let mut loopback = Loopback::bind(&redirect, None).await.unwrap();
        assert_eq!(loopback.behind_relay().unwrap(), loopback.site_port());
        Self::at(loopback, Lang::En)
    }

    fn at(loopback: Loopback, lang: Lang) -> Self {
        let port = loopback.site_port();
        assert!(loopback.redirect_uri().ends_with(&format!(":{port}/cb/acme")));
        let (pending, ignored) = (pending(), Arc::new(AtomicU32::new(0)));
        let (state, counter) = (state(&pending).to_owned(), ignored.clone());
        let waiting = tokio::spawn(async move {
            loopback.wait(&pending, lang, &move |count| counter.store(count, Ordering::SeqCst)).await
        });
        Self { port, state, ignored, waiting }
    }

    /// Sends bytes to 127.0.0.1 and reads whatever comes back.
    async fn raw(&self, request: &str) -> String {
        talk(("127.0.0.1", self.port), request).await
    }

    /// Visits a target as a browser does; `STATE` in it becomes the right state.
    async fn get(&self, target: &str) -> String {
        self.raw(&self.request("GET", target)).await
    }

    fn request(&self, method: &str, target: &str) -> String {
        let target = target.replace("STATE", &self.state);
        format!("{method} {target} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port)
    }

    async fn answer(self) -> Answer {
        timeout(Duration::from_secs(20), self.waiting).await.unwrap().unwrap()
    }
}

impl Loopback {
    fn site_port(&self) -> u16 {
        self.listeners.first().unwrap().local_addr().unwrap().port()
    }
}

#[tokio::test]
async fn what_a_relay_page_forwards_is_taken_only_where_one_was_named() {
    const RELAYED: &str = "/v1/tool-oauth/relay/callback?code=AQD&state=STATE";
    let straight = Story::begin().await;
    assert_status(&straight.get(RELAYED).await, 404);
    let relayed = Story::begin_behind_relay().await;
    assert_status(&relayed.get("/v1/tool-oauth/relay/callback?code=AQD&state=wrong").await, 400);
    // By the name of the listener itself, only to its own path.
    assert_status(&relayed.get("/cb/acme?code=AQD&state=STATE").await, 421);
    let evil = relayed.request("GET", RELAYED).replace("localhost", "evil.example");
    assert_status(&relayed.raw(&evil).await, 421);
    assert_status(&relayed.get(RELAYED).await, 303);
    assert_eq!(relayed.answer().await.code.unwrap(), Secret::new("AQD"));
}

#[tokio::test]
async fn a_relay_page_forwards_to_no_port_of_the_system() {
    let mut loopback = Loopback::bind(&Redirect::default(), None).await.unwrap();
    loopback.site = Site::new(&Redirect::default(), 80);
    assert_eq!(loopback.behind_relay().unwrap_err().code, Code::Usage);
}

async fn talk(address: (&str, u16), request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

#[track_caller]
fn assert_status(answer: &str, status: u16) {
    assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "expected {status}, got {answer}");
}

#[tokio::test]
async fn the_right_answer_leaves_the_address_bar_and_gets_the_page_of_what_happened() {
    let story = Story::begin().await;
    let moved = story.get("/cb/acme?code=AQD&state=STATE").await;
    assert_status(&moved, 303);
    assert!(moved.contains("location: /done\r\n") && !moved.contains("AQD"));

    let (port, done) = (story.port, story.request("GET", "/done"));
    let tab = tokio::spawn(async move { talk(("127.0.0.1", port), &done).await });
    let answer = story.answer().await;
    assert_eq!(answer.code.unwrap(), Secret::new("AQD"));
    answer.page.settle(Outcome::Connected).await;
    let page = tab.await.unwrap();
    assert_status(&page, 200);
    assert!(page.contains("<h1>Connected</h1>"), "{page}");
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err(), "the port is still open");
}

#[tokio::test]
async fn the_page_tells_the_truth_in_the_persons_language() {
    for (outcome, title) in [
        (Outcome::Connected, "Подключено"),
        (Outcome::Declined, "Доступ не дан"),
        (Outcome::Failed, "Вход не завершён"),
    ] {
        let story = Story::begin_in(Lang::Ru).await;
        story.get("/cb/acme?code=AQD&state=STATE").await;
        let (port, done) = (story.port, story.request("GET", "/done"));
        let tab = tokio::spawn(async move { talk(("127.0.0.1", port), &done).await });
        story.answer().await.page.settle(outcome).await;
        assert!(tab.await.unwrap().contains(title), "{title}");
    }
}

#[tokio::test]
async fn a_thousand_forged_callbacks_leave_the_sign_in_waiting() {
    let story = Story::begin().await;
    let forged = [
        "/cb/acme",
        "/cb/acme?code=EVIL",
        "/cb/acme?code=EVIL&state=",
        "/cb/acme?code=EVIL&state=x",
        "/cb/acme?code=EVIL&state=STATE&state=STATE",
        "/cb/acme?error=access_denied",
        "/cb/acme?error=access_denied&state=x",
        "/cb/acme?error_code=1349126",
        "/cb/acme?code=a&code=b&state=STATE",
        "/cb/acme?code=EVIL&state=STATE%00",
    ];
    for target in forged.iter().cycle().take(1000) {
        let page = story.get(target).await;
        assert_status(&page, 400);
        assert!(page.contains("Not the page AdKeys is waiting for") && !page.contains("EVIL"));
    }
    let ignored = story.ignored.clone();
    assert_status(&story.get("/cb/acme?code=AQD&state=STATE").await, 303);
    assert_eq!(story.answer().await.code.unwrap(), Secret::new("AQD"));
    assert_eq!(ignored.load(Ordering::SeqCst), 1000);
}

#[tokio::test]
async fn another_hosts_name_never_reaches_the_callback() {
    let story = Story::begin().await;
    let port = story.port;
    let hosts = [
        "Host: evil.com".to_owned(),
        format!("Host: evil.com:{port}"),
        "Host: localhost".to_owned(),
        format!("Host: localhost.:{port}"),
        format!("Host: localhost.evil.com:{port}"),
        format!("Host: 127.0.0.1:{port}"),
        format!("Host: localhost:{}", port ^ 1),
        format!("Host: user@localhost:{port}"),
        format!("Host: localhost:{port}\r\nHost: localhost:{port}"),
        format!("Host: localhost:{port}\r\nHost: evil.com"),
        "X: y".to_owned(),
    ];
    for host in hosts {
        let answer = story
            .raw(&format!("GET /cb/acme?code=AQD&state={} HTTP/1.1\r\n{host}\r\n\r\n", story.state))
            .await;
        assert_status(&answer, 421);
    }
    let absolute = format!("http://localhost:{port}/cb/acme?code=AQD&state=STATE");
    assert_status(&story.get(&absolute).await, 421);
    assert!(!story.waiting.is_finished());
}

#[tokio::test]
async fn only_a_get_of_the_right_path_is_the_answer() {
    let story = Story::begin().await;
    for method in ["HEAD", "POST", "OPTIONS", "PUT", "DELETE"] {
        let answer = story.raw(&story.request(method, "/cb/acme?code=AQD&state=STATE")).await;
        assert_status(&answer, 405);
        assert!(answer.contains("allow: GET") && !answer.to_lowercase().contains("access-control"));
    }
    for target in [
        "/",
        "/favicon.ico",
        "/done",
        "/cb/acme/?code=AQD&state=STATE",
        "/cb/other?code=AQD&state=STATE",
        "/cb/%61cme?code=AQD&state=STATE",
    ] {
        assert_status(&story.get(target).await, 404);
    }
    assert!(!story.waiting.is_finished());
    assert_eq!(story.ignored.load(Ordering::SeqCst), 10, "the icon is not counted");
    assert_status(&story.get("/cb/acme?code=AQD&state=STATE").await, 303);
    assert!(story.answer().await.code.is_ok());
}

#[tokio::test]
async fn the_answer_is_taken_on_either_address_of_localhost() {
    for address in ["127.0.0.1", "::1"] {
        let story = Story::begin().await;
        let answer =
            talk((address, story.port), &story.request("GET", "/cb/acme?code=AQD&state=STATE")).await;
        assert_status(&answer, 303);
        assert!(story.answer().await.code.is_ok(), "{address}");
    }
}

#[tokio::test]
async fn a_denial_comes_through_as_such() {
    let story = Story::begin().await;
    story.get("/cb/acme?error=access_denied&state=STATE").await;
    let answer = story.answer().await;
    assert_eq!(Outcome::from(&answer.code), Outcome::Declined);
    assert_eq!(answer.code.unwrap_err().code, Code::AuthorizationDeclined);
}

#[tokio::test]
async fn a_second_answer_with_the_same_state_changes_nothing() {
    let story = Story::begin().await;
    story.get("/cb/acme?code=AQD&state=STATE").await;
    assert_status(&story.get("/cb/acme?code=EVIL&state=STATE").await, 303);
    assert_status(&story.get("/cb/acme?error=access_denied&state=STATE").await, 303);
    assert_eq!(story.answer().await.code.unwrap(), Secret::new("AQD"));
}

#[tokio::test]
async fn hundreds_of_idle_and_half_open_connections_do_not_keep_the_answer_out() {
    let story = Story::begin().await;
    let mut idle = Vec::new();
    for number in 0..300 {
        let mut stream = TcpStream::connect(("127.0.0.1", story.port)).await.unwrap();
        if number % 2 == 0 {
            stream.write_all(b"GET /cb/acme HTTP/1.1\r\nHost: loc").await.unwrap();
        }
        idle.push(stream);
    }
    assert_status(&story.get("/cb/acme?code=AQD&state=STATE").await, 303);
    assert!(story.answer().await.code.is_ok());
    let mut byte = [0; 1];
    let pushed_out = timeout(Duration::from_secs(5), idle.first_mut().unwrap().read(&mut byte)).await;
    assert!(pushed_out.is_ok(), "the oldest is still open");
}

#[tokio::test]
async fn a_head_without_end_is_cut_short() {
    let story = Story::begin().await;
    let endless = format!("GET /cb/acme HTTP/1.1\r\nHost: localhost\r\nX: {}", "a".repeat(64 * 1024));
    let mut stream = TcpStream::connect(("127.0.0.1", story.port)).await.unwrap();
    let _ = stream.write_all(endless.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await.expect("closed at once");
    assert!(!String::from_utf8_lossy(&answer).contains("200 OK"));
    assert!(!story.waiting.is_finished());
}

#[tokio::test]
async fn things_that_are_not_http_are_turned_away() {
    let story = Story::begin().await;
    for junk in [
        "\0\0\0\0\r\n\r\n",
        "GET\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        assert!(!story.raw(junk).await.contains(" 200 "), "{junk:?}");
    }
    assert_status(&story.get("/cb/acme?code=AQD&state=STATE").await, 303);
}

#[tokio::test]
async fn a_cancelled_sign_in_closes_its_port_at_once() {
    let redirect = Redirect::default();
    let loopback = Loopback::bind(&redirect, None).await.unwrap();
    let port = loopback.site_port();
    let pending = pending();
    let ignore = |_| {};
    let cancelled = timeout(Duration::ZERO, loopback.wait(&pending, Lang::En, &ignore)).await;
    assert!(cancelled.is_err());
    let again = Loopback::bind(&redirect, Some(port)).await.unwrap();
    assert_eq!(again.site_port(), port);
}

#[tokio::test(start_paused = true)]
async fn a_tab_that_waits_long_is_told_to_look_in_adkeys() {
    let story = Story::begin().await;
    story.get("/cb/acme?code=AQD&state=STATE").await;
    let page = story.get("/done").await;
    assert!(page.contains("<h1>Answer received</h1>"), "{page}");
}

#[tokio::test]
async fn a_sign_in_that_is_dropped_half_way_is_not_called_connected() {
    let story = Story::begin().await;
    story.get("/cb/acme?code=AQD&state=STATE").await;
    let (port, done) = (story.port, story.request("GET", "/done"));
    let mut tab = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    tab.write_all(done.as_bytes()).await.unwrap();
    let reading = tokio::spawn(async move {
        let mut page = String::new();
        let _ = tab.read_to_string(&mut page).await;
        page
    });
    let second = story.get("/cb/acme?code=AQD&state=STATE").await;
    assert_status(&second, 303);
    drop(story.answer().await);
    assert!(reading.await.unwrap().contains("did not go through"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_parameter_is_ever_reflected(name in "[a-z_]{1,12}", value in "[a-zA-Z0-9<>\"'&/]{12,40}") {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair(&name, &value).finish();
        let body = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let story = Story::begin().await;
            story.get(&format!("/cb/acme?{query}")).await
        });
        prop_assert!(body.contains("<h1>Not the page AdKeys is waiting for</h1>"));
        prop_assert!(!body.contains(&value));
    }
}
