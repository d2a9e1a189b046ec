//! How an entry of the log is covered by what was signed of it.

use record::Moment;
use store::{Hashed, StoreError};
use tlog::tree::verify_inclusion;
use tlog::{Hash, SignedCheckpoint};

use crate::{AccessError, House};

/// A checkpoint of the log: so many entries were signed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covering {
    /// How many entries it covers.
    pub size: u64,
    /// The hash over all of them.
    pub root: String,
    /// In whose name it was signed: that of the log.
    pub origin: String,
    /// The names of the witnesses that signed it too, each with the moment that it says, the earliest first. The signatures are not
    /// checked here, where the keys of the witnesses are not known: `arasha verify` does.
    pub witnesses: Vec<(String, Option<Moment>)>,
}

impl House {
    /// The newest checkpoint, if the log was ever signed.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn newest_checkpoint(&self) -> Result<Option<Covering>, AccessError> {
        Ok(self.record.newest_checkpoint().await?.as_ref().map(covering))
    }

    /// The newest checkpoint where it covers an entry: the entry's hash was worked out anew from its line, and the proof leads from there
    /// to the hash that was signed. Nothing where no checkpoint covers it yet.
    ///
    /// # Errors
    /// Where the record does not answer, or the proof does not lead there: the log was changed after it was signed.
    pub async fn prove(&self, hashed: &Hashed) -> Result<Option<Covering>, AccessError> {
        let Some(signed) = self.record.newest_checkpoint().await? else { return Ok(None) };
        let (head, place) = (signed.checkpoint().head(), hashed.entry.place);
        if place >= head.size {
            return Ok(None);
        }
        let leaf = Hash::from_bytes(store::leaf_hash(&hashed.entry)?.0);
        let proof = self.record.prove_entry(place, head.size).await?;
        verify_inclusion(leaf, place, &proof, head).map_err(|error| StoreError::Tree(error.to_string()))?;
        Ok(Some(covering(&signed)))
    }
}

fn covering(signed: &SignedCheckpoint) -> Covering {
    let (checkpoint, note) = (signed.checkpoint(), signed.note());
    let others = note.signatures().iter().filter(|signature| signature.name().as_str() != checkpoint.origin());
    // A cosignature begins with its moment (C2SP tlog-cosignature).
    let moment = |bytes: &[u8]| bytes.first_chunk().and_then(|first| Moment::from_unix_seconds(i64::from_be_bytes(*first)));
    let mut witnesses: Vec<(String, Option<Moment>)> =
        others.map(|signature| (signature.name().to_string(), moment(signature.bytes()))).collect();
    witnesses.sort_by_key(|(_, at)| *at);
    let head = checkpoint.head();
    Covering { size: head.size, root: head.root.to_string(), origin: checkpoint.origin().to_owned(), witnesses }
}
