//! Personal data: read only with an entry in the log, gone when its key is, and nowhere in the clear.

use std::sync::Arc;

use record::subject::Refusal;
use record::{Actor, Circumstances, CommandId, Compartment, NONCE, Personal, Protected, Purpose, Reason, SubjectId};
use serde::{Deserialize, Serialize};
use store::{Asked, FileKey, Fresh, LogKey, MasterKey, Place, Record, Safe, SafeError};

use crate::support::{noon, on_both, somebody, sql};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Name(String);

impl Personal for Name {
    const FIELD: &'static str = "name";
}

const NAME: &str = "Invented Name";

fn asked(actor: &Actor, command: u128) -> Asked<'_> {
    let at = Circumstances { now: noon(), actor, purpose: Purpose::Protection, edition: "2026-11" };
    Asked { command: CommandId::from_bits(command), at }
}

fn reason() -> Reason {
    Reason::new("to call back").unwrap()
}

/// A safe in which a name is kept.
struct Kept {
    record: Record,
    safe: Safe,
    subject: SubjectId,
    name: Protected<Name>,
}

async fn kept(place: &Place) -> Kept {
    let record = Record::open(place).await.unwrap();
    let safe = Safe::new(record.clone(), Arc::new(FileKey::new([1; 32])));
    let (actor, subject) = (somebody(), SubjectId::from_bits(50));
    let fresh = Fresh { key: [5; 32], nonce: [6; NONCE] };
    safe.open(asked(&actor, 1), subject, actor.person, Compartment::Protection, fresh).await.unwrap();
    let name = safe.seal(subject, &Name(NAME.into()), [7; NONCE]).await.unwrap();
    Kept { record, safe, subject, name }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_stands_in_the_log() {
    on_both(async |place| {
        let kept = kept(&place).await;
        let actor = somebody();
        assert_eq!(kept.safe.read(asked(&actor, 2), &reason(), &kept.name).await.unwrap(), Name(NAME.into()));
        let readings = kept.safe.readings(kept.subject).await.unwrap();
        assert_eq!(readings.len(), 1);
        assert_eq!((readings[0].entry.person, readings[0].entry.purpose), (actor.person, Purpose::Protection));
        assert!(readings[0].entry.event.contains("to call back"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_what_could_not_be_logged() {
    on_both(async |place| {
        let kept = kept(&place).await;
        let actor = somebody();
        sql(&kept.record, "ALTER TABLE entries RENAME TO elsewhere").await;
        assert!(matches!(kept.safe.read(asked(&actor, 2), &reason(), &kept.name).await, Err(SafeError::Store(_))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_erased_is_gone_and_the_chain_verifies() {
    on_both(async |place| {
        let kept = kept(&place).await;
        let actor = somebody();
        kept.safe.erase(asked(&actor, 2), kept.subject, reason()).await.unwrap();
        let read = kept.safe.read(asked(&actor, 3), &reason(), &kept.name).await;
        assert!(matches!(read, Err(SafeError::Refused(Refusal::Erased))), "{read:?}");
        assert!(matches!(kept.safe.seal(kept.subject, &Name("x".into()), [0; NONCE]).await, Err(SafeError::NoKey)));
        let again = Fresh { key: [9; 32], nonce: [9; NONCE] };
        let opened = kept.safe.open(asked(&actor, 4), kept.subject, actor.person, Compartment::Protection, again).await;
        assert!(matches!(opened, Err(SafeError::Refused(Refusal::Erased))));
        assert!(matches!(kept.safe.seal(kept.subject, &Name("x".into()), [0; NONCE]).await, Err(SafeError::NoKey)));
        let key = LogKey::new("example.kz/log", &[7; 32]).unwrap();
        assert!(kept.record.verify(&key.log().unwrap(), &[], |_| ()).await.unwrap().is_sound());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_was_broken_off_is_finished() {
    on_both(async |place| {
        let kept = kept(&place).await;
        let actor = somebody();
        let keep = "CREATE TABLE kept AS SELECT * FROM subject_keys";
        sql(&kept.record, keep).await;
        kept.safe.erase(asked(&actor, 2), kept.subject, reason()).await.unwrap();
        sql(&kept.record, "INSERT INTO subject_keys SELECT * FROM kept").await;
        assert_eq!(kept.safe.finish_erasures().await.unwrap(), 1);
        assert_eq!(kept.safe.finish_erasures().await.unwrap(), 0);
        assert!(matches!(kept.safe.seal(kept.subject, &Name("x".into()), [0; NONCE]).await, Err(SafeError::NoKey)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_go_under_another_master_key() {
    on_both(async |place| {
        let kept = kept(&place).await;
        let actor = somebody();
        let new: Arc<dyn MasterKey> = Arc::new(FileKey::new([2; 32]));
        assert_eq!(kept.safe.rotate(&*new, || [8; NONCE]).await.unwrap(), 1);
        assert_eq!(kept.safe.rotate(&*new, || [8; NONCE]).await.unwrap(), 0);
        assert!(matches!(kept.safe.seal(kept.subject, &Name("x".into()), [0; NONCE]).await, Err(SafeError::Master(_))));
        let safe = Safe::new(kept.record, new);
        assert_eq!(safe.read(asked(&actor, 2), &reason(), &kept.name).await.unwrap(), Name(NAME.into()));
    })
    .await;
}

/// Whoever carries the database away has no names.
#[tokio::test(flavor = "multi_thread")]
async fn the_database_holds_no_name_and_no_key_in_the_clear() {
    let folder = tempfile::tempdir().unwrap();
    let kept = kept(&Place::File(folder.path().join("record.sqlite"))).await;
    let actor = somebody();
    let stream = record::StreamName::from_log("notes/1".into());
    let text = serde_json::to_string(&kept.name).unwrap();
    let _ = crate::support::give(&kept.record, &stream, 77, crate::support::line(&text)).await.unwrap();
    let _ = kept.safe.read(asked(&actor, 2), &reason(), &kept.name).await.unwrap();
    let bytes = |path: &std::path::Path| std::fs::read(path).unwrap_or_default();
    let all = [bytes(&folder.path().join("record.sqlite")), bytes(&folder.path().join("record.sqlite-wal"))].concat();
    let holds = |what: &[u8]| all.windows(what.len()).any(|part| part == what);
    assert!(holds(b"to call back"), "the test looks where it should");
    assert!(!holds(NAME.as_bytes()) && !holds(&[5; 32]));
}

/// The key of an erased subject is in no page and no journal.
#[tokio::test(flavor = "multi_thread")]
async fn a_destroyed_key_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let kept = kept(&Place::File(folder.path().join("record.sqlite"))).await;
    let wrapped: Vec<u8> =
        sqlx::Row::try_get(&sqlx::query("SELECT wrapped FROM subject_keys").fetch_one(kept.record.pool()).await.unwrap(), "wrapped")
            .unwrap();
    kept.safe.erase(asked(&somebody(), 2), kept.subject, reason()).await.unwrap();
    for name in ["record.sqlite", "record.sqlite-wal"] {
        let bytes = std::fs::read(folder.path().join(name)).unwrap_or_default();
        assert!(!bytes.windows(wrapped.len()).any(|part| part == wrapped), "{name}");
    }
}
