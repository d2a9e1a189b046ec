//! A site on the loopback, with pages of all kinds.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub const PAGE: &str = "<!DOCTYPE html><html lang=\"kk\"><head><title>Үлгі</title><link rel=\"stylesheet\" href=\"/style.css\"></head>\
<body><p>Жұмыс бар</p><img src=\"/picture.png\" alt=\"\"><div style=\"height:3000px\"></div>\
<img loading=\"lazy\" src=\"/far.png\" alt=\"\"><p id=\"p\"></p><script>fetch('/late.json').then(answer => answer.text())\
.then(() => { document.getElementById('p').textContent = 'written by the script'; });</script></body></html>";

pub struct Site {
    address: SocketAddr,
    /// How many requests came.
    pub asked: Arc<AtomicU64>,
    serving: JoinHandle<()>,
}

/// One red point.
pub fn picture() -> Vec<u8> {
    const PIXEL: &str = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082";
    PIXEL.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

impl Site {
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let (address, asked) = (listener.local_addr().unwrap(), Arc::new(AtomicU64::new(0)));
        let count = Arc::clone(&asked);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&count)));
            }
        });
        Self { address, asked, serving }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(mut stream: TcpStream, asked: Arc<AtomicU64>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = stream.read_u8().await else { return };
        head.push(byte);
    }
    asked.fetch_add(1, Ordering::Relaxed);
    let head = String::from_utf8_lossy(&head).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    match path {
        "/endless" => endless(stream).await,
        "/flood" => flood(stream).await,
        _ => {
            let (status, more, body) = answer(path, query);
            let head = format!("HTTP/1.1 {status}\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.write_all(&body).await;
        }
    }
}

fn answer(path: &str, query: &str) -> (&'static str, String, Vec<u8>) {
    let html = |body: String| ("200 OK", "Content-Type: text/html; charset=utf-8\r\n".to_owned(), body.into_bytes());
    let to = |place: String| ("302 Found", format!("Location: {place}\r\n"), Vec::new());
    match path {
        "/page" => html(PAGE.to_owned()),
        "/plain" => html("<!DOCTYPE html><title>x</title><p>plain</p>".to_owned()),
        "/style.css" => ("200 OK", "Content-Type: text/css\r\n".to_owned(), b"body { font: 16px sans-serif }".to_vec()),
        "/picture.png" | "/far.png" => ("200 OK", "Content-Type: image/png\r\n".to_owned(), picture()),
        "/late.json" => ("200 OK", "Content-Type: application/json\r\n".to_owned(), b"{\"late\":true}".to_vec()),
        "/broken" => html("<!DOCTYPE html><title>x</title><img src=\"/rubbish.png\" alt=\"\">".to_owned()),
        "/rubbish.png" => ("200 OK", "Content-Type: image/png\r\n".to_owned(), vec![b'x'; 33_000]),
        "/moved" => to("/plain".to_owned()),
        "/round" => to("/round".to_owned()),
        "/to-inside" => to(format!("http://127.0.0.1:{query}/secret")),
        "/hostile" => html(format!(
            "<!DOCTYPE html><title>x</title><img src=\"http://127.0.0.1:{query}/a.png\"><img src=\"http://localhost:{query}/b.png\">\
             <img src=\"http://[::1]:{query}/c.png\"><img src=\"/to-inside?{query}\"><iframe src=\"http://127.0.0.1:{query}/d\"></iframe>\
             <script>for (const place of ['http://127.0.0.1:{query}/e', 'http://0.0.0.0:{query}/f', 'http://169.254.169.254/latest/'])\
             fetch(place, {{ mode: 'no-cors' }}).catch(() => 0); try {{ new WebSocket('ws://127.0.0.1:{query}/g'); }} catch (e) {{}}\
             const peer = new RTCPeerConnection({{ iceServers: [{{ urls: 'stun:127.0.0.1:{query}' }}] }}); peer.createDataChannel('x');\
             peer.createOffer().then(offer => peer.setLocalDescription(offer));</script>"
        )),
        "/nagging" => html(
            "<!DOCTYPE html><title>x</title><p id=\"p\"></p><script>alert(1); confirm(2); prompt(3); \
             window.onbeforeunload = () => 'stay'; document.getElementById('p').textContent = 'after all questions';</script>"
                .to_owned(),
        ),
        _ => ("404 Not Found", String::new(), Vec::new()),
    }
}

/// A page with a picture that goes on for ever, a byte at a time.
async fn endless(mut stream: TcpStream) {
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000\r\n\r\n<!DOCTYPE html><p>").await;
    while stream.write_all(b"x").await.is_ok() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Ten gigabytes are promised, and sent as fast as they are taken.
async fn flood(mut stream: TcpStream) {
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10000000000\r\n\r\n<!DOCTYPE html><p>").await;
    let piece = vec![b'x'; 64 * 1024];
    while stream.write_all(&piece).await.is_ok() {}
}
