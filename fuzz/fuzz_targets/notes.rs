//! Reading any bytes as what logs and witnesses send: notes, keys, checkpoints, requests, proofs, tiles, bundles, frontiers. Never a panic;
//! what is read is written back byte for byte, and a witness that answers 200 has seen a proof that holds.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tlog::tree::verify_consistency;
use tlog::witness::{Outcome, Reply, Request, add_checkpoint};
use tlog::{
    Bundle, Checkpoint, Cosigner, Frontier, Hash, KeyName, Log, Note, Proof, Quorum, SignedCheckpoint, Signer, Tile, TreeHead, VerifierKey,
};

/// A log and a witness whose secrets are known here, so that signatures can be made to hold.
static SIGNER: LazyLock<Signer> = LazyLock::new(|| Signer::new(name("fuzz"), &[1; 32]).expect("a key"));
static COSIGNER: LazyLock<Cosigner> = LazyLock::new(|| Cosigner::new(name("witness"), &[2; 32]).expect("a key"));

fn name(text: &str) -> KeyName {
    KeyName::new(text).expect("a name")
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        let _ = note.verify(&[SIGNER.verifier().clone(), COSIGNER.verifier().clone()]);
    }
    if let Ok(signed) = SignedCheckpoint::parse(bytes) {
        assert_eq!(signed.to_string().as_bytes(), bytes);
        assert_eq!(signed.checkpoint().to_string(), signed.note().text());
        let _ = Quorum::none().check(&signed);
    }
    if let Ok(proof) = Proof::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes);
        let log = Log::new(proof.checkpoint().checkpoint().origin(), vec![SIGNER.verifier().clone()]).expect("an origin that was read");
        let _ = proof.verify(Hash::leaf(b""), &log, &Quorum::none());
    }
    if let Ok(request) = Request::parse(bytes) {
        assert_eq!(request.to_string().as_bytes(), bytes);
        ask(&request);
    }
    if let Ok(frontier) = Frontier::from_bytes(bytes) {
        assert_eq!(frontier.to_bytes(), bytes);
        let _ = frontier.root();
    }
    tiles(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        lines(text);
    }
});

/// The same request with a signature that holds, to a witness that is where the request begins.
fn ask(request: &Request) {
    let checkpoint = request.checkpoint().checkpoint();
    let log = Log::new(checkpoint.origin(), vec![SIGNER.verifier().clone()]).expect("an origin that was read");
    let Ok(signed) = SignedCheckpoint::sign(checkpoint.clone(), &SIGNER) else { return };
    let signed = Request::new(request.old_size(), request.proof().to_vec(), signed).expect("a proof that was read");
    let last = TreeHead { size: request.old_size(), root: request.proof().first().copied().unwrap_or(Hash::EMPTY) };
    let outcome = add_checkpoint(&signed, Some(&log), Some(last), &COSIGNER, 1);
    match &outcome {
        Outcome::Cosigned { head, .. } => assert_eq!(verify_consistency(last, *head, request.proof()), Ok(())),
        Outcome::Refused(_) => assert_ne!(outcome.status(), 200),
    }
    assert!(Reply::parse(outcome.status(), &outcome.body()).is_ok());
}

fn tiles(bytes: &[u8]) {
    let Some((width, rest)) = bytes.split_first() else { return };
    let width = usize::from(*width) + 1;
    if let Ok(entries) = Bundle::new(0, width).expect("a width").entries(rest) {
        assert_eq!(Bundle::new(0, width).expect("a width").bytes(&entries).as_deref(), Ok(rest));
    }
    let _ = Tile::new(0, 0, width).expect("a width").hashes(rest);
}

fn lines(text: &str) {
    let same = |written: Option<String>| assert!(written.is_none_or(|written| written == text), "{text} is written in another way");
    same(text.parse::<VerifierKey>().ok().map(|key| key.to_string()));
    same(text.parse::<Checkpoint>().ok().map(|checkpoint| checkpoint.to_string()));
    same(text.parse::<Hash>().ok().map(|hash| hash.to_string()));
    same(text.parse::<Tile>().ok().map(|tile| tile.to_string()));
    same(text.parse::<Bundle>().ok().map(|bundle| bundle.to_string()));
    for status in [200, 409] {
        let _ = Reply::parse(status, text);
    }
}
