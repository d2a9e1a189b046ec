//! The world fails: a database server that is gone for a while, a disk that is full. What was acknowledged stays; work goes on afterwards.

use std::path::Path;
use std::process::Command;

use record::{Circumstances, CommandId, Moment, Purpose};
use store::{ActError, LogKey, LogQuery, Order, Place, Record};

use crate::support::notes::Notes;
use crate::support::postgres::Server;
use crate::support::{give, line, notebook, on_both, somebody};

async fn is_sound(record: &Record) -> bool {
    let key = LogKey::new("example.kz/log", &[7; 32]).unwrap();
    record.verify(&key.log().unwrap(), &[], |_| ()).await.unwrap().is_sound()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_gone_for_a_while() {
    let Some(server) = Server::start() else { return };
    let record = Record::open(&server.database().unwrap()).await.unwrap();
    let mut acknowledged = 0;
    for round in 0..3_u128 {
        for number in 0..20 {
            let _ = give(&record, &notebook(number % 3), round * 100 + number, line("x")).await.unwrap();
            acknowledged += 1;
        }
        server.stop();
        let gone = give(&record, &notebook(1), round * 100 + 50, line("x")).await;
        assert!(matches!(gone, Err(ActError::Store(_))), "{gone:?}");
        server.run();
        // The same command may be given again: whether it was written before nobody needs to know.
        while give(&record, &notebook(1), round * 100 + 50, line("x")).await.is_err() {}
        acknowledged += 1;
    }
    assert_eq!(record.size().await.unwrap(), acknowledged);
    assert!(is_sound(&record).await);
    server.stop();
}

/// Somebody sets the machine's clock back by a year while people work: their order is that of the log, and nothing is lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_back() {
    on_both(async |place| {
        let record = Record::open(&place).await.unwrap();
        let years = [2026, 2025, 2027, 2027, 2020, 2026];
        for (number, year) in (0..).zip(years) {
            let now = Moment::parse(&format!("{year}-11-22T07:00:00Z")).unwrap();
            let at = Circumstances { now, actor: &somebody(), purpose: Purpose::Casework, edition: "2026-11" };
            let order = Order { stream: &notebook(number % 2), command: CommandId::from_bits(number), seen: None, at };
            let _ = record.act::<Notes>(order, line(&year.to_string())).await.unwrap();
        }
        let lines = |number| {
            let record = record.clone();
            async move { record.history::<Notes>(&notebook(number)).await.unwrap().state().lines }
        };
        assert_eq!(
            (lines(0).await, lines(1).await),
            (vec!["2026".into(), "2027".into(), "2020".into()], vec!["2025".to_owned(), "2027".into(), "2026".into()])
        );
        let key = LogKey::new("example.kz/log", &[7; 32]).unwrap();
        let verified = record.verify(&key.log().unwrap(), &[], |_| ()).await.unwrap();
        assert_eq!((verified.is_sound(), verified.entries, verified.clock_back), (true, 6, 2));
        let back = LogQuery { until: Some(Moment::parse("2026-01-01T00:00:00Z").unwrap()), ..LogQuery::default() };
        let found: Vec<u64> = record.search(&back).await.unwrap().entries.iter().map(|hashed| hashed.entry.place).collect();
        assert_eq!(found, [4, 1], "what was written then is found by the moments that it says");
    })
    .await;
}

/// A small file system of its own; mounting needs root.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(at: &'a Path, size: &str) -> Option<Self> {
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", size, "tmpfs"]).arg(at).output();
        if done.is_ok_and(|output| output.status.success()) {
            return Some(Self(at));
        }
        eprintln!("skipped: a small disk can't be mounted here");
        None
    }

    fn grow(&self, size: &str) {
        assert!(Command::new("mount").args(["-o", &format!("remount,{size}")]).arg(self.0).status().unwrap().success());
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_full() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::mount(folder.path(), "size=1m") else { return };
    let record = Record::open(&Place::File(folder.path().join("record.sqlite"))).await.unwrap();
    let long = "x".repeat(4_000);
    let mut acknowledged = 0;
    let full = loop {
        match give(&record, &notebook(acknowledged % 5), acknowledged, line(&long)).await {
            Ok(_) => acknowledged += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(full, ActError::Store(_)) && acknowledged > 10, "{full:?}");
    assert_eq!(u128::from(record.size().await.unwrap()), acknowledged);
    assert!(is_sound(&record).await);
    disk.grow("size=8m");
    let _ = give(&record, &notebook(1), acknowledged, line(&long)).await.unwrap();
    assert_eq!(u128::from(record.size().await.unwrap()), acknowledged + 1);
    assert!(is_sound(&record).await);
    record.close().await;
}
