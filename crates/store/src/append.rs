//! The one writer: takes what many people decided at the same time, chains it, and acknowledges it when it is on the disk.
//!
//! Putting a thing safely on a disk takes the same time for one entry as for a hundred, so all that waits is written together. Each
//! piece is still judged by itself: one whose stream has changed meanwhile is sent back, the others go on.

use std::collections::{HashMap, HashSet};

use record::{AgencyId, CommandId, Digest, Entry, Moment, PersonId, Purpose, StreamName};
use sqlx::{Any, AssertSqlSafe, Row, Transaction};
use tokio::sync::{mpsc, oneshot};

use crate::StoreError;
use crate::database::Database;
use crate::rows::{self, Hashed};

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
    /// This command was carried out before.
    Known,
    /// The stream is at another version now.
    Changed(u64),
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
    let mut batch = Vec::with_capacity(TOGETHER);
    while orders.recv_many(&mut batch, TOGETHER).await > 0 {
        let (pieces, senders): (Vec<Piece>, Vec<_>) = batch.drain(..).unzip();
        match write_together(&database, &pieces).await {
            Ok(outcomes) => answer(senders, outcomes.into_iter().map(Ok)),
            // Which of them broke it can't be told, so each is tried by itself.
            Err(_) if pieces.len() > 1 => {
                for (piece, sender) in pieces.iter().zip(senders) {
                    let written = write_together(&database, std::slice::from_ref(piece)).await;
                    answer([sender], [written.and_then(|outcomes| outcomes.first().copied().ok_or(StoreError::Closed))]);
                }
            }
            Err(error) => answer(senders, [Err(error)]),
        }
    }
}

/// Whoever does not wait any more needs no answer.
fn answer(senders: impl IntoIterator<Item = oneshot::Sender<Answer>>, answers: impl IntoIterator<Item = Answer>) {
    for (sender, answer) in senders.into_iter().zip(answers) {
        let _ = sender.send(answer);
    }
}

/// Writes pieces in one transaction.
async fn write_together(database: &Database, pieces: &[Piece]) -> Result<Vec<Outcome>, StoreError> {
    let mut connection = database.pool.acquire().await?;
    let mut transaction = database.begin_alone(&mut connection).await?;
    let mut head = Head::read(&mut transaction, database.read_head()).await?;
    let mut known = known_commands(&mut transaction, pieces).await?;
    let mut versions = versions(&mut transaction, pieces).await?;
    let mut entries = Vec::new();
    let mut outcomes = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let version = versions.entry(piece.stream.as_str().to_owned()).or_default();
        outcomes.push(if known.contains(&piece.command) {
            Outcome::Known
        } else if *version != piece.seen {
            Outcome::Changed(*version)
        } else {
            known.insert(piece.command);
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
struct Head {
    size: u64,
    last: Digest,
}

impl Head {
    async fn read(transaction: &mut Transaction<'_, Any>, statement: &'static str) -> Result<Self, StoreError> {
        let row = sqlx::query(statement).fetch_one(&mut **transaction).await?;
        let broken = |error: crate::error::ColumnError| StoreError::Entry { place: 0, what: format!("the head of the log: {error}") };
        Ok(Self { size: rows::count(&row, "size").map_err(broken)?, last: rows::digest(&row, "last").map_err(broken)? })
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
            let hash = rows::leaf_hash(&entry)?;
            (self.size, self.last) = (self.size + 1, hash);
            entries.push(Hashed { entry, hash });
        }
        Ok(())
    }

    async fn write(&self, transaction: &mut Transaction<'_, Any>) -> Result<(), StoreError> {
        let statement = sqlx::query("UPDATE head SET size = $1, last = $2 WHERE one = 1");
        statement.bind(rows::number(self.size)).bind(self.last.0.to_vec()).execute(&mut **transaction).await?;
        Ok(())
    }
}

/// Which of the commands were carried out before.
async fn known_commands(transaction: &mut Transaction<'_, Any>, pieces: &[Piece]) -> Result<HashSet<CommandId>, StoreError> {
    let commands: Vec<String> = pieces.iter().map(|piece| piece.command.to_string()).collect();
    let statement = format!("SELECT DISTINCT command FROM entries WHERE command IN {}", one_of(commands.len()));
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for command in filled(&commands) {
        query = query.bind(command);
    }
    let rows = query.fetch_all(&mut **transaction).await?;
    Ok(rows.iter().filter_map(|row| row.try_get::<String, _>("command").ok()?.parse().ok()).collect())
}

/// At which version the streams are.
async fn versions(transaction: &mut Transaction<'_, Any>, pieces: &[Piece]) -> Result<HashMap<String, u64>, StoreError> {
    let streams: Vec<String> = pieces.iter().map(|piece| piece.stream.as_str().to_owned()).collect();
    let places = one_of(streams.len());
    let statement = format!("SELECT stream, MAX(version) AS version FROM entries WHERE stream IN {places} GROUP BY stream");
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for stream in filled(&streams) {
        query = query.bind(stream);
    }
    let rows = query.fetch_all(&mut **transaction).await?;
    let version = |row| Some((sqlx::Row::try_get::<String, _>(row, "stream").ok()?, rows::count(row, "version").ok()?));
    Ok(rows.iter().filter_map(version).collect())
}

/// A list of so many values, rounded up so that few statements have to be prepared.
fn one_of(values: usize) -> String {
    rows::placeholders(1, values.next_power_of_two())
}

/// The values of such a list: the last one again and again, which changes nothing.
fn filled(values: &[String]) -> impl Iterator<Item = String> {
    let last = values.last().cloned().unwrap_or_default();
    values.iter().cloned().chain(std::iter::repeat(last)).take(values.len().next_power_of_two())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_filled_up() {
        let values = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(one_of(3), "($1,$2,$3,$4)");
        assert_eq!(filled(&values).collect::<Vec<_>>(), ["a", "b", "c", "c"]);
    }
}
