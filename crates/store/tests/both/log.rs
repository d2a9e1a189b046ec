//! Commands, histories and the chain.

use std::sync::Arc;

use record::{CommandId, Digest, StreamName};
use store::{ActError, Record, StoreError, leaf_hash};

use crate::support::notes::{Command, Event, Notes, Refusal};
use crate::support::{drop_guards, give, give_seen, line, notebook, on_both, somebody};

async fn lines(record: &Record, stream: &StreamName) -> Vec<String> {
    record.history::<Notes>(stream).await.unwrap().state().lines
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_decided_is_read_again() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        let first = give(&record, &notebook(1), 1, Command::Write(vec!["бір".into(), "екі".into()])).await.unwrap();
        assert_eq!((first.events.len(), first.version, first.repeated), (2, 2, false));
        let _ = give(&record, &notebook(2), 2, line("үш")).await.unwrap();
        record.close().await;
        let record = Record::open(&place).await.unwrap();
        assert_eq!(lines(&record, &notebook(1)).await, ["бір", "екі"]);
        assert_eq!(lines(&record, &notebook(3)).await, Vec::<String>::new());
        assert_eq!(record.size().await.unwrap(), 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_are_chained() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        for number in 0..70 {
            let _ = give(&record, &notebook(number % 3), number, line("жол")).await.unwrap();
        }
        let entries = record.entries(0, 1_000).await.unwrap();
        assert_eq!(entries.len(), 70);
        let mut previous = Digest::NONE;
        for (place, hashed) in (0..).zip(&entries) {
            assert_eq!((hashed.entry.place, hashed.entry.previous), (place, previous));
            assert_eq!(leaf_hash(&hashed.entry).unwrap(), hashed.hash);
            previous = hashed.hash;
        }
        assert_eq!(record.entries(68, 1_000).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_given_twice_is_done_once() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        let first = give(&record, &notebook(1), 1, line("бір")).await.unwrap();
        let _ = give(&record, &notebook(1), 2, Command::Close).await.unwrap();
        let again = give(&record, &notebook(1), 1, line("бір")).await.unwrap();
        assert_eq!((again.events, again.version, again.repeated), (first.events, 1, true));
        assert_eq!(record.size().await.unwrap(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_writes_nothing() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        let _ = give(&record, &notebook(1), 1, Command::Close).await.unwrap();
        assert!(matches!(give(&record, &notebook(1), 2, line("кеш")).await, Err(ActError::Refused(Refusal::IsClosed))));
        assert_eq!(record.size().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_looked_at_an_older_version_is_told() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        let _ = give(&record, &notebook(1), 1, line("бір")).await.unwrap();
        let late = give_seen(&record, &notebook(1), 2, Some(0), line("екі")).await;
        assert!(matches!(late, Err(ActError::Changed { version: 1 })), "{late:?}");
        let _ = give_seen(&record, &notebook(1), 2, Some(1), line("екі")).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_writers_at_once_lose_nothing() {
    on_both(async |place| {
        let record = Arc::new(Record::open(&place).await.unwrap());
        let writers = (0..16_u128).map(|writer| {
            let record = Arc::clone(&record);
            tokio::spawn(async move {
                for step in 0..20_u128 {
                    // Half of them write into one notebook and get into each other's way.
                    let stream = notebook(if writer % 2 == 0 { 0 } else { writer });
                    while give(&record, &stream, 1 + writer * 100 + step, line("x")).await.is_err() {}
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        assert_eq!(record.size().await.unwrap(), 320);
        assert_eq!(lines(&record, &notebook(0)).await.len(), 160);
        assert_eq!(lines(&record, &notebook(3)).await.len(), 20);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_write_into_one_log() {
    on_both(async |place| {
        let (one, two) = (Record::open(&place).await.unwrap(), Record::open(&place).await.unwrap());
        for number in 0..20_u128 {
            let record = if number % 2 == 0 { &one } else { &two };
            let _ = give(record, &notebook(number % 3), number, line("x")).await.unwrap();
        }
        let entries = one.entries(0, 100).await.unwrap();
        assert!(entries.windows(2).all(|pair| pair[1].entry.previous == pair[0].hash));
        assert_eq!(two.size().await.unwrap(), 20);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_older_shapes_stay_readable() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        let insert =
            "INSERT INTO entries SELECT 0, last, last, $1, 1, '2020-01-01T00:00:00Z', $2, $3, 'casework', $4, '2020', $5, $6 FROM head";
        let old = sqlx::query(insert)
            .bind(notebook(1).to_string())
            .bind(somebody().person.to_string())
            .bind(somebody().agency.to_string())
            .bind(CommandId::from_bits(9).to_string());
        old.bind(1_i64).bind("{\"text\":\"ескі\"}").execute(record.pool()).await.unwrap();
        let history = record.history::<Notes>(&notebook(1)).await.unwrap();
        assert_eq!(history.events, [Event::Written { line: "ескі".into() }]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_a_newer_program_are_not_guessed_at() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        let _ = give(&record, &notebook(1), 1, line("бір")).await.unwrap();
        drop_guards(&record).await;
        sqlx::query("UPDATE entries SET schema = 99").execute(record.pool()).await.unwrap();
        assert!(matches!(record.history::<Notes>(&notebook(1)).await, Err(StoreError::Shape(_))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_not_changed_by_mistake() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        let _ = give(&record, &notebook(1), 1, line("бір")).await.unwrap();
        for statement in ["UPDATE entries SET event = '{}'", "DELETE FROM entries"] {
            assert!(sqlx::query(statement).execute(record.pool()).await.is_err(), "{statement}");
        }
        assert_eq!(lines(&record, &notebook(1)).await, ["бір"]);
    })
    .await;
}
