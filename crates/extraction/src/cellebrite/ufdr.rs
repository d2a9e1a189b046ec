//! UFDR: a zip with `report.xml` and the files that it speaks of. Nothing is unpacked but the report, and that as a stream.

use std::io::{self, Read, Seek};

use serde::Serialize;
use zip::ZipArchive;

use super::{Entry, Report, read_report};
use crate::Limits;
use crate::limits::shortened;

/// A container with its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Container {
    /// Files in it, by its directory.
    pub members: u64,
    /// Its report.
    pub report: Report,
}

/// Why a container is not opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NotOpened {
    /// It is no zip, or a broken one.
    #[error("is no zip that can be read: {0}")]
    Zip(String),
    /// It has more files than the limit.
    #[error("has more files than are looked at")]
    TooMany,
    /// A file would be unpacked outside of its folder.
    #[error("has a file whose path climbs out of the folder: {0:?}")]
    Climbs(String),
    /// Two files have one name; readers would disagree on which counts.
    #[error("has a file twice")]
    Twice,
    /// It has no report.
    #[error("has no report.xml")]
    NoReport,
    /// The report can't be unpacked (it is encrypted, or packed in a way that is not read).
    #[error("its report.xml can't be unpacked: {0}")]
    Packed(String),
}

/// Reads a UFDR.
///
/// # Errors
/// Where it is no container that can be trusted to be one thing to all readers.
pub fn read_ufdr(mut file: impl Read + Seek, limits: &Limits, each: &mut dyn FnMut(Entry)) -> Result<Container, NotOpened> {
    let size = file.seek(io::SeekFrom::End(0)).map_err(|error| NotOpened::Zip(error.to_string()))?;
    let mut archive = ZipArchive::new(file).map_err(|error| NotOpened::Zip(error.to_string()))?;
    if archive.len() > limits.members {
        return Err(NotOpened::TooMany);
    }
    if archive.has_duplicate_names() {
        return Err(NotOpened::Twice);
    }
    if let Some(name) = archive.file_names_raw().find(|name| climbs(name)) {
        return Err(NotOpened::Climbs(shortened(&String::from_utf8_lossy(name), 200)));
    }
    let members = u64::try_from(archive.len()).unwrap_or(u64::MAX);
    let index = archive.index_for_name("report.xml").ok_or(NotOpened::NoReport)?;
    let report = archive.by_index(index).map_err(|error| NotOpened::Packed(error.to_string()))?;
    let report = read_report(Metered { inner: report, packed: size, unpacked: 0, limits }, limits, each);
    Ok(Container { members, report })
}

/// Whether a name leads out of the folder, on any system.
fn climbs(name: &[u8]) -> bool {
    let is_drive = name.get(1) == Some(&b':') && name.first().is_some_and(u8::is_ascii_alphabetic);
    let is_rooted = name.first().is_some_and(|first| matches!(first, b'/' | b'\\'));
    is_rooted || is_drive || name.contains(&0) || name.split(|byte| matches!(byte, b'/' | b'\\')).any(|part| part == b"..")
}

/// Stops where far more comes out than the container is.
struct Metered<'a, R> {
    inner: R,
    packed: u64,
    unpacked: u64,
    limits: &'a Limits,
}

/// What such a stop is told by.
#[derive(Debug, thiserror::Error)]
#[error("unpacks to far more than it is")]
struct Bomb;

pub(super) fn is_bomb(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Bomb>())
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.unpacked = self.unpacked.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        let most = self.packed.saturating_mul(self.limits.ratio).max(self.limits.grace);
        if self.unpacked > most { Err(io::Error::other(Bomb)) } else { Ok(count) }
    }
}
