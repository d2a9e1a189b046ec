//! Making proofs from stored nodes.

use std::ops::Range;

use super::path::{to_edge, to_leaf};
use super::{Node, SizeError, check_growth, check_leaf, check_size, cover, join};
use crate::hash::Hash;

/// Why a proof can't be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProveError {
    /// There is no such tree, or no such leaf in it.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// The reader does not have a node.
    #[error("node {} of level {} is missing", .0.index, .0.level)]
    Missing(Node),
}

/// The root of the tree as it was at a size.
///
/// # Errors
/// Where the size is too large or the reader does not have a node.
pub fn root(size: u64, mut read: impl FnMut(Node) -> Option<Hash>) -> Result<Hash, ProveError> {
    check_size(size)?;
    hash_of(0..size, &mut read)
}

/// The proof that a leaf is in the tree of a size: its neighbours' hashes, from the leaf up.
///
/// # Errors
/// Where the leaf is not in the tree, the size is too large, or the reader does not have a node.
pub fn prove_inclusion(index: u64, size: u64, mut read: impl FnMut(Node) -> Option<Hash>) -> Result<Vec<Hash>, ProveError> {
    inclusion_ranges(index, size)?.into_iter().map(|range| hash_of(range, &mut read)).collect()
}

/// The proof that the tree of the newer size begins with all leaves of the older one. Empty where the older one is empty or the same.
///
/// # Errors
/// Where the older size is larger, the newer one too large, or the reader does not have a node.
pub fn prove_consistency(old: u64, new: u64, mut read: impl FnMut(Node) -> Option<Hash>) -> Result<Vec<Hash>, ProveError> {
    consistency_ranges(old, new)?.into_iter().map(|range| hash_of(range, &mut read)).collect()
}

/// The stored nodes that [`prove_inclusion`] asks for.
///
/// # Errors
/// Where the leaf is not in the tree or the size is too large.
pub fn inclusion_nodes(index: u64, size: u64) -> Result<Vec<Node>, SizeError> {
    Ok(inclusion_ranges(index, size)?.into_iter().flat_map(|range| cover(range.start, range.end)).collect())
}

/// The stored nodes that [`prove_consistency`] asks for.
///
/// # Errors
/// Where the older size is larger or the newer one too large.
pub fn consistency_nodes(old: u64, new: u64) -> Result<Vec<Node>, SizeError> {
    Ok(consistency_ranges(old, new)?.into_iter().flat_map(|range| cover(range.start, range.end)).collect())
}

fn inclusion_ranges(index: u64, size: u64) -> Result<Vec<Range<u64>>, SizeError> {
    check_leaf(index, size)?;
    Ok(to_leaf(index, size).into_iter().rev().map(|step| step.aside).collect())
}

fn consistency_ranges(old: u64, new: u64) -> Result<Vec<Range<u64>>, SizeError> {
    check_growth(old, new)?;
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let (steps, last) = to_edge(old, new);
    // Who checks has the root of the older tree; where the last subtree is that whole tree, it need not be told again.
    let first = (last.start > 0).then_some(last);
    Ok(first.into_iter().chain(steps.into_iter().rev().map(|step| step.aside)).collect())
}

fn hash_of(range: Range<u64>, read: &mut dyn FnMut(Node) -> Option<Hash>) -> Result<Hash, ProveError> {
    Ok(join(read_cover(range, read)?.into_iter()))
}

/// The hashes of the nodes that cover some leaves.
pub(super) fn read_cover(range: Range<u64>, read: &mut dyn FnMut(Node) -> Option<Hash>) -> Result<Vec<Hash>, ProveError> {
    cover(range.start, range.end).into_iter().map(|node| read(node).ok_or(ProveError::Missing(node))).collect()
}
