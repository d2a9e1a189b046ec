//! Proofs that hold, that do not, and that are none.

use super::*;
use crate::checkpoint::Checkpoint;
use crate::cosignature::Cosigner;
use crate::log::{Log, LogError};
use crate::note::{KeyName, NoteError, TrustError};
use crate::testing::{at, head, leaves, node_of, signer};
use crate::tree::prove_inclusion;

fn witness() -> Cosigner {
    Cosigner::new(KeyName::new("witness").unwrap(), &[5; 32]).unwrap()
}

fn log() -> Log {
    Log::new("log", vec![signer("log", 1).verifier().clone()]).unwrap()
}

fn policy() -> Policy {
    let text = format!("log {}\nwitness w {}\nquorum w\n", signer("log", 1).verifier(), witness().verifier());
    Policy::parse(text.as_bytes()).unwrap()
}

/// The proof of a leaf in a witnessed log of `leaf 0`, `leaf 1`, ...
fn proof(index: u64, size: u64) -> Proof {
    let all = leaves(size);
    let checkpoint = Checkpoint::new("log", head(&all), &[]).unwrap();
    let cosignature = witness().cosign(&checkpoint, 1_700_000_000).unwrap();
    let signed = SignedCheckpoint::sign(checkpoint, &signer("log", 1)).unwrap().with(cosignature).unwrap();
    Proof::new(index, prove_inclusion(index, size, |node| node_of(&all, node)).unwrap(), signed).unwrap()
}

#[test]
fn a_proof_holds_offline() {
    for (index, size) in [(0, 1), (2, 3), (6, 7), (40, 41), (12, 64)] {
        let written = proof(index, size).to_string();
        let read = Proof::parse(written.as_bytes()).unwrap();
        assert_eq!(read.to_string(), written);
        let proven = read.verify(at(&leaves(size), index), &policy()).unwrap();
        assert_eq!((proven.index, proven.head), (index, head(&leaves(size))));
        assert_eq!(proven.witnessed, [Witnessed { witness: KeyName::new("witness").unwrap(), time: 1_700_000_000 }]);
    }
}

#[test]
fn what_is_not_shown_is_named() {
    let (proof, leaf) = (proof(2, 5), leaves(5)[2]);
    let verify = |proof: &Proof| proof.verify(leaf, &policy());
    assert!(verify(&proof).is_ok());
    assert_eq!(proof.verify(leaves(5)[3], &policy()), Err(Unproven::Inclusion(VerifyError::WrongRoot)));
    assert_eq!(verify(&Proof { index: 3, ..proof.clone() }), Err(Unproven::Inclusion(VerifyError::WrongRoot)));
    let known = |origin, keys| Policy::of_log(Log::new(origin, keys).unwrap());
    let failed = |policy: Policy| proof.verify(leaf, &policy).unwrap_err();
    let other = LogError::OtherOrigin("log".to_owned());
    assert_eq!(failed(known("other", log().keys().to_vec())), Unproven::Checkpoint(Unwitnessed::Log(other)));
    let stranger = LogError::Untrusted(TrustError::NoKnownKey);
    assert_eq!(failed(known("log", vec![signer("log", 2).verifier().clone()])), Unproven::Checkpoint(Unwitnessed::Log(stranger)));
    let alone = SignedCheckpoint::sign(proof.checkpoint().checkpoint().clone(), &signer("log", 1)).unwrap();
    let unseen = Proof { checkpoint: alone, ..proof.clone() };
    assert_eq!(verify(&unseen), Err(Unproven::Checkpoint(Unwitnessed::TooFew { name: "w".into(), needed: 1, found: 0 })));
    assert_eq!(unseen.verify(leaf, &Policy::of_log(log())).map(|proven| proven.witnessed), Ok(vec![]));
}

#[test]
fn no_changed_byte_goes_unseen() {
    let written = proof(2, 5).to_string().into_bytes();
    let leaf = leaves(5)[2];
    for at in 0..written.len() {
        for bit in 0..8 {
            let mut changed = written.clone();
            changed[at] ^= 1 << bit;
            let shown = Proof::parse(&changed).ok().and_then(|proof| proof.verify(leaf, &policy()).ok());
            assert_eq!(shown, None, "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn data_beside_the_proof_are_kept() {
    for extra in [b"".to_vec(), b"extra information".to_vec(), vec![0xff; MAX_EXTRA]] {
        let with = proof(0, 1).with_extra(extra.clone()).unwrap();
        let read = Proof::parse(with.to_string().as_bytes()).unwrap();
        assert_eq!(read.extra(), Some(&extra[..]));
        assert_eq!(read, with);
    }
    assert_eq!(proof(0, 1).with_extra(vec![0; MAX_EXTRA + 1]), Err(ProofError::BadExtra));
}

#[test]
fn the_lines_stand_as_in_the_standard() {
    // C2SP tlog-proof, and the writer of transparency-dev/formats.
    let with = proof(1, 2).with_extra(b"extra information".to_vec()).unwrap();
    let expected = format!("c2sp.org/tlog-proof@v1\nextra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 1\n{}\n\n{}", leaves(1)[0], with.checkpoint());
    assert_eq!(with.to_string(), expected);
    assert!(proof(0, 1).to_string().starts_with("c2sp.org/tlog-proof@v1\nindex 0\n\nlog\n1\n"));
}

#[test]
fn what_is_no_proof_is_refused() {
    let good = proof(0, 1).to_string();
    let fault = |text: &str| Proof::parse(text.as_bytes()).unwrap_err();
    let first = |with: &str| fault(&good.replacen("index 0", with, 1));
    assert_eq!(fault(""), ProofError::NoHeader);
    assert_eq!(fault(&good.replacen("@v1", "@v2", 1)), ProofError::NoHeader);
    assert_eq!(fault(&good.replacen("@v1\n", "@v1 \n", 1)), ProofError::NoHeader);
    assert_eq!(fault("c2sp.org/tlog-proof@v1\nindex 0\n"), ProofError::NoCheckpoint);
    for line in
        ["", "index", "index ", "index notanumber", "index -5", "index 00", "Index 0", "extra AA==", "extra AA==\nextra AA==\nindex 0"]
    {
        assert_eq!(first(line), ProofError::NoIndex, "{line:?}");
    }
    assert_eq!(first("extra !!notbase64!!\nindex 0"), ProofError::BadExtra);
    let long = base64(&vec![0; MAX_EXTRA + 1]);
    assert_eq!(first(&format!("extra {long}\nindex 0")), ProofError::BadExtra);
    assert_eq!(first("index 0\n!!notbase64!!"), ProofError::BadHash(HashError::NotBase64));
    assert_eq!(first(&format!("index 0\n{}", base64(&[0; 64]))), ProofError::BadHash(HashError::WrongSize(64)));
    let path = format!("index 0{}", format!("\n{}", Hash::EMPTY).repeat(64));
    assert_eq!(first(&path), ProofError::LongPath(64));
    let unsigned = "c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n";
    assert_eq!(fault(unsigned), ProofError::Checkpoint(CheckpointError::Note(NoteError::NoSignatures)));
    assert_eq!(Proof::parse(b"\xff"), Err(ProofError::NotUtf8));
    assert_eq!(Proof::parse(&vec![b'x'; MAX_BYTES + 1]), Err(ProofError::TooLong(MAX_BYTES + 1)));
}
