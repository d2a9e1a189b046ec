//! Connections: how many there may be, and how long somebody may take to ask.
//!
//! Whoever opens connections and says nothing, or says it a letter a minute, would keep others out. So the head of a request must have come
//! in time, its body too ([`Patience`]), and there are [`MOST`] connections at most.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// How long the workbench waits for somebody.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the head of a request; a connection on which nobody asks anything ends after it too.
    pub head: Duration,
    /// For its body.
    pub body: Duration,
}

impl Default for Patience {
    /// Long enough for a thin line: 15 seconds and 30.
    fn default() -> Self {
        Self { head: Duration::from_secs(15), body: Duration::from_secs(30) }
    }
}

/// Connections at the same time. Each costs some kilobytes.
const MOST: usize = 4_096;
/// Bytes of a request's head at most.
const LONGEST_HEAD: usize = 64 * 1024;
/// After being asked to stop, answers that are under way have this time.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// Serves until `stop` is done; answers that are under way are finished.
pub async fn serve(listener: TcpListener, router: Router, patience: Patience, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST));
    let (ending, ended) = watch::channel(false);
    let mut open = JoinSet::new();
    tokio::pin!(stop);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, from)) => {
                let (router, ended) = (router.clone(), ended.clone());
                open.spawn(async move {
                    talk(stream, from, router, patience, ended).await;
                    drop(place);
                });
            }
            Err(error) => {
                // Too many open files, for instance: others end, and then it goes on.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        while open.try_join_next().is_some() {}
    }
    let _ = ending.send(true);
    let _ = tokio::time::timeout(LAST_WORDS, async { while open.join_next().await.is_some() {} }).await;
}

async fn talk(stream: TcpStream, from: SocketAddr, router: Router, patience: Patience, mut ended: watch::Receiver<bool>) {
    let service = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(from));
            Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|never| match never {}))
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience.head).max_buf_size(LONGEST_HEAD);
    let talk = builder.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(talk);
    // What the channel lends out may not be held while the talk goes on.
    let asked_to_end = async { drop(ended.wait_for(|ended| *ended).await) };
    let told = tokio::select! {
        told = talk.as_mut() => told,
        () = asked_to_end => {
            talk.as_mut().graceful_shutdown();
            talk.await
        }
    };
    if let Err(error) = told {
        tracing::debug!(%error, "a connection broke off");
    }
}
