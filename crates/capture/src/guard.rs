//! The one way out of the browser: a SOCKS5 proxy (RFC 1928) on the loopback that reaches the public network only.
//!
//! The browser hands over names, not addresses; the guard resolves each name itself, once, refuses every address that is not public, and
//! connects to the very address that it looked at. So neither a redirect, nor a script, nor a name that answers differently the second time
//! leads inside. It writes down each name with its answers, the address that was taken, and how much went through; it stops what is
//! larger or later than a capture may be.

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::reach::is_public;

/// What a guard lets through.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// So many bytes may come in, over all connections.
    pub most_bytes: u64,
    /// So long a server may take to answer the first call.
    pub dial_time: Duration,
    /// Addresses that are reached although they are not public; for tests, and for pages of one's own network that a person names.
    pub also: Vec<SocketAddr>,
}

/// Where a connection led, or why it did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dialled {
    /// The name (or address) that the browser asked for.
    pub host: String,
    /// The port.
    pub port: u16,
    /// What the name resolved to.
    pub answers: Vec<IpAddr>,
    /// What was connected to.
    pub address: Option<IpAddr>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was made.
    Connected,
    /// All its addresses lie inside networks, not in the public one.
    Refused,
    /// The name is not known.
    Unknown,
    /// Nobody answered.
    Silent,
    /// The capture had had its fill.
    Full,
}

/// Resolves names.
pub type Resolve = Arc<dyn Fn(String, u16) -> Answers + Send + Sync>;
/// What a name resolves to.
pub type Answers = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// A guard that listens for as long as it is kept.
#[derive(Debug)]
pub struct Guard {
    address: SocketAddr,
    watch: Arc<Watch>,
    listening: JoinHandle<()>,
}

struct Watch {
    bounds: Bounds,
    resolve: Resolve,
    dialled: Mutex<Vec<Dialled>>,
    received: AtomicU64,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("bounds", &self.bounds).finish_non_exhaustive()
    }
}

/// The resolver of the machine.
#[must_use]
pub fn by_system() -> Resolve {
    Arc::new(|host, port| Box::pin(async move { Ok(tokio::net::lookup_host((host, port)).await?.map(|address| address.ip()).collect()) }))
}

impl Guard {
    /// A guard on a free port of the loopback.
    ///
    /// # Errors
    /// Where no port is free.
    pub async fn start(bounds: Bounds, resolve: Resolve) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let watch = Arc::new(Watch { bounds, resolve, dialled: Mutex::default(), received: AtomicU64::new(0) });
        let listening = tokio::spawn(listen(listener, Arc::clone(&watch)));
        Ok(Self { address, watch, listening })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where connections led so far, in the order in which they were asked for.
    #[must_use]
    pub fn dialled(&self) -> Vec<Dialled> {
        self.watch.dialled.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many bytes came in so far.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.watch.received.load(Ordering::Relaxed)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, watch: Arc<Watch>) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        // Those that are over are let go of; all others end with the guard.
        while connections.try_join_next().is_some() {}
        match listener.accept().await {
            Ok((stream, _)) => drop(connections.spawn(serve(stream, Arc::clone(&watch)))),
            // Too many open files, for instance: some will be closed.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn serve(mut browser: TcpStream, watch: Arc<Watch>) {
    let Ok(Some((host, port))) = asked(&mut browser).await else { return };
    let (dialled, server) = watch.dial(host, port).await;
    let reply = reply_to(dialled.outcome);
    watch.dialled.lock().unwrap_or_else(PoisonError::into_inner).push(dialled);
    // The address in the reply is of no use to a browser.
    let answer = [5, reply, 0, 1, 0, 0, 0, 0, 0, 0];
    if browser.write_all(&answer).await.is_err() {
        return;
    }
    if let Some(server) = server {
        watch.join(browser, server).await;
    }
}

/// The reply code of RFC 1928, section 6.
fn reply_to(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Connected => 0,
        Outcome::Refused | Outcome::Full => 2,
        Outcome::Unknown => 4,
        Outcome::Silent => 5,
    }
}

/// Greets a client and reads where it wants to go; nothing where it wants what is not spoken here.
async fn asked(client: &mut TcpStream) -> io::Result<Option<(String, u16)>> {
    let [version, methods] = take(client).await?;
    let mut offered = vec![0; usize::from(methods)];
    client.read_exact(&mut offered).await?;
    if version != 5 || !offered.contains(&0) {
        return Ok(None);
    }
    client.write_all(&[5, 0]).await?;
    let [version, command, _, kind] = take(client).await?;
    let host = match kind {
        1 => IpAddr::from(Ipv4Addr::from(take::<4>(client).await?)).to_string(),
        3 => {
            let [length] = take(client).await?;
            let mut name = vec![0; usize::from(length)];
            client.read_exact(&mut name).await?;
            String::from_utf8_lossy(&name).into_owned()
        }
        4 => IpAddr::from(Ipv6Addr::from(take::<16>(client).await?)).to_string(),
        _ => return Ok(None),
    };
    let port = u16::from_be_bytes(take(client).await?);
    Ok((version == 5 && command == 1).then_some((host, port)))
}

async fn take<const N: usize>(client: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    client.read_exact(&mut bytes).await?;
    Ok(bytes)
}

impl Watch {
    async fn dial(&self, host: String, port: u16) -> (Dialled, Option<TcpStream>) {
        let told = |answers, address, outcome| Dialled { host: host.clone(), port, answers, address, outcome };
        if self.room() == 0 {
            return (told(Vec::new(), None, Outcome::Full), None);
        }
        let answers = match host.parse::<IpAddr>() {
            Ok(address) => vec![address],
            Err(_) => tokio::time::timeout(self.bounds.dial_time, (self.resolve)(host.clone(), port))
                .await
                .ok()
                .and_then(Result::ok)
                .unwrap_or_default(),
        };
        if answers.is_empty() {
            return (told(answers, None, Outcome::Unknown), None);
        }
        let open: Vec<IpAddr> = answers.iter().copied().filter(|address| self.is_open(*address, port)).collect();
        if open.is_empty() {
            return (told(answers, None, Outcome::Refused), None);
        }
        for address in open {
            let dialling = tokio::time::timeout(self.bounds.dial_time, TcpStream::connect((address, port)));
            if let Ok(Ok(server)) = dialling.await {
                return (told(answers, Some(address), Outcome::Connected), Some(server));
            }
        }
        (told(answers, None, Outcome::Silent), None)
    }

    fn is_open(&self, address: IpAddr, port: u16) -> bool {
        is_public(address) || self.bounds.also.contains(&SocketAddr::new(address, port))
    }

    /// How many bytes may still come in.
    fn room(&self) -> u64 {
        self.bounds.most_bytes.saturating_sub(self.received.load(Ordering::Relaxed))
    }

    /// Passes bytes on in both directions until one side has enough, or the capture.
    async fn join(&self, browser: TcpStream, server: TcpStream) {
        let (mut from_browser, mut to_browser) = browser.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        let outward = async {
            let _ = tokio::io::copy(&mut from_browser, &mut to_server).await;
            let _ = to_server.shutdown().await;
        };
        let inward = async {
            let mut piece = vec![0; 64 * 1024];
            while let Ok(length @ 1..) = from_server.read(&mut piece).await {
                if self.room() == 0 {
                    break;
                }
                self.received.fetch_add(u64::try_from(length).unwrap_or(u64::MAX), Ordering::Relaxed);
                let Some(piece) = piece.get(..length) else { break };
                if to_browser.write_all(piece).await.is_err() {
                    break;
                }
            }
            let _ = to_browser.shutdown().await;
        };
        // A server that closes ends the connection; a browser that closes its half may still be answered.
        tokio::pin!(outward);
        tokio::pin!(inward);
        tokio::select! {
            () = &mut inward => {}
            () = &mut outward => inward.await,
        }
    }
}

#[cfg(test)]
mod tests;
