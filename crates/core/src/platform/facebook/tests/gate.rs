//! A server that answers nobody until everybody has asked: whoever asks one after another never gets an answer.

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Serves `answers` (path, body) once all of them have been asked for. Returns its address.
pub(super) async fn open(answers: Vec<(&'static str, Value)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut waiting = Vec::new();
        while waiting.len() < answers.len() {
            let (mut stream, _) = listener.accept().await.unwrap();
            let path = path(&mut stream).await;
            waiting.push((stream, path));
        }
        for (mut stream, path) in waiting {
            let (_, body) = answers.iter().find(|(place, _)| path.ends_with(place)).unwrap();
            let body = body.to_string();
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
        }
    });
    host
}

/// Reads a whole request; its path without the query.
async fn path(stream: &mut TcpStream) -> String {
    let (mut request, mut buffer) = (String::new(), [0; 4096]);
    loop {
        let count = stream.read(&mut buffer).await.unwrap();
        request.push_str(&String::from_utf8_lossy(&buffer[..count]));
        if let Some((head, body)) = request.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                break;
            }
        }
    }
    request.split([' ', '?']).nth(1).unwrap().to_owned()
}
