//! A record that only grew is cosigned; one that did not is refused, in words.

use std::fs;
use std::path::Path;

use store::{Fault, LogKey};
use tlog::{Policy, SignedCheckpoint};
use witness::logs::name_of;
use witness::{Cosigned, Limits, Remote, SubmitError, submit};

use crate::support::{self, ORIGIN, Running, TIME, grow, key, listed, record, run, run_with};

fn policy(witness: &Running) -> Policy {
    Policy::parse(format!("log {}\nwitness one {}\nquorum one\n", key().verifier(), witness.key).as_bytes()).unwrap()
}

fn size(cosigned: &Cosigned) -> u64 {
    cosigned.checkpoint.checkpoint().head().size
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_grows_is_cosigned() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, record) = (run(folder.path()).await, record(&folder.path().join("a.sqlite")).await);
    let empty = submit(&record, &key(), &witness.remote()).await.unwrap();
    assert_eq!((size(&empty), empty.time), (0, TIME));
    for lines in [1, 6, 300, 0] {
        if lines > 0 {
            grow(&record, "line", lines).await;
        }
        let cosigned = submit(&record, &key(), &witness.remote()).await.unwrap();
        assert_eq!(size(&cosigned), record.size().await.unwrap());
        assert_eq!(policy(&witness).check(&cosigned.checkpoint).unwrap()[0].time, TIME);
        assert_eq!(record.newest_checkpoint().await.unwrap(), Some(cosigned.checkpoint.clone()), "the record keeps it");
        cosigned.checkpoint.verify(&key().log().unwrap()).unwrap();
        let (status, served) = witness.get(&format!("/checkpoint/{}", name_of(ORIGIN))).await;
        assert_eq!((status, served), (200, cosigned.checkpoint.to_string()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_witnesses_sign_the_same_checkpoint() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, record) = (run(one.path()).await, record(&one.path().join("a.sqlite")).await);
    let second = witness::cosigner_at(&two.path().join("witness.key"), "court.example/w2", &[6; 32]).unwrap();
    let second = (run(two.path()).await, second.verifier().clone());
    grow(&record, "line", 5).await;
    submit(&record, &key(), &first.remote()).await.unwrap();
    let remote = Remote::new(&format!("http://{}/", second.0.address), second.1).unwrap();
    let both = submit(&record, &key(), &remote).await.unwrap();
    assert_eq!(both.checkpoint.note().signatures().len(), 3);
    policy(&first).check(&both.checkpoint).unwrap();
}

/// A record of seven entries that was cosigned, in a file, and what it was at three.
async fn witnessed(folder: &Path) -> (Running, std::path::PathBuf, std::path::PathBuf) {
    let (new, old) = (folder.join("new.sqlite"), folder.join("old.sqlite"));
    let (witness, first) = (run(&folder.join("witness")).await, record(&new).await);
    grow(&first, "line", 3).await;
    submit(&first, &key(), &witness.remote()).await.unwrap();
    let copy = format!("VACUUM INTO '{}'", old.display());
    sqlx::query(sqlx::AssertSqlSafe(copy)).execute(first.pool()).await.unwrap();
    grow(&first, "line", 4).await;
    submit(&first, &key(), &witness.remote()).await.unwrap();
    first.close().await;
    (witness, new, old)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_was_rolled_back_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, _, old) = witnessed(folder.path()).await;
    let old = record(&old).await;
    let error = submit(&old, &key(), &witness.remote()).await.unwrap_err();
    assert!(matches!(error, SubmitError::RolledBack { seen: 7, now: 3 }) && error.is_refusal(), "{error}");
    assert_eq!(error.to_string(), "refused: the witness has seen 7 entries of this record, and it has 3 now: it was rolled back");
    // What the witness serves shows it to an inspector too.
    let (_, seen) = witness.get(&format!("/checkpoint/{}", name_of(ORIGIN))).await;
    let seen = SignedCheckpoint::parse(seen.as_bytes()).unwrap();
    let verified = old.verify(&key().log().unwrap(), &[seen], |_| ()).await.unwrap();
    assert_eq!(verified.faults, [Fault::Shortened { size: 7, now: 3 }]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fork_is_refused_at_any_size() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, new, old) = witnessed(folder.path()).await;
    let fork = record(&old).await;
    for lines in [4, 9] {
        grow(&fork, "another line", lines).await;
        let error = submit(&fork, &key(), &witness.remote()).await.unwrap_err();
        assert!(matches!(error, SubmitError::Forked { seen: 7 }) && error.is_refusal(), "{error}");
        assert!(error.to_string().contains("two lists (a fork)"), "{error}");
    }
    // The first of them is kept: at seven the log signed two roots.
    let file = |end: &str| fs::read(folder.path().join(format!("witness/seen/{}.{end}", name_of(ORIGIN)))).unwrap();
    let (seen, other) = (SignedCheckpoint::parse(&file("checkpoint")).unwrap(), SignedCheckpoint::parse(&file("fork")).unwrap());
    let (seen, other) = (seen.checkpoint().head(), other.verify(&key().log().unwrap()).unwrap().head());
    assert!(seen.size == other.size && seen.root != other.root);
    // The true record goes on as if nothing had been.
    let good = record(&new).await;
    grow(&good, "line", 2).await;
    assert_eq!(size(&submit(&good, &key(), &witness.remote()).await.unwrap()), 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_log_and_a_wrong_key_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, record) = (run(folder.path()).await, record(&folder.path().join("a.sqlite")).await);
    grow(&record, "line", 2).await;
    let other = LogKey::new(ORIGIN, &[8; 32]).unwrap();
    let error = submit(&record, &other, &witness.remote()).await.unwrap_err();
    assert!(matches!(&error, SubmitError::OtherKey(origin) if origin == ORIGIN), "{error}");
    grow(&record, "line", 1).await;
    let stranger = LogKey::new("stranger.example/log", &[7; 32]).unwrap();
    let error = submit(&record, &stranger, &witness.remote()).await.unwrap_err();
    assert!(matches!(&error, SubmitError::UnknownLog(origin) if origin == "stranger.example/log"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_another_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, record) = (run(folder.path()).await, record(&folder.path().join("a.sqlite")).await);
    grow(&record, "line", 2).await;
    let other = witness::cosigner_at(&folder.path().join("other.key"), "ombudsman.example/w1", &[9; 32]).unwrap();
    let url = format!("http://{}", witness.address);
    let remote = Remote::new(&url, other.verifier().clone()).unwrap();
    let error = submit(&record, &key(), &remote).await.unwrap_err();
    assert!(matches!(error, SubmitError::FalseCosignature(_)) && !error.is_refusal(), "{error}");
    assert_eq!(record.newest_checkpoint().await.unwrap().unwrap().note().signatures().len(), 1);
    assert!(matches!(Remote::new(&url, key().verifier().clone()), Err(SubmitError::NotAWitness(_))));
    assert!(matches!(Remote::new("witness", other.verifier().clone()), Err(SubmitError::Address)));
    witness.end().await;
    let error = submit(&record, &key(), &remote).await.unwrap_err();
    assert!(matches!(error, SubmitError::NoAnswer { .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_cosigned_is_known_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let record = record(&folder.path().join("a.sqlite")).await;
    for size in [3, 6] {
        let witness = run(folder.path()).await;
        grow(&record, "line", 3).await;
        submit(&record, &key(), &witness.remote()).await.unwrap();
        let signed = record.newest_checkpoint().await.unwrap().unwrap();
        assert_eq!(witness.post(&format!("old 0\n\n{signed}")).await, (409, format!("{size}\n")));
        let known = witness.key.to_string();
        witness.end().await;
        let again = run(folder.path()).await;
        assert_eq!(again.key.to_string(), known);
        assert_eq!(again.post(&format!("old 0\n\n{signed}")).await, (409, format!("{size}\n")));
        again.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_memory_refuses_and_does_not_start_over() {
    let folder = tempfile::tempdir().unwrap();
    let record = support::record(&folder.path().join("a.sqlite")).await;
    let other = LogKey::new("other.example/log", &[4; 32]).unwrap();
    let witness = run_with(folder.path(), &[listed(&key()), listed(&other)].concat(), Limits::default()).await;
    grow(&record, "line", 3).await;
    let cosigned = submit(&record, &key(), &witness.remote()).await.unwrap();
    let file = folder.path().join(format!("seen/{}.checkpoint", name_of(ORIGIN)));
    for damaged in [String::new(), cosigned.checkpoint.to_string().replace("\n3\n", "\n2\n")] {
        fs::write(&file, &damaged).unwrap();
        let error = submit(&record, &key(), &witness.remote()).await.unwrap_err();
        assert!(matches!(error, SubmitError::Refused { status: 500, .. }), "{error}");
        assert_eq!(fs::read_to_string(&file).unwrap(), damaged, "it stays for its operator to see");
        assert_eq!(witness.get(&format!("/checkpoint/{}", name_of(ORIGIN))).await.0, 500);
        assert!(witness.get("/").await.1.contains(&format!("/checkpoint/{} damaged {ORIGIN}\n", name_of(ORIGIN))));
    }
    // Other logs are served all the same.
    let second = support::record(&folder.path().join("b.sqlite")).await;
    assert_eq!(size(&submit(&second, &other, &witness.remote()).await.unwrap()), 0);
}
