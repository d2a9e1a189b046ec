//! Moving an installation: the whole record as lines of text, out of one database and into another.
//!
//! The first line says what follows. Then come the entries, each the very line that is hashed; the checkpoints; the wrapped keys of
//! subjects. The drawer's secrets and its key stay behind: people get in again by recovery. Anybody can check the lines without this program: the chain and the hashes are those of the log.

use std::io::{BufRead, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use record::Entry;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sqlx::{Any, Row, Transaction};

use crate::append::Head;
use crate::drawer::installation;
use crate::log::Record;
use crate::rows::{self, Hashed};
use crate::{StoreError, tree};

/// The shape of these lines.
const SHAPE: u16 = 1;
/// Entries that are moved at a time.
const PAGE: u32 = 1_000;

/// How much was moved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Entries of the log.
    pub entries: u64,
    /// Checkpoints.
    pub checkpoints: u64,
    /// Keys of subjects.
    pub keys: u64,
}

/// Why a record was not moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The file can't be read or written.
    #[error("can't read or write: {0}")]
    File(#[from] std::io::Error),
    /// There is something in the record already.
    #[error("the record that is to take it in is not empty")]
    NotEmpty,
    /// A line is none of a record.
    #[error("line {line}: {what}")]
    Line {
        /// Its number, from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// The lines end before what the first one says.
    #[error("the lines end too early: {left} entries are missing")]
    Short {
        /// How many entries are missing.
        left: u64,
    },
    /// The record did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for MoveError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// One line.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line<'a> {
    Record {
        shape: u16,
        entries: u64,
    },
    #[serde(borrow)]
    Entry(&'a RawValue),
    Checkpoint(String),
    Key {
        subject: String,
        master: String,
        wrapped: String,
    },
}

impl Record {
    /// Writes the whole record as lines; `progress` hears how many entries are done.
    ///
    /// # Errors
    /// Where the database does not answer or the lines can't be written.
    pub async fn export(&self, out: &mut impl Write, progress: impl Fn(u64)) -> Result<Moved, MoveError> {
        let entries = self.size().await?;
        let mut moved = Moved::default();
        put(out, &Line::Record { shape: SHAPE, entries })?;
        while moved.entries < entries {
            let page = self.entries(moved.entries, PAGE).await?;
            if page.is_empty() {
                return Err(MoveError::Short { left: entries - moved.entries });
            }
            for Hashed { entry, .. } in page.iter().take(usize::try_from(entries - moved.entries).unwrap_or(usize::MAX)) {
                let line = entry.to_bytes().map_err(StoreError::from)?;
                let line: &RawValue = serde_json::from_slice(&line).map_err(std::io::Error::other)?;
                put(out, &Line::Entry(line))?;
                moved.entries += 1;
            }
            progress(moved.entries);
        }
        for note in self.checkpoints().await? {
            put(out, &Line::Checkpoint(note))?;
            moved.checkpoints += 1;
        }
        let keys = sqlx::query("SELECT subject, master, wrapped FROM subject_keys WHERE subject <> $1 ORDER BY subject");
        for row in keys.bind(installation().to_string()).fetch_all(self.pool()).await? {
            let wrapped = BASE64.encode(row.try_get::<Vec<u8>, _>("wrapped")?);
            put(out, &Line::Key { subject: row.try_get("subject")?, master: row.try_get("master")?, wrapped })?;
            moved.keys += 1;
        }
        out.flush()?;
        Ok(moved)
    }

    /// Takes in a record that [`Record::export`] wrote: all of it or, where anything is wrong, nothing.
    ///
    /// # Errors
    /// Where this record is not empty, a line is wrong or missing, or the database does not answer.
    pub async fn import(&self, input: impl BufRead, progress: impl Fn(u64)) -> Result<Moved, MoveError> {
        let mut connection = self.pool().acquire().await?;
        let mut transaction = self.database.begin_alone(&mut connection).await?;
        let head = Head::read(&mut transaction, self.database.read_head()).await?;
        if head.size() > 0 {
            return Err(MoveError::NotEmpty);
        }
        let mut taking = Taking { transaction, head, entries: Vec::new(), promised: None, moved: Moved::default() };
        for (line, number) in input.lines().zip(1..) {
            taking.line(&line?, number).await?;
            if taking.entries.len() >= PAGE as usize {
                taking.write_entries().await?;
                progress(taking.moved.entries);
            }
        }
        taking.end().await
    }
}

fn put(out: &mut impl Write, line: &Line<'_>) -> Result<(), MoveError> {
    serde_json::to_writer(&mut *out, line).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// A record on its way in.
struct Taking<'c> {
    transaction: Transaction<'c, Any>,
    head: Head,
    entries: Vec<Hashed>,
    /// How many entries the first line promises.
    promised: Option<u64>,
    moved: Moved,
}

impl Taking<'_> {
    async fn line(&mut self, text: &str, number: u64) -> Result<(), MoveError> {
        let wrong = |what: String| MoveError::Line { line: number, what };
        match serde_json::from_str(text).map_err(|error| wrong(error.to_string()))? {
            Line::Record { shape: SHAPE, entries } if number == 1 => self.promised = Some(entries),
            _ if self.promised.is_none() => return Err(wrong("the first line of a record is missing, or of a newer program".into())),
            Line::Record { .. } => return Err(wrong("a record begins in another".into())),
            Line::Entry(line) => {
                let entry = Entry::from_bytes(line.get().as_bytes()).map_err(|error| wrong(error.to_string()))?;
                let hashed = self.head.take(entry)?.ok_or_else(|| wrong("it does not follow the entry before".into()))?;
                self.entries.push(hashed);
                self.moved.entries += 1;
            }
            Line::Checkpoint(note) => {
                let signed = tlog::SignedCheckpoint::parse(note.as_bytes()).map_err(|error| wrong(error.to_string()))?;
                let statement = sqlx::query("INSERT INTO checkpoints (size, note) VALUES ($1, $2)");
                let statement = statement.bind(rows::number(signed.checkpoint().head().size)).bind(note);
                statement.execute(&mut *self.transaction).await?;
                self.moved.checkpoints += 1;
            }
            Line::Key { subject, .. } if subject == installation().to_string() => {
                return Err(wrong("the key of an installation does not travel".into()));
            }
            Line::Key { subject, master, wrapped } => {
                let wrapped = BASE64.decode(wrapped).map_err(|error| wrong(error.to_string()))?;
                let statement = sqlx::query("INSERT INTO subject_keys (subject, master, wrapped) VALUES ($1, $2, $3)");
                statement.bind(subject).bind(master).bind(wrapped).execute(&mut *self.transaction).await?;
                self.moved.keys += 1;
            }
        }
        Ok(())
    }

    async fn write_entries(&mut self) -> Result<(), MoveError> {
        rows::insert(&mut self.transaction, &self.entries).await?;
        tree::insert(&mut self.transaction, &self.head.take_full()).await?;
        self.entries.clear();
        Ok(())
    }

    async fn end(mut self) -> Result<Moved, MoveError> {
        let left = self.promised.unwrap_or(1).saturating_sub(self.moved.entries);
        if left > 0 {
            return Err(MoveError::Short { left });
        }
        self.write_entries().await?;
        self.head.write(&mut self.transaction).await?;
        self.transaction.commit().await?;
        Ok(self.moved)
    }
}
