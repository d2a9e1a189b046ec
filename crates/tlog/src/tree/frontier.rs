//! The frontier: the few hashes from which a growing tree goes on.

use super::prove::read_cover;
use super::{Node, ProveError, TreeHead, check_size, join};
use crate::hash::Hash;

/// The right edge of a tree: the roots of the full subtrees that make it up, largest first. There are as many as the size has one-bits, at
/// most 63, whatever the log has grown to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

/// Why bytes are not a frontier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrontierError {
    /// The tree would be larger than any, or the bytes end before the size does.
    #[error("a frontier begins with the size of its tree")]
    NoSize,
    /// A tree of this size has another number of full subtrees.
    #[error("the frontier of a tree of {size} has {needed} hashes")]
    WrongLength {
        /// The size of the tree.
        size: u64,
        /// How many hashes there should be.
        needed: u32,
    },
}

impl Frontier {
    /// The frontier of the tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The frontier of a tree whose nodes are stored: for a store that lost its own, or to check one.
    ///
    /// # Errors
    /// Where the size is too large or the reader does not have a node.
    pub fn read(size: u64, mut read: impl FnMut(Node) -> Option<Hash>) -> Result<Self, ProveError> {
        check_size(size)?;
        Ok(Self { size, peaks: read_cover(0..size, &mut read)? })
    }

    /// Adds a leaf and gives the nodes that became full by it, the leaf first: what a store of nodes has to keep.
    pub fn append(&mut self, leaf: Hash) -> Vec<(Node, Hash)> {
        let mut hash = leaf;
        let mut full = vec![(Node { level: 0, index: self.size }, hash)];
        // Each one-bit at the end of the size is a subtree that finds its neighbour now, as in adding one to a number.
        for level in 1..=self.size.trailing_ones() {
            let Some(left) = self.peaks.pop() else { break };
            hash = Hash::node(&left, &hash);
            full.push((Node { level, index: self.size >> level }, hash));
        }
        self.peaks.push(hash);
        self.size += 1;
        full
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over all leaves so far.
    #[must_use]
    pub fn root(&self) -> Hash {
        join(self.peaks.iter().copied())
    }

    /// The size with the root.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        TreeHead { size: self.size, root: self.root() }
    }

    /// The frontier as bytes: the size in eight, big end first, and then the hashes, largest subtree first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.size.to_be_bytes().into_iter().chain(self.peaks.iter().flat_map(|hash| *hash.as_bytes())).collect()
    }

    /// The frontier that [`Frontier::to_bytes`] wrote.
    ///
    /// # Errors
    /// Where the bytes are of another form. A change of a hash can't be seen here: compare the root with a checkpoint.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FrontierError> {
        let (size, rest) = bytes.split_first_chunk().ok_or(FrontierError::NoSize)?;
        let size = u64::from_be_bytes(*size);
        check_size(size).map_err(|_| FrontierError::NoSize)?;
        let (hashes, odd) = rest.as_chunks();
        let needed = size.count_ones();
        if !odd.is_empty() || u32::try_from(hashes.len()) != Ok(needed) {
            return Err(FrontierError::WrongLength { size, needed });
        }
        Ok(Self { size, peaks: hashes.iter().copied().map(Hash::from_bytes).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MAX_SIZE, SizeError};
    use super::*;
    use crate::testing::{leaves, node_of, same_leaves, slow_root};

    #[test]
    fn a_tree_grows_leaf_by_leaf() {
        let all = leaves(300);
        let mut frontier = Frontier::new();
        assert_eq!(frontier.head(), TreeHead::EMPTY);
        for (count, leaf) in all.iter().enumerate() {
            let full = frontier.append(*leaf);
            let so_far = &all[..=count];
            assert_eq!(frontier.root(), slow_root(so_far), "{count}");
            assert!(full.iter().all(|(node, hash)| node_of(so_far, *node) == Some(*hash)), "{count}");
            assert_eq!(u32::try_from(full.len()), Ok((count as u64).trailing_ones() + 1));
            assert_eq!(Frontier::read(frontier.size(), |node| node_of(so_far, node)), Ok(frontier.clone()));
            assert_eq!(Frontier::from_bytes(&frontier.to_bytes()), Ok(frontier.clone()));
        }
    }

    #[test]
    fn a_frontier_stays_small_however_large_the_tree() {
        let mut frontier = Frontier::read(MAX_SIZE - 1, same_leaves).unwrap();
        assert_eq!(frontier.to_bytes().len(), 8 + 62 * Hash::SIZE);
        frontier.append(Hash::leaf(b"same"));
        assert_eq!(Frontier::read(MAX_SIZE, same_leaves).as_ref(), Ok(&frontier));
        assert_eq!(Frontier::from_bytes(&frontier.to_bytes()), Ok(frontier));
    }

    #[test]
    fn bytes_of_another_form_are_no_frontier() {
        let good = Frontier::read(5, same_leaves).unwrap().to_bytes();
        let wrong = FrontierError::WrongLength { size: 5, needed: 2 };
        assert_eq!(Frontier::from_bytes(&good[..7]), Err(FrontierError::NoSize));
        assert_eq!(Frontier::from_bytes(&u64::MAX.to_be_bytes()), Err(FrontierError::NoSize));
        assert_eq!(Frontier::from_bytes(&good[..good.len() - 1]), Err(wrong));
        assert_eq!(Frontier::from_bytes(&[&good[..], &[0; 32]].concat()), Err(wrong));
        assert_eq!(Frontier::read(MAX_SIZE + 1, same_leaves), Err(SizeError::TooLarge(MAX_SIZE + 1).into()));
        let missing = Node { level: 2, index: 0 };
        assert_eq!(Frontier::read(5, |node| (node != missing).then_some(Hash::EMPTY)), Err(ProveError::Missing(missing)));
    }
}
