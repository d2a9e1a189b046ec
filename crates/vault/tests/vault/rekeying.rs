//! New master keys, and erasure.

use std::fs;
use std::os::unix::fs::MetadataExt;

use store::FileKey;
use vault::{Damage, Depth, Originals, VaultError};

use crate::support::{Home, about, check, findings, keep, means, noise, read};

#[test]
fn a_new_master_key_touches_no_original() {
    let home = Home::new();
    let originals = home.open();
    let kept: Vec<_> = (0..5).map(|number| keep(&originals, &noise(number, 3_000)).unwrap().hashes.sha256).collect();
    let state = || {
        kept.iter().map(|one| (fs::read(home.path(*one)).unwrap(), fs::metadata(home.path(*one)).unwrap().ctime_nsec())).collect::<Vec<_>>()
    };
    let before = state();
    assert_eq!(originals.rotate(&FileKey::new([2; 32])).unwrap(), 5);
    assert_eq!(originals.rotate(&FileKey::new([2; 32])).unwrap(), 0, "all are under the new one by now");
    assert!(matches!(originals.open(kept[0]), Err(VaultError::Master(_))), "the old master key is of no more use");
    drop(originals);
    let originals = Originals::at(home.folder.path(), means(2)).unwrap();
    for (number, one) in (0..).zip(&kept) {
        assert_eq!(read(&originals, *one).unwrap(), noise(number, 3_000));
    }
    assert_eq!(findings(&originals), []);
    assert!(state() == before);
}

#[test]
fn without_its_key_an_original_is_gone() {
    let home = Home::new();
    let originals = home.open();
    let (one, other) = (keep(&originals, b"to be erased").unwrap().hashes.sha256, keep(&originals, b"kept").unwrap().hashes.sha256);
    originals.forget(one).unwrap();
    let gone = |originals: &Originals| {
        assert!(matches!(originals.open(one), Err(VaultError::Forgotten(_))));
        assert!(!originals.has(one).unwrap() && originals.has(other).unwrap());
        assert_eq!(read(originals, other).unwrap(), b"kept");
        assert_eq!(findings(originals), []);
        assert_eq!(check(originals, Depth::Deep).forgotten, 1);
    };
    gone(&originals);
    assert!(matches!(keep(&originals, b"to be erased"), Err(VaultError::Forgotten(_))), "it does not come back by itself");
    originals.forget(one).unwrap();
    drop(originals);
    let originals = home.open();
    gone(&originals);
    keep(&originals, b"new").unwrap();
    assert_eq!(originals.rotate(&FileKey::new([2; 32])).unwrap(), 2);
    // Its stored bytes are still looked after.
    fs::remove_file(home.path(one)).unwrap();
    assert_eq!(check(&originals, Depth::Quick).findings, [about(one, Damage::Missing)]);
}
