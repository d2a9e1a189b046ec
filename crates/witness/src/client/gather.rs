//! The cosignatures that a policy asks for, on one and the same checkpoint.

use store::{LogKey, Record, StoreError};
use tlog::policy::KnownWitness;
use tlog::{Policy, SignedCheckpoint};

use super::{Cosigned, Remote, SubmitError, ask_for};

/// The record may grow while witnesses are asked, and one of them may have seen more already: then all are asked anew, so often at most.
const ROUNDS: usize = 3;

/// What the witnesses of a policy gave.
#[derive(Debug)]
pub struct Gathered {
    /// The checkpoint with all cosignatures that came.
    pub checkpoint: SignedCheckpoint,
    /// Who did not cosign, by the name in the policy, and why.
    pub without: Vec<(String, SubmitError)>,
}

/// Signs the record as it is and has the witnesses of a policy cosign that very checkpoint, those of whom the policy says where they are.
/// The record keeps what they gave. Whether they are enough is the policy's to say ([`Policy::check`]).
///
/// # Errors
/// Where the record does not answer. A witness that does not is one of [`Gathered::without`].
pub async fn gather(record: &Record, key: &LogKey, policy: &Policy) -> Result<Gathered, StoreError> {
    let mut signed = record.sign_checkpoint(key).await?;
    for _ in 1..ROUNDS {
        match round(record, key, policy, &signed).await {
            Round::Over(gathered) => return Ok(gathered),
            Round::MovedOn(later) => signed = later,
        }
    }
    match round(record, key, policy, &signed).await {
        Round::Over(gathered) => Ok(gathered),
        Round::MovedOn(checkpoint) => Ok(Gathered { checkpoint, without: Vec::new() }),
    }
}

enum Round {
    Over(Gathered),
    /// A witness had seen more than this checkpoint.
    MovedOn(SignedCheckpoint),
}

async fn round(record: &Record, key: &LogKey, policy: &Policy, signed: &SignedCheckpoint) -> Round {
    let (mut checkpoint, mut without) = (signed.clone(), Vec::new());
    for (witness, url) in policy.witnesses().iter().filter_map(|witness| Some((witness, witness.url.as_deref()?))) {
        match ask(record, key, &checkpoint, witness, url).await {
            Ok(cosigned) if cosigned.checkpoint.checkpoint() != signed.checkpoint() => return Round::MovedOn(cosigned.checkpoint),
            Ok(cosigned) => checkpoint = cosigned.checkpoint,
            Err(error) => without.push((witness.name(), error)),
        }
    }
    Round::Over(Gathered { checkpoint, without })
}

async fn ask(
    record: &Record,
    key: &LogKey,
    checkpoint: &SignedCheckpoint,
    witness: &KnownWitness,
    url: &str,
) -> Result<Cosigned, SubmitError> {
    ask_for(record, key, checkpoint.clone(), &Remote::new(url, witness.key.clone())?).await
}
