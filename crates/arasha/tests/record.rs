//! The record through the program as an administrator and an inspector run it.
#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use std::path::Path;
use std::process::{Command, Output};

use record::subject::{self, Subjects};
use record::{Actor, Circumstances, CommandId, Compartment, Moment, Purpose, StreamName, SubjectId};
use serde_json::{Value, json};
use store::{Order, Place, Record};

fn arasha(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_arasha")).arg("--home").arg(home).args(arguments).env_remove("ARASHA_RECORD").output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn verify(home: &Path, more: &[&str]) -> (Option<i32>, Value) {
    let output = arasha(home, &[&["--json", "verify"], more].concat());
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or_default())
}

fn with_record<T>(home: &Path, work: impl AsyncFnOnce(Record) -> T) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(async { work(Record::open(&Place::in_home(home)).await.unwrap()).await })
}

/// Writes that data of so many subjects is kept.
fn fill(home: &Path, subjects: std::ops::Range<u128>) {
    with_record(home, async |record| {
        let actor = Actor::local();
        let now = Moment::parse("2026-11-22T07:00:00Z").unwrap();
        let at = Circumstances { now, actor: &actor, purpose: Purpose::Protection, edition: "2026-11" };
        for number in subjects {
            let stream = StreamName::of::<Subjects>(SubjectId::from_bits(number));
            let command = subject::Command::Open { owner: actor.person, compartment: Compartment::Protection };
            let order = Order { stream: &stream, command: CommandId::from_bits(number), seen: None, at };
            let _ = record.act::<Subjects>(order, command).await.unwrap();
        }
        record.close().await;
    });
}

fn sql(home: &Path, statements: &[&'static str]) {
    with_record(home, async |record| {
        for statement in statements {
            sqlx::query(*statement).execute(record.pool()).await.unwrap();
        }
        record.close().await;
    });
}

#[test]
fn a_sound_record_is_said_to_be_so_and_a_damaged_one_not() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path(), 0..300);
    let checkpoint = arasha(home.path(), &["checkpoint"]);
    assert!(checkpoint.status.success());
    let (code, line) = verify(home.path(), &[]);
    assert_eq!((code, &line["entries"], &line["checkpoints"], &line["faults"]), (Some(0), &json!(300), &json!(1), &json!([])));
    sql(home.path(), &["DROP TRIGGER entries_stay", "UPDATE entries SET purpose = 'detection' WHERE place = 7"]);
    let (code, line) = verify(home.path(), &[]);
    assert_eq!((code, &line["faults"]), (Some(1), &json!([{ "fault": "altered", "place": 7 }])));
    let told = arasha(home.path(), &["verify"]);
    assert!(text(&told).contains("entry 7 was altered") && text(&told).contains("NOT SOUND"), "{}", text(&told));
}

#[test]
fn a_record_put_back_to_an_older_copy_shows_against_a_checkpoint_that_somebody_kept() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path(), 0..50);
    let file = home.path().join("record/record.sqlite");
    let older = std::fs::read(&file).unwrap();
    fill(home.path(), 50..80);
    let kept = home.path().join("kept.txt");
    std::fs::write(&kept, arasha(home.path(), &["checkpoint"]).stdout).unwrap();
    assert_eq!(verify(home.path(), &["--seen", kept.to_str().unwrap()]).0, Some(0));
    for name in ["record.sqlite-wal", "record.sqlite-shm"] {
        let _ = std::fs::remove_file(home.path().join("record").join(name));
    }
    std::fs::write(&file, older).unwrap();
    assert_eq!(verify(home.path(), &[]).0, Some(0), "by itself it can't be seen");
    let (code, line) = verify(home.path(), &["--seen", kept.to_str().unwrap()]);
    assert_eq!((code, &line["faults"]), (Some(1), &json!([{ "fault": "shortened", "size": 80, "now": 50 }])));
}

#[test]
fn an_inspector_checks_with_the_public_key_alone() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path(), 0..10);
    arasha(home.path(), &["checkpoint"]);
    let key = home.path().join("log.vkey");
    std::fs::write(&key, arasha(home.path(), &["checkpoint", "--key"]).stdout).unwrap();
    std::fs::remove_file(home.path().join("record/log.key")).unwrap();
    assert_eq!(verify(home.path(), &["--key", key.to_str().unwrap()]).0, Some(0));
    let without = arasha(home.path(), &["verify"]);
    assert!(String::from_utf8_lossy(&without.stderr).contains("--key"), "checking makes no key");
    // A record signed anew with another key is not the log that the inspector knows.
    sql(home.path(), &["DELETE FROM checkpoints"]);
    arasha(home.path(), &["checkpoint"]);
    let (code, line) = verify(home.path(), &["--key", key.to_str().unwrap()]);
    assert_eq!((code, &line["faults"]), (Some(1), &json!([{ "fault": "stranger", "size": 10 }])));
}

#[test]
fn a_record_moves_into_another_home() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fill(one.path(), 0..20);
    arasha(one.path(), &["checkpoint"]);
    let lines = one.path().join("record.jsonl");
    let written = arasha(one.path(), &["--json", "export-record", lines.to_str().unwrap()]);
    assert_eq!(serde_json::from_slice::<Value>(&written.stdout).unwrap(), json!({ "entries": 20, "checkpoints": 1, "keys": 0 }));
    assert!(!arasha(one.path(), &["export-record", lines.to_str().unwrap()]).status.success(), "nothing is written over");
    assert!(arasha(two.path(), &["import-record", lines.to_str().unwrap()]).status.success());
    std::fs::copy(one.path().join("record/log.key"), two.path().join("record/log.key")).unwrap();
    let (code, line) = verify(two.path(), &[]);
    assert_eq!((code, &line["entries"], &line["checkpoints"]), (Some(0), &json!(20), &json!(1)));
    let again = arasha(two.path(), &["import-record", lines.to_str().unwrap()]);
    assert!(!again.status.success() && String::from_utf8_lossy(&again.stderr).contains("not empty"));
}

#[test]
fn a_mistyped_home_is_told_and_nothing_is_made() {
    let home = tempfile::tempdir().unwrap();
    let output = arasha(&home.path().join("nowhere"), &["verify"]);
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("there is no record at"));
    assert!(!home.path().join("nowhere").exists());
}
