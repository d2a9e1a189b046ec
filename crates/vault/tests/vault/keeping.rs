//! Originals are kept as they came, once.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use vault::{Arrival, Depth, Originals, Sha256, VaultError};

use crate::support::{Home, LARGEST, check, findings, keep, means, noise, read, text};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_bytes_in_any_pieces_come_back_the_same(
        seed: u64,
        parts in prop::collection::vec((prop::bool::ANY, 0_usize..400_000), 0..5),
        cuts in prop::collection::vec(1_usize..300_000, 1..9),
    ) {
        let bytes: Vec<u8> = parts.iter().flat_map(|(is_text, count)| if *is_text { text(seed % 1_000, *count) } else { noise(seed >> 1, *count) }).collect();
        let (home, mut rest, mut cuts) = (Home::new(), bytes.as_slice(), cuts.iter().cycle());
        let originals = home.open();
        let mut incoming = originals.begin().unwrap();
        while !rest.is_empty() {
            let (piece, after) = rest.split_at((*cuts.next().unwrap()).min(rest.len()));
            incoming.write_all(piece).unwrap();
            rest = after;
        }
        let kept = incoming.finish().unwrap();
        prop_assert_eq!(kept.bytes, u64::try_from(bytes.len()).unwrap());
        prop_assert!(read(&originals, kept.hashes.sha256).unwrap() == bytes);
        prop_assert_eq!(originals.open(kept.hashes.sha256).unwrap().hashes(), kept.hashes);
        prop_assert_eq!(findings(&originals), []);
    }
}

#[test]
fn a_check_while_originals_come_takes_none_for_damage() {
    let home = Home::new();
    let originals = home.open();
    std::thread::scope(|scope| {
        let storing =
            scope.spawn(|| (0..60).for_each(|number| assert_eq!(keep(&originals, &noise(number, 20_000)).unwrap().arrival, Arrival::New)));
        while !storing.is_finished() {
            assert_eq!(check(&originals, Depth::Quick).findings, []);
        }
    });
    assert_eq!(check(&originals, Depth::Deep).originals, 60);
}

fn coreutils(program: &str, bytes: &[u8]) -> String {
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let out = child.wait_with_output().unwrap().stdout;
    String::from_utf8(out).unwrap().split_whitespace().next().unwrap().to_owned()
}

#[test]
fn the_hashes_are_those_that_others_tools_give() {
    let home = Home::new();
    let originals = home.open();
    for bytes in [Vec::new(), b"one post".to_vec(), text(1, 100_000), noise(1, 2_500_000)] {
        let kept = keep(&originals, &bytes).unwrap();
        assert_eq!(kept.hashes.md5.to_string(), coreutils("md5sum", &bytes));
        assert_eq!(kept.hashes.sha1.to_string(), coreutils("sha1sum", &bytes));
        assert_eq!(kept.hashes.sha256.to_string(), coreutils("sha256sum", &bytes));
        let stored = std::fs::read(home.path(kept.hashes.sha256)).unwrap();
        assert_eq!(kept.stored_sha256.to_string(), coreutils("sha256sum", &stored), "an auditor needs no key");
        assert_eq!(kept.stored_bytes, u64::try_from(stored.len()).unwrap());
    }
    assert_eq!(check(&originals, Depth::Deep).originals, 4);
}

#[test]
fn the_same_content_is_stored_once_and_says_so() {
    let home = Home::new();
    let originals = home.open();
    let first = keep(&originals, b"a page").unwrap();
    let again = keep(&originals, b"a page").unwrap();
    assert_eq!((first.arrival, again.arrival), (Arrival::New, Arrival::Again));
    assert_eq!((again.hashes, again.stored_sha256, again.stored_bytes), (first.hashes, first.stored_sha256, first.stored_bytes));
    assert_eq!((home.files(), home.leftovers()), (1, 0));
}

#[test]
fn of_many_who_bring_the_same_at_once_one_is_first() {
    let home = Home::new();
    let originals = home.open();
    let bring = |number: u64| keep(&originals, &noise(number % 3, 70_000)).unwrap().arrival;
    let arrivals: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..24).map(|number| scope.spawn(move || bring(number))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(arrivals.iter().filter(|arrival| **arrival == Arrival::New).count(), 3);
    assert_eq!((home.files(), home.leftovers(), findings(&originals)), (3, 0, vec![]));
}

#[test]
fn what_is_too_large_is_refused_while_it_comes() {
    let home = Home::new();
    let originals = home.open();
    let piece = noise(1, 1 << 20);
    let mut incoming = originals.begin().unwrap();
    for _ in 0..LARGEST >> 20 {
        incoming.write_all(&piece).unwrap();
    }
    let error = incoming.write_all(b"x").unwrap_err();
    assert!(matches!(VaultError::of(&error), Some(VaultError::TooLarge { largest: LARGEST })), "{error}");
    assert!(incoming.write_all(b"").is_ok() && incoming.write_all(b"x").is_err());
    assert!(matches!(incoming.finish(), Err(VaultError::TooLarge { .. })));
    assert_eq!((home.files(), home.leftovers()), (0, 0));
    let just: Vec<u8> = piece.iter().copied().cycle().take(usize::try_from(LARGEST).unwrap()).collect();
    assert_eq!(keep(&originals, &just).unwrap().bytes, LARGEST);
}

#[test]
fn what_is_given_up_leaves_nothing() {
    let home = Home::new();
    let originals = home.open();
    let mut incoming = originals.begin().unwrap();
    incoming.write_all(&noise(1, 3_000_000)).unwrap();
    assert_eq!(home.leftovers(), 1);
    assert_eq!(findings(&originals), [], "what is being taken is no leftover");
    drop(incoming);
    assert_eq!((home.files(), home.leftovers()), (0, 0));
}

#[test]
fn text_is_stored_small_and_pictures_as_they_are() {
    let home = Home::new();
    let originals = home.open();
    let (long, picture) = (text(1, 1_000_000), noise(1, 1_000_000));
    assert!(keep(&originals, &long).unwrap().stored_bytes < 300_000);
    let stored = keep(&originals, &picture).unwrap().stored_bytes;
    assert!((1_000_000..1_000_300).contains(&stored), "{stored}");
}

#[test]
fn nothing_of_an_original_can_be_read_in_the_folder() {
    let home = Home::new();
    let originals = home.open();
    let kept = keep(&originals, b"+7 700 000 00 00 wants an Invented Person").unwrap();
    let path = home.path(kept.hashes.sha256);
    for file in [path.clone(), home.vault().join("keys.redb")] {
        let bytes = std::fs::read(file).unwrap();
        assert!(!bytes.windows(8).any(|window| window == b"Invented"));
    }
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(path), mode(home.vault()), mode(home.vault().join("keys.redb"))), (0o400, 0o700, 0o600));
    assert!(!format!("{originals:?} {:?}", originals.open(kept.hashes.sha256)).contains("Invented"));
}

#[test]
fn one_program_has_the_vault_open() {
    let home = Home::new();
    let originals = home.open();
    assert!(matches!(Originals::at(home.folder.path(), means(1)), Err(VaultError::InUse(_))));
    let kept = keep(&originals, b"kept").unwrap().hashes.sha256;
    drop(originals);
    assert_eq!(read(&home.open(), kept).unwrap(), b"kept");
}

#[test]
fn what_was_never_kept_is_unknown() {
    let originals = Home::new().open();
    let nothing = Sha256::parse(&"0".repeat(64)).unwrap();
    assert!(matches!(originals.open(nothing), Err(VaultError::Unknown(_))));
    assert!(matches!(originals.forget(nothing), Err(VaultError::Unknown(_))));
    assert!(!originals.has(nothing).unwrap());
}

#[test]
fn nothing_is_taken_without_random_bytes() {
    let home = Home::new();
    let originals = Originals::at(home.folder.path(), vault::Means { random: store::Random::new(|_| false), ..means(1) }).unwrap();
    assert!(matches!(originals.begin(), Err(VaultError::Random(_))));
    assert_eq!(home.leftovers(), 0);
}

#[test]
fn a_check_tells_how_far_it_has_come() {
    let home = Home::new();
    let originals = home.open();
    for number in 0..7 {
        keep(&originals, &noise(number, 5_000)).unwrap();
    }
    let seen = std::sync::Mutex::new(Vec::new());
    let checked = originals.check(Depth::Deep, &|progress| seen.lock().unwrap().push(progress)).unwrap();
    let seen = seen.into_inner().unwrap();
    assert_eq!(seen.iter().map(|progress| progress.originals).collect::<Vec<_>>(), (1..=7).collect::<Vec<_>>());
    let last = seen.last().unwrap();
    assert_eq!((last.of_originals, last.bytes, last.of_bytes), (7, checked.bytes, checked.bytes));
}
