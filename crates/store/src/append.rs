//! The one writer: takes what many people decided at the same time, chains it, and acknowledges it when it is on the disk.
//!
//! Putting a thing safely on a disk takes the same time for one entry as for a hundred, so all that waits is written together. Each
//! piece is still judged by itself: one whose stream has changed meanwhile is sent back, the others go on.

use std::collections::HashMap;

use record::{AgencyId, CommandId, Digest, Entry, Moment, PersonId, Purpose, StreamName};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row, Transaction};
use tokio::sync::{mpsc, oneshot};

use tlog::{Frontier, Hash, Node};

use crate::StoreError;
use crate::database::Database;
use crate::error::ColumnError;
use crate::rows::{self, Hashed};
use crate::tree;

/// At most so many pieces are written together.
const TOGETHER: usize = 256;

/// What a decision wants written.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub stream: StreamName,
    /// The version of the stream that the decision looked at.
    pub seen: u64,
    pub command: CommandId,
    pub at: Moment,
    pub person: PersonId,
    pub agency: AgencyId,
    pub purpose: Purpose,
    pub edition: String,
    pub schema: u16,
    /// The events as JSON.
    pub events: Vec<String>,
}

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is on the disk.
    Written {
        /// The place of its first entry.
        first: u64,
    },
    /// The stream is at another version now.
    Changed,
}

type Answer = Result<Outcome, StoreError>;
type Order = (Piece, oneshot::Sender<Answer>);

/// Hands pieces to the writer.
#[derive(Debug, Clone)]
pub(crate) struct Writer(mpsc::Sender<Order>);

impl Writer {
    /// Starts the writer of a database; it ends when all its handles are gone.
    pub fn start(database: Database) -> Self {
        let (sender, receiver) = mpsc::channel(TOGETHER * 4);
        tokio::spawn(write_all(database, receiver));
        Self(sender)
    }

    /// Has a piece written.
    pub async fn write(&self, piece: Piece) -> Answer {
        let (sender, answer) = oneshot::channel();
        self.0.send((piece, sender)).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }
}

async fn write_all(database: Database, mut orders: mpsc::Receiver<Order>) {
    let mut pen = Pen { database, connection: None };
    let mut batch = Vec::with_capacity(TOGETHER);
    let closed = pen.database.pool.close_event();
    tokio::pin!(closed);
    loop {
        // A record that is closed waits for all its connections, the writer's too.
        tokio::select! {
            biased;
            taken = orders.recv_many(&mut batch, TOGETHER) => if taken == 0 { break },
            () = &mut closed => break,
        }
        let (pieces, senders): (Vec<Piece>, Vec<_>) = batch.drain(..).unzip();
        match pen.write(&pieces).await {
            Ok(outcomes) => answer(senders, outcomes.into_iter().map(Ok)),
            // Which of them broke it can't be told, so each is tried by itself.
            Err(_) if pieces.len() > 1 => {
                for (piece, sender) in pieces.iter().zip(senders) {
                    let written = pen.write(std::slice::from_ref(piece)).await;
                    answer([sender], [written.and_then(|outcomes| outcomes.first().copied().ok_or(StoreError::Closed))]);
                }
            }
            Err(error) => answer(senders, [Err(error)]),
        }
    }
}

/// The writer's own connection, made anew when it is broken.
struct Pen {
    database: Database,
    connection: Option<PoolConnection<Any>>,
}

impl Pen {
    async fn write(&mut self, pieces: &[Piece]) -> Result<Vec<Outcome>, StoreError> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.database.pool.acquire().await?,
        };
        let written = write_together(&self.database, &mut connection, pieces).await;
        if written.is_ok() {
            self.connection = Some(connection);
        } else {
            // A full disk has SQLite roll back by itself, and the connection would not know that it is in no transaction any more.
            let _ = connection.close().await;
        }
        written
    }
}

/// Whoever does not wait any more needs no answer.
fn answer(senders: impl IntoIterator<Item = oneshot::Sender<Answer>>, answers: impl IntoIterator<Item = Answer>) {
    for (sender, answer) in senders.into_iter().zip(answers) {
        let _ = sender.send(answer);
    }
}

/// Writes pieces in one transaction.
async fn write_together(database: &Database, connection: &mut AnyConnection, pieces: &[Piece]) -> Result<Vec<Outcome>, StoreError> {
    let mut transaction = database.begin_alone(connection).await?;
    let mut head = Head::read(&mut transaction, database.read_head()).await?;
    let mut versions = versions(&mut transaction, pieces).await?;
    let mut entries = Vec::new();
    let mut outcomes = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let version = versions.entry(piece.stream.as_str().to_owned()).or_default();
        outcomes.push(if *version != piece.seen {
            Outcome::Changed
        } else {
            let first = head.size;
            head.chain(piece, version, &mut entries)?;
            Outcome::Written { first }
        });
    }
    if !entries.is_empty() {
        rows::insert(&mut transaction, &entries).await?;
        head.write(&mut transaction).await?;
    }
    transaction.commit().await?;
    Ok(outcomes)
}

/// The end of the log.
pub(crate) struct Head {
    size: u64,
    last: Digest,
    edge: Frontier,
    /// Roots of tiles that have become full.
    full: Vec<(Node, Hash)>,
}

impl Head {
    pub async fn read(transaction: &mut Transaction<'_, Any>, statement: &'static str) -> Result<Self, StoreError> {
        let row = sqlx::query(statement).fetch_one(&mut **transaction).await?;
        let edge: Vec<u8> = row.try_get("edge")?;
        let read = || -> Result<Self, ColumnError> {
            let (size, last) = (rows::count(&row, "size")?, rows::digest(&row, "last")?);
            let edge = Frontier::from_bytes(&edge).ok().filter(|edge| edge.size() == size);
            Ok(Self { size, last, edge: edge.ok_or(ColumnError::Value("it does not fit its tree"))?, full: Vec::new() })
        };
        read().map_err(|error| StoreError::Head(error.to_string()))
    }

    /// Chains the events of a piece to the log.
    fn chain(&mut self, piece: &Piece, version: &mut u64, entries: &mut Vec<Hashed>) -> Result<(), StoreError> {
        for event in &piece.events {
            *version += 1;
            let entry = Entry {
                place: self.size,
                previous: self.last,
                stream: piece.stream.clone(),
                version: *version,
                at: piece.at,
                person: piece.person,
                agency: piece.agency,
                purpose: piece.purpose,
                command: piece.command,
                edition: piece.edition.clone(),
                schema: piece.schema,
                event: event.clone(),
            };
            entries.push(self.put(entry)?);
        }
        Ok(())
    }

    /// Takes in an entry that was chained before, if it follows.
    pub fn take(&mut self, entry: Entry) -> Result<Option<Hashed>, StoreError> {
        if entry.place == self.size && entry.previous == self.last { self.put(entry).map(Some) } else { Ok(None) }
    }

    fn put(&mut self, entry: Entry) -> Result<Hashed, StoreError> {
        let hash = rows::leaf_hash(&entry)?;
        (self.size, self.last) = (self.size + 1, hash);
        let nodes = self.edge.append(Hash::from_bytes(hash.0));
        self.full.extend(nodes.into_iter().filter(|(node, _)| tree::is_tile_root(*node)));
        Ok(Hashed { entry, hash })
    }

    /// How many entries there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of tiles that have become full and are not stored yet.
    pub fn take_full(&mut self) -> Vec<(Node, Hash)> {
        std::mem::take(&mut self.full)
    }

    /// Stores where the log ends now.
    pub async fn write(&self, transaction: &mut Transaction<'_, Any>) -> Result<(), StoreError> {
        tree::insert(transaction, &self.full).await?;
        let statement = sqlx::query("UPDATE head SET size = $1, last = $2, edge = $3 WHERE one = 1");
        let statement = statement.bind(rows::number(self.size)).bind(self.last.0.to_vec()).bind(self.edge.to_bytes());
        statement.execute(&mut **transaction).await?;
        Ok(())
    }
}

/// At which version the streams are.
async fn versions(transaction: &mut Transaction<'_, Any>, pieces: &[Piece]) -> Result<HashMap<String, u64>, StoreError> {
    let streams: Vec<&str> = pieces.iter().map(|piece| piece.stream.as_str()).collect();
    // Rounded up, so that few statements have to be prepared; the last one again changes nothing.
    let size = streams.len().next_power_of_two();
    let places = rows::placeholders(size, 1);
    // One look into the index for each; a list in one condition is read as a whole table by a PostgreSQL that has no statistics yet.
    let statement = format!(
        "WITH asked (name) AS (VALUES {places}) \
         SELECT name AS stream, (SELECT MAX(version) FROM entries WHERE stream = name) AS version FROM asked"
    );
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for place in 0..size {
        query = query.bind(streams.get(place).or(streams.last()).copied().unwrap_or_default().to_owned());
    }
    let rows = query.fetch_all(&mut **transaction).await?;
    rows.iter().map(|row| Ok((row.try_get("stream")?, rows::count(row, "version").unwrap_or(0)))).collect()
}
