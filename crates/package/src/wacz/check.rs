//! The strict check of a package.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::list::{self, ARCHIVE, ARCHIVE_NAME, DIGEST, INDEX, LIST, List, PAGES};
use super::{WaczFlaw, ZipFlaw};
use crate::Sha256;
use crate::warc::check::{Comparison, Findings, walk};
use crate::warc::index::Index;
use crate::warc::{Entry, Limits};
use crate::zip::form::Stamp;
use crate::zip::structure::{self, Found};
use crate::zip::{Measured, Part, measure};

/// More than this are not listed.
pub const MAX_FINDINGS: usize = 1000;
/// A longer list, digest or list of pages is not read.
const MAX_TEXT: u64 = 32 << 20;

/// What is known from outside of the package. Nothing inside of it can show that it was not made anew as a whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Expected<'a> {
    /// The digest of the list, from the log.
    pub list: Option<Sha256>,
    /// The records of the archive, from the log.
    pub records: Option<&'a [Entry]>,
}

/// Something that is wrong, and with which file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaczFinding {
    /// The file, where it is one.
    pub path: Option<String>,
    /// What is wrong.
    pub flaw: WaczFlaw,
}

/// Checks a package: its ZIP structure, its list, its archive, index and pages. Nothing found and the list expected: every byte is as it
/// was made.
///
/// # Errors
/// Where the stream fails; a package that can't be read is a finding.
pub fn check_wacz(package: impl Read + Seek, expected: Expected<'_>, limits: Limits) -> io::Result<Vec<WaczFinding>> {
    check_with_archive(package, expected, limits).map(|(findings, _)| findings)
}

/// The same, with the digest of the archive, where there is one.
pub(crate) fn check_with_archive(
    mut package: impl Read + Seek,
    expected: Expected<'_>,
    limits: Limits,
) -> io::Result<(Vec<WaczFinding>, Option<Sha256>)> {
    let mut check = Check { findings: Vec::new() };
    let structure = structure::read(&mut package, list::PATHS)?;
    let is_readable = !structure.overlaps && (structure.flaws.is_empty() || !structure.files.is_empty());
    structure.flaws.into_iter().for_each(|(path, flaw)| check.push(path.as_deref(), WaczFlaw::Zip(flaw)));
    if !is_readable {
        return Ok((check.findings, None));
    }
    let mut files = BTreeMap::new();
    for file in &structure.files {
        let sums = measure(&mut Part::new(&mut package, file.start, file.length))?;
        if (sums.crc, sums.length) != (file.member.crc, file.length) {
            check.push(Some(&file.member.path), WaczFlaw::Zip(ZipFlaw::Checksum));
        }
        files.insert(file.member.path.as_str(), (file, sums));
    }
    check.list(&mut package, &files, &structure.files, expected.list)?;
    check.places(&files);
    let addresses = check.archive(&mut package, &files, expected.records, limits)?;
    check.pages(&mut package, &files, addresses)?;
    let archive = files.get(ARCHIVE).map(|(_, sums)| sums.sha256);
    Ok((check.findings, archive))
}

/// Files by their paths.
type Files<'a> = BTreeMap<&'a str, (&'a Found, Measured)>;

struct Check {
    findings: Vec<WaczFinding>,
}

impl Check {
    fn push(&mut self, path: Option<&str>, flaw: WaczFlaw) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(WaczFinding { path: path.map(str::to_owned), flaw });
        }
    }

    /// The list, its digest, and every file against it.
    fn list(&mut self, package: &mut (impl Read + Seek), files: &Files<'_>, order: &[Found], expected: Option<Sha256>) -> io::Result<()> {
        let Some((file, sums)) = files.get(LIST) else {
            self.push(None, WaczFlaw::NoList);
            return Ok(());
        };
        if expected.is_some_and(|expected| expected != sums.sha256) {
            self.push(Some(LIST), WaczFlaw::OtherList);
        }
        match files.get(DIGEST) {
            None => self.push(None, WaczFlaw::NoDigest),
            Some((_, digest)) if Some(digest.sha256) == list::digest(sums.sha256).ok().map(|text| Sha256::of(&text)) => {}
            Some(_) => self.push(Some(DIGEST), WaczFlaw::FalseDigest),
        }
        let text = text(package, file)?;
        let Ok(list) = serde_json::from_slice::<List>(&text) else {
            self.push(Some(LIST), WaczFlaw::ListForm);
            return Ok(());
        };
        if !list.is_of_this_version() {
            self.push(Some(LIST), WaczFlaw::Version);
        }
        // What is not read is not written back.
        if list.text().ok().is_none_or(|again| again != text) {
            self.push(Some(LIST), WaczFlaw::ListForm);
        }
        self.listed(&list, files, order);
        Ok(())
    }

    fn listed(&mut self, list: &List, files: &Files<'_>, order: &[Found]) {
        let stamp = Stamp::of(list.created);
        let late = order.iter().filter(|file| Some(file.member.stamp) != stamp);
        late.for_each(|file| self.push(Some(&file.member.path), WaczFlaw::Stamp));
        let mut paths = BTreeSet::new();
        for resource in &list.resources {
            let path = resource.path.as_str();
            if !paths.insert(path) || resource.name != resource.path {
                self.push(Some(path), WaczFlaw::Name);
            }
            match files.get(path) {
                None => self.push(Some(path), WaczFlaw::Absent),
                Some((_, sums)) => {
                    let differs = [(sums.sha256 != resource.hash, WaczFlaw::Hash), (sums.length != resource.bytes, WaczFlaw::Length)];
                    differs.into_iter().filter(|(differs, _)| *differs).for_each(|(_, flaw)| self.push(Some(path), flaw));
                }
            }
        }
        let unlisted = files.keys().filter(|path| !paths.contains(*path) && ![LIST, DIGEST].contains(path));
        unlisted.for_each(|path| self.push(Some(path), WaczFlaw::Unlisted));
        let expected = list.resources.iter().map(|resource| resource.path.as_str()).chain([LIST, DIGEST]);
        if !expected.eq(order.iter().map(|file| file.member.path.as_str())) {
            self.push(None, WaczFlaw::Order);
        }
    }

    /// Every file stands where it may, and those of the format are there.
    fn places(&mut self, files: &Files<'_>) {
        for (path, flaw) in [(ARCHIVE, WaczFlaw::NoArchive), (INDEX, WaczFlaw::NoIndex), (PAGES, WaczFlaw::NoPages)] {
            if !files.contains_key(path) {
                self.push(None, flaw);
            }
        }
        for path in files.keys().filter(|path| ![ARCHIVE, INDEX, PAGES, LIST, DIGEST].contains(path)) {
            if !list::is_place(path) {
                self.push(Some(path), WaczFlaw::Place);
            }
        }
    }

    /// The archive and its index; the addresses of what was captured.
    fn archive(
        &mut self,
        package: &mut (impl Read + Seek),
        files: &Files<'_>,
        expected: Option<&[Entry]>,
        limits: Limits,
    ) -> io::Result<BTreeSet<String>> {
        let mut addresses = BTreeSet::new();
        let Some((file, _)) = files.get(ARCHIVE) else { return Ok(addresses) };
        let (mut findings, mut index) = (Findings::default(), Index::default());
        let mut comparison = expected.map(Comparison::new);
        walk(BufReader::new(part(package, file)?), limits, &mut findings, &mut |seen, findings| {
            index.take(seen, ARCHIVE_NAME);
            addresses.extend(seen.capture().map(str::to_owned));
            comparison.iter_mut().for_each(|comparison| comparison.take(seen, findings));
        })?;
        comparison.into_iter().for_each(|comparison| comparison.finish(&mut findings));
        findings.0.into_iter().for_each(|finding| self.push(Some(ARCHIVE), WaczFlaw::Archive(finding)));
        if files.get(INDEX).is_some_and(|(_, sums)| sums.sha256 != Sha256::of(&index.finish())) {
            self.push(Some(INDEX), WaczFlaw::FalseIndex);
        }
        Ok(addresses)
    }

    fn pages(&mut self, package: &mut (impl Read + Seek), files: &Files<'_>, addresses: BTreeSet<String>) -> io::Result<()> {
        let Some((file, _)) = files.get(PAGES) else { return Ok(()) };
        match list::read_pages(&text(package, file)?) {
            None => self.push(Some(PAGES), WaczFlaw::PagesForm),
            Some(pages) if pages.iter().all(|page| addresses.contains(page)) => {}
            Some(_) => self.push(Some(PAGES), WaczFlaw::NoCapture),
        }
        Ok(())
    }
}

fn part<'a, R: Read + Seek>(package: &'a mut R, file: &Found) -> io::Result<io::Take<&'a mut R>> {
    package.seek(SeekFrom::Start(file.start))?;
    Ok(package.take(file.length))
}

fn text(package: &mut (impl Read + Seek), file: &Found) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    part(package, file)?.take(MAX_TEXT).read_to_end(&mut text)?;
    Ok(text)
}
