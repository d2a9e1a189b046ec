//! The conversation with which the witness litewitness is tested, and each refusal.

use super::*;
use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::{Hash, HashError};
use crate::note::{KeyKind, KeyName, NoteError, VerifierKey};
use crate::testing::{first, head, hex, leaves, node_of, signer};
use crate::tree::prove_consistency;

const TIME: u64 = 1_700_000_000;
const ORIGIN: &str = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";

/// FiloSottile/torchwood, cmd/litewitness/testdata/litewitness.txt: the first answer is of a witness that knows nothing. Signatures and
/// proof lines are theirs; where theirs end in spare bits that are not zero, another digit is changed here, because this crate reads only
/// one writing of base64.
const CONVERSATION: [(&str, &str, u16, Option<&str>); 10] = [
    (
        "old 0\n",
        "1\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— ORIGIN UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=\n",
        200,
        None,
    ),
    // A changed signature.
    (
        "old 1\nKgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nKgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=\n\n— ORIGIN UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6gs=\n",
        403,
        None,
    ),
    // No proof.
    (
        "old 1\n",
        "3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=\n\n— ORIGIN UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=\n",
        422,
        None,
    ),
    // A changed proof.
    (
        "old 1\nKgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nKgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABA=\n",
        "3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=\n\n— ORIGIN UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=\n",
        422,
        None,
    ),
    (
        "old 1\nKgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nKgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=\n\n— ORIGIN UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=\n",
        200,
        None,
    ),
    // From a size that the witness left behind.
    (
        "old 1\nKgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=\nKgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=\n\n— ORIGIN UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=\n",
        409,
        Some("3\n"),
    ),
    (
        "old 3\nKgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nKgMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nwgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=\nKgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=\n\n— ORIGIN UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=\n",
        200,
        None,
    ),
    (
        "old 0\n",
        "5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=\n\n— ORIGIN UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=\n",
        409,
        Some("5\n"),
    ),
    // No signatures.
    ("old 5\n", "5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=\n", 400, None),
    // Signed, but no checkpoint.
    (
        "old 5\n",
        "five\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— ORIGIN UgIom4JTC2MerrFcJ5xDcWHzRPVB6zzGBIw4OFqcKDflqjH4q4xY5vMxUxyczvdIlEwFYf7ivQU4KoWan2bLmzLx0go=\n",
        400,
        None,
    ),
];

fn cosigner() -> Cosigner {
    Cosigner::new(KeyName::new("example.com/witness").unwrap(), &[9; 32]).unwrap()
}

/// What a server does: read, look the log up, decide, keep the new head.
fn serve(body: &str, log: &Log, kept: &mut Option<TreeHead>) -> Outcome {
    let request = match Request::parse(body.as_bytes()) {
        Ok(request) => request,
        Err(fault) => return Outcome::Refused(fault.into()),
    };
    assert_eq!(request.to_string(), body);
    let known = (request.origin() == log.origin()).then_some(log);
    let outcome = add_checkpoint(&request, known, *kept, &cosigner(), TIME);
    if let Outcome::Cosigned { cosignature, head } = &outcome {
        let note = Note::new(request.checkpoint().note().text(), vec![cosignature.clone()]).unwrap();
        assert_eq!(note.verify(&[cosigner().verifier().clone()]).unwrap()[0].time, Some(TIME));
        *kept = Some(*head);
    }
    outcome
}

#[test]
fn the_conversation_of_litewitness() {
    let key = hex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f");
    let key = VerifierKey::new(KeyName::new(ORIGIN).unwrap(), KeyKind::Note, key.as_bytes()).unwrap();
    let log = Log::new(ORIGIN, vec![key]).unwrap();
    let mut kept = None;
    for (at, (head, checkpoint, status, body)) in CONVERSATION.iter().enumerate() {
        let sent = format!("{head}\n{ORIGIN}\n{}", checkpoint.replace("ORIGIN", ORIGIN));
        let outcome = serve(&sent, &log, &mut kept);
        assert_eq!(outcome.status(), *status, "request {at}: {outcome:?}");
        assert!(body.is_none_or(|body| outcome.body() == body && outcome.content_type() == "text/x.tlog.size"), "request {at}");
        assert_eq!(outcome.body().starts_with("— example.com/witness "), *status == 200, "request {at}");
        // The same of a log with another name.
        let other = serve(&sent.replace("e562", "e563"), &log, &mut kept.clone());
        assert_eq!(other.status(), if *status == 400 { 400 } else { 404 }, "request {at}");
    }
    assert_eq!(kept.map(|head| head.size), Some(5));
}

/// A request of a log that this module runs.
fn ask(old_size: u64, proof: &[Hash], head: TreeHead) -> Request {
    let checkpoint = Checkpoint::new("log", head, &[]).unwrap();
    Request::new(old_size, proof.to_vec(), SignedCheckpoint::sign(checkpoint, &signer("log", 1)).unwrap()).unwrap()
}

fn answer(request: &Request, last: Option<TreeHead>) -> Outcome {
    let log = Log::new("log", vec![signer("log", 1).verifier().clone()]).unwrap();
    add_checkpoint(request, Some(&log), last, &cosigner(), TIME)
}

#[test]
fn trees_without_leaves() {
    // FiloSottile/torchwood, internal/witness/witness_test.go, TestZeroSize.
    let (leaf, one) = (Hash::leaf(b"leaf"), TreeHead { size: 1, root: Hash::leaf(b"leaf") });
    let zero = |root| TreeHead { size: 0, root };
    for (what, last, old, shown, proof, status) in [
        ("empty tree", None, 0, TreeHead::EMPTY, vec![], 200),
        ("empty tree again", Some(TreeHead::EMPTY), 0, TreeHead::EMPTY, vec![], 200),
        ("invalid empty root", None, 0, zero(leaf), vec![], 422),
        ("zero empty root", None, 0, zero(Hash::from_bytes([0; 32])), vec![], 422),
        ("empty tree with proof", None, 0, TreeHead::EMPTY, vec![leaf], 422),
        ("first nonempty tree", None, 0, one, vec![], 200),
        ("first nonempty tree again", Some(one), 1, one, vec![], 200),
        ("first nonempty tree with proof", None, 0, one, vec![leaf], 422),
        ("old size mismatch", Some(one), 0, one, vec![leaf], 409),
        ("old size greater than new", Some(one), 1, TreeHead::EMPTY, vec![], 400),
    ] {
        assert_eq!(answer(&ask(old, &proof, shown), last).status(), status, "{what}");
    }
}

#[test]
fn a_log_is_followed_from_any_size_to_any_other() {
    let all = leaves(20);
    for old in 0..=20 {
        for new in 0..=20 {
            let (older, newer) = (head(first(&all, old)), head(first(&all, new)));
            let proof = prove_consistency(old, new, |node| node_of(&all, node)).unwrap_or_default();
            let outcome = answer(&ask(old, &proof, newer), (old > 0).then_some(older));
            match outcome {
                Outcome::Cosigned { head, .. } => assert!(old <= new && head == newer, "{old} to {new}"),
                refused => assert_eq!(refused, Outcome::Refused(Refusal::Smaller { old, new }), "{old} to {new}"),
            }
        }
    }
}

#[test]
fn a_fork_is_refused_and_named() {
    let all = leaves(4);
    let known = head(&all);
    let shown = TreeHead { root: Hash::leaf(b"other"), ..known };
    assert_eq!(answer(&ask(4, &[], shown), Some(known)), Outcome::Refused(Refusal::Fork { known, shown }));
    // A longer list that does not begin with what was cosigned.
    let proof = prove_consistency(3, 4, |node| node_of(&all, node)).unwrap();
    let last = TreeHead { size: 3, root: Hash::leaf(b"other") };
    assert_eq!(answer(&ask(3, &proof, known), Some(last)), Outcome::Refused(Refusal::BadProof(VerifyError::WrongRoot)));
    assert_eq!(answer(&ask(3, &[], known), None).body(), "0\n");
}

#[test]
fn each_refusal_has_its_status_and_says_why() {
    let head = TreeHead::EMPTY;
    for (refusal, status, said) in [
        (Refusal::Malformed(RequestError::NoOldSize), 400, "a request begins with the old size\n"),
        (Refusal::Smaller { old: 5, new: 4 }, 400, "the log is at 4, which is less than 5\n"),
        (Refusal::Untrusted(TrustError::NoKnownKey), 403, "the checkpoint is not signed by the log: no known key has signed\n"),
        (Refusal::UnknownLog, 404, "this witness does not know the log\n"),
        (Refusal::OtherSize { known: 7 }, 409, "7\n"),
        (Refusal::Fork { known: head, shown: head }, 422, "the log shows another root at 0 than before\n"),
        (Refusal::BadProof(VerifyError::WrongRoot), 422, "the log does not show that it only grew: the proof leads to another root\n"),
        (
            Refusal::NoSuchTime(CosignatureError::NoSuchTime(1 << 63)),
            500,
            "9223372036854775808 seconds are no moment that a cosignature can say\n",
        ),
    ] {
        let outcome = Outcome::Refused(refusal);
        assert_eq!((outcome.status(), outcome.body().as_str()), (status, said));
    }
    let log = Log::new("log", vec![signer("log", 1).verifier().clone()]).unwrap();
    let late = add_checkpoint(&ask(0, &[], head), Some(&log), None, &cosigner(), u64::MAX);
    assert_eq!(late, Outcome::Refused(Refusal::NoSuchTime(CosignatureError::NoSuchTime(u64::MAX))));
    let stranger = Log::new("log", vec![signer("log", 2).verifier().clone()]).unwrap();
    let refused = add_checkpoint(&ask(0, &[], head), Some(&stranger), None, &cosigner(), TIME);
    assert_eq!(refused, Outcome::Refused(Refusal::Untrusted(TrustError::NoKnownKey)));
    let other = Log::new("other", vec![signer("log", 1).verifier().clone()]).unwrap();
    assert_eq!(add_checkpoint(&ask(0, &[], head), Some(&other), None, &cosigner(), TIME), Outcome::Refused(Refusal::UnknownLog));
}

#[test]
fn what_is_no_request_is_refused() {
    let fault = |body: &str| Request::parse(body.as_bytes()).unwrap_err();
    let good = ask(0, &[], TreeHead::EMPTY).to_string();
    let hash = Hash::EMPTY;
    assert_eq!(fault(""), RequestError::NoCheckpoint);
    assert_eq!(fault("old 0\n"), RequestError::NoCheckpoint);
    for line in ["", "old", "old ", "old 01", "old -1", "old 0 ", "Old 0", "old\t0", "old 18446744073709551616", "\nold 0"] {
        assert_eq!(fault(&good.replacen("old 0", line, 1)), RequestError::NoOldSize, "{line:?}");
    }
    assert_eq!(fault(&good.replacen("old 0", "old 0\nKgE=", 1)), RequestError::BadHash(HashError::WrongSize(2)));
    assert_eq!(fault(&good.replacen("old 0", &format!("old 0\n {hash}"), 1)), RequestError::BadHash(HashError::NotBase64));
    let proof = |count: usize| good.replacen("old 0\n", &format!("old 0\n{}", format!("{hash}\n").repeat(count)), 1);
    assert_eq!(Request::parse(proof(63).as_bytes()).unwrap().proof().len(), 63);
    assert_eq!(fault(&proof(64)), RequestError::LongProof(64));
    assert_eq!(fault("old 0\n\nlog\n"), RequestError::Checkpoint(CheckpointError::Note(NoteError::NoSignatures)));
    assert_eq!(Request::parse(b"\xff"), Err(RequestError::NotUtf8));
    assert_eq!(Request::parse(&vec![b'x'; MAX_BYTES + 1]), Err(RequestError::TooLong(MAX_BYTES + 1)));
}

#[test]
fn the_request_of_the_standard_is_read_and_written_back() {
    // C2SP tlog-witness.
    let body = "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n\
        5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n\
        example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
        — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";
    let request = Request::parse(body.as_bytes()).unwrap();
    assert_eq!((request.old_size(), request.proof().len(), request.origin()), (20_852_014, 4, "example.com/behind-the-sofa"));
    assert_eq!(request.to_string(), body);
}

#[test]
fn answers_are_read() {
    let line = cosigner().cosign(ask(0, &[], TreeHead::EMPTY).checkpoint().checkpoint(), TIME).unwrap();
    assert_eq!(Reply::parse(200, &line.to_string()), Ok(Reply::Cosigned(vec![line])));
    assert_eq!(Reply::parse(200, "fine\n"), Err(NoteError::NotASignature));
    assert_eq!(Reply::parse(200, ""), Err(NoteError::NoSignatures));
    // sigsum-go, pkg/client/client_test.go.
    for (body, known) in [("0\n", Some(0)), ("50\n", Some(50)), ("50", None), ("050\n", None), ("", None)] {
        assert_eq!(Reply::parse(409, body), Ok(known.map_or(Reply::Refused(409), Reply::OtherSize)), "{body:?}");
    }
    assert_eq!(Reply::parse(503, "later"), Ok(Reply::Refused(503)));
}

#[test]
fn only_cosignatures_that_hold_are_added() {
    let signed = ask(0, &[], TreeHead::EMPTY).checkpoint().clone();
    let witness = |seed| Cosigner::new(KeyName::new(&format!("w{seed}")).unwrap(), &[seed; 32]).unwrap();
    let keys: Vec<VerifierKey> = [10, 11, 12].map(|seed| witness(seed).verifier().clone()).to_vec();
    let good = witness(10).cosign(signed.checkpoint(), TIME).unwrap();
    let of_another = witness(11).cosign(&Checkpoint::new("other", TreeHead::EMPTY, &[]).unwrap(), TIME).unwrap();
    let unknown = witness(13).cosign(signed.checkpoint(), TIME).unwrap();
    let of_the_log = signer("log", 1).sign(signed.note().text());
    let added = add_cosignatures(signed.clone(), &[of_another, unknown, good.clone(), of_the_log], &keys).unwrap();
    assert_eq!(added.note().signatures()[1..], [good]);
    assert_eq!(added.checkpoint(), signed.checkpoint());
}
