//! A witness and its HTTP (C2SP tlog-witness).
//!
//! | request | answer |
//! |---|---|
//! | `POST /add-checkpoint` | the cosignature, or why there is none, as the standard says |
//! | `GET /` | the public key of the witness; then a line for each log: `/checkpoint/…`, the size that was cosigned last, the origin |
//! | `GET /checkpoint/{SHA-256 of the origin, hexadecimal}` | the checkpoint that was cosigned last, for `arasha verify --seen` |
//!
//! Nothing that it serves is secret. A connection carries one request, has a time in which it must be done, and there are so many at once.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tlog::witness::{MAX_BYTES, Outcome, Refusal, Request, add_checkpoint};
use tlog::{Cosigner, Log, Signature, SignedCheckpoint};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::WitnessError;
use crate::logs::{KnownLogs, name_of};
use crate::memory::Memory;

const PLAIN: &str = "text/plain; charset=utf-8";

/// A witness at work.
pub struct Witness {
    cosigner: Cosigner,
    logs: KnownLogs,
    memory: Memory,
    clock: Box<dyn Fn() -> u64 + Send + Sync>,
}

/// What is answered over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The type of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
}

/// How much a witness takes on.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at the same time; others wait.
    pub connections: usize,
    /// How long a connection may take from its first byte to its last.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 256, time: Duration::from_secs(10) }
    }
}

impl Answer {
    fn plain(status: u16, body: impl Into<String>) -> Self {
        Self { status, content_type: PLAIN, body: body.into() }
    }

    /// That the witness itself is unwell. Its files are its operator's business and are not told.
    fn unwell(error: &WitnessError) -> Self {
        tracing::error!(%error, "nothing was cosigned");
        Self::plain(500, "this witness can't read or write what it cosigned last; it cosigns nothing until its operator has seen to it\n")
    }
}

impl From<&Outcome> for Answer {
    fn from(outcome: &Outcome) -> Self {
        Self { status: outcome.status(), content_type: outcome.content_type(), body: outcome.body() }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(header::CONTENT_TYPE, self.content_type), (header::CACHE_CONTROL, "no-store")], self.body).into_response()
    }
}

impl Witness {
    /// A witness with its key, the logs that it knows, what it remembers, and a clock that gives seconds since 1970.
    ///
    /// # Errors
    /// Where the memory can't be opened.
    pub fn new(
        cosigner: Cosigner,
        logs: KnownLogs,
        folder: &std::path::Path,
        clock: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Result<Self, WitnessError> {
        let memory = Memory::open(folder, cosigner.verifier().clone())?;
        Ok(Self { cosigner, logs, memory, clock: Box::new(clock) })
    }

    /// Decides over the body of a request, and remembers what it cosigned before it answers. Waits for the disk.
    #[must_use]
    pub fn add_checkpoint(&self, body: &[u8]) -> Answer {
        let outcome = match Request::parse(body) {
            Ok(request) => self.decide(&request),
            Err(error) => Ok(Outcome::Refused(Refusal::Malformed(error))),
        };
        outcome.map_or_else(|error| Answer::unwell(&error), |outcome| Answer::from(&outcome))
    }

    fn decide(&self, request: &Request) -> Result<Outcome, WitnessError> {
        let origin = request.origin();
        let Some(log) = self.logs.get(origin) else { return Ok(Outcome::Refused(Refusal::UnknownLog)) };
        let turn = self.memory.turn();
        let last = turn.last(origin)?.map(|signed| signed.checkpoint().head());
        let outcome = add_checkpoint(request, Some(log), last, &self.cosigner, (self.clock)());
        match &outcome {
            Outcome::Cosigned { cosignature, .. } => turn.keep(&sealed(request.checkpoint(), log, cosignature)?)?,
            Outcome::Refused(why @ Refusal::Fork { .. }) => {
                tracing::warn!(origin, %why, "refused; both checkpoints are kept");
                turn.keep_fork(request.checkpoint())?;
            }
            Outcome::Refused(why @ Refusal::BadProof(_)) => tracing::warn!(origin, %why, "refused"),
            Outcome::Refused(_) => {}
        }
        Ok(outcome)
    }

    /// The public key; then each log that is known, with the size that was cosigned last and the path at which that stands.
    fn index(&self) -> Answer {
        let line = |log: &Log| {
            let size = match self.memory.last(log.origin()) {
                Ok(last) => last.map_or(0, |signed| signed.checkpoint().head().size).to_string(),
                Err(_) => "damaged".to_owned(),
            };
            format!("/checkpoint/{} {size} {}\n", name_of(log.origin()), log.origin())
        };
        let lines: String = self.logs.iter().map(line).collect();
        Answer::plain(200, format!("{}\n{lines}", self.cosigner.verifier()))
    }

    /// What was cosigned last of the log with this name.
    fn last(&self, name: &str) -> Result<Answer, WitnessError> {
        let Some(log) = self.logs.iter().find(|log| name_of(log.origin()) == name) else {
            return Ok(Answer::plain(404, "this witness does not know the log\n"));
        };
        let last = self.memory.last(log.origin())?;
        Ok(last.map_or_else(|| Answer::plain(404, "nothing of this log was cosigned yet\n"), |last| Answer::plain(200, last.to_string())))
    }
}

/// What is remembered: the checkpoint with the log's signatures and the witness's own, without those of strangers.
fn sealed(signed: &SignedCheckpoint, log: &Log, cosignature: &Signature) -> Result<SignedCheckpoint, WitnessError> {
    let of_log = |one: &&Signature| log.keys().iter().any(|key| (one.id(), one.name()) == (key.id(), key.name()));
    let mut signatures: Vec<Signature> = signed.note().signatures().iter().filter(of_log).cloned().collect();
    signatures.truncate(log.keys().len());
    signatures.push(cosignature.clone());
    let lines: String = signatures.iter().map(Signature::to_string).collect();
    Ok(SignedCheckpoint::parse(format!("{}\n{lines}", signed.note().text()).as_bytes())?)
}

/// The paths of a witness.
pub fn router(witness: Arc<Witness>) -> Router {
    Router::new()
        .route("/add-checkpoint", post(added))
        .route("/", get(async |State(witness): State<Arc<Witness>>| read(witness, |one| Ok(one.index())).await))
        .route(
            "/checkpoint/{name}",
            get(async |State(witness): State<Arc<Witness>>, Path(name): Path<String>| read(witness, move |one| one.last(&name)).await),
        )
        .with_state(witness)
}

async fn added(State(witness): State<Arc<Witness>>, body: Body) -> Answer {
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let too_long = || Answer::plain(413, format!("a request has at most {MAX_BYTES} bytes\n"));
    if body.size_hint().lower() > most {
        return too_long();
    }
    let Ok(body) = to_bytes(body, MAX_BYTES).await else { return too_long() };
    apart(move || witness.add_checkpoint(&body)).await
}

async fn read(witness: Arc<Witness>, work: impl FnOnce(&Witness) -> Result<Answer, WitnessError> + Send + 'static) -> Answer {
    apart(move || work(&witness).unwrap_or_else(|error| Answer::unwell(&error))).await
}

/// Does what waits for the disk where it holds up nobody else.
async fn apart(work: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Answer::plain(500, "this witness is ending\n"))
}

/// Serves a witness until `stop` is done.
pub async fn serve(listener: TcpListener, witness: Arc<Witness>, limits: Limits, stop: impl Future<Output = ()>) {
    let router = router(witness);
    let places = Arc::new(Semaphore::new(limits.connections));
    tokio::pin!(stop);
    loop {
        let (stream, place) = tokio::select! {
            () = &mut stop => break,
            Ok(next) = next(&listener, &places) => next,
            else => break,
        };
        tokio::spawn(talk(stream, router.clone(), limits.time, place));
    }
    // Whoever is being answered is answered.
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(limits.time, places.acquire_many(all)).await;
}

/// The next connection, once there is a place for it.
async fn next(listener: &TcpListener, places: &Arc<Semaphore>) -> io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return Ok((stream, place)),
            // The other side left already, or the system has no more files for now.
            Err(error) => {
                tracing::warn!(%error, "a connection was not taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn talk(stream: TcpStream, router: Router, time: Duration, place: OwnedSemaphorePermit) {
    let service = TowerToHyperService::new(router);
    let talk = hyper::server::conn::http1::Builder::new().keep_alive(false).serve_connection(TokioIo::new(stream), service);
    match tokio::time::timeout(time, talk).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a connection broke off"),
        Err(_) => tracing::debug!("a connection took too long"),
    }
    drop(place);
}
