//! Checking proofs: needs nothing but the proof and the heads of trees.

use super::path::{Side, to_edge, to_leaf};
use super::{SizeError, TreeHead, check_growth, check_leaf};
use crate::hash::Hash;

/// Why a proof does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// There is no such tree, or no such leaf in it.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// A proof between these sizes has another number of hashes.
    #[error("the proof has {given} hashes and should have {needed}")]
    WrongLength {
        /// How many hashes there should be.
        needed: usize,
        /// How many there are.
        given: usize,
    },
    /// The tree without leaves has one root only, and this is another.
    #[error("an empty tree has another root")]
    EmptyRoot,
    /// The hashes do not lead to the root (of the older tree, where there are two).
    #[error("the proof leads to another root")]
    WrongRoot,
    /// The hashes lead to the root of the older tree, but not to that of the newer one.
    #[error("the proof leads to another root of the newer tree")]
    WrongNewRoot,
}

/// Checks that a leaf stands at a place in a tree.
///
/// # Errors
/// Where the proof does not show it.
pub fn verify_inclusion(leaf: Hash, index: u64, proof: &[Hash], head: TreeHead) -> Result<(), VerifyError> {
    check_leaf(index, head.size)?;
    let steps = to_leaf(index, head.size);
    need(steps.len(), proof)?;
    let root = steps.iter().rev().zip(proof).fold(leaf, |hash, (step, beside)| match step.side {
        Side::Left => Hash::node(beside, &hash),
        Side::Right => Hash::node(&hash, beside),
    });
    if root == head.root { Ok(()) } else { Err(VerifyError::WrongRoot) }
}

/// Checks that the newer tree begins with all leaves of the older one.
///
/// Every tree begins with the empty one; nothing is proven then, and the proof has no hashes.
///
/// # Errors
/// Where the proof does not show it.
pub fn verify_consistency(old: TreeHead, new: TreeHead, proof: &[Hash]) -> Result<(), VerifyError> {
    check_growth(old.size, new.size)?;
    if [old, new].iter().any(|head| head.size == 0 && head.root != Hash::EMPTY) {
        return Err(VerifyError::EmptyRoot);
    }
    if old.size == 0 {
        return need(0, proof);
    }
    if old.size == new.size {
        need(0, proof)?;
        return if old.root == new.root { Ok(()) } else { Err(VerifyError::WrongRoot) };
    }
    let (old_root, new_root) = roots(old, new.size, proof)?;
    if old_root != old.root {
        return Err(VerifyError::WrongRoot);
    }
    if new_root == new.root { Ok(()) } else { Err(VerifyError::WrongNewRoot) }
}

/// The roots of both trees to which a proof leads.
fn roots(old: TreeHead, new_size: u64, proof: &[Hash]) -> Result<(Hash, Hash), VerifyError> {
    let (steps, last) = to_edge(old.size, new_size);
    let is_whole = last.start == 0;
    need(steps.len() + usize::from(!is_whole), proof)?;
    let (first, rest) = match proof.split_first() {
        Some((first, rest)) if !is_whole => (*first, rest),
        _ => (old.root, proof),
    };
    let both = steps.iter().rev().zip(rest).fold((first, first), |(old, new), (step, beside)| match step.side {
        Side::Left => (Hash::node(beside, &old), Hash::node(beside, &new)),
        // What stands on the right came after the older tree.
        Side::Right => (old, Hash::node(&new, beside)),
    });
    Ok(both)
}

fn need(needed: usize, proof: &[Hash]) -> Result<(), VerifyError> {
    let given = proof.len();
    if given == needed { Ok(()) } else { Err(VerifyError::WrongLength { needed, given }) }
}
