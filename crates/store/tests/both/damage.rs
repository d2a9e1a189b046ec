//! What an administrator can do to a log with SQL, and how it is found.

use record::{Digest, Entry, Moment};
use store::{Fault, LogKey, Record, leaf_hash};
use tlog::{Frontier, Hash, SignedCheckpoint};

use crate::support::notes::Command;
use crate::support::{drop_guards, give, line, notebook, on_both, sql};

/// A log of 600 entries in 30 notebooks, signed at 300 and at its end; the second checkpoint is what a witness has.
struct Log {
    record: Record,
    key: LogKey,
    witnessed: SignedCheckpoint,
}

async fn log(place: store::Place) -> Log {
    let record = Record::open(&place).await.unwrap();
    let key = LogKey::new("example.kz/log", &[7; 32]).unwrap();
    for number in 0..60_u128 {
        if number == 30 {
            record.sign_checkpoint(&key).await.unwrap();
        }
        let lines = (0..10).map(|line| format!("line {number} {line}")).collect();
        let _ = give(&record, &notebook(number % 30), number, Command::Write(lines)).await.unwrap();
    }
    let witnessed = record.sign_checkpoint(&key).await.unwrap();
    drop_guards(&record).await;
    Log { record, key, witnessed }
}

impl Log {
    async fn faults(&self) -> Vec<Fault> {
        self.record.verify(&self.key.log().unwrap(), std::slice::from_ref(&self.witnessed), |_| ()).await.unwrap().faults
    }

    /// Writes a log of these entries, each chained and hashed as if it had always been so.
    async fn forge(&self, entries: Vec<Entry>) {
        for table in ["entries", "nodes"] {
            sql(&self.record, &format!("DELETE FROM {table}")).await;
        }
        let (mut edge, mut last) = (Frontier::new(), Digest::NONE);
        let mut versions = std::collections::BTreeMap::<String, u64>::new();
        for mut entry in entries {
            let version = versions.entry(entry.stream.to_string()).or_default();
            *version += 1;
            (entry.place, entry.previous, entry.version) = (edge.size(), last, *version);
            last = leaf_hash(&entry).unwrap();
            for (node, hash) in edge.append(Hash::from_bytes(last.0)) {
                if node.level == 8 {
                    let statement = sqlx::query("INSERT INTO nodes VALUES (8, $1, $2)").bind(i64::try_from(node.index).unwrap());
                    statement.bind(hash.as_bytes().to_vec()).execute(self.record.pool()).await.unwrap();
                }
            }
            insert(&self.record, &entry, last).await;
        }
        let head = sqlx::query("UPDATE head SET size = $1, last = $2, edge = $3").bind(i64::try_from(edge.size()).unwrap());
        head.bind(last.0.to_vec()).bind(edge.to_bytes()).execute(self.record.pool()).await.unwrap();
    }

    async fn entries(&self) -> Vec<Entry> {
        self.record.entries(0, 10_000).await.unwrap().into_iter().map(|hashed| hashed.entry).collect()
    }
}

async fn insert(record: &Record, entry: &Entry, hash: Digest) {
    let number = |value: u64| i64::try_from(value).unwrap();
    sqlx::query("INSERT INTO entries VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)")
        .bind(number(entry.place))
        .bind(entry.previous.0.to_vec())
        .bind(hash.0.to_vec())
        .bind(entry.stream.to_string())
        .bind(number(entry.version))
        .bind(entry.at.to_string())
        .bind(entry.person.to_string())
        .bind(entry.agency.to_string())
        .bind(entry.purpose.code())
        .bind(entry.command.to_string())
        .bind(entry.edition.clone())
        .bind(i64::from(entry.schema))
        .bind(entry.event.clone())
        .execute(record.pool())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_log_has_no_faults() {
    on_both(async |place| {
        let log = log(place).await;
        let seen = std::slice::from_ref(&log.witnessed);
        let verified = log.record.verify(&log.key.log().unwrap(), seen, |_| ()).await.unwrap();
        assert_eq!((verified.entries, verified.checkpoints, verified.faults), (600, 3, vec![]));
        log.forge(log.entries().await).await;
        assert_eq!(log.faults().await, [], "the forger's tool makes what the program makes");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_event_is_found() {
    on_both(async |place| {
        let log = log(place).await;
        sql(&log.record, r#"UPDATE entries SET event = '{"written":{"line":"other"}}' WHERE place = 137"#).await;
        assert_eq!(log.faults().await, [Fault::Altered { place: 137 }]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_edited_column_is_found() {
    on_both(async |place| {
        let log = log(place).await;
        let changes = [
            ("stream = 'notes/x'", vec![Fault::Altered { place: 200 }, Fault::Version { place: 201 }]),
            ("version = 99", vec![Fault::Altered { place: 200 }, Fault::Version { place: 200 }]),
            ("at = '2020-01-01T00:00:00Z'", vec![Fault::Altered { place: 200 }]),
            ("person = 'person-00000000000000000000000009'", vec![Fault::Altered { place: 200 }]),
            ("agency = 'agency-00000000000000000000000009'", vec![Fault::Altered { place: 200 }]),
            ("purpose = 'oversight'", vec![Fault::Altered { place: 200 }]),
            ("command = 'command-00000000000000000000000099'", vec![Fault::Altered { place: 200 }]),
            ("edition = 'other'", vec![Fault::Altered { place: 200 }]),
            ("schema = 1", vec![Fault::Altered { place: 200 }]),
        ];
        let before = log.entries().await;
        for (change, faults) in changes {
            sql(&log.record, &format!("UPDATE entries SET {change} WHERE place = 200")).await;
            let found = log.faults().await;
            assert!(faults.iter().all(|fault| found.contains(fault)), "{change}: {found:?}");
            log.forge(before.clone()).await;
        }
        sql(&log.record, "UPDATE entries SET purpose = 'curiosity' WHERE place = 200").await;
        assert!(matches!(log.faults().await.as_slice(), [Fault::Unreadable { place: 200, .. }, ..]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_event_with_a_new_hash_is_found() {
    on_both(async |place| {
        let log = log(place).await;
        let mut entry = log.entries().await[137].clone();
        entry.event = r#"{"written":{"line":"other"}}"#.into();
        let hash = leaf_hash(&entry).unwrap();
        let change = sqlx::query("UPDATE entries SET event = $1, hash = $2 WHERE place = 137").bind(entry.event).bind(hash.0.to_vec());
        change.execute(log.record.pool()).await.unwrap();
        let faults = log.faults().await;
        assert_eq!(faults[0], Fault::Unchained { place: 138 });
        assert!(faults.contains(&Fault::Rewritten { size: 300 }) && faults.contains(&Fault::Node { level: 8, place: 0 }), "{faults:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_entry_is_found() {
    on_both(async |place| {
        let log = log(place).await;
        sql(&log.record, "DELETE FROM entries WHERE place = 400").await;
        let faults = log.faults().await;
        assert_eq!(faults[0], Fault::Missing { from: 400, to: 401 });
        assert!(!faults.contains(&Fault::Rewritten { size: 300 }), "what was signed before the gap is sound: {faults:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_entry_in_a_forged_log_is_found() {
    on_both(async |place| {
        let log = log(place).await;
        let mut entries = log.entries().await;
        entries.remove(400);
        log.forge(entries).await;
        assert_eq!(log.faults().await, [Fault::Shortened { size: 600, now: 599 }]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inserted_entry_is_found() {
    on_both(async |place| {
        let log = log(place).await;
        let mut entries = log.entries().await;
        entries.insert(10, Entry { command: record::CommandId::from_bits(0xABC), ..entries[10].clone() });
        log.forge(entries).await;
        assert_eq!(log.faults().await, [Fault::Rewritten { size: 300 }, Fault::Rewritten { size: 600 }]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_in_another_order_are_found() {
    on_both(async |place| {
        let log = log(place).await;
        let mut entries = log.entries().await;
        entries.swap(350, 450);
        log.forge(entries).await;
        assert_eq!(log.faults().await, [Fault::Rewritten { size: 600 }]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_rolled_back_with_its_checkpoints_is_found_by_who_saw_more() {
    on_both(async |place| {
        let log = log(place).await;
        let mut entries = log.entries().await;
        entries.truncate(450);
        log.forge(entries).await;
        sql(&log.record, "DELETE FROM checkpoints WHERE size > 450").await;
        assert_eq!(log.faults().await, [Fault::Shortened { size: 600, now: 450 }]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_forged_and_signed_with_its_own_key_is_found_by_who_saw_it() {
    on_both(async |place| {
        let log = log(place).await;
        let mut entries = log.entries().await;
        entries[100].event = r#"{"written":{"line":"it was never so"}}"#.into();
        log.forge(entries).await;
        sql(&log.record, "DELETE FROM checkpoints").await;
        log.record.sign_checkpoint(&log.key).await.unwrap();
        assert_eq!(log.faults().await, [Fault::Rewritten { size: 600 }]);
        let alone = log.record.verify(&log.key.log().unwrap(), &[], |_| ()).await.unwrap();
        assert!(alone.is_sound(), "without a witness it can't be seen: that is what witnesses are for");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_rewritten_with_another_key_is_found() {
    on_both(async |place| {
        let log = log(place).await;
        let mut entries = log.entries().await;
        entries[100].event = r#"{"written":{"line":"it was never so"}}"#.into();
        log.forge(entries).await;
        sql(&log.record, "DELETE FROM checkpoints").await;
        log.record.sign_checkpoint(&LogKey::new("example.kz/log", &[8; 32]).unwrap()).await.unwrap();
        assert_eq!(log.faults().await, [Fault::Stranger { size: 600 }, Fault::Rewritten { size: 600 }]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_head_node_or_checkpoint_is_found() {
    on_both(async |place| {
        let log = log(place).await;
        sql(&log.record, "UPDATE head SET size = 599").await;
        assert_eq!(log.faults().await, [Fault::Head]);
        sql(&log.record, "UPDATE head SET size = 600").await;
        sql(&log.record, "UPDATE nodes SET place = 7 WHERE place = 1").await;
        assert_eq!(log.faults().await, [Fault::Node { level: 8, place: 1 }, Fault::Node { level: 8, place: 7 }]);
        sql(&log.record, "UPDATE nodes SET place = 1 WHERE place = 7").await;
        sql(&log.record, "UPDATE checkpoints SET note = 'x' WHERE size = 300").await;
        assert!(matches!(log.faults().await.as_slice(), [Fault::Checkpoint { .. }]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_was_set_back_is_told_and_is_no_fault() {
    on_both(async |place| {
        let log = log(place).await;
        let mut entries = log.entries().await;
        entries[599].at = Moment::parse("2026-11-22T06:00:00Z").unwrap();
        log.forge(entries).await;
        let verified = log.record.verify(&log.key.log().unwrap(), &[], |_| ()).await.unwrap();
        assert_eq!((verified.clock_back, verified.entries), (1, 600));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_can_check_that_an_entry_stands_and_that_the_log_only_grew() {
    on_both(async |place| {
        let log = log(place).await;
        let record = &log.record;
        let head = record.tree_head().await.unwrap();
        let older = record.checkpoints().await.unwrap();
        let older = SignedCheckpoint::parse(older[0].as_bytes()).unwrap().checkpoint().head();
        for entry in record.entries(0, 1_000).await.unwrap().iter().step_by(37) {
            let proof = record.prove_entry(entry.entry.place, head.size).await.unwrap();
            let leaf = Hash::leaf(&entry.entry.to_bytes().unwrap());
            tlog::tree::verify_inclusion(leaf, entry.entry.place, &proof, head).unwrap();
        }
        let proof = record.prove_growth(older.size, head.size).await.unwrap();
        tlog::tree::verify_consistency(older, head, &proof).unwrap();
        assert!(record.prove_entry(600, 601).await.is_err());
        assert!(record.prove_growth(0, 700).await.is_err() || record.prove_growth(1, 700).await.is_err());
        let _ = give(record, &notebook(1), 10_000, line("one more")).await.unwrap();
        assert_eq!(record.tree_head().await.unwrap().size, 601);
    })
    .await;
}
