//! The record as the rest of the program sees it: load a thing's history, decide, write what was decided.

use std::sync::Arc;

use record::{Circumstances, CommandId, StreamName, Workflow};
use sqlx::AnyPool;

use crate::append::{Outcome, Piece, Writer};
use crate::database::{Database, Place};
use crate::error::ActError;
use crate::recent::{Lines, Recent};
use crate::rows::{self, Hashed, Written};
use crate::{Flavour, StoreError};

/// How often a decision is taken anew because somebody else was quicker.
const TRIES: usize = 16;

/// A record, open.
#[derive(Debug, Clone)]
pub struct Record {
    pub(crate) database: Database,
    writer: Writer,
    recent: Arc<Recent>,
}

/// A thing's history.
#[derive(Debug)]
pub struct History<W: Workflow> {
    /// Its events, the oldest first.
    pub events: Vec<W::Event>,
    /// How many there are.
    pub version: u64,
}

/// A command with all that stands around it.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// What it is about.
    pub stream: &'a StreamName,
    /// Its own identifier: given again, it does nothing again.
    pub command: CommandId,
    /// The version that the person looked at, where the command hangs on that.
    pub seen: Option<u64>,
    /// When, who, why, under which rules.
    pub at: Circumstances<'a>,
}

/// What a command did.
#[derive(Debug)]
#[must_use]
pub struct Acted<E> {
    /// Its events.
    pub events: Vec<E>,
    /// The version of the thing after it.
    pub version: u64,
    /// Whether it had been carried out before.
    pub repeated: bool,
}

impl Record {
    /// Opens a record and brings it up to date.
    ///
    /// # Errors
    /// Where the place is none, or the database does not open or is newer than this program.
    pub async fn open(place: &Place) -> Result<Self, StoreError> {
        let database = Database::open(place).await?;
        let writer = Writer::start(database.clone());
        Ok(Self { database, writer, recent: Arc::default() })
    }

    /// The database's kind.
    #[must_use]
    pub fn flavour(&self) -> Flavour {
        self.database.flavour
    }

    /// Its connections, for projections and for tests that do damage.
    #[must_use]
    pub fn pool(&self) -> &AnyPool {
        &self.database.pool
    }

    /// A thing's history; an empty one where nothing has happened to it.
    ///
    /// # Errors
    /// Where the database does not answer, or an event is not known to this program.
    pub async fn history<W: Workflow>(&self, stream: &StreamName) -> Result<History<W>, StoreError> {
        History::read(&self.lines(stream).await?)
    }

    /// A thing's history from the database; kept for the next decision.
    async fn lines(&self, stream: &StreamName) -> Result<Lines, StoreError> {
        let statement = "SELECT place, command, schema, event FROM entries WHERE stream = $1 ORDER BY version";
        let rows = sqlx::query(statement).bind(stream.as_str().to_owned()).fetch_all(self.pool()).await?;
        let lines = Lines::new(rows.iter().map(rows::written).collect::<Result<_, _>>()?);
        self.recent.put(stream.clone(), Lines::clone(&lines));
        Ok(lines)
    }

    /// Carries out a command: decides on the history as it is now and writes what was decided. Where somebody else was quicker, it
    /// decides anew, unless the command hangs on what the person saw.
    ///
    /// # Errors
    /// The refusal of the rules; a change since the person looked; a database that does not answer.
    pub async fn act<W>(&self, order: Order<'_>, command: W::Command) -> Result<Acted<W::Event>, ActError<W::Refusal>>
    where
        W: Workflow<Command: Clone>,
    {
        if let Some(lines) = self.recent.get(order.stream)
            && let Some(acted) = self.attempt::<W>(&order, &command, &lines).await.or_else(stale)?
        {
            return Ok(acted);
        }
        for _ in 0..TRIES {
            let lines = self.lines(order.stream).await?;
            if let Some(acted) = self.attempt::<W>(&order, &command, &lines).await? {
                return Ok(acted);
            }
        }
        Err(ActError::Changed { version: self.history::<W>(order.stream).await?.version })
    }

    /// Decides once; nothing where the history has changed meanwhile.
    async fn attempt<W>(
        &self,
        order: &Order<'_>,
        command: &W::Command,
        lines: &Lines,
    ) -> Result<Option<Acted<W::Event>>, ActError<W::Refusal>>
    where
        W: Workflow<Command: Clone>,
    {
        let history = History::<W>::read(lines)?;
        let version = history.version;
        if let Some(acted) = history.repeated(lines, order.command) {
            return Ok(Some(acted));
        }
        if order.seen.is_some_and(|seen| seen != version) {
            return Err(ActError::Changed { version });
        }
        let events = W::decide(&history.state(), command.clone(), &order.at).map_err(ActError::Refused)?;
        if events.is_empty() {
            return Ok(Some(Acted { events, version, repeated: false }));
        }
        let piece = piece::<W>(order, version, &events)?;
        let written = piece.events.clone();
        match self.writer.write(piece).await? {
            Outcome::Written { first } => {
                let mut lines = lines.to_vec();
                let line = |(place, event)| Written { place, command: order.command, schema: W::SCHEMA, event };
                lines.extend((first..).zip(written).map(line));
                let version = count(lines.len());
                self.recent.put(order.stream.clone(), Lines::new(lines));
                Ok(Some(Acted { events, version, repeated: false }))
            }
            Outcome::Changed => {
                self.recent.forget(order.stream);
                Ok(None)
            }
        }
    }

    /// So many entries from a place on, in the order of the log.
    ///
    /// # Errors
    /// Where the database does not answer or a row is none.
    pub async fn entries(&self, from: u64, most: u32) -> Result<Vec<Hashed>, StoreError> {
        let statement = format!("SELECT {} FROM entries WHERE place >= $1 ORDER BY place LIMIT $2", rows::COLUMNS);
        let query = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(rows::number(from)).bind(i64::from(most));
        query.fetch_all(self.pool()).await?.iter().map(rows::entry).collect()
    }

    /// The entries of one thing, the oldest first.
    ///
    /// # Errors
    /// Where the database does not answer or a row is none.
    pub async fn stream_entries(&self, stream: &StreamName) -> Result<Vec<Hashed>, StoreError> {
        let statement = format!("SELECT {} FROM entries WHERE stream = $1 ORDER BY version", rows::COLUMNS);
        let query = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(stream.as_str().to_owned());
        query.fetch_all(self.pool()).await?.iter().map(rows::entry).collect()
    }

    /// How many entries the log has.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn size(&self) -> Result<u64, StoreError> {
        let row = sqlx::query("SELECT size FROM head WHERE one = 1").fetch_one(self.pool()).await?;
        rows::count(&row, "size").map_err(|error| StoreError::Entry { place: 0, what: error.to_string() })
    }

    /// Closes its connections; what was acknowledged is safe with or without this.
    pub async fn close(self) {
        self.database.pool.close().await;
    }
}

impl<W: Workflow> History<W> {
    fn read(lines: &[Written]) -> Result<Self, StoreError> {
        Ok(Self { events: lines.iter().map(Written::event::<W>).collect::<Result<_, _>>()?, version: count(lines.len()) })
    }

    /// The state that the events lead to.
    #[must_use]
    pub fn state(&self) -> W::State {
        W::fold(&self.events)
    }

    /// What a command did, if it stands in this history.
    fn repeated(&self, lines: &[Written], command: CommandId) -> Option<Acted<W::Event>> {
        let first = lines.iter().position(|line| line.command == command)?;
        let end = first + lines.iter().skip(first).take_while(|line| line.command == command).count();
        Some(Acted { events: self.events.get(first..end)?.to_vec(), version: count(end), repeated: true })
    }
}

/// A refusal or a change may come from a history that is older than the database's: it is looked at again there.
fn stale<E, R>(error: ActError<R>) -> Result<Option<Acted<E>>, ActError<R>> {
    match error {
        ActError::Refused(_) | ActError::Changed { .. } => Ok(None),
        ActError::Store(error) => Err(ActError::Store(error)),
    }
}

fn count(things: usize) -> u64 {
    u64::try_from(things).unwrap_or(u64::MAX)
}

fn piece<W: Workflow>(order: &Order<'_>, seen: u64, events: &[W::Event]) -> Result<Piece, StoreError> {
    let text = |event: &W::Event| serde_json::to_string(event).map_err(|error| StoreError::Event(error.into()));
    Ok(Piece {
        stream: order.stream.clone(),
        seen,
        command: order.command,
        at: order.at.now,
        person: order.at.actor.person,
        agency: order.at.actor.agency,
        purpose: order.at.purpose,
        edition: order.at.edition.to_owned(),
        schema: W::SCHEMA,
        events: events.iter().map(text).collect::<Result<_, _>>()?,
    })
}
