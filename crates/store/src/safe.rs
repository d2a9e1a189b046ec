//! The safe: the one way to personal data. Whoever reads it stands in the log before they have it.

use std::sync::Arc;

use record::subject::{Command, Event, Refusal, State, Subjects};
use record::{
    Circumstances, CommandId, Compartment, NONCE, PersonId, Personal, Protected, ProtectedError, Reason, StreamName, SubjectId, SubjectKey,
};
use sqlx::Row;

use crate::drawer::installation;
use crate::error::ActError;
use crate::log::{Order, Record};
use crate::master::{MasterKey, MasterKeyError};
use crate::{Flavour, StoreError, rows};

/// The keys of subjects, under a master key.
#[derive(Debug, Clone)]
pub struct Safe {
    record: Record,
    master: Arc<dyn MasterKey>,
}

/// Why personal data was not kept, read or erased.
#[derive(Debug, thiserror::Error)]
pub enum SafeError {
    /// The rules refuse it.
    #[error(transparent)]
    Refused(Refusal),
    /// There is no key: the data was erased, or never kept.
    #[error("the data of this subject was erased, or was never kept here")]
    NoKey,
    /// The master key did not do it.
    #[error(transparent)]
    Master(#[from] MasterKeyError),
    /// The data can't be encrypted or read.
    #[error(transparent)]
    Protected(#[from] ProtectedError),
    /// The record did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ActError<Refusal>> for SafeError {
    fn from(error: ActError<Refusal>) -> Self {
        match error {
            ActError::Refused(refusal) => Self::Refused(refusal),
            // No command of the safe hangs on a version that somebody saw.
            ActError::Changed { .. } => Self::Store(StoreError::Closed),
            ActError::Store(error) => Self::Store(error),
        }
    }
}

/// Who asks the safe, and the identifier of what they ask.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The command's own identifier.
    pub command: CommandId,
    /// When, who, for what purpose.
    pub at: Circumstances<'a>,
}

/// Random bytes for a new subject.
#[derive(Debug)]
pub struct Fresh {
    /// For the subject's key.
    pub key: [u8; 32],
    /// For wrapping it.
    pub nonce: [u8; NONCE],
}

impl Safe {
    /// A safe over a record.
    #[must_use]
    pub fn new(record: Record, master: Arc<dyn MasterKey>) -> Self {
        Self { record, master }
    }

    /// Begins to keep data of a subject.
    ///
    /// # Errors
    /// Where it is kept already or was erased, or the record or the master key does not answer.
    pub async fn open(
        &self,
        asked: Asked<'_>,
        subject: SubjectId,
        owner: PersonId,
        compartment: Compartment,
        fresh: Fresh,
    ) -> Result<(), SafeError> {
        if subject == installation() {
            return Err(SafeError::NoKey);
        }
        let wrapped = self.master.wrap(subject, &SubjectKey::new(fresh.key), fresh.nonce)?;
        // The key first: a key without an event harms nobody, an event without a key would promise what can't be held.
        let statement = "INSERT INTO subject_keys (subject, master, wrapped) VALUES ($1, $2, $3) ON CONFLICT (subject) DO NOTHING";
        let query = sqlx::query(statement).bind(subject.to_string()).bind(self.master.id().to_owned()).bind(wrapped);
        query.execute(self.record.pool()).await.map_err(StoreError::from)?;
        let opened = self.act(asked, subject, Command::Open { owner, compartment }).await;
        if matches!(opened, Err(SafeError::Refused(Refusal::Erased))) {
            self.destroy_key(subject).await?;
        }
        opened
    }

    /// Encrypts data of a subject.
    ///
    /// # Errors
    /// Where nothing is kept of them, or the record or the master key does not answer.
    pub async fn seal<T: Personal>(&self, subject: SubjectId, value: &T, nonce: [u8; NONCE]) -> Result<Protected<T>, SafeError> {
        Ok(Protected::seal(value, subject, &self.key(subject).await?, nonce)?)
    }

    /// Reads data of a subject, after the log has who reads it and why.
    ///
    /// # Errors
    /// Where it was erased, or the record or the master key does not answer.
    pub async fn read<T: Personal>(&self, asked: Asked<'_>, reason: &Reason, data: &Protected<T>) -> Result<T, SafeError> {
        let command = Command::Read { fields: vec![T::FIELD.to_owned()], reason: reason.clone() };
        self.act(asked, data.subject(), command).await?;
        Ok(data.open(&self.key(data.subject()).await?)?)
    }

    /// Has somebody else answer for the data of a subject.
    ///
    /// # Errors
    /// Where nothing is kept of them, or the record does not answer.
    pub async fn hand_over(&self, asked: Asked<'_>, subject: SubjectId, owner: PersonId, reason: Reason) -> Result<(), SafeError> {
        self.act(asked, subject, Command::HandOver { owner, reason }).await
    }

    /// Erases a subject: their key is destroyed, and what is encrypted under it stays a riddle. The chain still verifies.
    ///
    /// # Errors
    /// Where nothing is kept of them, or the record does not answer.
    pub async fn erase(&self, asked: Asked<'_>, subject: SubjectId, ground: Reason) -> Result<(), SafeError> {
        self.act(asked, subject, Command::Erase { ground }).await?;
        self.destroy_key(subject).await
    }

    /// Destroys the keys of subjects that were erased while the program was stopped in between; says how many there were.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn finish_erasures(&self) -> Result<u64, SafeError> {
        let found = sqlx::query("SELECT subject FROM subject_keys ORDER BY subject").fetch_all(self.record.pool()).await;
        let mut finished = 0;
        for row in found.map_err(StoreError::from)? {
            let Some(subject) = row.try_get::<String, _>("subject").ok().and_then(|text| text.parse().ok()) else { continue };
            let history = self.record.history::<Subjects>(&stream(subject)).await?;
            if history.state() == State::Erased {
                self.destroy_key(subject).await?;
                finished += 1;
            }
        }
        Ok(finished)
    }

    /// Wraps all keys that are under this master key under another one; says how many. May be stopped and begun again.
    ///
    /// # Errors
    /// Where a key can't be read, or the record does not answer. Keys done before are under the new master key by then.
    pub async fn rotate(&self, to: &dyn MasterKey, mut nonce: impl FnMut() -> [u8; NONCE]) -> Result<u64, SafeError> {
        let statement = sqlx::query("SELECT subject, wrapped FROM subject_keys WHERE master = $1").bind(self.master.id().to_owned());
        let found = statement.fetch_all(self.record.pool()).await.map_err(StoreError::from)?;
        for row in &found {
            let subject: String = row.try_get("subject").map_err(StoreError::from)?;
            let id = subject.parse().map_err(|_| SafeError::NoKey)?;
            let key = self.master.unwrap(id, row.try_get("wrapped").map_err(StoreError::from)?)?;
            let update = sqlx::query("UPDATE subject_keys SET master = $1, wrapped = $2 WHERE subject = $3 AND master = $4");
            let update = update.bind(to.id().to_owned()).bind(to.wrap(id, &key, nonce())?).bind(subject).bind(self.master.id().to_owned());
            update.execute(self.record.pool()).await.map_err(StoreError::from)?;
        }
        Ok(u64::try_from(found.len()).unwrap_or(u64::MAX))
    }

    /// Who has read the data of a subject, when and why: entries of the subject's history, the oldest first.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn readings(&self, subject: SubjectId) -> Result<Vec<rows::Hashed>, StoreError> {
        let is_reading = |hashed: &rows::Hashed| matches!(serde_json::from_str(&hashed.entry.event), Ok(Event::Read { .. }));
        let entries = self.record.stream_entries(&stream(subject)).await?;
        Ok(entries.into_iter().filter(is_reading).collect())
    }

    async fn act(&self, asked: Asked<'_>, subject: SubjectId, command: Command) -> Result<(), SafeError> {
        let stream = stream(subject);
        let order = Order { stream: &stream, command: asked.command, seen: None, at: asked.at };
        let _ = self.record.act::<Subjects>(order, command).await?;
        Ok(())
    }

    async fn key(&self, subject: SubjectId) -> Result<SubjectKey, SafeError> {
        if subject == installation() {
            // The drawer's key encrypts nobody's data.
            return Err(SafeError::NoKey);
        }
        let query = sqlx::query("SELECT wrapped FROM subject_keys WHERE subject = $1").bind(subject.to_string());
        let row = query.fetch_optional(self.record.pool()).await.map_err(StoreError::from)?.ok_or(SafeError::NoKey)?;
        Ok(self.master.unwrap(subject, row.try_get("wrapped").map_err(StoreError::from)?)?)
    }

    async fn destroy_key(&self, subject: SubjectId) -> Result<(), SafeError> {
        let query = sqlx::query("DELETE FROM subject_keys WHERE subject = $1").bind(subject.to_string());
        query.execute(self.record.pool()).await.map_err(StoreError::from)?;
        if self.record.flavour() == Flavour::Sqlite {
            // What was deleted is overwritten (`secure_delete`); this empties the journal too, in which the key may still stand.
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(self.record.pool()).await.map_err(StoreError::from)?;
        }
        Ok(())
    }
}

fn stream(subject: SubjectId) -> StreamName {
    StreamName::of::<Subjects>(subject)
}
