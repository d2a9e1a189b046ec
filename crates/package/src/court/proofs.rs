//! The proofs of entries.

use tlog::proof::{MAX_BYTES, Proof};
use tlog::tree::verify_inclusion;
use tlog::{Hash, SignedCheckpoint};

use super::Flaw;

/// A longer proof is not read.
pub(super) const MAX_PROOF: u64 = MAX_BYTES as u64 + 1;

/// What is wrong with the proof of an entry with this place and leaf.
pub(super) fn flaw(proof: &[u8], (place, leaf): (Option<u64>, Hash), checkpoint: &SignedCheckpoint) -> Option<Flaw> {
    match Proof::parse(proof) {
        Err(error) => Some(Flaw::ProofForm(error)),
        Ok(proof) if proof.extra().is_some() => Some(Flaw::Extra),
        Ok(proof) if proof.checkpoint() != checkpoint => Some(Flaw::OtherCheckpoint),
        Ok(proof) => not_in_log(proof.index(), proof.path(), (place, leaf), checkpoint),
    }
}

/// Why an entry is not in the log at the place that it says.
pub(super) fn not_in_log(index: u64, path: &[Hash], (place, leaf): (Option<u64>, Hash), checkpoint: &SignedCheckpoint) -> Option<Flaw> {
    if place.is_some_and(|place| place != index) {
        return Some(Flaw::OtherPlace);
    }
    verify_inclusion(leaf, index, path, checkpoint.checkpoint().head()).err().map(Flaw::NotInLog)
}
