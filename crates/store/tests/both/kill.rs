//! Killed at any instant, the record loses nothing that it has acknowledged. `KILLS=500` kills more often than `make test` does.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use store::{LogKey, Place, Record};

use crate::support::notes::Notes;
use crate::support::{give, line, notebook, on_both};

/// Where the writing program finds its record, and where its numbers begin.
const PLACE: &str = "ARASHA_TEST_PLACE";
const FIRST: &str = "ARASHA_TEST_FIRST";
/// Numbers that one writing program may use.
const ROOM: u128 = 1_000_000;

/// The program that is killed: this test in a process of its own; in the ordinary run it does nothing.
#[tokio::test(flavor = "multi_thread")]
async fn writing_until_killed() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let first: u128 = std::env::var(FIRST).unwrap().parse().unwrap();
    let record = Record::open(&place.parse().unwrap()).await.unwrap();
    let writers: Vec<_> = (0..4_u128).map(|writer| tokio::spawn(write(record.clone(), first + writer * ROOM / 4))).collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

async fn write(record: Record, first: u128) {
    for number in first..first + ROOM / 4 {
        let written = give(&record, &notebook(number % 5), number, line("x")).await;
        if number % 10 == 0 {
            // What follows from the log is killed in the middle of catching up too.
            let _ = record.catch_up().await;
        }
        if written.is_ok() {
            // One write for the whole line, so that a kill does not cut a number.
            println!("{number} acknowledged");
        }
    }
}

/// Kills a writing program after so long; gives what it had acknowledged.
fn write_and_kill(place: &Place, first: u128, after: Duration) -> Vec<u128> {
    let address = match place {
        Place::File(path) => path.display().to_string(),
        Place::Server(address) => address.clone(),
    };
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::writing_until_killed", "--nocapture"])
        .env(PLACE, address)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let reading = std::thread::spawn(move || {
        let lines = out.lines().map_while(Result::ok);
        lines.filter_map(|line| line.strip_suffix(" acknowledged")?.rsplit(' ').next()?.parse().ok()).collect()
    });
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    reading.join().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_being_killed() {
    let kills: u64 = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6);
    on_both(async |place| {
        let mut acknowledged = Vec::new();
        for kill in 0..kills {
            // Instants that are spread over the first half second and the same in every run.
            let after = Duration::from_millis(80 + kill * 7_919 % 430);
            let place = place.clone();
            let written = tokio::task::spawn_blocking(move || write_and_kill(&place, u128::from(kill + 1) * ROOM, after)).await.unwrap();
            acknowledged.extend(written);
        }
        assert!(!acknowledged.is_empty(), "the writing program came to writing");
        let record = Record::open(&place).await.unwrap();
        let mut found = std::collections::BTreeSet::new();
        let mut from = 0;
        loop {
            let page = record.entries(from, 10_000).await.unwrap();
            let Some(last) = page.last() else { break };
            from = last.entry.place + 1;
            found.extend(page.iter().map(|hashed| hashed.entry.command.bits()));
        }
        let lost: Vec<_> = acknowledged.iter().filter(|number| !found.contains(number)).collect();
        assert!(lost.is_empty(), "{} of {} lost: {lost:?}", lost.len(), acknowledged.len());
        let key = LogKey::new("example.kz/log", &[7; 32]).unwrap();
        assert_eq!(record.verify(&key.log().unwrap(), &[], |_| ()).await.unwrap().faults, []);
        assert!(record.rebuild().await.unwrap().is_same(), "what follows from the log is as if nobody had been killed");
        assert!(record.history::<Notes>(&notebook(0)).await.is_ok());
        let _ = give(&record, &notebook(1), 1, line("on")).await.unwrap();
    })
    .await;
}
