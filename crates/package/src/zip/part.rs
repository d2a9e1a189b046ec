//! A part of a file as a file of its own.

use std::io::{self, Read, Seek, SeekFrom};

/// Some bytes of a file, which begin at zero for whoever reads them.
#[derive(Debug)]
pub(crate) struct Part<R> {
    file: R,
    start: u64,
    length: u64,
    position: u64,
}

impl<R: Read + Seek> Part<R> {
    /// So many bytes from a place on.
    pub(crate) fn new(file: R, start: u64, length: u64) -> Self {
        Self { file, start, length, position: 0 }
    }
}

impl<R: Read + Seek> Read for Part<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.length.saturating_sub(self.position);
        let count = usize::try_from(left).unwrap_or(usize::MAX).min(into.len());
        self.file.seek(SeekFrom::Start(self.start.saturating_add(self.position)))?;
        let read = self.file.read(into.get_mut(..count).unwrap_or_default())?;
        self.position += read as u64;
        Ok(read)
    }
}

impl<R: Read + Seek> Seek for Part<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}
