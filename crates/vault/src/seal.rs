//! Sealing: the proof that a capture stands in the log, as somebody else has seen the log.

use custody::sealed::{NotSealed, ProvenEntry};
use custody::{Item, ItemId, SealedCapture};
use record::StreamName;
use store::{Record, StoreError};
use tlog::{Policy, SignedCheckpoint};

/// Why a capture has no seal.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The record does not answer.
    #[error(transparent)]
    Record(#[from] StoreError),
    /// Something is not shown.
    #[error(transparent)]
    NotSealed(#[from] NotSealed),
}

/// The seal of a capture under a checkpoint of the record.
///
/// # Errors
/// Where the capture is not whole, the checkpoint was signed before it was, or too few witnesses have seen it.
pub async fn seal(record: &Record, item: ItemId, checkpoint: &SignedCheckpoint, policy: &Policy) -> Result<SealedCapture, SealError> {
    let entries = proven_entries(record, item, checkpoint.checkpoint().head().size).await?;
    Ok(SealedCapture::prove(&entries, checkpoint, policy)?)
}

/// The history of an item as far as it stands in the log of this size, each entry with its proof.
///
/// # Errors
/// Where the record does not answer.
pub async fn proven_entries(record: &Record, item: ItemId, size: u64) -> Result<Vec<ProvenEntry>, StoreError> {
    let entries = record.stream_entries(&StreamName::of::<Item>(item)).await?;
    let mut proven = Vec::with_capacity(entries.len());
    for entry in entries.into_iter().map(|hashed| hashed.entry).filter(|entry| entry.place < size) {
        proven.push(ProvenEntry { path: record.prove_entry(entry.place, size).await?, entry });
    }
    Ok(proven)
}
