//! A disk that takes no more: the limit of a shell on the size of files stands in for it, so that nobody needs rights to run this.

use std::io::Write;
use std::process::Command;

use vault::VaultError;

use crate::support::{Home, findings, keep, means, noise, read};

const HOME: &str = "ARASHA_TEST_FULL_HOME";

/// What runs under the limit; in the ordinary run it does nothing.
#[test]
fn storing_on_a_full_disk() {
    let Ok(home) = std::env::var(HOME) else { return };
    let originals = vault::Originals::at(home.as_ref(), means(1)).unwrap();
    let mut incoming = originals.begin().unwrap();
    let error = incoming.write_all(&noise(1, 10 << 20)).unwrap_err();
    assert!(VaultError::of(&error).is_none(), "it is the disk's error: {error}");
    assert!(matches!(incoming.finish(), Err(VaultError::Unfinished)));
    // Too little for the end of the file only.
    let refused = keep(&originals, &noise(2, (6 << 20) - 10));
    assert!(matches!(refused, Err(VaultError::File(_))), "{refused:?}");
    keep(&originals, b"small").unwrap();
    assert_eq!(findings(&originals), []);
    println!("went through");
}

#[test]
fn a_full_disk_keeps_no_half_of_anything() {
    let home = Home::new();
    let small = keep(&home.open(), b"before").unwrap().hashes.sha256;
    let program = std::env::current_exe().unwrap();
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" --exact full::storing_on_a_full_disk --nocapture", 6 << 10);
    let out = Command::new("bash").args(["-c", &script]).arg(program).env(HOME, home.folder.path()).output().unwrap();
    let told = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success() && told.contains("went through"), "{told}{}", String::from_utf8_lossy(&out.stderr));
    let originals = home.open();
    assert_eq!((home.files(), home.leftovers(), findings(&originals)), (2, 0, vec![]));
    assert_eq!(read(&originals, small).unwrap(), b"before");
}
