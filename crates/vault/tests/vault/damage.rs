//! What somebody with the rights of the program's own user can do to the folder, and how it is found.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use vault::{Arrival, Damage, Depth, Kept, Originals, VaultError};

use crate::support::{Home, about, check, damage, findings, forge, keep, means, noise, read, stranger, text};

/// Stored bytes of a whole chunk, and of what stands around the chunks.
const CHUNK: usize = (256 << 10) + 16;
const HEAD: usize = 48;
const SEAL: usize = 124;

/// An original of two whole chunks and a bit, and its stored bytes.
fn three_chunks(home: &Home) -> (Originals, Kept, Vec<u8>) {
    let originals = home.open();
    let kept = keep(&originals, &noise(5, 2 * (256 << 10) + 1_000)).unwrap();
    let stored = fs::read(home.path(kept.hashes.sha256)).unwrap();
    assert_eq!(stored.len(), HEAD + 2 * CHUNK + 1_016 + SEAL);
    (originals, kept, stored)
}

#[test]
fn a_flipped_bit_anywhere_is_found() {
    let home = Home::new();
    let (originals, kept, stored) = three_chunks(&home);
    let original = kept.hashes.sha256;
    let borders = [0, HEAD, HEAD + CHUNK - 16, HEAD + CHUNK, HEAD + 2 * CHUNK, stored.len() - SEAL - 16, stored.len() - SEAL, stored.len()];
    let near = borders.iter().flat_map(|border| (border.saturating_sub(1)..(border + 2).min(stored.len())).collect::<Vec<_>>());
    for at in (0..HEAD).chain(near).chain([HEAD + 1_000, HEAD + CHUNK + 1_000, stored.len() - SEAL + 50]) {
        let mut changed = stored.clone();
        changed[at] ^= 1 << (at % 8);
        forge(&home.path(original), &changed);
        assert_eq!(damage(read(&originals, original)), Damage::Changed, "byte {at}");
        assert_eq!(findings(&originals), [about(original, Damage::Changed)], "byte {at}");
    }
    forge(&home.path(original), &stored);
    assert_eq!(findings(&originals), []);
}

#[test]
fn compressed_originals_are_no_easier_to_change() {
    let home = Home::new();
    let originals = home.open();
    let original = keep(&originals, &text(1, 3_000_000)).unwrap().hashes.sha256;
    let stored = fs::read(home.path(original)).unwrap();
    for part in 0..20 {
        let mut changed = stored.clone();
        changed[part * stored.len() / 20] ^= 1;
        forge(&home.path(original), &changed);
        assert_eq!(damage(read(&originals, original)), Damage::Changed, "part {part}");
        assert_eq!(findings(&originals), [about(original, Damage::Changed)], "part {part}");
    }
}

#[test]
fn what_was_cut_or_grew_is_found() {
    let home = Home::new();
    let (originals, kept, stored) = three_chunks(&home);
    let original = kept.hashes.sha256;
    for length in [0, 1, HEAD, HEAD + SEAL, HEAD + CHUNK, HEAD + CHUNK + SEAL, stored.len() - SEAL, stored.len() - 1] {
        forge(&home.path(original), &stored[..length]);
        assert_eq!(damage(read(&originals, original)), Damage::Cut, "{length} bytes");
        assert_eq!(findings(&originals), [about(original, Damage::Cut)], "{length} bytes");
    }
    forge(&home.path(original), &[stored.as_slice(), b"x"].concat());
    assert_eq!(damage(read(&originals, original)), Damage::Changed);
    assert_eq!(findings(&originals), [about(original, Damage::Changed)]);
}

#[test]
fn chunks_have_their_places() {
    let home = Home::new();
    let (originals, kept, stored) = three_chunks(&home);
    let original = kept.hashes.sha256;
    let (head, rest) = stored.split_at(HEAD);
    let (first, rest) = rest.split_at(CHUNK);
    let (second, rest) = rest.split_at(CHUNK);
    for forged in [[head, second, first, rest], [head, first, first, rest], [head, second, second, rest]] {
        forge(&home.path(original), &forged.concat());
        // Reading does not look at the hash of the stored bytes: what finds it here is the encryption.
        assert_eq!(damage(read(&originals, original)), Damage::Changed);
        assert_eq!(findings(&originals), [about(original, Damage::Changed)]);
    }
}

#[test]
fn no_byte_of_a_changed_chunk_is_given_out() {
    use std::io::Read;
    let home = Home::new();
    let (originals, kept, mut stored) = three_chunks(&home);
    stored[HEAD + CHUNK + 9] ^= 1;
    forge(&home.path(kept.hashes.sha256), &stored);
    let mut bytes = Vec::new();
    assert!(originals.open(kept.hashes.sha256).unwrap().read_to_end(&mut bytes).is_err());
    assert_eq!(bytes, noise(5, 256 << 10), "the chunk before it, and nothing of it");
}

#[test]
fn two_originals_that_changed_places_are_found() {
    let home = Home::new();
    let originals = home.open();
    for (one, other) in [(noise(1, 9_000), noise(2, 9_000)), (noise(3, 9_000), text(4, 90_000))] {
        let (one, other) = (keep(&originals, &one).unwrap().hashes.sha256, keep(&originals, &other).unwrap().hashes.sha256);
        let (first, second) = (fs::read(home.path(one)).unwrap(), fs::read(home.path(other)).unwrap());
        forge(&home.path(one), &second);
        forge(&home.path(other), &first);
        let mut expected = [about(one, Damage::Swapped(other)), about(other, Damage::Swapped(one))];
        expected.sort();
        assert_eq!(findings(&originals), expected);
        assert!(matches!(damage(read(&originals, one)), Damage::Changed | Damage::Cut));
        forge(&home.path(one), &first);
        forge(&home.path(other), &second);
    }
}

#[test]
fn what_is_missing_is_found_and_can_come_again() {
    let home = Home::new();
    let originals = home.open();
    let kept = keep(&originals, b"lost").unwrap();
    let original = kept.hashes.sha256;
    fs::remove_file(home.path(original)).unwrap();
    assert_eq!(findings(&originals), [about(original, Damage::Missing)]);
    assert_eq!(damage(read(&originals, original)), Damage::Missing);
    drop(originals);
    let originals = home.open();
    assert_eq!(findings(&originals), [about(original, Damage::Missing)], "opening anew hides nothing");
    let again = keep(&originals, b"lost").unwrap();
    assert_eq!((again.arrival, again.hashes), (Arrival::Restored, kept.hashes));
    assert_ne!(again.stored_sha256, kept.stored_sha256, "under a key of its own");
    assert_eq!((read(&originals, original).unwrap(), findings(&originals)), (b"lost".to_vec(), vec![]));
}

#[test]
fn nobody_is_told_that_a_damaged_original_is_kept() {
    let home = Home::new();
    let originals = home.open();
    let original = keep(&originals, b"kept").unwrap().hashes.sha256;
    forge(&home.path(original), b"something else");
    assert_eq!(damage(keep(&originals, b"kept")), Damage::Cut);
    assert_eq!(fs::read(home.path(original)).unwrap(), b"something else", "nothing is replaced");
    assert_eq!(home.leftovers(), 0);
}

#[test]
fn a_file_that_may_be_written_to_is_found() {
    let home = Home::new();
    let originals = home.open();
    let original = keep(&originals, b"kept").unwrap().hashes.sha256;
    for mode in [0o600, 0o420, 0o402] {
        fs::set_permissions(home.path(original), Permissions::from_mode(mode)).unwrap();
        assert_eq!(findings(&originals), [about(original, Damage::Writable)], "{mode:o}");
    }
}

#[test]
fn what_the_vault_did_not_put_there_is_found() {
    let home = Home::new();
    let originals = home.open();
    let folder = home.vault().join("originals");
    let unknown = format!("originals/00/{}", "1".repeat(62));
    fs::write(home.vault().join(&unknown), "planted").unwrap();
    fs::write(folder.join("note.txt"), "planted").unwrap();
    fs::write(folder.join("ab/note.txt"), "planted").unwrap();
    fs::create_dir(folder.join("zz")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", folder.join("ff/link")).unwrap();
    let names = [unknown.as_str(), "originals/ab/note.txt", "originals/ff/link", "originals/note.txt", "originals/zz"];
    assert_eq!(findings(&originals), names.map(|name| stranger(name, Damage::Foreign)));
}

#[test]
fn a_file_planted_under_the_name_of_an_original_is_not_taken_for_it() {
    let home = Home::new();
    let originals = home.open();
    let original = vault::Hashing::new().finish().sha256;
    fs::write(home.path(original), "planted").unwrap();
    assert_eq!(damage(keep(&originals, b"")), Damage::Foreign);
    assert_eq!(fs::read(home.path(original)).unwrap(), b"planted");
    fs::remove_file(home.path(original)).unwrap();
    keep(&originals, b"").unwrap();
    // A link to the very bytes is none of the vault's either.
    let elsewhere = home.folder.path().join("elsewhere");
    fs::rename(home.path(original), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, home.path(original)).unwrap();
    assert_eq!(check(&originals, Depth::Quick).findings.first(), Some(&about(original, Damage::Foreign)));
    assert_eq!(damage(read(&originals, original)), Damage::Foreign);
}

#[test]
fn leftovers_are_found_and_the_next_opening_clears_them() {
    let home = Home::new();
    let originals = home.open();
    fs::write(home.vault().join("incoming/0123"), "half an original").unwrap();
    assert_eq!(findings(&originals), [stranger("incoming/0123", Damage::Leftover)]);
    drop(originals);
    let originals = home.open();
    assert_eq!((home.leftovers(), findings(&originals)), (0, vec![]));
}

#[test]
fn another_master_key_reads_nothing_and_damages_nothing() {
    let home = Home::new();
    let originals = home.open();
    let original = keep(&originals, b"kept").unwrap().hashes.sha256;
    drop(originals);
    let other = Originals::at(home.folder.path(), means(2)).unwrap();
    assert!(matches!(other.open(original), Err(VaultError::Master(_))));
    assert_eq!(check(&other, Depth::Quick).findings, [], "whoever has no key can see that nothing was changed");
    assert_eq!(check(&other, Depth::Deep).findings, [about(original, Damage::Key)]);
}
