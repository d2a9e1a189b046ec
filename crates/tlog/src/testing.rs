//! What several modules' tests share: hashes in hexadecimal, known trees, keys.

use crate::hash::Hash;
use crate::note::{KeyName, Signer};
use crate::tree::{Node, TreeHead};

/// The hash written in hexadecimal.
pub fn hex(text: &str) -> Hash {
    let digits: Vec<u32> = text.chars().map(|digit| digit.to_digit(16).unwrap()).collect();
    let bytes: Vec<u8> = digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect();
    Hash::from_bytes(bytes.try_into().unwrap())
}

/// Leaf hashes of the entries `leaf 0`, `leaf 1`, ...
pub fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|at| Hash::leaf(format!("leaf {at}").as_bytes())).collect()
}

/// The first so many leaves.
pub fn first(leaves: &[Hash], count: u64) -> &[Hash] {
    &leaves[..usize::try_from(count).unwrap()]
}

/// The leaf at a place.
pub fn at(leaves: &[Hash], index: u64) -> Hash {
    leaves[usize::try_from(index).unwrap()]
}

/// The Merkle tree hash by the words of RFC 6962, section 2.1: a second, slow way to the same root.
pub fn slow_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::EMPTY,
        [one] => *one,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            Hash::node(&slow_root(left), &slow_root(right))
        }
    }
}

/// The head of a tree with these leaves.
pub fn head(leaves: &[Hash]) -> TreeHead {
    TreeHead { size: leaves.len() as u64, root: slow_root(leaves) }
}

/// The hash of a node of the tree with these leaves, if the node is full.
pub fn node_of(leaves: &[Hash], node: Node) -> Option<Hash> {
    let width = 1_usize.checked_shl(node.level)?;
    let from = usize::try_from(node.index).ok()?.checked_mul(width)?;
    leaves.get(from..from.checked_add(width)?).map(slow_root)
}

/// A tree of any size whose leaves are all the same: the hash of a full node hangs on its level alone.
pub fn same_leaves(node: Node) -> Option<Hash> {
    Some((0..node.level).fold(Hash::leaf(b"same"), |hash, _| Hash::node(&hash, &hash)))
}

/// A note signer whose seed is one byte repeated.
pub fn signer(name: &str, seed: u8) -> Signer {
    Signer::new(KeyName::new(name).unwrap(), &[seed; 32]).unwrap()
}
