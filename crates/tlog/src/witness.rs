//! Witnesses: what a log asks of one, what the witness answers, and why (C2SP tlog-witness, the call `add-checkpoint`).
//!
//! A witness keeps one thing of each log: the head that it cosigned last. [`add_checkpoint`] decides from it; the program around it serves
//! HTTP, and stores the new head before it answers, only where the stored one is still the one that was decided from. Otherwise two
//! requests at once could take the witness back to a smaller tree.
//!
//! Where a size comes with another root than before, the later standard (C2SP pull request 280, July 2026) answers 422 and version 1.0.0
//! answered 409; this is the later one, so that every 409 says a size.

mod request;
#[cfg(test)]
mod tests;

pub use request::{MAX_BYTES, MAX_PROOF, Request, RequestError};

use crate::checkpoint::SignedCheckpoint;
use crate::cosignature::{CosignatureError, Cosigner};
use crate::log::{Log, LogError};
use crate::note::{Note, NoteError, Signature, TrustError, VerifierKey, parse_signatures};
use crate::text::decimal;
use crate::tree::{TreeHead, VerifyError, verify_consistency};

/// What a witness answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The log only grew, and the witness says so.
    Cosigned {
        /// The signature line to answer with.
        cosignature: Signature,
        /// What the witness keeps of the log from now on.
        head: TreeHead,
    },
    /// The witness does not sign, and keeps what it had.
    Refused(Refusal),
}

/// Why a witness does not sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The body is not a request.
    #[error(transparent)]
    Malformed(#[from] RequestError),
    /// The witness does not know this log.
    #[error("this witness does not know the log")]
    UnknownLog,
    /// The log did not sign the checkpoint, or somebody changed it.
    #[error("the checkpoint is not signed by the log: {0}")]
    Untrusted(TrustError),
    /// The request begins at a larger tree than it ends at.
    #[error("the log is at {new}, which is less than {old}")]
    Smaller {
        /// The size from which the request begins.
        old: u64,
        /// The size of the checkpoint.
        new: u64,
    },
    /// The request begins at another tree than the one that the witness cosigned last.
    #[error("the witness is at {known}")]
    OtherSize {
        /// The size that the witness cosigned last; zero if none.
        known: u64,
    },
    /// The log showed one list before and shows another now. It signed both: the checkpoint is worth keeping as evidence.
    #[error("the log shows another root at {} than before", .known.size)]
    Fork {
        /// What the witness cosigned before.
        known: TreeHead,
        /// What the log signed now.
        shown: TreeHead,
    },
    /// The proof does not show that the log only grew. The log signed it: the checkpoint is worth keeping as evidence.
    #[error("the log does not show that it only grew: {0}")]
    BadProof(VerifyError),
    /// The witness's own clock is wrong.
    #[error(transparent)]
    NoSuchTime(#[from] CosignatureError),
}

/// What a witness answered, as the log reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Signatures, not checked yet: see [`add_cosignatures`].
    Cosigned(Vec<Signature>),
    /// The witness is at another size; the log asks again from there.
    OtherSize(u64),
    /// Anything else, by its status.
    Refused(u16),
}

/// Decides over a request, given the log as it is known (None where it is not), what the witness cosigned of it last (None where nothing),
/// and the moment in seconds since 1970.
#[must_use]
pub fn add_checkpoint(request: &Request, log: Option<&Log>, last: Option<TreeHead>, cosigner: &Cosigner, time: u64) -> Outcome {
    cosign(request, log, last.unwrap_or(TreeHead::EMPTY), cosigner, time).unwrap_or_else(Outcome::Refused)
}

fn cosign(request: &Request, log: Option<&Log>, last: TreeHead, cosigner: &Cosigner, time: u64) -> Result<Outcome, Refusal> {
    let checkpoint = request.checkpoint().verify(log.ok_or(Refusal::UnknownLog)?).map_err(|fault| match fault {
        LogError::Untrusted(why) => Refusal::Untrusted(why),
        _ => Refusal::UnknownLog,
    })?;
    let head = checkpoint.head();
    grew(request, last, head)?;
    Ok(Outcome::Cosigned { cosignature: cosigner.cosign(checkpoint, time)?, head })
}

/// Checks in the standard's order, so that whoever asks gets the most useful answer.
fn grew(request: &Request, last: TreeHead, head: TreeHead) -> Result<(), Refusal> {
    if request.old_size() > head.size {
        return Err(Refusal::Smaller { old: request.old_size(), new: head.size });
    }
    if request.old_size() != last.size {
        return Err(Refusal::OtherSize { known: last.size });
    }
    if head.size == last.size && head.size > 0 && head.root != last.root {
        return Err(Refusal::Fork { known: last, shown: head });
    }
    verify_consistency(last, head, request.proof()).map_err(Refusal::BadProof)
}

impl Outcome {
    /// The status of HTTP.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Cosigned { .. } => 200,
            Self::Refused(refusal) => refusal.status(),
        }
    }

    /// The type of the body.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        match self {
            Self::Refused(Refusal::OtherSize { .. }) => "text/x.tlog.size",
            _ => "text/plain; charset=utf-8",
        }
    }

    /// The body: the signature line, the size that the witness is at, or the reason.
    #[must_use]
    pub fn body(&self) -> String {
        match self {
            Self::Cosigned { cosignature, .. } => cosignature.to_string(),
            Self::Refused(Refusal::OtherSize { known }) => format!("{known}\n"),
            Self::Refused(refusal) => format!("{refusal}\n"),
        }
    }
}

impl Refusal {
    /// The status of HTTP.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) | Self::Smaller { .. } => 400,
            Self::Untrusted(_) => 403,
            Self::UnknownLog => 404,
            Self::OtherSize { .. } => 409,
            Self::Fork { .. } | Self::BadProof(_) => 422,
            Self::NoSuchTime(_) => 500,
        }
    }
}

impl Reply {
    /// Reads the answer of a witness.
    ///
    /// # Errors
    /// Where it answers 200 and the body is not signature lines.
    pub fn parse(status: u16, body: &str) -> Result<Self, NoteError> {
        match status {
            200 => parse_signatures(body).map(Self::Cosigned),
            // Version 1.0.0 of the standard answers a fork with 409 too, and then without a size.
            409 => Ok(body.strip_suffix('\n').and_then(decimal).map_or(Self::Refused(status), Self::OtherSize)),
            _ => Ok(Self::Refused(status)),
        }
    }
}

/// The checkpoint with the cosignatures that hold, of witnesses that are known. Others are left out: one false signature would spoil the
/// checkpoint for everybody.
///
/// # Errors
/// Where the signatures become too many.
pub fn add_cosignatures(
    signed: SignedCheckpoint,
    signatures: &[Signature],
    witnesses: &[VerifierKey],
) -> Result<SignedCheckpoint, NoteError> {
    let text = signed.note().text().to_owned();
    let holds = |signature: &&Signature| {
        let alone = Note::new(&text, vec![(*signature).clone()]);
        alone.is_ok_and(|note| note.verify(witnesses).is_ok_and(|all| all.iter().all(|one| one.time.is_some())))
    };
    signatures.iter().filter(holds).try_fold(signed, |signed, signature| signed.with(signature.clone()))
}
