//! Reading archives, also those of others: record by record, within limits, never a panic.
//!
//! WARC/1.0, LF line ends, archives that are not compressed or compressed as a whole are put up with and noted as a [`Flaw`].

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::raw::Raw;
use super::{Fields, Flaw};
use crate::{Sha256, refuse_if};

/// What a reader takes at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a record's head.
    pub head: usize,
    /// Bytes of a record's block.
    pub block: u64,
    /// Bytes of all records, unpacked.
    pub total: u64,
}

impl Default for Limits {
    /// 64 KiB, 8 GiB, 64 GiB.
    fn default() -> Self {
        Self { head: 64 << 10, block: 8 << 30, total: 64 << 30 }
    }
}

/// Why an archive can't be read further.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// What is wrong with the archive.
    #[error("at byte {at}: {flaw}")]
    Flaw {
        /// Where the record begins, in bytes of the file.
        at: u64,
        /// What is wrong.
        flaw: Flaw,
    },
    /// The stream failed.
    #[error(transparent)]
    Io(io::Error),
}

/// A record whose head was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The first line.
    pub version: String,
    /// What it says of itself.
    pub fields: Fields,
    /// Where it begins, or the gzip member that holds it, in bytes of the file.
    pub offset: u64,
    /// How long its block is said to be.
    pub length: u64,
}

/// What a record takes in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Where it begins.
    pub offset: u64,
    /// How many bytes it takes.
    pub length: u64,
    /// The digest of these bytes.
    pub stored: Sha256,
}

/// Reads records one after the other.
#[derive(Debug)]
pub struct Reader<R: BufRead> {
    source: Source<R>,
    limits: Limits,
    /// What may still be unpacked.
    left: u64,
    /// What of the block was not read yet; None between records.
    block: Option<u64>,
    offset: u64,
    flaws: Vec<Flaw>,
}

#[derive(Debug)]
enum Source<R: BufRead> {
    Plain(Raw<R>),
    Between(Raw<R>),
    Member(Box<BufReader<GzDecoder<Raw<R>>>>),
    Gone,
}

impl<R: BufRead> Reader<R> {
    /// Reads from a stream that is at its beginning; whether it is compressed is told by its first bytes.
    ///
    /// # Errors
    /// Where the stream fails.
    pub fn new(stream: R, limits: Limits) -> Result<Self, ReadError> {
        let mut raw = Raw::new(stream);
        let is_gzip = fill(&mut raw).map_err(ReadError::Io)?.first() == Some(&0x1f);
        let source = if is_gzip { Source::Between(raw) } else { Source::Plain(raw) };
        Ok(Self { source, limits, left: limits.total, block: None, offset: 0, flaws: Vec::new() })
    }

    /// The next record; what is left of the one before is passed over. None at the end.
    ///
    /// # Errors
    /// Where nothing more can be read.
    pub fn next_record(&mut self) -> Result<Option<Record>, ReadError> {
        if self.block.is_some() {
            self.finish_record()?;
        }
        loop {
            if !self.open()? {
                return Ok(None);
            }
            let blank = self.newlines()?;
            if !blank.is_empty() {
                self.note(Flaw::BlankLines);
            }
            if !self.data()?.is_empty() {
                return self.head().map(Some);
            }
            match &self.source {
                Source::Plain(_) => return Ok(None),
                _ => self.note(Flaw::EmptyMember),
            }
            self.close_member();
        }
    }

    /// Reads on in the block of the record; 0 at its end.
    ///
    /// # Errors
    /// Where the block can't be read to its end.
    pub fn read_block(&mut self, into: &mut [u8]) -> Result<usize, ReadError> {
        let Some(left) = self.block.filter(|left| *left > 0) else { return Ok(0) };
        let data = self.data()?;
        refuse_if(data.is_empty(), ()).map_err(|()| self.error(Flaw::CutOff))?;
        let data = self.data()?;
        let count = data.len().min(into.len()).min(usize::try_from(left).unwrap_or(usize::MAX));
        if let (Some(from), Some(into)) = (data.get(..count), into.get_mut(..count)) {
            into.copy_from_slice(from);
        }
        self.consume(count)?;
        self.block = Some(left - count as u64);
        Ok(count)
    }

    /// Ends the record: what is left of its block is passed over. What it takes in the file; None where it shares a gzip member with the
    /// next one, and where no record is open.
    ///
    /// # Errors
    /// Where it does not end.
    pub fn finish_record(&mut self) -> Result<Option<Extent>, ReadError> {
        if self.block.is_none() {
            return Ok(None);
        }
        let mut buffer = [0; 16 * 1024];
        while self.read_block(&mut buffer)? > 0 {}
        self.block = None;
        if self.newlines()? != b"\r\n\r\n" {
            self.note(Flaw::Ending);
        }
        let is_done = self.data()?.is_empty();
        match &self.source {
            Source::Member(_) if is_done => Ok(self.close_member()),
            Source::Plain(_) => Ok(self.raw().map(Raw::mark).map(extent)),
            _ => {
                self.note(Flaw::SharedMember);
                Ok(None)
            }
        }
    }

    /// Each flaw once, so that an archive that is made of flaws does not fill the memory.
    fn note(&mut self, flaw: Flaw) {
        if !self.flaws.contains(&flaw) {
            self.flaws.push(flaw);
        }
    }

    /// What was put up with since this was asked last, each flaw once.
    pub fn take_flaws(&mut self) -> Vec<Flaw> {
        std::mem::take(&mut self.flaws)
    }

    /// Whether the archive is compressed.
    #[must_use]
    pub fn is_gzip(&self) -> bool {
        !matches!(self.source, Source::Plain(_))
    }

    /// Goes to where a record may begin; false at the end of the file.
    fn open(&mut self) -> Result<bool, ReadError> {
        if !matches!(self.source, Source::Between(_)) {
            // Plain, or further records of one member.
            if let Source::Plain(raw) = &self.source {
                self.offset = raw.position();
            }
            return Ok(true);
        }
        let Source::Between(mut raw) = std::mem::replace(&mut self.source, Source::Gone) else { return Ok(false) };
        self.offset = raw.position();
        let first = fill(&mut raw).map_err(ReadError::Io)?.first().copied();
        if first != Some(0x1f) {
            self.source = Source::Between(raw);
            return if first.is_none() { Ok(false) } else { Err(self.error(Flaw::Junk)) };
        }
        let decoder = GzDecoder::new(raw);
        let is_bare = decoder.header().is_some_and(|header| {
            header.mtime() == 0 && header.filename().is_none() && header.comment().is_none() && header.extra().is_none()
        });
        if !is_bare {
            self.note(Flaw::GzipHeader);
        }
        self.source = Source::Member(Box::new(BufReader::with_capacity(16 * 1024, decoder)));
        Ok(true)
    }

    fn close_member(&mut self) -> Option<Extent> {
        let Source::Member(member) = std::mem::replace(&mut self.source, Source::Gone) else { return None };
        let mut raw = member.into_inner().into_inner();
        let extent = extent(raw.mark());
        self.source = Source::Between(raw);
        Some(extent)
    }

    fn head(&mut self) -> Result<Record, ReadError> {
        if let Source::Plain(raw) = &mut self.source {
            self.offset = raw.position();
            raw.mark();
        }
        let begins = self.data()?.iter().zip(b"WARC/").all(|(is, must)| is == must);
        refuse_if(!begins, ()).map_err(|()| self.error(Flaw::NotARecord))?;
        let mut room = self.limits.head;
        let version = self.line(&mut room)?;
        refuse_if(!version.starts_with("WARC/"), ()).map_err(|()| self.error(Flaw::NotARecord))?;
        if version != "WARC/1.1" {
            self.note(Flaw::Version);
        }
        let mut fields = Fields::default();
        loop {
            let line = self.line(&mut room)?;
            if line.is_empty() {
                break;
            }
            if !fields.take(&line) {
                self.note(Flaw::FieldForm);
            }
        }
        if fields.has_repeated() {
            self.note(Flaw::RepeatedField);
        }
        let digits = fields.get("Content-Length").filter(|length| length.bytes().all(|byte| byte.is_ascii_digit()));
        let length = digits.and_then(|length| length.parse().ok()).ok_or_else(|| self.error(Flaw::NoLength))?;
        refuse_if(length > self.limits.block, ()).map_err(|()| self.error(Flaw::TooLarge))?;
        self.block = Some(length);
        Ok(Record { version, fields, offset: self.offset, length })
    }

    /// A line of the head without its end.
    fn line(&mut self, room: &mut usize) -> Result<String, ReadError> {
        let mut line = Vec::new();
        loop {
            let data = self.data()?;
            let end = data.iter().position(|byte| *byte == b'\n');
            let count = end.map_or(data.len(), |end| end + 1);
            line.extend_from_slice(data.get(..count.min(*room)).unwrap_or_default());
            refuse_if(count == 0, ()).map_err(|()| self.error(Flaw::CutOff))?;
            *room = room.checked_sub(count).ok_or_else(|| self.error(Flaw::TooLarge))?;
            self.consume(count)?;
            if end.is_some() {
                break;
            }
        }
        line.pop();
        if line.pop_if(|last| *last == b'\r').is_none() {
            self.note(Flaw::LineEnd);
        }
        String::from_utf8(line).or_else(|error| {
            self.note(Flaw::FieldForm);
            Ok(String::from_utf8_lossy(error.as_bytes()).into_owned())
        })
    }

    /// Passes over line ends; the first of them.
    fn newlines(&mut self) -> Result<Vec<u8>, ReadError> {
        let mut found = Vec::new();
        loop {
            let data = self.data()?;
            let count = data.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            found.extend(data.iter().take(count).take(8_usize.saturating_sub(found.len())));
            if count == 0 {
                return Ok(found);
            }
            self.consume(count)?;
        }
    }

    /// What comes next, unpacked; empty at the end of the member or the file.
    fn data(&mut self) -> Result<&[u8], ReadError> {
        let at = self.offset;
        let filled = match &mut self.source {
            Source::Plain(raw) => fill(raw),
            Source::Member(member) => fill(member.as_mut()),
            Source::Between(_) | Source::Gone => Ok(&[][..]),
        };
        filled.map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => ReadError::Flaw { at, flaw: Flaw::CutOff },
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => ReadError::Flaw { at, flaw: Flaw::Damaged },
            _ => ReadError::Io(error),
        })
    }

    fn consume(&mut self, count: usize) -> Result<(), ReadError> {
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| self.error(Flaw::TooLarge))?;
        match &mut self.source {
            Source::Plain(raw) => raw.consume(count),
            Source::Member(member) => member.consume(count),
            Source::Between(_) | Source::Gone => {}
        }
        Ok(())
    }

    fn raw(&mut self) -> Option<&mut Raw<R>> {
        match &mut self.source {
            Source::Plain(raw) | Source::Between(raw) => Some(raw),
            Source::Member(_) | Source::Gone => None,
        }
    }

    fn error(&self, flaw: Flaw) -> ReadError {
        ReadError::Flaw { at: self.offset, flaw }
    }
}

fn extent((offset, length, stored): (u64, u64, Sha256)) -> Extent {
    Extent { offset, length, stored }
}

/// The bytes that come next; a signal that interrupts is no end.
fn fill(stream: &mut impl BufRead) -> io::Result<&[u8]> {
    loop {
        match stream.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(_) => break,
        }
    }
    // Filled before: gives the same bytes again. Asked twice because of how borrows reach out of a loop.
    stream.fill_buf()
}

impl<R: BufRead> Read for Reader<R> {
    /// The block of the record.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.read_block(into).map_err(|error| match error {
            ReadError::Io(error) => error,
            flaw @ ReadError::Flaw { .. } => io::Error::new(io::ErrorKind::InvalidData, flaw),
        })
    }
}
