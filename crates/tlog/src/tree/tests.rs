//! Known trees of Certificate Transparency, every small tree in full, and trees too large to hold.

use proptest::prelude::*;

use super::*;
use crate::testing::{at, first, head, hex, leaves, node_of, same_leaves, slow_root};

/// The eight entries that implementations of Certificate Transparency are tested with (transparency-dev/merkle, proof/verify_test.go).
const ENTRIES: [&[u8]; 8] = [
    b"",
    &[0],
    &[0x10],
    &[0x20, 0x21],
    &[0x30, 0x31],
    b"@ABC",
    b"PQRSTUVW",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

/// The roots of the trees of the first one, two, ... of them (ibidem).
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// Leaf, size and path (ibidem; leaves are counted from zero here).
const INCLUSION: [(u64, u64, &[&str]); 5] = [
    (0, 1, &[]),
    (
        0,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        &[
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

/// Older size, newer size and proof (ibidem).
const CONSISTENCY: [(u64, u64, &[&str]); 5] = [
    (1, 1, &[]),
    (
        1,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        &[
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
    (
        6,
        7,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
];

fn known_leaves() -> Vec<Hash> {
    ENTRIES.iter().map(|entry| Hash::leaf(entry)).collect()
}

fn known_head(size: u64) -> TreeHead {
    TreeHead { size, root: at(&hashes(&ROOTS), size - 1) }
}

fn hashes(proof: &[&str]) -> Vec<Hash> {
    proof.iter().map(|hash| hex(hash)).collect()
}

#[test]
fn known_roots() {
    let all = known_leaves();
    for size in 1..=8 {
        assert_eq!(root(size, |node| node_of(&all, node)), Ok(known_head(size).root), "{size}");
    }
    assert_eq!(root(0, |_| None), Ok(Hash::EMPTY));
}

#[test]
fn known_inclusion_proofs() {
    let all = known_leaves();
    for (index, size, proof) in INCLUSION {
        let proof = hashes(proof);
        assert_eq!(prove_inclusion(index, size, |node| node_of(&all, node)), Ok(proof.clone()), "{index} of {size}");
        assert_eq!(verify_inclusion(at(&all, index), index, &proof, known_head(size)), Ok(()), "{index} of {size}");
    }
}

#[test]
fn known_consistency_proofs() {
    let all = known_leaves();
    for (old, new, proof) in CONSISTENCY {
        let proof = hashes(proof);
        assert_eq!(prove_consistency(old, new, |node| node_of(&all, node)), Ok(proof.clone()), "{old} to {new}");
        assert_eq!(verify_consistency(known_head(old), known_head(new), &proof), Ok(()), "{old} to {new}");
    }
}

/// Changed proofs none of which may hold: a bit of each hash, a hash less, a hash more, two hashes changed about. Of small trees' proofs
/// every bit is changed, of larger ones' one bit, each time another.
fn spoiled(proof: &[Hash], size: u64) -> Vec<Vec<Hash>> {
    let mut all = Vec::new();
    for at in 0..proof.len() {
        let bits = if size <= 9 { 0..256 } else { (at * 37) % 256..(at * 37) % 256 + 1 };
        for bit in bits {
            let mut bytes = *proof[at].as_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let mut changed = proof.to_vec();
            changed[at] = Hash::from_bytes(bytes);
            all.push(changed);
        }
        all.push([&proof[..at], &proof[at + 1..]].concat());
        if at > 0 && proof[at] != proof[at - 1] {
            let mut swapped = proof.to_vec();
            swapped.swap(at, at - 1);
            all.push(swapped);
        }
    }
    for at in 0..=proof.len() {
        all.push([&proof[..at], &[Hash::EMPTY], &proof[at..]].concat());
    }
    all
}

#[test]
fn every_leaf_of_every_small_tree_is_proven_and_nothing_else() {
    let all = leaves(130);
    for size in 1..=130 {
        let head = head(first(&all, size));
        for index in 0..size {
            let leaf = at(&all, index);
            let proof = prove_inclusion(index, size, |node| node_of(&all, node)).unwrap();
            assert_eq!(verify_inclusion(leaf, index, &proof, head), Ok(()), "{index} of {size}");
            for changed in spoiled(&proof, size) {
                assert!(verify_inclusion(leaf, index, &changed, head).is_err(), "{index} of {size}: {changed:?}");
            }
            for other in (0..size + 2).filter(|other| *other != index) {
                assert!(verify_inclusion(leaf, other, &proof, head).is_err(), "{index} of {size} as {other}");
            }
            assert!(verify_inclusion(Hash::leaf(b"other"), index, &proof, head).is_err());
            assert!(verify_inclusion(leaf, index, &proof, TreeHead { root: leaf, ..head }).is_err() || size == 1);
        }
    }
}

#[test]
fn every_growth_of_every_small_tree_is_proven_and_nothing_else() {
    let all = leaves(130);
    let heads: Vec<TreeHead> = (0..=130).map(|size| head(first(&all, size))).collect();
    for newer in heads.iter().copied() {
        for older in heads.iter().copied().take_while(|older| older.size <= newer.size) {
            let (old, new) = (older.size, newer.size);
            let proof = prove_consistency(old, new, |node| node_of(&all, node)).unwrap();
            assert_eq!(verify_consistency(older, newer, &proof), Ok(()), "{old} to {new}");
            for changed in spoiled(&proof, new) {
                assert!(verify_consistency(older, newer, &changed).is_err(), "{old} to {new}: {changed:?}");
            }
            let wrong = Hash::leaf(b"wrong");
            assert!(verify_consistency(TreeHead { root: wrong, ..older }, newer, &proof).is_err(), "{old} to {new}");
            assert!(verify_consistency(older, TreeHead { root: wrong, ..newer }, &proof).is_err() || old == 0 && new > 0);
        }
    }
}

#[test]
fn another_history_has_no_proof() {
    let (mut all, changed) = (leaves(20), leaves(20));
    all[3] = Hash::leaf(b"rewritten");
    for old in 4..20 {
        let proof = prove_consistency(old, 20, |node| node_of(&all, node)).unwrap();
        let older = head(first(&changed, old));
        let fault = verify_consistency(older, head(&all), &proof);
        assert!(matches!(fault, Err(VerifyError::WrongRoot | VerifyError::WrongNewRoot)), "{old}: {fault:?}");
    }
}

#[test]
fn what_cannot_be_proven_is_named() {
    let too_large = MAX_SIZE + 1;
    assert_eq!(root(too_large, same_leaves), Err(SizeError::TooLarge(too_large).into()));
    assert_eq!(prove_inclusion(0, too_large, same_leaves), Err(SizeError::TooLarge(too_large).into()));
    assert_eq!(prove_consistency(0, u64::MAX, same_leaves), Err(SizeError::TooLarge(u64::MAX).into()));
    assert_eq!(prove_inclusion(5, 5, same_leaves), Err(SizeError::NotInTree { index: 5, size: 5 }.into()));
    assert_eq!(prove_inclusion(0, 0, same_leaves), Err(SizeError::NotInTree { index: 0, size: 0 }.into()));
    assert_eq!(prove_consistency(6, 5, same_leaves), Err(SizeError::OldIsLarger { old: 6, new: 5 }.into()));
    assert_eq!(prove_inclusion(0, 2, |_| None), Err(ProveError::Missing(Node { level: 0, index: 1 })));
    assert_eq!(prove_consistency(1, 2, |_| None), Err(ProveError::Missing(Node { level: 0, index: 1 })));
    assert_eq!(ProveError::Missing(Node { level: 3, index: 1 }).to_string(), "node 1 of level 3 is missing");
}

#[test]
fn what_does_not_hold_is_named() {
    let some = Hash::leaf(b"some");
    let of = |size, root| TreeHead { size, root };
    let one = of(1, some);
    assert_eq!(verify_inclusion(some, 0, &[], of(MAX_SIZE + 1, some)), Err(SizeError::TooLarge(MAX_SIZE + 1).into()));
    assert_eq!(verify_inclusion(some, 0, &[], TreeHead::EMPTY), Err(SizeError::NotInTree { index: 0, size: 0 }.into()));
    assert_eq!(verify_inclusion(some, 1, &[], one), Err(SizeError::NotInTree { index: 1, size: 1 }.into()));
    assert_eq!(verify_inclusion(some, 0, &[some], one), Err(VerifyError::WrongLength { needed: 0, given: 1 }));
    assert_eq!(verify_inclusion(some, 0, &[some], of(2, some)), Err(VerifyError::WrongRoot));
    assert_eq!(verify_consistency(one, of(u64::MAX, some), &[]), Err(SizeError::TooLarge(u64::MAX).into()));
    assert_eq!(verify_consistency(of(2, some), one, &[]), Err(SizeError::OldIsLarger { old: 2, new: 1 }.into()));
    assert_eq!(verify_consistency(of(0, some), one, &[]), Err(VerifyError::EmptyRoot));
    assert_eq!(verify_consistency(TreeHead::EMPTY, of(0, some), &[]), Err(VerifyError::EmptyRoot));
    assert_eq!(verify_consistency(TreeHead::EMPTY, one, &[some]), Err(VerifyError::WrongLength { needed: 0, given: 1 }));
    assert_eq!(verify_consistency(one, of(1, Hash::EMPTY), &[]), Err(VerifyError::WrongRoot));
    assert_eq!(verify_consistency(one, of(2, Hash::EMPTY), &[some]), Err(VerifyError::WrongNewRoot));
    assert_eq!(verify_consistency(of(3, some), of(4, some), &[some, some, some]), Err(VerifyError::WrongRoot));
}

#[test]
fn a_cover_is_whole_and_full() {
    for end in 0..=70 {
        for begin in 0..=end {
            let leaves: Vec<u64> =
                cover(begin, end).iter().flat_map(|node| node.index << node.level..(node.index + 1) << node.level).collect();
            assert_eq!(leaves, (begin..end).collect::<Vec<_>>());
        }
    }
    let all = leaves(70);
    assert_eq!(join(cover(0, 70).into_iter().map(|node| node_of(&all, node).unwrap())), slow_root(&all));
}

proptest! {
    #[test]
    fn leaves_of_trees_of_any_size_are_proven(size in 1..=MAX_SIZE, at in any::<u64>()) {
        let index = at % size;
        let head = TreeHead { size, root: root(size, same_leaves).unwrap() };
        let proof = prove_inclusion(index, size, same_leaves).unwrap();
        prop_assert!(proof.len() <= 63);
        prop_assert_eq!(verify_inclusion(Hash::leaf(b"same"), index, &proof, head), Ok(()));
    }

    #[test]
    fn trees_of_any_size_grow_provably(new in 0..=MAX_SIZE, at in any::<u64>()) {
        let old = at % (new + 1);
        let head = |size| TreeHead { size, root: root(size, same_leaves).unwrap() };
        let proof = prove_consistency(old, new, same_leaves).unwrap();
        prop_assert!(proof.len() <= 64);
        prop_assert_eq!(verify_consistency(head(old), head(new), &proof), Ok(()));
    }

    #[test]
    fn checking_is_total(index in any::<u64>(), old in any::<u64>(), size in any::<u64>(), length in 0_usize..70) {
        let proof = vec![Hash::EMPTY; length];
        let head = |size| TreeHead { size, root: Hash::leaf(b"") };
        prop_assert!(verify_inclusion(Hash::leaf(b"no"), index, &proof, head(size)).is_err());
        let _ = verify_consistency(head(old), head(size), &proof);
        let _ = inclusion_nodes(index, size);
        let _ = consistency_nodes(old, size);
    }
}
