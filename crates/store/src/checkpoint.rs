//! What the log says of itself: its size and root, signed, and signed again by witnesses.

use std::path::Path;

use sqlx::Row;
use tlog::{Checkpoint, KeyName, Log, SignedCheckpoint, Signer, VerifierKey};

use crate::log::Record;
use crate::{StoreError, rows, secret};

/// The key with which a log signs, and the log's name.
#[derive(Debug)]
pub struct LogKey {
    signer: Signer,
    origin: String,
}

impl LogKey {
    /// A key of this seed, which must be random; the origin names the log in the whole world, so it begins with a domain of the agency that
    /// runs it, or is random too.
    ///
    /// # Errors
    /// Where the origin can't be one.
    pub fn new(origin: &str, seed: &[u8; 32]) -> Result<Self, StoreError> {
        let wrong = |error: &dyn std::fmt::Display| StoreError::Checkpoint(error.to_string());
        let name = KeyName::new(origin).map_err(|error| wrong(&error))?;
        let signer = Signer::new(name, seed).map_err(|error| wrong(&error))?;
        Ok(Self { signer, origin: origin.to_owned() })
    }

    /// Reads the key of a file, or makes the file with what is given; nobody else may read it.
    ///
    /// # Errors
    /// Where the file can't be read or written, or holds no key.
    pub fn at(path: &Path, origin: &str, seed: &[u8; 32]) -> Result<Self, StoreError> {
        Self::new(origin, seed)?;
        let text = secret::read_or_make(path, &format!("{origin}\n{}\n", record::Digest(*seed)))?;
        Self::from_text(&text).ok_or_else(|| secret::wrong(path, &"not the key of a log"))
    }

    fn from_text(text: &str) -> Option<Self> {
        let (origin, seed) = text.trim_end().split_once('\n')?;
        Self::new(origin, &record::Digest::parse(seed)?.0).ok()
    }

    /// The name of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The key that others check the log's signatures with; to be handed to witnesses and inspectors.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        self.signer.verifier()
    }

    /// The log as others know it.
    ///
    /// # Errors
    /// Where the origin can't be one.
    pub fn log(&self) -> Result<Log, StoreError> {
        Log::new(&self.origin, vec![self.verifier().clone()]).map_err(|error| StoreError::Checkpoint(error.to_string()))
    }
}

impl Record {
    /// Signs the log as it is now, and keeps that; a size is signed once.
    ///
    /// # Errors
    /// Where the database does not answer or the head is broken.
    pub async fn sign_checkpoint(&self, key: &LogKey) -> Result<SignedCheckpoint, StoreError> {
        let head = self.tree_head().await?;
        if let Some(known) = self.checkpoint_of(head.size).await? {
            return Ok(known);
        }
        let checkpoint = Checkpoint::new(&key.origin, head, &[]).map_err(|error| StoreError::Checkpoint(error.to_string()))?;
        let signed = SignedCheckpoint::sign(checkpoint, &key.signer).map_err(|error| StoreError::Checkpoint(error.to_string()))?;
        self.keep_checkpoint(&signed).await?;
        Ok(signed)
    }

    /// Keeps a checkpoint, with the signatures that it has got meanwhile.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn keep_checkpoint(&self, signed: &SignedCheckpoint) -> Result<(), StoreError> {
        let statement = "INSERT INTO checkpoints (size, note) VALUES ($1, $2) ON CONFLICT (size) DO UPDATE SET note = excluded.note";
        let size = rows::number(signed.checkpoint().head().size);
        sqlx::query(statement).bind(size).bind(signed.note().to_string()).execute(self.pool()).await?;
        Ok(())
    }

    /// The newest checkpoint.
    ///
    /// # Errors
    /// Where the database does not answer, or it can't be read.
    pub async fn newest_checkpoint(&self) -> Result<Option<SignedCheckpoint>, StoreError> {
        let row = sqlx::query("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1").fetch_optional(self.pool()).await?;
        row.map(|row| parse(&row.try_get::<String, _>("note")?)).transpose()
    }

    /// All checkpoints, the smallest first, as they are written.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn checkpoints(&self) -> Result<Vec<String>, StoreError> {
        let found = sqlx::query("SELECT note FROM checkpoints ORDER BY size").fetch_all(self.pool()).await?;
        Ok(found.iter().map(|row| row.try_get("note")).collect::<Result<_, _>>()?)
    }

    async fn checkpoint_of(&self, size: u64) -> Result<Option<SignedCheckpoint>, StoreError> {
        let row = sqlx::query("SELECT note FROM checkpoints WHERE size = $1").bind(rows::number(size)).fetch_optional(self.pool()).await?;
        row.map(|row| parse(&row.try_get::<String, _>("note")?)).transpose()
    }
}

fn parse(note: &str) -> Result<SignedCheckpoint, StoreError> {
    SignedCheckpoint::parse(note.as_bytes()).map_err(|error| StoreError::Checkpoint(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_keeps_its_key_and_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record/log.key");
        let first = LogKey::at(&path, "example.kz/log", &[1; 32]).unwrap();
        let again = LogKey::at(&path, "other.kz/log", &[2; 32]).unwrap();
        assert_eq!((again.origin(), again.verifier()), ("example.kz/log", first.verifier()));
        std::fs::write(&path, "nothing").unwrap();
        assert!(matches!(LogKey::at(&path, "a", &[1; 32]), Err(StoreError::Key { .. })));
        let other = folder.path().join("other.key");
        assert!(matches!(LogKey::at(&other, "", &[1; 32]), Err(StoreError::Checkpoint(_))));
        assert!(!other.exists(), "a name that can't be one leaves no file");
    }
}
