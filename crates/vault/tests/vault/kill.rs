//! Killed at any instant, the vault loses nothing that it has acknowledged and has no half of anything. `KILLS=2000` kills more often.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use vault::{Depth, Sha256};

use crate::support::{Home, check, keep, means, noise, read, text};

/// Where the storing program finds its home folder, and where its numbers begin.
const HOME: &str = "ARASHA_TEST_HOME";
const FIRST: &str = "ARASHA_TEST_FIRST";

fn content(number: u64) -> Vec<u8> {
    let size = usize::try_from(number.wrapping_mul(7_919) % 40_000).unwrap();
    match number % 10 {
        0 => noise(number, size * 60),
        1 => text(number, size * 60),
        _ => noise(number, size),
    }
}

/// The program that is killed: this test in a process of its own; in the ordinary run it does nothing.
#[test]
fn storing_until_killed() {
    let Ok(home) = std::env::var(HOME) else { return };
    let first: u64 = std::env::var(FIRST).unwrap().parse().unwrap();
    let originals = vault::Originals::at(home.as_ref(), means(1)).unwrap();
    let store = |first: u64| {
        for number in first..first + 400 {
            let kept = keep(&originals, &content(number)).unwrap();
            // One write for the whole line, so that a kill does not cut it.
            println!("{} {number} acknowledged", kept.hashes.sha256);
        }
    };
    std::thread::scope(|scope| (0..2).for_each(|thread| drop(scope.spawn(move || store(first + thread * 400)))));
}

/// Kills a storing program after so long; gives what it had acknowledged.
fn store_and_kill(home: &Home, first: u64, after: Duration) -> Vec<(Sha256, u64)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::storing_until_killed", "--nocapture"])
        .env(HOME, home.folder.path())
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let reading = std::thread::spawn(move || {
        let acknowledged = |line: String| {
            let mut words = line.strip_suffix(" acknowledged")?.split(' ').rev();
            let number = words.next()?.parse().ok()?;
            Some((Sha256::parse(words.next()?)?, number))
        };
        out.lines().map_while(Result::ok).filter_map(acknowledged).collect()
    });
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    reading.join().unwrap()
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    let kills: u64 = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(60);
    let (home, mut acknowledged, mut unfinished) = (Home::new(), Vec::new(), 0);
    for kill in 0..kills {
        // Instants that are spread over the first tenth of a second and the same in every run.
        let after = Duration::from_micros(15_000 + kill * 7_919_317 % 90_000);
        acknowledged.extend(store_and_kill(&home, (kill + 1) * 1_000, after));
        unfinished += home.vault().join("incoming").read_dir().map_or(0, Iterator::count);
        let checked = check(&home.open(), Depth::Quick);
        assert_eq!((checked.findings, home.leftovers(), home.files()), (vec![], 0, checked.originals), "kill {kill}");
    }
    assert!(kills == 0 || (!acknowledged.is_empty() && unfinished > 0), "the program came to storing, and was killed in it");
    let originals = home.open();
    for (original, number) in &acknowledged {
        assert!(read(&originals, *original).unwrap() == content(*number), "{number}");
    }
    assert_eq!(check(&originals, Depth::Deep).findings, []);
    println!("{} acknowledged, {} kept, {unfinished} unfinished cleared", acknowledged.len(), home.files());
}
