//! The body that a log sends to a witness.

use std::fmt;

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::hash::{Hash, HashError};
use crate::text::{MOST_HASHES, decimal, hashes};
use crate::{note, text};

/// A longer body is not read: room for a checkpoint of any size with the longest proof.
pub const MAX_BYTES: usize = note::MAX_BYTES + 4096;
/// A proof with more hashes is not read.
pub const MAX_PROOF: usize = MOST_HASHES;

/// A log's request: from the tree that the witness knows to the checkpoint that it should cosign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    old_size: u64,
    proof: Vec<Hash>,
    checkpoint: SignedCheckpoint,
}

/// Why bytes are not a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The body has more than [`MAX_BYTES`].
    #[error("a request of {0} bytes is too long")]
    TooLong(usize),
    /// The bytes are not UTF-8.
    #[error("a request is written in UTF-8")]
    NotUtf8,
    /// The first line is not `old` and a size.
    #[error("a request begins with the old size")]
    NoOldSize,
    /// A line of the proof is not a hash.
    #[error("each line of the proof is a hash: {0}")]
    BadHash(#[from] HashError),
    /// The proof has more than [`MAX_PROOF`] hashes.
    #[error("a proof of {0} hashes is too long")]
    LongProof(usize),
    /// No empty line with a checkpoint below it.
    #[error("a request has a checkpoint below an empty line")]
    NoCheckpoint,
    /// What stands below the empty line is not a checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

impl Request {
    /// A request from the size that the witness knows (zero where it knows nothing) with the proof of consistency between both.
    ///
    /// # Errors
    /// Where the proof is longer than any proof.
    pub fn new(old_size: u64, proof: Vec<Hash>, checkpoint: SignedCheckpoint) -> Result<Self, RequestError> {
        if proof.len() > MAX_PROOF {
            return Err(RequestError::LongProof(proof.len()));
        }
        Ok(Self { old_size, proof, checkpoint })
    }

    /// Reads the body of a request.
    ///
    /// # Errors
    /// Where the body is not one.
    pub fn parse(body: &[u8]) -> Result<Self, RequestError> {
        if body.len() > MAX_BYTES {
            return Err(RequestError::TooLong(body.len()));
        }
        let body = std::str::from_utf8(body).map_err(|_| RequestError::NotUtf8)?;
        let (head, checkpoint) = body.split_once("\n\n").ok_or(RequestError::NoCheckpoint)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(decimal).ok_or(RequestError::NoOldSize)?;
        Self::new(old, hashes(lines)?, SignedCheckpoint::parse(checkpoint.as_bytes())?)
    }

    /// The size from which the proof begins.
    #[must_use]
    pub fn old_size(&self) -> u64 {
        self.old_size
    }

    /// The proof that the log only grew since.
    #[must_use]
    pub fn proof(&self) -> &[Hash] {
        &self.proof
    }

    /// What the witness should cosign.
    #[must_use]
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// Which log asks. It is what the witness looks up its log and its last head by.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.checkpoint.checkpoint().origin()
    }
}

/// The body as it is sent.
impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        text::write_hashes(f, &self.proof)?;
        write!(f, "\n{}", self.checkpoint)
    }
}
