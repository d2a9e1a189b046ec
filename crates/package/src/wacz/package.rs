//! Writing a package.

use std::collections::BTreeSet;
use std::io::{self, Cursor, SeekFrom, Write};

use record::Moment;

use super::list::{self, ARCHIVE, ARCHIVE_NAME, DIGEST, INDEX, LIST, List, PAGES, Resource};
use crate::warc::check::{Findings, walk};
use crate::warc::index::Index;
use crate::warc::{Finding, Limits};
use crate::zip::form::Stamp;
use crate::zip::{Measured, Source, Zip, ZipError, measure};
use crate::{Sha256, refuse_if};

/// What goes into a package.
pub struct Package<'a> {
    /// What it is called.
    pub title: String,
    /// What made it, with its version.
    pub software: String,
    /// When it was made; also the time stamp of every file in it, in UTC and without the odd second.
    pub created: Moment,
    /// The pages that a reader should begin with, the main one first.
    pub pages: Vec<Page>,
    /// The archive, as [`crate::warc::Writer`] makes it.
    pub archive: &'a mut dyn Source,
    /// Everything else: originals, custody, proofs.
    pub extras: Vec<Extra<'a>>,
}

/// A page that was captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its address, as the archive has it.
    pub url: String,
    /// When it was captured.
    pub at: Moment,
    /// Its title.
    pub title: Option<String>,
}

/// A file that goes with the archive.
pub struct Extra<'a> {
    /// A folder and a name, of the letters `-a-z0-9._`, as in `custody/log.txt`.
    pub path: String,
    /// What is in it.
    pub content: &'a mut dyn Source,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The digest of the list. It binds every file, and belongs into the log.
    pub list: Sha256,
    /// The digest of the whole package.
    pub package: Sha256,
    /// The length of the package, in bytes.
    pub length: u64,
}

/// Why a package was not written whole.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The path is not a folder and a name of the letters allowed, stands in a folder of the format, or stands twice.
    #[error("a file can't stand at {0:?}")]
    Path(String),
    /// The time can't be written.
    #[error("a package is made between 1980 and 2107")]
    Created,
    /// Four gigabytes or 65,535 files are the most: the larger form of ZIP is one more place to hide something, and is not written.
    #[error("too large for a package")]
    TooLarge,
    /// The archive does not pass the check of its form.
    #[error("the archive is not well formed: {}", .0.flaw)]
    Archive(Finding),
    /// A page is not in the archive.
    #[error("a page that the archive does not hold")]
    NoCapture,
    /// A file is another one than when it was measured.
    #[error("{0} changed while it was packed")]
    Changed(String),
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Writes a package. The same input gives the same bytes. Each file is read twice and never held whole.
///
/// # Errors
/// [`PackageError`]; what was written by then is no package.
pub fn write_wacz(package: Package<'_>, limits: Limits, out: &mut dyn Write) -> Result<Written, PackageError> {
    let stamp = Stamp::of(package.created).ok_or(PackageError::Created)?;
    check_paths(&package.extras)?;
    let (index, addresses) = index(package.archive, limits)?;
    refuse_if(!package.pages.iter().all(|page| addresses.contains(&page.url)), PackageError::NoCapture)?;
    let (mut index, mut pages) = (Cursor::new(index), Cursor::new(list::pages(&package.pages).map_err(io::Error::from)?));
    let mut extras = package.extras;
    extras.sort_by(|one, other| one.path.cmp(&other.path));
    let mut files: Vec<(String, &mut dyn Source)> =
        vec![(ARCHIVE.to_owned(), package.archive), (INDEX.to_owned(), &mut index), (PAGES.to_owned(), &mut pages)];
    files.extend(extras.into_iter().map(|extra| (extra.path, extra.content)));

    let mut zip = Zip::new(out, stamp);
    let mut resources = Vec::new();
    for (path, content) in files {
        let measured = add(&mut zip, &path, content)?;
        resources.push(Resource::new(&path, measured.sha256, measured.length));
    }
    let list = List::new(package.title, package.software, package.created, package.pages.first(), resources);
    let hash = add(&mut zip, LIST, &mut Cursor::new(list.text().map_err(io::Error::from)?))?.sha256;
    add(&mut zip, DIGEST, &mut Cursor::new(list::digest(hash).map_err(io::Error::from)?))?;
    let (package, length) = zip.finish()?;
    Ok(Written { list: hash, package, length })
}

fn add(zip: &mut Zip<'_>, path: &str, content: &mut dyn Source) -> Result<Measured, PackageError> {
    let measured = measure(content)?;
    zip.file(path, content, &measured)?;
    Ok(measured)
}

impl From<ZipError> for PackageError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::TooLarge => Self::TooLarge,
            ZipError::Changed(path) => Self::Changed(path),
            ZipError::Io(error) => Self::Io(error),
        }
    }
}

fn check_paths(extras: &[Extra<'_>]) -> Result<(), PackageError> {
    let mut seen = BTreeSet::new();
    for Extra { path, .. } in extras {
        refuse_if(!list::is_place(path) || !list::PATHS.allow(path) || !seen.insert(path), PackageError::Path(path.clone()))?;
    }
    Ok(())
}

/// The index of a well-formed archive, and the addresses that it holds.
fn index(archive: &mut dyn Source, limits: Limits) -> Result<(Vec<u8>, BTreeSet<String>), PackageError> {
    archive.seek(SeekFrom::Start(0))?;
    let (mut findings, mut index, mut addresses) = (Findings::default(), Index::default(), BTreeSet::new());
    walk(io::BufReader::new(archive), limits, &mut findings, &mut |seen, _| {
        index.take(seen, ARCHIVE_NAME);
        addresses.extend(seen.capture().map(str::to_owned));
    })?;
    match findings.0.into_iter().next() {
        Some(finding) => Err(PackageError::Archive(finding)),
        None => Ok((index.finish(), addresses)),
    }
}
