//! What can go wrong with the record, apart from a refusal.

use record::{EntryError, EventError, IdError, MomentError, UnknownShape};

/// Why the record did not answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The place is none that a record can be in.
    #[error("not a place for the record: {0} (a file, or postgres://…)")]
    Place(String),
    /// The database did not do what it was asked.
    #[error("the record's database: {0}")]
    Database(#[from] sqlx::Error),
    /// The database could not be brought to the shape of this program.
    #[error("the record's database can't be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A row of the log is none.
    #[error("entry {place} of the log can't be read: {what}")]
    Entry {
        /// Its place.
        place: u64,
        /// What is wrong.
        what: String,
    },
    /// The head of the log is broken.
    #[error("the head of the log can't be read: {0}; `arasha verify` says more")]
    Head(String),
    /// The hash tree lacks a node, or a proof was asked for that there is none of.
    #[error("the tree of the log: {0}")]
    Tree(String),
    /// A checkpoint can't be made or read.
    #[error("a checkpoint of the log: {0}")]
    Checkpoint(String),
    /// A file of the record's keys can't be used.
    #[error("{path}: {what}")]
    Key {
        /// The file.
        path: String,
        /// What is wrong.
        what: String,
    },
    /// An event can't be written.
    #[error("an event can't be written: {0}")]
    Event(#[from] EntryError),
    /// An event was written by a newer program.
    #[error(transparent)]
    Shape(#[from] UnknownShape),
    /// The source of random bytes gives none.
    #[error("the system gives no random bytes")]
    NoRandom,
    /// A secret of the drawer can't be read.
    #[error("a secret ({kind}) can't be read: it was changed, or stands under another key")]
    Secret {
        /// Its kind.
        kind: &'static str,
    },
    /// The program is ending and takes no more.
    #[error("the record is closed")]
    Closed,
}

impl StoreError {
    /// The event of an entry can't be read.
    pub(crate) fn unreadable(place: u64, error: EventError) -> Self {
        match error {
            EventError::Json(error) => Self::Entry { place, what: error.to_string() },
            EventError::Shape(error) => Self::Shape(error),
        }
    }
}

/// What is wrong with a column of a row.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ColumnError {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Id(#[from] IdError),
    #[error(transparent)]
    Moment(#[from] MomentError),
    #[error("{0}")]
    Value(&'static str),
}

/// Why a command did nothing.
#[derive(Debug, thiserror::Error)]
pub enum ActError<R> {
    /// The rules refuse it.
    #[error("refused")]
    Refused(R),
    /// What the person looked at has changed since.
    #[error("changed since it was looked at: it is at version {version} now")]
    Changed {
        /// Its version now.
        version: u64,
    },
    /// The record did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
