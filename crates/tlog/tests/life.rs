//! The life of a log, by the public names alone: it grows, is witnessed, shows an entry to somebody offline, and is caught rewriting.

use std::collections::BTreeMap;

use tlog::tile::tiles_of;
use tlog::tree::{inclusion_nodes, prove_consistency, prove_inclusion, root};
use tlog::witness::{Outcome, Refusal, Reply, Request, add_checkpoint, add_cosignatures};
use tlog::{
    Bundle, Checkpoint, Cosigner, Frontier, Hash, KeyName, Log, Node, Policy, Proof, SignedCheckpoint, Signer, Tile, Tiles, TreeHead,
};

const ORIGIN: &str = "record.example/log";

#[test]
fn a_log_grows_is_witnessed_and_is_proven_offline() {
    let name = |text: &str| KeyName::new(text).unwrap();
    let signer = Signer::new(name(ORIGIN), &[1; 32]).unwrap();
    let witnesses = [2, 3, 4].map(|seed| Cosigner::new(name(&format!("witness{seed}.example")), &[seed; 32]).unwrap());
    let keys = witnesses.each_ref().map(|witness| witness.verifier().clone()).to_vec();
    // What a stranger is given once: text of keys, and how many witnesses are enough.
    let log = Log::new(ORIGIN, vec![signer.verifier().to_string().parse().unwrap()]).unwrap();
    let lines: String = keys.iter().enumerate().map(|(at, key)| format!("witness w{at} {key}\n")).collect();
    let policy = format!("log {}\n{lines}group two 2 w0 w1 w2\nquorum two\n", signer.verifier());
    let policy = Policy::parse(policy.as_bytes()).unwrap();

    let entry = |at: u64| format!("event {at}").into_bytes();
    let (mut frontier, mut nodes, mut files) = (Frontier::new(), BTreeMap::<Node, Hash>::new(), BTreeMap::<String, Vec<u8>>::new());
    let mut last: [Option<TreeHead>; 3] = [None; 3];
    let mut published = None;
    for size in [1, 255, 256, 300, 1000] {
        let old = frontier.size();
        (old..size).for_each(|at| nodes.extend(frontier.append(Hash::leaf(&entry(at)))));
        files.extend(Tile::grown(old, size).map(|tile| (tile.to_string(), tile.bytes(|node| nodes.get(&node).copied()).unwrap())));
        files.extend(Bundle::grown(old, size).map(|bundle| {
            let first = bundle.index() * 256;
            let entries: Vec<Vec<u8>> = (first..first + bundle.width() as u64).map(entry).collect();
            (bundle.to_string(), bundle.bytes(&entries).unwrap())
        }));
        frontier = Frontier::from_bytes(&frontier.to_bytes()).unwrap();

        let checkpoint = Checkpoint::new(ORIGIN, frontier.head(), &[]).unwrap();
        let mut signed = SignedCheckpoint::sign(checkpoint, &signer).unwrap();
        let proof = prove_consistency(old, size, |node| nodes.get(&node).copied()).unwrap();
        let body = Request::new(old, proof, signed.clone()).unwrap().to_string();
        for (witness, last) in witnesses.iter().zip(&mut last) {
            let outcome = add_checkpoint(&Request::parse(body.as_bytes()).unwrap(), Some(&log), *last, witness, 1_700_000_000 + size);
            let Outcome::Cosigned { head, .. } = &outcome else { panic!("{outcome:?}") };
            *last = Some(*head);
            let Reply::Cosigned(signatures) = Reply::parse(outcome.status(), &outcome.body()).unwrap() else { panic!("{outcome:?}") };
            signed = add_cosignatures(signed, &signatures, &keys).unwrap();
        }
        published = Some(signed);
    }

    // Somebody with the published files alone makes the proof of an entry.
    let signed = published.unwrap();
    let size = signed.checkpoint().head().size;
    let mut tiles = Tiles::new();
    for tile in tiles_of(&inclusion_nodes(700, size).unwrap(), size) {
        tiles.insert(tile, &files[&tile.to_string()]).unwrap();
    }
    let path = prove_inclusion(700, size, |node| tiles.node(node)).unwrap();
    let file = Proof::new(700, path, signed.clone()).unwrap().to_string();

    // Somebody else checks it, with the file and the keys alone.
    let bundle = Bundle::holding(700, size).unwrap();
    let entries = bundle.entries(&files[&bundle.to_string()]).unwrap();
    let proven = Proof::parse(file.as_bytes()).unwrap().verify(Hash::leaf(entries[700 % 256]), &policy).unwrap();
    assert_eq!((proven.head, proven.witnessed.len()), (frontier.head(), 3));
    assert_eq!(root(size, |node| nodes.get(&node).copied()), Ok(frontier.root()));

    // An administrator who rewrites an old event can make a tree and sign it, and no witness signs with him.
    let mut rewritten = Frontier::new();
    let mut others = BTreeMap::new();
    (0..1001).for_each(|at| others.extend(rewritten.append(Hash::leaf(&entry(if at == 3 { 9999 } else { at })))));
    let proof = prove_consistency(1000, 1001, |node| others.get(&node).copied()).unwrap();
    let checkpoint = Checkpoint::new(ORIGIN, rewritten.head(), &[]).unwrap();
    let request = Request::new(1000, proof, SignedCheckpoint::sign(checkpoint, &signer).unwrap()).unwrap();
    for (witness, last) in witnesses.iter().zip(last) {
        let outcome = add_checkpoint(&request, Some(&log), last, witness, 1_700_002_000);
        assert!(matches!(outcome, Outcome::Refused(Refusal::BadProof(_))), "{outcome:?}");
    }
}
