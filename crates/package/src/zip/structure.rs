//! The raw structure of a ZIP file, as strictly as it can be read: the directory, the headers before the files, and that every byte
//! belongs to exactly one of them.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom};

use super::ZipFlaw;
use super::form::{CENTRAL, END, LOCAL, Member, Paths, Stamp};

/// A longer comment can't be.
const MAX_COMMENT: u64 = 65_535;
/// A larger directory is not read: 65,534 files with the longest names are smaller.
const MAX_DIRECTORY: u64 = 32 << 20;
/// More flaws are not listed: a file that is made of them must not fill the memory.
const MAX_FLAWS: usize = 1000;
/// No path that is allowed is longer; of one that is, no more is kept.
const MAX_NAME: usize = 1000;

/// A file in the ZIP file.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) member: Member,
    /// Where its bytes begin.
    pub(crate) start: u64,
    /// How many they are.
    pub(crate) length: u64,
}

/// The files in the order of the directory, and what is wrong, with the file where it can be told.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    pub(crate) files: Vec<Found>,
    pub(crate) flaws: Vec<(Option<String>, ZipFlaw)>,
    /// Files share bytes; they are not to be read then, because that can make a small package cost what a thousand do.
    pub(crate) overlaps: bool,
}

/// Where the directory stands.
struct Directory {
    start: u64,
    length: u64,
    count: u16,
}

/// Reads the structure. What can't be read further ends the list of files and is a flaw.
pub(crate) fn read(file: &mut (impl Read + Seek), paths: Paths) -> io::Result<Structure> {
    let mut structure = Structure::default();
    let directory = match directory(file)? {
        Ok(directory) => directory,
        Err(flaw) => {
            structure.push(None, flaw);
            return Ok(structure);
        }
    };
    let bytes = bytes_at(file, directory.start, directory.length)?;
    let entries = entries(&bytes);
    if entries.as_ref().is_none_or(|entries| entries.len() != usize::from(directory.count)) {
        structure.push(None, ZipFlaw::Directory);
    }
    let mut next = 0;
    for entry in entries.unwrap_or_default() {
        next = structure.take(file, &entry, paths, next)?;
        if structure.overlaps {
            break;
        }
    }
    structure.gap(None, next, directory.start);
    structure.doubled();
    Ok(structure)
}

impl Structure {
    /// Looks at a file; where the next one must begin.
    fn take(&mut self, file: &mut (impl Read + Seek), entry: &Header<'_>, paths: Paths, next: u64) -> io::Result<u64> {
        let path = String::from_utf8_lossy(entry.name.get(..MAX_NAME).unwrap_or(entry.name)).into_owned();
        let before = self.flaws.len();
        let mut flaws = entry.flaws();
        let offset = u64::from(entry.offset);
        self.gap(Some(&path), next, offset);
        let fixed = bytes_at(file, offset, LOCAL as u64)?;
        let Some((local, name, extra)) = local(&fixed) else {
            self.push(Some(&path), ZipFlaw::Directory);
            return Ok(next);
        };
        let whole = bytes_at(file, offset, (LOCAL + name + extra) as u64)?;
        let (name, extra) = whole.get(LOCAL..).unwrap_or_default().split_at_checked(name).unwrap_or_default();
        flaws.extend((!paths.allow(&path)).then_some(ZipFlaw::Path));
        flaws.extend((name != entry.name).then_some(ZipFlaw::TwoNames));
        flaws.extend((local != entry.common).then_some(ZipFlaw::TwoHeaders));
        flaws.extend(local.flaws());
        flaws.extend(extra_flaw(extra));
        flaws.sort_unstable_by_key(|flaw| *flaw as u8);
        flaws.dedup();
        let has_flaws = !flaws.is_empty() || self.flaws.len() != before;
        flaws.into_iter().for_each(|flaw| self.push(Some(&path), flaw));

        let common = &entry.common;
        let stamp = Stamp { time: common.time, date: common.date };
        let member = Member { path: path.clone(), stamp, crc: common.crc, length: common.stored, offset: entry.offset };
        // Whatever has no name of its own.
        let is_ours = whole == member.local() && entry.raw == member.central();
        if !is_ours && !has_flaws {
            self.push(Some(&path), ZipFlaw::Form);
        }
        let (start, length) = (offset + whole.len() as u64, u64::from(common.stored));
        self.files.push(Found { member, start, length });
        Ok(start + length)
    }

    fn gap(&mut self, path: Option<&str>, expected: u64, is: u64) {
        let flaw = match is.cmp(&expected) {
            std::cmp::Ordering::Equal => return,
            std::cmp::Ordering::Less => ZipFlaw::Overlap,
            std::cmp::Ordering::Greater if expected == 0 => ZipFlaw::JunkBefore,
            std::cmp::Ordering::Greater => ZipFlaw::JunkBetween,
        };
        self.overlaps |= flaw == ZipFlaw::Overlap;
        self.push(path, flaw);
    }

    fn push(&mut self, path: Option<&str>, flaw: ZipFlaw) {
        if self.flaws.len() < MAX_FLAWS {
            self.flaws.push((path.map(str::to_owned), flaw));
        }
    }

    fn doubled(&mut self) {
        // Systems that do not tell capitals apart would write one file over the other.
        let mut seen = BTreeSet::new();
        let doubled = self.files.iter().filter(|file| !seen.insert(file.member.path.to_lowercase()));
        let doubled: Vec<_> = doubled.map(|file| file.member.path.clone()).take(MAX_FLAWS).collect();
        doubled.iter().for_each(|path| self.push(Some(path), ZipFlaw::Doubled));
    }
}

/// Finds the directory by what stands at the end of the file.
fn directory(file: &mut (impl Read + Seek)) -> io::Result<Result<Directory, ZipFlaw>> {
    let length = file.seek(SeekFrom::End(0))?;
    let tail_start = length.saturating_sub(END as u64 + MAX_COMMENT);
    let tail = bytes_at(file, tail_start, length - tail_start)?;
    let is_end = |at: usize| tail.get(at..at + 4) == Some(b"PK\x05\x06");
    let Some(last) = tail.len().checked_sub(END) else { return Ok(Err(ZipFlaw::NotAZip)) };
    let Some(at) = (0..=last).rev().find(|at| is_end(*at)) else { return Ok(Err(ZipFlaw::NotAZip)) };
    let end = tail.get(at..).unwrap_or_default();
    let position = tail_start + at as u64;
    let has_zip64 = at.checked_sub(20).is_some_and(|at| tail.get(at..at + 4) == Some(b"PK\x06\x07"));
    Ok(end_of_directory(end, position, has_zip64).and_then(|directory| {
        // The directory stands right before its end, wherever it says that it is.
        let real = position.checked_sub(directory.length).ok_or(ZipFlaw::Directory)?;
        match directory.start.cmp(&real) {
            std::cmp::Ordering::Equal if directory.length > MAX_DIRECTORY => Err(ZipFlaw::Directory),
            std::cmp::Ordering::Equal => Ok(directory),
            std::cmp::Ordering::Less => Err(ZipFlaw::JunkBefore),
            std::cmp::Ordering::Greater => Err(ZipFlaw::Directory),
        }
    }))
}

fn end_of_directory(end: &[u8], position: u64, has_zip64: bool) -> Result<Directory, ZipFlaw> {
    let mut bytes = Bytes(end);
    let mut numbers = || -> Option<_> {
        bytes.take(4)?;
        let disks = (bytes.u16()?, bytes.u16()?);
        Some((disks, bytes.u16()?, bytes.u16()?, bytes.u32()?, bytes.u32()?, bytes.u16()?))
    };
    let (disks, here, count, length, start, comment) = numbers().ok_or(ZipFlaw::NotAZip)?;
    let is_large = has_zip64 || count == u16::MAX || length == u32::MAX || start == u32::MAX;
    let is_longer = end.len() > END;
    match (is_large, comment, is_longer) {
        (true, ..) => Err(ZipFlaw::Zip64),
        (_, 1.., _) => Err(ZipFlaw::Comment),
        (_, 0, true) => Err(ZipFlaw::JunkBehind),
        _ if disks != (0, 0) || here != count || u64::from(start) > position => Err(ZipFlaw::Directory),
        _ => Ok(Directory { start: u64::from(start), length: u64::from(length), count }),
    }
}

/// What both headers of a file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Common {
    version: u16,
    flags: u16,
    method: u16,
    time: u16,
    date: u16,
    crc: u32,
    stored: u32,
    length: u32,
}

impl Common {
    fn flaws(&self) -> Vec<ZipFlaw> {
        let found = [
            (self.flags & 0x2041 != 0 || self.method == 99, ZipFlaw::Encrypted),
            (self.flags & 8 != 0, ZipFlaw::DataDescriptor),
            (self.method != 0, ZipFlaw::Compressed),
            (self.stored == u32::MAX || self.length == u32::MAX, ZipFlaw::Zip64),
        ];
        found.into_iter().filter_map(|(is_wrong, flaw)| is_wrong.then_some(flaw)).collect()
    }
}

/// An entry of the directory.
struct Header<'a> {
    common: Common,
    offset: u32,
    name: &'a [u8],
    extra: &'a [u8],
    comment: &'a [u8],
    raw: &'a [u8],
}

impl Header<'_> {
    fn flaws(&self) -> Vec<ZipFlaw> {
        let mut flaws = self.common.flaws();
        flaws.extend(extra_flaw(self.extra));
        flaws.extend((self.offset == u32::MAX).then_some(ZipFlaw::Zip64));
        flaws.extend((!self.comment.is_empty()).then_some(ZipFlaw::Comment));
        flaws
    }
}

fn extra_flaw(extra: &[u8]) -> Option<ZipFlaw> {
    match extra {
        [] => None,
        [1, 0, ..] => Some(ZipFlaw::Zip64),
        _ => Some(ZipFlaw::ExtraField),
    }
}

/// The fixed part of the header before a file, with the lengths of name and extra field.
fn local(fixed: &[u8]) -> Option<(Common, usize, usize)> {
    let mut bytes = Bytes(fixed);
    bytes.take(4).filter(|mark| mark == b"PK\x03\x04")?;
    bytes.common()
}

/// The entries of a directory; None where it is no row of entries.
fn entries(directory: &[u8]) -> Option<Vec<Header<'_>>> {
    let mut entries = Vec::new();
    let mut rest = directory;
    while !rest.is_empty() {
        let mut bytes = Bytes(rest);
        bytes.take(4).filter(|mark| mark == b"PK\x01\x02")?;
        bytes.u16()?;
        let (common, name, extra) = bytes.common()?;
        let comment = usize::from(bytes.u16()?);
        bytes.take(8)?;
        let offset = bytes.u32()?;
        let (name, extra, comment) = (bytes.take(name)?, bytes.take(extra)?, bytes.take(comment)?);
        let raw = rest.get(..CENTRAL + name.len() + extra.len() + comment.len())?;
        entries.push(Header { common, offset, name, extra, comment, raw });
        rest = bytes.0;
    }
    Some(entries)
}

/// Numbers in the order of little machines.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// What both headers have, and the lengths of name and extra field.
    fn common(&mut self) -> Option<(Common, usize, usize)> {
        let (version, flags, method, time, date) = (self.u16()?, self.u16()?, self.u16()?, self.u16()?, self.u16()?);
        let (crc, stored, length) = (self.u32()?, self.u32()?, self.u32()?);
        Some((Common { version, flags, method, time, date, crc, stored, length }, usize::from(self.u16()?), usize::from(self.u16()?)))
    }
}

/// Some bytes of the file, or as many of them as there are.
fn bytes_at(file: &mut (impl Read + Seek), start: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
