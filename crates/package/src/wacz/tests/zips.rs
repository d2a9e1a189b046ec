//! Tricks with the ZIP file itself.

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::*;

fn has(package: &[u8], flaw: ZipFlaw) {
    let found = inner_flaws(package);
    assert!(found.contains(&WaczFlaw::Zip(flaw)), "{flaw:?}: {found:?}");
}

/// Where the nth of these bytes begin.
fn nth(bytes: &[u8], what: &[u8], n: usize) -> usize {
    bytes.windows(what.len()).enumerate().filter(|(_, window)| *window == what).nth(n).unwrap().0
}

fn changed(package: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut package = package.to_vec();
    package[at..at + bytes.len()].copy_from_slice(bytes);
    package
}

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";

#[test]
fn junk_before_between_and_behind() {
    let (package, ..) = sample();
    let (second, directory) = (nth(&package, LOCAL, 1), nth(&package, CENTRAL, 0));
    has(&[b"junk", &package[..]].concat(), ZipFlaw::JunkBefore);
    has(&[&package[..], b"junk"].concat(), ZipFlaw::JunkBehind);
    has(&[&package[..], b"\0"].concat(), ZipFlaw::JunkBehind);
    // Bytes before the directory that its end takes into account.
    let end = nth(&package, END, 0);
    let start = u32::try_from(directory + 4).unwrap().to_le_bytes();
    let moved = changed(&package, end + 16, &start);
    has(&[&moved[..directory], b"junk", &moved[directory..]].concat(), ZipFlaw::JunkBetween);
    // All offsets moved, so that every reader is content.
    let files = files(&package);
    let shifted = shift(&zipped(&files), 4);
    has(&[b"junk", &shifted[..]].concat(), ZipFlaw::JunkBefore);
    assert!(second > 0);
}

/// A ZIP file with its offsets moved, as if something stood before it.
fn shift(package: &[u8], by: u32) -> Vec<u8> {
    let mut package = package.to_vec();
    let mut add = |at: usize| {
        let old = u32::from_le_bytes(package[at..at + 4].try_into().unwrap());
        package[at..at + 4].copy_from_slice(&(old + by).to_le_bytes());
    };
    let (whole, ..) = sample();
    (0..FILES).for_each(|number| add(nth(&whole, CENTRAL, number) + 42));
    add(nth(&whole, END, 0) + 16);
    package
}

#[test]
fn headers_that_say_something_else() {
    let (package, ..) = sample();
    let (local, central, end) = (nth(&package, LOCAL, 3), nth(&package, CENTRAL, 3), nth(&package, END, 0));
    let both = |offset: usize, bytes: &[u8]| changed(&changed(&package, local + offset, bytes), central + offset + 2, bytes);
    has(&changed(&package, local + 30, b"custody/lag"), ZipFlaw::TwoNames);
    has(&changed(&package, local + 22, &[4]), ZipFlaw::TwoHeaders);
    has(&changed(&package, local + 14, &[0]), ZipFlaw::TwoHeaders);
    has(&both(6, &[1]), ZipFlaw::Encrypted);
    has(&both(8, &[99]), ZipFlaw::Encrypted);
    has(&both(8, &[8]), ZipFlaw::Compressed);
    has(&both(6, &[8]), ZipFlaw::DataDescriptor);
    has(&both(14, &[0]), ZipFlaw::Checksum);
    has(&both(18, &[0xff; 8]), ZipFlaw::Zip64);
    has(&both(18, &[4]), ZipFlaw::Overlap);
    has(&both(18, &[2]), ZipFlaw::JunkBetween);
    has(&both(4, &[20]), ZipFlaw::Form);
    has(&changed(&package, central + 38, &[0xff]), ZipFlaw::Form);
    has(&changed(&package, central + 42, &[0]), ZipFlaw::Directory);
    has(&changed(&package, central, b"X"), ZipFlaw::Directory);
    has(&changed(&package, local, b"X"), ZipFlaw::Directory);
    has(&changed(&package, end + 10, &[9]), ZipFlaw::Directory);
    has(&changed(&changed(&package, end + 8, &[9]), end + 10, &[9]), ZipFlaw::Directory);
    has(&changed(&package, end + 16, &[0xff; 4]), ZipFlaw::Zip64);
    has(&[&changed(&package, end + 20, &[1])[..], b"c"].concat(), ZipFlaw::Comment);
    has(&changed(&package, end, b"X"), ZipFlaw::NotAZip);
    has(b"", ZipFlaw::NotAZip);
    let stamp = both(10, &[0, 0]);
    assert!(inner_flaws(&stamp).contains(&WaczFlaw::Stamp));
}

#[test]
fn files_that_share_their_bytes_are_not_read() {
    let (package, ..) = sample();
    let (third, fourth) = (nth(&package, CENTRAL, 2), nth(&package, CENTRAL, 3));
    let place = package[third + 42..third + 46].to_vec();
    let found = inner_flaws(&changed(&package, fourth + 42, &place));
    assert!(found.contains(&WaczFlaw::Zip(ZipFlaw::Overlap)), "{found:?}");
    assert!(found.iter().all(|flaw| matches!(flaw, WaczFlaw::Zip(_))), "{found:?}");
}

#[test]
fn nothing_is_no_package() {
    let found = inner_flaws(&form::end(0, 0, 0));
    assert!(found.contains(&WaczFlaw::NoList) && found.contains(&WaczFlaw::NoArchive), "{found:?}");
}

#[test]
fn names_that_climb_or_stand_twice() {
    let (package, ..) = sample();
    for path in
        ["../custody/x", "/etc/x", "custody/../x", "custody//x", "custody/.x", "custody\\x", "custody/X", "custody/x:1", "custody/қ", ""]
    {
        let mut files = files(&package);
        files.push((path.to_owned(), b"x".to_vec()));
        has(&zipped(&files), ZipFlaw::Path);
    }
    for path in ["custody/log.txt", "CUSTODY/log.txt"] {
        let mut files = files(&package);
        files.push((path.to_owned(), b"other".to_vec()));
        has(&zipped(&files), ZipFlaw::Doubled);
    }
}

#[test]
fn a_file_that_the_zip_crate_compressed_or_wrote_in_its_larger_form_is_found() {
    let (package, ..) = sample();
    let write = |options: SimpleFileOptions| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (path, content) in files(&package) {
            zip.start_file(path, options).unwrap();
            std::io::Write::write_all(&mut zip, &content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    has(&write(stored.compression_method(zip::CompressionMethod::Deflated)), ZipFlaw::Compressed);
    has(&write(stored.large_file(true)), ZipFlaw::Zip64);
}

#[test]
fn every_changed_byte_is_found() {
    let (package, ..) = sample();
    for at in 0..package.len() {
        let damaged = changed(&package, at, &[package[at] ^ (1 << (at % 8))]);
        assert!(!flaws(&damaged).is_empty(), "byte {at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_bytes_put_in_taken_out_or_changed_are_found(at in any::<prop::sample::Index>(), cut in 0_usize..60, put in prop::collection::vec(any::<u8>(), 0..60)) {
        let (package, ..) = sample();
        let at = at.index(package.len() + 1);
        let end = (at + cut).min(package.len());
        let damaged = [&package[..at], &put, &package[end..]].concat();
        prop_assert_eq!(damaged == package, flaws(&damaged).is_empty());
    }

    #[test]
    fn any_bytes_are_checked_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(!inner_flaws(&bytes).is_empty());
        let end = form::end(1, u32::try_from(bytes.len()).unwrap(), 0);
        prop_assert!(!inner_flaws(&[&b"PK\x01\x02"[..], &bytes, &end].concat()).is_empty());
    }
}
