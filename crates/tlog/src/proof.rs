//! Proofs as files: that an entry is in a log, with all that is needed to check it years later and without a network (C2SP tlog-proof,
//! version 1; files end in `.tlog-proof`).

use std::fmt;

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::hash::{Hash, HashError};
use crate::note;
use crate::policy::{Policy, Unwitnessed, Witnessed};
use crate::text::{MOST_HASHES, base64, decimal, from_base64, hashes, write_hashes};
use crate::tree::{TreeHead, VerifyError, verify_inclusion};

/// More data beside a proof is refused.
pub const MAX_EXTRA: usize = 512 * 1024;
/// A longer file is not read: room for the longest data, path and checkpoint.
pub const MAX_BYTES: usize = MAX_EXTRA / 3 * 4 + note::MAX_BYTES + 8192;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A proof that an entry is in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    extra: Option<Vec<u8>>,
    index: u64,
    path: Vec<Hash>,
    checkpoint: SignedCheckpoint,
}

/// What a proof has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// The place of the entry in the log, counted from zero.
    pub index: u64,
    /// The log as it was then.
    pub head: TreeHead,
    /// Which witnesses saw the log so, and when they say they did. The entry was there by then.
    pub witnessed: Vec<Witnessed>,
}

/// Why bytes are not a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The file has more than [`MAX_BYTES`].
    #[error("a proof of {0} bytes is too long")]
    TooLong(usize),
    /// The bytes are not UTF-8.
    #[error("a proof is written in UTF-8")]
    NotUtf8,
    /// The first line is another.
    #[error("a proof begins with {HEADER}")]
    NoHeader,
    /// The data beside the proof are not base64, or more than [`MAX_EXTRA`].
    #[error("the data beside a proof are base64 of at most {MAX_EXTRA} bytes")]
    BadExtra,
    /// No line with the place of the entry.
    #[error("a proof has a line with the index of the entry")]
    NoIndex,
    /// A line of the path is not a hash.
    #[error("each line of the path is a hash: {0}")]
    BadHash(#[from] HashError),
    /// The path has more hashes than any.
    #[error("a path of {0} hashes is too long")]
    LongPath(usize),
    /// No empty line with a checkpoint below it.
    #[error("a proof has a checkpoint below an empty line")]
    NoCheckpoint,
    /// What stands below the empty line is not a checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

/// Why a proof does not show what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// The log did not sign the checkpoint, or too few witnesses have seen it.
    #[error(transparent)]
    Checkpoint(#[from] Unwitnessed),
    /// The entry is not at its place in the log.
    #[error(transparent)]
    Inclusion(#[from] VerifyError),
}

impl Proof {
    /// A proof from what [`crate::tree::prove_inclusion`] gave for the size of the checkpoint.
    ///
    /// # Errors
    /// Where the path is longer than any.
    pub fn new(index: u64, path: Vec<Hash>, checkpoint: SignedCheckpoint) -> Result<Self, ProofError> {
        if path.len() > MOST_HASHES {
            return Err(ProofError::LongPath(path.len()));
        }
        Ok(Self { extra: None, index, path, checkpoint })
    }

    /// The proof with data beside it. Nobody has signed these: they help to find or to make the entry, and prove nothing.
    ///
    /// # Errors
    /// Where they are more than [`MAX_EXTRA`].
    pub fn with_extra(self, extra: Vec<u8>) -> Result<Self, ProofError> {
        if extra.len() > MAX_EXTRA { Err(ProofError::BadExtra) } else { Ok(Self { extra: Some(extra), ..self }) }
    }

    /// Reads a proof.
    ///
    /// # Errors
    /// Where the bytes are not one.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofError> {
        if bytes.len() > MAX_BYTES {
            return Err(ProofError::TooLong(bytes.len()));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| ProofError::NotUtf8)?;
        let rest = text.strip_prefix(HEADER).and_then(|rest| rest.strip_prefix('\n')).ok_or(ProofError::NoHeader)?;
        let (head, checkpoint) = rest.split_once("\n\n").ok_or(ProofError::NoCheckpoint)?;
        let (extra, head) = parse_extra(head)?;
        let mut lines = head.split('\n');
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(decimal).ok_or(ProofError::NoIndex)?;
        let proof = Self::new(index, hashes(lines)?, SignedCheckpoint::parse(checkpoint.as_bytes())?)?;
        match extra {
            Some(extra) => proof.with_extra(extra),
            None => Ok(proof),
        }
    }

    /// The data beside the proof, which nobody has signed.
    #[must_use]
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// The place of the entry in the log, counted from zero.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The hashes from the leaf's neighbour up.
    #[must_use]
    pub fn path(&self) -> &[Hash] {
        &self.path
    }

    /// The checkpoint of the log, with the cosignatures of witnesses.
    #[must_use]
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// Checks all of it: the log signed the checkpoint, enough witnesses saw it, and the entry with this leaf hash is in it. The caller
    /// computes the hash from the entry itself ([`Hash::leaf`]).
    ///
    /// # Errors
    /// Where one of these is not shown.
    pub fn verify(&self, leaf: Hash, policy: &Policy) -> Result<Proven, Unproven> {
        let witnessed = policy.check(&self.checkpoint)?;
        let head = self.checkpoint.checkpoint().head();
        verify_inclusion(leaf, self.index, &self.path, head)?;
        Ok(Proven { index: self.index, head, witnessed })
    }
}

/// The data of the first line, if it has any, and the lines behind it.
fn parse_extra(head: &str) -> Result<(Option<Vec<u8>>, &str), ProofError> {
    let Some(rest) = head.strip_prefix("extra ") else { return Ok((None, head)) };
    let (extra, rest) = rest.split_once('\n').ok_or(ProofError::NoIndex)?;
    Ok((Some(from_base64(extra).ok_or(ProofError::BadExtra)?), rest))
}

/// The proof as it stands in a file.
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        write_hashes(f, &self.path)?;
        write!(f, "\n{}", self.checkpoint)
    }
}

#[cfg(test)]
mod tests;
