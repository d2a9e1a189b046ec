//! Tests of the ZIP form; what is wrong with it is tried in the tests of the packages that have it.

use std::io::{Cursor, Read, Seek, SeekFrom};

use super::form::{self, Member, Paths, Stamp};
use super::*;

#[test]
fn a_part_is_read_as_a_file_of_its_own() {
    let mut part = Part::new(Cursor::new(b"0123456789".to_vec()), 2, 5);
    let mut read = |to: SeekFrom| {
        let mut text = String::new();
        part.seek(to).map(|_| part.read_to_string(&mut text).map(|_| text))
    };
    assert_eq!(read(SeekFrom::Start(0)).unwrap().unwrap(), "23456");
    assert_eq!(read(SeekFrom::End(-2)).unwrap().unwrap(), "56");
    assert_eq!(read(SeekFrom::Current(-1)).unwrap().unwrap(), "6");
    assert_eq!(read(SeekFrom::Start(9)).unwrap().unwrap(), "");
    assert!(read(SeekFrom::End(-6)).is_err() && read(SeekFrom::Current(i64::MAX)).is_ok());
    let mut beyond = String::new();
    assert_eq!(Part::new(Cursor::new(b"01".to_vec()), u64::MAX, 5).read_to_string(&mut beyond).unwrap(), 0);
}

#[test]
fn only_names_of_a_list_may_have_other_letters() {
    let paths = Paths { longest: 8, besides: &["MD5SUMS"] };
    for (path, is_allowed) in
        [("a/b", true), ("MD5SUMS", true), ("a/MD5SUMS", false), ("md5sums", true), ("a23456789", false), ("a/.b", false)]
    {
        assert_eq!(paths.allow(path), is_allowed, "{path}");
    }
}

/// A directory of so many members that are not there.
fn directory_of(count: u16, path: &str) -> Vec<u8> {
    let stamp = Stamp { time: 0, date: 33 };
    let member = Member { path: path.to_owned(), stamp, crc: 0, length: u32::MAX - 1, offset: 7 };
    let directory = member.central().repeat(usize::from(count));
    let end = form::end(count, u32::try_from(directory.len()).unwrap(), 0);
    [directory, end].concat()
}

#[test]
fn what_is_made_of_flaws_does_not_fill_the_memory() {
    let paths = Paths { longest: 200, besides: &[] };
    let found = structure::read(&mut Cursor::new(directory_of(u16::MAX - 1, "Ä")), paths).unwrap();
    assert!(found.flaws.len() == 1000 && found.files.is_empty(), "{}", found.flaws.len());
    let claimed = structure::read(&mut Cursor::new(directory_of(u16::MAX, "a")), paths).unwrap();
    assert_eq!(claimed.flaws, [(None, ZipFlaw::Zip64)]);
}
