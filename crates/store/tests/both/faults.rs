//! The world fails: a database server that is gone for a while, a disk that is full. What was acknowledged stays; work goes on afterwards.

use std::path::Path;
use std::process::Command;

use store::{ActError, LogKey, Place, Record};

use crate::support::postgres::Server;
use crate::support::{give, line, notebook};

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
