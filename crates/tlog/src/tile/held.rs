//! Tiles that were read, and the nodes that they give: the reader for proofs over a store or a download.

use std::collections::{BTreeMap, BTreeSet};

use super::{Tile, TileError, WIDTH, place};
use crate::hash::Hash;
use crate::tree::Node;

/// Tiles in memory. What they hold is not checked against a root: whoever gets a proof made of them checks the proof.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tiles {
    held: BTreeMap<(u32, u64), Vec<Hash>>,
}

impl Tiles {
    /// No tiles yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the bytes of a tile. Of two widths of one tile, the wider stays.
    ///
    /// # Errors
    /// Where the bytes are not as many as the width says.
    pub fn insert(&mut self, tile: Tile, bytes: &[u8]) -> Result<(), TileError> {
        let hashes = tile.hashes(bytes)?;
        let held = self.held.entry((tile.level(), tile.index())).or_default();
        if hashes.len() > held.len() {
            *held = hashes;
        }
        Ok(())
    }

    /// The hash of a node, computed from the tile in which it stands. None where that tile is absent or too narrow.
    #[must_use]
    pub fn node(&self, node: Node) -> Option<Hash> {
        let (level, first, last) = place(node)?;
        let held = self.held.get(&(level, first / WIDTH as u64))?;
        let within = |at: u64| usize::try_from(at % WIDTH as u64).ok();
        let mut hashes = held.get(within(first)?..=within(last)?)?.to_vec();
        while hashes.len() > 1 {
            hashes = hashes.as_chunks().0.iter().map(|[left, right]| Hash::node(left, right)).collect();
        }
        hashes.first().copied()
    }
}

/// The tiles in which nodes stand in the tree of a size, each once: what to read before a proof is made. Nodes come from
/// [`crate::tree::inclusion_nodes`] and [`crate::tree::consistency_nodes`]; one that is not in the tree has no tile.
#[must_use]
pub fn tiles_of(nodes: &[Node], size: u64) -> Vec<Tile> {
    let tiles: BTreeSet<Tile> = nodes.iter().filter_map(|node| Tile::holding(*node, size)).collect();
    tiles.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{leaves, node_of, same_leaves};
    use crate::tree::{MAX_SIZE, consistency_nodes, inclusion_nodes, prove_consistency, prove_inclusion};

    fn read(tiles: &[Tile], read: impl Fn(Node) -> Option<Hash>) -> Tiles {
        let mut held = Tiles::new();
        tiles.iter().for_each(|tile| held.insert(*tile, &tile.bytes(&read).unwrap()).unwrap());
        held
    }

    #[test]
    fn every_node_comes_out_of_tiles() {
        let all = leaves(600);
        let held = read(&Tile::grown(0, 600).collect::<Vec<_>>(), |node| node_of(&all, node));
        for level in 0..10 {
            for index in 0..600 {
                let node = Node { level, index };
                assert_eq!(held.node(node), node_of(&all, node), "{node:?}");
            }
        }
        assert_eq!(held.node(Node { level: u32::MAX, index: u64::MAX }), None);
    }

    #[test]
    fn the_wider_tile_stays() {
        let [narrow, wide] = [1, 2].map(|width| Tile::new(0, 0, width).unwrap());
        let mut held = Tiles::new();
        held.insert(wide, &[1; 64]).unwrap();
        held.insert(narrow, &[2; 32]).unwrap();
        assert_eq!(held.node(Node { level: 0, index: 0 }), Some(Hash::from_bytes([1; 32])));
        assert_eq!(held.insert(wide, &[1; 63]), Err(TileError::WrongSize { width: 2, bytes: 63 }));
    }

    proptest! {
        #[test]
        fn the_tiles_named_are_enough_for_the_proof(size in 1..=MAX_SIZE, at in any::<u64>()) {
            let (index, old) = (at % size, at % size + 1);
            let tiles = tiles_of(&inclusion_nodes(index, size).unwrap(), size);
            let held = read(&tiles, same_leaves);
            prop_assert_eq!(prove_inclusion(index, size, |node| held.node(node)), prove_inclusion(index, size, same_leaves));
            let tiles = tiles_of(&consistency_nodes(old, size).unwrap(), size);
            let held = read(&tiles, same_leaves);
            prop_assert_eq!(prove_consistency(old, size, |node| held.node(node)), prove_consistency(old, size, same_leaves));
        }
    }
}
