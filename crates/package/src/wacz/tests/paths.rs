//! What may go into a package.

use std::io::{self, Seek, SeekFrom};

use super::*;

fn archive() -> Cursor<Vec<u8>> {
    Cursor::new(warc().0)
}

fn write<'a>(archive: &'a mut dyn Source, created: Moment, pages: Vec<Page>, extras: Vec<Extra<'a>>) -> Result<Written, PackageError> {
    let (title, software) = (String::new(), String::new());
    let package = Package { title, software, created, pages, archive, extras };
    write_wacz(package, Limits::default(), &mut Vec::new())
}

#[test]
fn files_stand_one_folder_deep_in_folders_of_their_own() {
    let allowed = ["custody/a", "proofs/0.tlog-proof", "originals/a_b.png"];
    let refused = ["a", "a/b/c", "archive/x", "indexes/x", "pages/x", "a/", "/a", "../a", "a/..", "a/.b", "A/b", "a/b c", "қ/a", "a\\b/c"];
    for path in allowed.into_iter().chain(refused) {
        let mut content = Cursor::new(Vec::new());
        let result = write(&mut archive(), created(), Vec::new(), vec![Extra { path: path.into(), content: &mut content }]);
        assert_eq!(result.is_ok(), allowed.contains(&path), "{path}");
        assert!(result.is_ok() || matches!(&result, Err(PackageError::Path(which)) if which == path));
    }
    let (mut one, mut other) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
    let twice = vec![Extra { path: "a/b".into(), content: &mut one }, Extra { path: "a/b".into(), content: &mut other }];
    let result = write(&mut archive(), created(), Vec::new(), twice);
    assert!(matches!(result, Err(PackageError::Path(_))));
}

#[test]
fn the_archive_the_pages_and_the_time_are_looked_at() {
    assert!(write(&mut archive(), created(), Vec::new(), Vec::new()).is_ok());
    let page = Page { url: "https://c.example.kz/".into(), at: created(), title: None };
    let mut rubbish = Cursor::new(b"rubbish".to_vec());
    let mut files = Cursor::new(Vec::new());
    assert!(matches!(write(&mut archive(), created(), vec![page], Vec::new()), Err(PackageError::NoCapture)));
    assert!(matches!(
        write(&mut archive(), Moment::parse("1979-12-31T23:59:59Z").unwrap(), Vec::new(), Vec::new()),
        Err(PackageError::Created)
    ));
    for archive in [&mut rubbish, &mut files] {
        assert!(matches!(write(archive, created(), Vec::new(), Vec::new()), Err(PackageError::Archive(_))));
    }
}

/// Says something else each time it is read.
struct Fickle(u8, u64);

impl Read for Fickle {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = into.len().min(usize::try_from(self.1).unwrap());
        into[..count].fill(self.0);
        self.1 -= count as u64;
        Ok(count)
    }
}

impl Seek for Fickle {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        (self.0, self.1) = (self.0 + 1, 10);
        Ok(0)
    }
}

#[test]
fn a_file_that_changes_while_it_is_packed_is_refused() {
    let mut content = Fickle(0, 10);
    let result = write(&mut archive(), created(), Vec::new(), vec![Extra { path: "a/b".into(), content: &mut content }]);
    assert!(matches!(result, Err(PackageError::Changed(path)) if path == "a/b"));
}

#[test]
fn stamps_are_exact_to_two_seconds_from_1980_to_2107() {
    let stamp = |text: &str| Stamp::of(Moment::parse(text).unwrap());
    assert_eq!(stamp("2026-03-01T15:20:31.5+05:00"), Stamp::of(created()));
    assert_eq!(stamp("1980-01-01T00:00:00Z"), Some(Stamp { time: 0, date: 33 }));
    assert_eq!(stamp("2107-12-31T23:59:59Z"), Some(Stamp { time: 0xbf7d, date: 0xff9f }));
    assert_eq!(stamp("1979-12-31T23:59:59Z"), None);
    assert_eq!(stamp("2108-01-01T00:00:00Z"), None);
    assert_eq!(stamp("-000001-01-01T00:00:00Z"), None);
}
