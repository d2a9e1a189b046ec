//! The Merkle tree of RFC 6962: what is kept of it while it grows, and proofs that an entry is in it and that it only grew.
//!
//! Stored hashes are asked for by their [`Node`]: a full subtree, whose hash never changes again. A reader is a function from a node to its
//! hash; [`crate::tile::Tiles`] gives one over tiles.

mod frontier;
mod path;
mod prove;
#[cfg(test)]
mod tests;
mod verify;

pub use frontier::{Frontier, FrontierError};
pub use prove::{ProveError, consistency_nodes, inclusion_nodes, prove_consistency, prove_inclusion, root};
pub use verify::{VerifyError, verify_consistency, verify_inclusion};

use crate::hash::Hash;

/// No tree is larger: sizes then fit into 64 signed bits, which databases and other implementations need, and no proof has more than 63
/// hashes.
pub const MAX_SIZE: u64 = u64::MAX >> 1;

/// A full subtree: the `index`-th of those with 2^`level` leaves, counted from the left and from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// How high the node stands; a leaf's level is zero.
    pub level: u32,
    /// How many nodes of its level stand left of it.
    pub index: u64,
}

/// The size of a tree with its root: all that a checkpoint says of the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TreeHead {
    /// How many leaves the tree has.
    pub size: u64,
    /// The hash over all of them.
    pub root: Hash,
}

impl TreeHead {
    /// The head of the tree without leaves.
    pub const EMPTY: Self = Self { size: 0, root: Hash::EMPTY };
}

/// Why there is no such tree, or no such leaf in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SizeError {
    /// The tree would be larger than [`MAX_SIZE`].
    #[error("no tree has {0} leaves")]
    TooLarge(u64),
    /// The tree has no such leaf.
    #[error("leaf {index} is not in a tree of {size}")]
    NotInTree {
        /// The leaf that was asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The tree that should be the older one is larger.
    #[error("a tree of {old} did not become one of {new}")]
    OldIsLarger {
        /// The size of the older tree.
        old: u64,
        /// The size of the newer tree.
        new: u64,
    },
}

fn check_size(size: u64) -> Result<(), SizeError> {
    if size > MAX_SIZE { Err(SizeError::TooLarge(size)) } else { Ok(()) }
}

fn check_leaf(index: u64, size: u64) -> Result<(), SizeError> {
    check_size(size)?;
    if index < size { Ok(()) } else { Err(SizeError::NotInTree { index, size }) }
}

fn check_growth(old: u64, new: u64) -> Result<(), SizeError> {
    check_size(new)?;
    if old <= new { Ok(()) } else { Err(SizeError::OldIsLarger { old, new }) }
}

/// The fewest full nodes that cover the leaves from `begin` up to before `end`, from left to right.
fn cover(begin: u64, end: u64) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut from = begin;
    while from < end {
        // As high as the place where it begins and the leaves that are left allow.
        let level = from.trailing_zeros().min((end - from).ilog2());
        nodes.push(Node { level, index: from >> level });
        from += 1 << level;
    }
    nodes
}

/// The hash over neighbours that get smaller to the right, as the nodes of a cover do in a tree.
fn join(hashes: impl DoubleEndedIterator<Item = Hash>) -> Hash {
    hashes.rev().reduce(|right, left| Hash::node(&left, &right)).unwrap_or(Hash::EMPTY)
}
