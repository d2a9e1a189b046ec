//! What the tests share: a witness on a port of its own, a record to grow.

use std::convert::Infallible;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use record::{Actor, AgencyId, Circumstances, CommandId, Decider, Moment, PersonId, Purpose, StreamName, Workflow};
use serde::{Deserialize, Serialize};
use store::{LogKey, Order, Place, Record};
use tlog::VerifierKey;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use witness::{Limits, Remote, Witness, cosigner_at, serve};

/// The moment at which the witness signs.
pub const TIME: u64 = 1_795_330_800;
pub const ORIGIN: &str = "example.kz/log";

/// A notebook of lines.
struct Notes;

#[derive(Clone, Serialize, Deserialize)]
struct Written {
    line: String,
}

impl Decider for Notes {
    type State = ();
    type Command = Vec<String>;
    type Event = Written;
    type Refusal = Infallible;

    fn decide((): &(), lines: Vec<String>, _: &Circumstances<'_>) -> Result<Vec<Written>, Infallible> {
        Ok(lines.into_iter().map(|line| Written { line }).collect())
    }

    fn evolve((): (), _: &Written) {}
}

impl Workflow for Notes {
    const STREAM: &'static str = "notes";
    const SCHEMA: u16 = 1;
}

pub fn key() -> LogKey {
    LogKey::new(ORIGIN, &[7; 32]).unwrap()
}

pub async fn record(file: &Path) -> Record {
    Record::open(&Place::File(file.to_owned())).await.unwrap()
}

/// Writes so many lines with this word; the command's number is the log's size, so each is new.
pub async fn grow(record: &Record, word: &str, lines: usize) {
    let size = record.size().await.unwrap();
    let stream = StreamName::of::<Notes>(PersonId::from_bits(u128::from(size)));
    let actor = Actor { person: PersonId::from_bits(7), agency: AgencyId::from_bits(3) };
    let now = Moment::parse("2026-11-22T07:00:00Z").unwrap();
    let at = Circumstances { now, actor: &actor, purpose: Purpose::Casework, edition: "2026-11" };
    let lines = (0..lines).map(|line| format!("{word} {line}")).collect();
    let order = Order { stream: &stream, command: CommandId::from_bits(u128::from(size)), seen: None, at };
    let _ = record.act::<Notes>(order, lines).await.unwrap();
}

/// A witness that runs.
pub struct Running {
    pub address: SocketAddr,
    pub key: VerifierKey,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

pub fn listed(key: &LogKey) -> String {
    format!("[[log]]\norigin = \"{}\"\nkey = \"{}\"\n", key.origin(), key.verifier())
}

pub async fn run(folder: &Path) -> Running {
    run_with(folder, &listed(&key()), Limits::default()).await
}

pub async fn run_with(folder: &Path, logs: &str, limits: Limits) -> Running {
    let cosigner = cosigner_at(&folder.join("witness.key"), "ombudsman.example/w1", &[5; 32]).unwrap();
    let key = cosigner.verifier().clone();
    let witness = Witness::new(cosigner, logs.parse().unwrap(), &folder.join("seen"), || TIME).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        serve(listener, Arc::new(witness), limits, async { drop(stopped.await) }).await;
    });
    Running { address, key, stop, task }
}

impl Running {
    pub fn remote(&self) -> Remote {
        Remote::new(&format!("http://{}", self.address), self.key.clone()).unwrap()
    }

    pub async fn end(self) {
        self.stop.send(()).unwrap();
        self.task.await.unwrap();
    }

    /// Sends bytes and gives all that is answered.
    pub async fn talk(&self, request: impl Into<Vec<u8>>) -> String {
        let (address, request) = (self.address, request.into());
        let talk = move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            // The witness may have answered and left before it has read all.
            let _ = stream.write_all(&request);
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer);
            String::from_utf8(answer).unwrap()
        };
        tokio::task::spawn_blocking(talk).await.unwrap()
    }

    pub async fn post(&self, body: &str) -> (u16, String) {
        let head = format!("POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ncontent-length: {}\r\n\r\n", body.len());
        parts(&self.talk(head + body).await)
    }

    pub async fn get(&self, path: &str) -> (u16, String) {
        parts(&self.talk(format!("GET {path} HTTP/1.1\r\nhost: w\r\n\r\n")).await)
    }
}

/// The status and the body.
fn parts(answer: &str) -> (u16, String) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head[9..12].parse().unwrap(), body.to_owned())
}
