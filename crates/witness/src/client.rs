//! The side of the record: it asks a witness to cosign its newest checkpoint.

mod ask;
mod gather;

pub use gather::{Gathered, gather};
use store::{LogKey, Record, StoreError};
use tlog::note::KeyKind;
use tlog::witness::{Reply, Request, add_cosignatures};
use tlog::{Note, Signature, SignedCheckpoint, VerifierKey};

/// A witness is asked from nothing, then from the size that it names; once more where it was asked by somebody else in between.
const TRIES: usize = 3;

/// A witness of another agency: where it is and the key that its cosignatures are checked with.
#[derive(Debug, Clone)]
pub struct Remote {
    url: String,
    key: VerifierKey,
    agent: ureq::Agent,
}

/// What a witness gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// The checkpoint with the cosignature; the record keeps it too.
    pub checkpoint: SignedCheckpoint,
    /// When the witness says that it signed, in seconds since 1970.
    pub time: u64,
}

/// Why there is no cosignature.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The address of the witness is none.
    #[error("not the address of a witness: it begins with https:// or http:// and holds no password and no ?")]
    Address,
    /// The key is not one of a witness.
    #[error("the key {0} is not one of a witness; `arasha witness` prints its own")]
    NotAWitness(Box<VerifierKey>),
    /// The witness does not answer.
    #[error("the witness at {url} does not answer: {what}")]
    NoAnswer {
        /// Its address.
        url: String,
        /// What is known of it.
        what: String,
    },
    /// The answer is none of a witness.
    #[error("what answers at {url} is no witness: {what}")]
    NotAnAnswer {
        /// Its address.
        url: String,
        /// What is wrong with the answer.
        what: String,
    },
    /// The witness has seen more of the log than there is.
    #[error("refused: the witness has seen {seen} entries of this record, and it has {now} now: it was rolled back")]
    RolledBack {
        /// What the witness cosigned last.
        seen: u64,
        /// What the record has.
        now: u64,
    },
    /// The witness does not find the entries that it has seen.
    #[error(
        "refused: the {seen} entries of this record that the witness has seen are not those that it has now: there are two lists (a fork), \
         or the record was rewritten, or its database is damaged; `arasha verify` says more"
    )]
    Forked {
        /// What the witness cosigned last.
        seen: u64,
    },
    /// The witness does not know the log.
    #[error("refused: the witness does not know the log {0}; its operator puts this origin and `arasha checkpoint --key` into its list")]
    UnknownLog(String),
    /// The witness knows the log by another key.
    #[error("refused: the witness knows the log {0} by another key: its list is wrong, or this record was signed anew by somebody else")]
    OtherKey(String),
    /// The witness refuses for another reason.
    #[error("refused by the witness with status {status}: {reason}")]
    Refused {
        /// The status of HTTP.
        status: u16,
        /// What it says, shortened.
        reason: String,
    },
    /// The witness is asked by somebody else at the same time, again and again.
    #[error("the witness was at {0} entries and moves on; try again")]
    Busy(u64),
    /// The answer has no cosignature of this witness that holds.
    #[error("the answer is not cosigned by {0}: the key is not that of this witness, or somebody answers in its place")]
    FalseCosignature(tlog::KeyName),
    /// The record does not answer.
    #[error(transparent)]
    Record(#[from] StoreError),
    /// The checkpoint can't be sent, or takes no more signatures.
    #[error("the checkpoint can't be cosigned: {0}")]
    Checkpoint(String),
}

impl SubmitError {
    /// Whether a witness answered and did not sign; otherwise something did not work.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        use SubmitError::{Forked, OtherKey, Refused, RolledBack, UnknownLog};
        matches!(self, RolledBack { .. } | Forked { .. } | UnknownLog(_) | OtherKey(_) | Refused { .. })
    }
}

impl Remote {
    /// The witness at an address, such as `https://witness.example`, with the public key that it prints.
    ///
    /// # Errors
    /// Where the address is none, or the key not one of a witness.
    pub fn new(url: &str, key: VerifierKey) -> Result<Self, SubmitError> {
        let agent = ask::agent(url).ok_or(SubmitError::Address)?;
        if key.kind() != KeyKind::Cosignature {
            return Err(SubmitError::NotAWitness(Box::new(key)));
        }
        Ok(Self { url: url.trim_end_matches('/').to_owned(), key, agent })
    }
}

/// Signs the record as it is, has a witness cosign that, checks the cosignature and keeps it with the record.
///
/// # Errors
/// Where the witness refuses or does not answer, or the record does not.
pub async fn submit(record: &Record, key: &LogKey, witness: &Remote) -> Result<Cosigned, SubmitError> {
    let signed = record.sign_checkpoint(key).await?;
    ask_for(record, key, signed, witness).await
}

/// The same for this checkpoint, or a later one where the witness has seen more.
pub(crate) async fn ask_for(
    record: &Record,
    key: &LogKey,
    mut signed: SignedCheckpoint,
    witness: &Remote,
) -> Result<Cosigned, SubmitError> {
    let mut from = 0;
    for _ in 0..TRIES {
        let head = signed.checkpoint().head();
        let proof = if from == 0 { Vec::new() } else { record.prove_growth(from, head.size).await? };
        let request = Request::new(from, proof, signed.clone()).map_err(|error| SubmitError::Checkpoint(error.to_string()))?;
        let (reply, reason) = ask::ask(witness, request.to_string()).await?;
        match reply {
            Reply::Cosigned(signatures) => return keep(record, signed, &signatures, &witness.key).await,
            Reply::OtherSize(known) if known == from => return Err(SubmitError::Busy(known)),
            Reply::OtherSize(known) => {
                signed = grown(record, key, signed, known).await?;
                from = known;
            }
            Reply::Refused(status) => return Err(refused(status, reason, from, key.origin())),
        }
    }
    Err(SubmitError::Busy(from))
}

/// A checkpoint that is not behind the witness. Where this one is, the record may have grown since, and another have sent that.
async fn grown(record: &Record, key: &LogKey, signed: SignedCheckpoint, known: u64) -> Result<SignedCheckpoint, SubmitError> {
    if signed.checkpoint().head().size >= known {
        return Ok(signed);
    }
    let signed = record.sign_checkpoint(key).await?;
    let now = signed.checkpoint().head().size;
    if now >= known { Ok(signed) } else { Err(SubmitError::RolledBack { seen: known, now }) }
}

fn refused(status: u16, reason: String, seen: u64, origin: &str) -> SubmitError {
    match status {
        403 => SubmitError::OtherKey(origin.to_owned()),
        404 => SubmitError::UnknownLog(origin.to_owned()),
        422 => SubmitError::Forked { seen },
        _ => SubmitError::Refused { status, reason },
    }
}

async fn keep(record: &Record, signed: SignedCheckpoint, signatures: &[Signature], witness: &VerifierKey) -> Result<Cosigned, SubmitError> {
    let time = signatures.iter().find_map(|one| time_of(one, &signed, witness));
    let time = time.ok_or_else(|| SubmitError::FalseCosignature(witness.name().clone()))?;
    // What other witnesses gave meanwhile stays.
    let stored = record.newest_checkpoint().await?.filter(|stored| stored.checkpoint() == signed.checkpoint());
    let checkpoint = add_cosignatures(stored.unwrap_or(signed), signatures, std::slice::from_ref(witness))
        .map_err(|error| SubmitError::Checkpoint(error.to_string()))?;
    record.keep_checkpoint(&checkpoint).await?;
    Ok(Cosigned { checkpoint, time })
}

/// The moment of a cosignature that holds.
fn time_of(signature: &Signature, signed: &SignedCheckpoint, witness: &VerifierKey) -> Option<u64> {
    let alone = Note::new(signed.note().text(), vec![signature.clone()]).ok()?;
    alone.verify(std::slice::from_ref(witness)).ok()?.first()?.time
}
