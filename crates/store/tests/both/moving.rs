//! An installation moves from one database to the other and back: nothing is lost, the chain is the same.

use std::sync::Arc;

use record::{Compartment, NONCE, SubjectId};
use store::{FileKey, Fresh, LogKey, MoveError, Moved, Place, Record, Safe};

use crate::support::notes::Command;
use crate::support::{give, notebook, on_both, postgres, somebody};

async fn filled(place: &Place) -> (Record, LogKey) {
    let record = Record::open(place).await.unwrap();
    let key = LogKey::new("example.kz/log", &[7; 32]).unwrap();
    for number in 0..30_u128 {
        let lines = (0..20).map(|line| format!("жол {number} {line} \"\\ \u{1F600}")).collect();
        let _ = give(&record, &notebook(number % 7), number, Command::Write(lines)).await.unwrap();
        record.sign_checkpoint(&key).await.unwrap();
    }
    let safe = Safe::new(record.clone(), Arc::new(FileKey::new([1; 32])));
    let at =
        record::Circumstances { now: crate::support::noon(), actor: &somebody(), purpose: record::Purpose::Protection, edition: "2026-11" };
    let asked = store::Asked { command: record::CommandId::from_bits(900), at };
    let fresh = Fresh { key: [5; 32], nonce: [6; NONCE] };
    safe.open(asked, SubjectId::from_bits(1), somebody().person, Compartment::Protection, fresh).await.unwrap();
    (record, key)
}

async fn exported(record: &Record) -> Vec<u8> {
    let mut lines = Vec::new();
    let moved = record.export(&mut lines, |_| ()).await.unwrap();
    assert_eq!(moved, Moved { entries: 601, checkpoints: 30, keys: 1 });
    lines
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_moves_to_the_other_database_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let (first, key) = filled(&Place::File(folder.path().join("first.sqlite"))).await;
    let lines = exported(&first).await;
    let places = [postgres::database(), Some(Place::File(folder.path().join("second.sqlite")))];
    let mut now = lines.clone();
    for place in places.into_iter().flatten() {
        let record = Record::open(&place).await.unwrap();
        record.import(now.as_slice(), |_| ()).await.unwrap();
        let verified = record.verify(&key.log().unwrap(), &[], |_| ()).await.unwrap();
        assert_eq!((verified.entries, verified.checkpoints, verified.faults), (601, 30, vec![]));
        now = exported(&record).await;
        assert!(now == lines);
        let _ = give(&record, &notebook(1), 5_000, Command::Close).await.unwrap();
        assert!(record.verify(&key.log().unwrap(), &[], |_| ()).await.unwrap().is_sound(), "it goes on where it was");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_in_use_takes_nothing_in() {
    on_both(async |place| {
        let (record, _) = filled(&place).await;
        let lines = exported(&record).await;
        assert!(matches!(record.import(lines.as_slice(), |_| ()).await, Err(MoveError::NotEmpty)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_that_were_changed_lost_or_cut_are_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (record, _) = filled(&Place::File(folder.path().join("first.sqlite"))).await;
    let text = String::from_utf8(exported(&record).await).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let without = |place: usize| [&lines[..place], &lines[place + 1..]].concat().join("\n");
    let cases = [
        (text.replacen("жол 3 4", "жол 3 5", 1), "an event was changed"),
        (without(50), "an entry was lost"),
        (without(0), "the first line was lost"),
        (lines[..300].join("\n"), "the end was cut off"),
        (text.replacen("\"shape\":1", "\"shape\":2", 1), "another shape"),
        (format!("{text}{{}}\n"), "a line of another kind"),
        (String::new(), "nothing at all"),
    ];
    for (number, (changed, why)) in cases.into_iter().enumerate() {
        let record = Record::open(&Place::File(folder.path().join(format!("{number}.sqlite")))).await.unwrap();
        assert!(record.import(changed.as_bytes(), |_| ()).await.is_err(), "{why}");
        assert_eq!(record.size().await.unwrap(), 0, "{why}");
        let _ = give(&record, &notebook(1), 1, Command::Close).await.unwrap();
    }
}
