//! Killed at any instant: nothing acknowledged is lost, nothing is half there, and a second run completes to the same state.
//!
//! The test starts itself again as a child that ingests and tells on stdout what has been committed, kills it, and looks.
#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use corpus::input::Incoming;
use corpus::{Corpus, IngestOptions, Query, Reading};
use knowledge::PlaceRegions;
use record::{Mandate, Moment, Post, PostKey};
use signals::Signals;
use signals::language::Language;
use signals::score::Band;

const HOME: &str = "ARASHA_CRASH_TEST_HOME";
const BATCHES: usize = 24;
const POSTS: usize = 50;

fn read(text: &str) -> Signals {
    Signals {
        language: Language::Ru,
        band: Band::High,
        score: text.len() as f32,
        category: None,
        stage: None,
        reasons: Vec::new(),
        identifiers: Vec::new(),
        facts: Vec::new(),
        disguises: Vec::new(),
    }
}

fn add(corpus: &Corpus, batch: usize) {
    let mut options = IngestOptions::at(Moment::parse("2026-01-01T00:00:00Z").unwrap());
    options.grant = Some(Mandate::new("order 1", None, 30).unwrap());
    let post = |number: usize| {
        let text = format!("слово пакет{batch} номер{number}");
        Incoming::from(Post {
            source: format!("s{}", batch % 3),
            id: format!("{batch}-{number}"),
            published: None,
            author: None,
            text,
            url: None,
            media: Vec::new(),
        })
    };
    corpus.add((0..POSTS).map(post).collect(), &options, Reading { edition: "1", read: &read }).unwrap();
}

/// The child: adds batch after batch and tells each that is acknowledged.
#[test]
fn child() {
    let Ok(home) = std::env::var(HOME) else { return };
    let corpus = Corpus::open(Path::new(&home), PlaceRegions::default()).unwrap();
    for batch in 0..BATCHES {
        add(&corpus, batch);
        println!("\nacknowledged {batch}");
    }
}

/// Runs the child and kills it after a while; gives what it had acknowledged.
fn run_and_kill(home: &Path, after: Duration) -> BTreeSet<usize> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--nocapture"])
        .env(HOME, home)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = child.stdout.take().unwrap();
    let listener = std::thread::spawn(move || {
        let lines = BufReader::new(out).lines().map_while(Result::ok);
        lines.filter_map(|line| line.strip_prefix("acknowledged ")?.parse().ok()).collect::<BTreeSet<usize>>()
    });
    std::thread::sleep(after);
    let _ = child.kill();
    let _ = child.wait();
    listener.join().unwrap()
}

#[test]
fn killed_at_any_instant_nothing_acknowledged_is_lost() {
    if std::env::var(HOME).is_ok() {
        return;
    }
    for millis in [40, 120, 250, 450, 800, 1_500] {
        let home = tempfile::tempdir().unwrap();
        let acknowledged = run_and_kill(home.path(), Duration::from_millis(millis));
        let corpus = Corpus::open(home.path(), PlaceRegions::default()).unwrap();
        let found = corpus.find(&Query { limit: 0, ..Query::default() }).unwrap();
        let kept: u64 = corpus.sources(None).unwrap().iter().map(|row| row.posts).sum();
        assert_eq!(found.total, kept, "index and store agree after {millis} ms");
        assert!(kept >= (acknowledged.len() * POSTS) as u64);
        assert_eq!(kept % POSTS as u64, 0, "a batch is there or not");
        for batch in &acknowledged {
            let key = PostKey::new(format!("s{}", batch % 3), format!("{batch}-{}", POSTS - 1)).unwrap();
            assert!(corpus.post(&key, None).unwrap().is_some());
            let words = format!("пакет{batch}");
            assert_eq!(corpus.find(&Query { words, limit: 0, ..Query::default() }).unwrap().total, POSTS as u64);
        }
        (0..BATCHES).for_each(|batch| add(&corpus, batch));
        let whole = corpus.find(&Query { limit: 0, ..Query::default() }).unwrap();
        assert_eq!(whole.total, (BATCHES * POSTS) as u64, "a second run completes");
    }
}
