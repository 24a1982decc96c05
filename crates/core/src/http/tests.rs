//! The client against servers that misbehave, byte by byte.

use std::io::Write as _;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use super::*;
use crate::error::Code;

/// A server that reads one request head, answers with `answer`, then keeps the connection open if `open`.
async fn server(answer: Vec<u8>, open: bool) -> (Url, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/token", listener.local_addr().unwrap()).parse().unwrap();
    let (seen, requests) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = seen.send(read_request(&mut stream).await);
            let _ = stream.write_all(&answer).await;
            if open {
                let _ = stream.read(&mut [0; 1]).await;
            }
        }
    });
    (url, requests)
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = vec![0; 4096];
    let length = stream.read(&mut bytes).await.unwrap_or_default();
    String::from_utf8_lossy(bytes.get(..length).unwrap()).into_owned()
}

fn ok(headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{headers}\r\n").as_bytes(), body].concat()
}

async fn failure(answer: Vec<u8>) -> Failure {
    let (url, _requests) = server(answer, false).await;
    Http::default().attempt(Request::get(url), CALL_DEADLINE).await.unwrap_err()
}

#[tokio::test]
async fn a_request_carries_its_secrets_in_headers_and_body_only() {
    let (url, mut requests) = server(ok("content-length: 2\r\n", b"{}"), false).await;
    let form = vec![("code".into(), Secret::new("a b&c"))];
    let request =
        Request::post(url, form).bearer(&Secret::new("EAAcanary")).header("accept", "application/json");
    assert_eq!(Http::default().send(request).await.unwrap().text().unwrap(), "{}");

    let seen = requests.recv().await.unwrap();
    assert!(seen.starts_with("POST /token HTTP/1.1\r\n"), "{seen}");
    for line in [
        "authorization: Bearer EAAcanary\r\n",
        "accept: application/json\r\n",
        "content-type: application/x-www-form-urlencoded\r\n",
        concat!("user-agent: AdKeys/", env!("CARGO_PKG_VERSION"), "\r\n"),
        "\r\n\r\ncode=a+b%26c",
    ] {
        assert!(seen.contains(line), "{line} in {seen}");
    }
}

#[tokio::test]
async fn no_redirect_is_followed_and_its_target_is_not_shown() {
    for status in [301, 302, 303, 307, 308] {
        let (elsewhere, mut requests) = server(ok("content-length: 0\r\n", b""), false).await;
        let head =
            format!("HTTP/1.1 {status} X\r\nlocation: {elsewhere}?leak=1\r\ncontent-length: 0\r\n\r\n");
        let failure = failure(head.into_bytes()).await;
        assert_eq!(failure.error.code, Code::PlatformUnavailable);
        assert!(
            failure.error.message.en.contains("does not follow redirects") && failure.sent == Sent::Answered
        );
        assert!(!format!("{failure:?}").contains("leak"));
        assert!(requests.try_recv().is_err(), "{status} was followed");
    }
}

#[tokio::test]
async fn a_body_beyond_the_cap_is_not_read_to_its_end() {
    let failure = failure(ok("", &vec![b'x'; BODY_CAP + 1])).await;
    assert_eq!(failure.error.code, Code::PlatformUnavailable);
    assert!(failure.error.message.en.contains("larger than 1024 KiB"));
}

#[tokio::test]
async fn the_cap_counts_bytes_after_decompression() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![0; 8 * BODY_CAP]).unwrap();
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 16 * 1024);
    let failure = failure(ok("content-encoding: gzip\r\n", &bomb)).await;
    assert!(failure.error.message.en.contains("larger than 1024 KiB"), "{}", failure.error.message.en);
}

#[tokio::test]
async fn an_answer_that_ends_early_is_told_as_cut_off() {
    let failure = failure(ok("content-length: 100\r\n", b"{\"access_token\":\"EAAcan")).await;
    assert_eq!(failure.error.code, Code::PlatformUnavailable);
    assert!(failure.error.message.en.contains("cut off") && failure.sent == Sent::Perhaps);
    assert!(!format!("{failure:?}").contains("EAAcan"));
}

#[tokio::test]
async fn something_that_is_not_http_is_told_as_such() {
    let failure = failure(b"SSH-2.0-OpenSSH_9.2\r\n\r\n".to_vec()).await;
    assert_eq!(failure.error.code, Code::PlatformUnavailable);
    assert!(failure.error.message.en.contains("not HTTP"), "{}", failure.error.message.en);
}

#[tokio::test]
async fn a_connection_that_closes_without_an_answer_leaves_the_request_in_doubt() {
    let failure = failure(Vec::new()).await;
    assert_eq!(failure.error.code, Code::Network);
    assert_eq!(failure.sent, Sent::Perhaps);
}

#[tokio::test]
async fn an_answer_that_never_ends_stops_at_the_deadline() {
    for started in [b"".to_vec(), b"HTTP/1.1 200 OK\r\n".to_vec(), ok("content-length: 9\r\n", b"{")] {
        let (url, _requests) = server(started, true).await;
        let failure =
            Http::default().attempt(Request::get(url), Duration::from_millis(80)).await.unwrap_err();
        assert_eq!(failure.error.code, Code::Network);
        assert!(failure.error.message.en.contains("did not finish"), "{}", failure.error.message.en);
        assert_eq!(failure.sent, Sent::Perhaps);
    }
}

#[tokio::test]
async fn a_refused_connection_is_known_to_have_sent_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    drop(listener);
    let failure = Http::default().attempt(Request::get(url), CALL_DEADLINE).await.unwrap_err();
    assert_eq!(failure.error.code, Code::Network);
    assert!(
        failure.sent == Sent::No && failure.error.message.en.contains("refused"),
        "{}",
        failure.error.message.en
    );
}

#[tokio::test]
async fn a_server_without_tls_behind_https_is_told_and_sees_no_request() {
    let (url, mut requests) = server(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(), false).await;
    let https = url.as_str().replacen("http:", "https:", 1).parse().unwrap();
    let request = Request::post(https, vec![("code".into(), Secret::new("canary"))]);
    let failure = Http::default().attempt(request, CALL_DEADLINE).await.unwrap_err();
    assert_eq!(failure.error.code, Code::Network);
    assert!(failure.error.message.en.contains("secure connection") && failure.sent == Sent::No);
    assert!(!requests.recv().await.unwrap().contains("canary"));
}

#[tokio::test]
async fn plain_http_to_another_machine_is_refused_before_anything_is_sent() {
    let request = Request::get("http://192.0.2.1/".parse().unwrap());
    let failure = Http::default().attempt(request, CALL_DEADLINE).await.unwrap_err();
    assert!(failure.error.code == Code::CatalogueInvalid && failure.sent == Sent::No);
}

#[tokio::test]
async fn a_token_with_a_line_break_cannot_add_a_header() {
    let request = Request::get("https://a.example/".parse().unwrap()).bearer(&Secret::new("a\r\nx: canary"));
    let failure = Http::default().attempt(request, CALL_DEADLINE).await.unwrap_err();
    assert!(failure.error.code == Code::Usage && failure.sent == Sent::No);
    assert!(!format!("{failure:?}").contains("canary"));
}
