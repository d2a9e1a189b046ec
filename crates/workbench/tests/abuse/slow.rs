//! Whoever is slow on purpose keeps nobody out.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use workbench::connections::{self, Patience};

use crate::door::Door;

const SHORT: Patience = Patience { head: Duration::from_millis(400), body: Duration::from_millis(400) };

/// A workbench on a free port of the loopback, with little patience.
async fn listening() -> (Door, std::net::SocketAddr) {
    let door = Door::with(|site| site.with_patience(SHORT)).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(connections::serve(listener, door.router(), SHORT, std::future::pending()));
    (door, address)
}

async fn answer_to(address: std::net::SocketAddr, asked: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(asked.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

const ASK: &str = "GET /sign-in HTTP/1.1\r\nHost: localhost:7311\r\nConnection: close\r\n\r\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_heads_are_ended_and_others_are_answered_meanwhile() {
    let (_door, address) = listening().await;
    let mut slow = Vec::new();
    for _ in 0..300 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").await.unwrap();
        slow.push(stream);
    }
    let begun = Instant::now();
    assert!(answer_to(address, ASK).await.starts_with("HTTP/1.1 200"));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    for mut stream in slow {
        let mut rest = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "a connection that says nothing is ended");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let (_door, address) = listening().await;
    let head = "POST /sign-in HTTP/1.1\r\nHost: localhost:7311\r\nOrigin: http://localhost:7311\r\nContent-Length: 100000\r\nConnection: close\r\n\r\nname=";
    assert!(answer_to(address, head).await.starts_with("HTTP/1.1 408"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn endless_heads_and_nonsense_are_refused() {
    let (_door, address) = listening().await;
    let endless = format!("GET / HTTP/1.1\r\nHost: localhost:7311\r\nX: {}\r\n\r\n", "x".repeat(200_000));
    let answer = answer_to(address, &endless).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431") || answer.starts_with("HTTP/1.1 400"), "{answer:.60}");
    // Two lengths, by which one request is smuggled behind another.
    let smuggled = "POST /sign-in HTTP/1.1\r\nHost: localhost:7311\r\nContent-Length: 4\r\nContent-Length: 40\r\n\r\nname";
    assert!(answer_to(address, smuggled).await.starts_with("HTTP/1.1 400"));
    assert!(answer_to(address, "\u{0}\u{1}\u{2}\r\n\r\n").await.starts_with("HTTP/1.1 400"));
    assert!(answer_to(address, ASK).await.starts_with("HTTP/1.1 200"), "and it still answers");
}
