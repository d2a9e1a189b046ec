//! Writing archives: one gzip member for each record, the same bytes every time.

use std::io::{self, Read, Write};

use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};

use super::raw::Raw;
use super::{Entry, Head, HeadError, Kind, Measure, Measured};
use crate::{hash, refuse_if};

/// Writes records, each as a gzip member of its own.
#[derive(Debug)]
pub struct Writer<W: Write> {
    out: Raw<W>,
    is_broken: bool,
}

/// Why a record was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The head can't be written; nothing was.
    #[error(transparent)]
    Head(#[from] HeadError),
    /// The block is said to be an HTTP message and has no head that ends; nothing was written.
    #[error("the block is no HTTP message")]
    NotHttp,
    /// The block is another one than what was measured; the archive is broken.
    #[error("the block changed since it was measured")]
    Changed,
    /// Something went wrong with an earlier record, so that nothing can be put behind it.
    #[error("the archive is broken where an earlier record was written")]
    Broken,
    /// Reading the block or writing failed; the archive is broken.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl<W: Write> Writer<W> {
    /// Writes to a stream that is at its beginning.
    pub fn new(out: W) -> Self {
        Self { out: Raw::new(out), is_broken: false }
    }

    /// Writes a record whose block was measured while it came in. The block is read once and never held whole; it is measured again on the
    /// way, so that a digest that was written is true.
    ///
    /// # Errors
    /// [`WriteError`] says after which of them the archive is broken; a broken archive takes no more records.
    pub fn write(&mut self, head: &Head, measured: &Measured, block: &mut dyn Read) -> Result<Entry, WriteError> {
        refuse_if(self.is_broken, WriteError::Broken)?;
        let is_message = head.is_http() && matches!(head.kind, Kind::Request | Kind::Response);
        refuse_if(is_message && measured.payload.is_none(), WriteError::NotHttp)?;
        let lines = head.lines(measured)?;
        self.is_broken = true;
        self.member(&lines, Measure::new(head.kind, head.is_http()), measured, block)?;
        self.is_broken = false;
        let (offset, length, stored) = self.out.mark();
        let (uri, payload) = (head.uri.clone(), head.payload(measured));
        Ok(Entry {
            id: head.id,
            kind: head.kind,
            date: head.date,
            uri,
            ip: head.ip,
            block: measured.block,
            payload,
            offset,
            length,
            stored,
        })
    }

    /// Writes a record whose block is in memory.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_bytes(&mut self, head: &Head, block: &[u8]) -> Result<Entry, WriteError> {
        self.write(head, &Measure::of(head.kind, head.is_http(), block), &mut &*block)
    }

    /// How many bytes the archive has so far.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.out.position()
    }

    /// The stream, flushed.
    ///
    /// # Errors
    /// Where an earlier record failed, or the stream can't be flushed.
    pub fn finish(mut self) -> Result<W, WriteError> {
        refuse_if(self.is_broken, WriteError::Broken)?;
        self.out.flush()?;
        Ok(self.out.into_inner())
    }

    fn member(&mut self, lines: &str, mut again: Measure, measured: &Measured, block: &mut dyn Read) -> Result<(), WriteError> {
        // No time and no name in the gzip header.
        let mut gzip: GzEncoder<&mut Raw<W>> = GzBuilder::new().mtime(0).write(&mut self.out, Compression::default());
        gzip.write_all(lines.as_bytes())?;
        hash::copy(block, |bytes| {
            again.update(bytes);
            gzip.write_all(bytes)
        })?;
        gzip.write_all(b"\r\n\r\n")?;
        gzip.finish()?;
        refuse_if(again.finish() != *measured, WriteError::Changed)
    }
}
