//! Writing a ZIP file in the one form.

use std::io::{self, Write};

use super::Source;
use super::form::{self, Member, Stamp};
use super::sums::{Measured, measure_each};
use crate::hash::Hasher;
use crate::{Sha256, refuse_if};

/// Why a ZIP file was not written whole.
#[derive(Debug)]
pub(crate) enum ZipError {
    /// The larger form is one more place to hide something, and is not written.
    TooLarge,
    /// This member is another one than when it was measured.
    Changed(String),
    /// Reading or writing failed.
    Io(io::Error),
}

impl From<io::Error> for ZipError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A ZIP file that is being written.
pub(crate) struct Zip<'a> {
    out: &'a mut dyn Write,
    stamp: Stamp,
    members: Vec<Member>,
    position: u64,
    hasher: Hasher,
}

impl<'a> Zip<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, stamp: Stamp) -> Self {
        Self { out, stamp, members: Vec::new(), position: 0, hasher: Hasher::default() }
    }

    /// Writes a member that was measured before.
    pub(crate) fn file(&mut self, path: &str, content: &mut dyn Source, measured: &Measured) -> Result<(), ZipError> {
        let length = u32::try_from(measured.length).map_err(|_| ZipError::TooLarge)?;
        let member = Member { path: path.to_owned(), stamp: self.stamp, crc: measured.crc, length, offset: self.offset()? };
        self.write(&member.local())?;
        let again = measure_each(content, |bytes| self.write(bytes))?;
        refuse_if(again != *measured, ZipError::Changed(path.to_owned()))?;
        self.members.push(member);
        Ok(())
    }

    /// Ends it: the digest and the length of the whole.
    pub(crate) fn finish(mut self) -> Result<(Sha256, u64), ZipError> {
        let offset = self.offset()?;
        let members = std::mem::take(&mut self.members);
        members.iter().try_for_each(|member| self.write(&member.central()))?;
        let length = self.offset()? - offset;
        let count = u16::try_from(members.len()).ok().filter(|count| *count < u16::MAX).ok_or(ZipError::TooLarge)?;
        self.write(&form::end(count, length, offset))?;
        self.out.flush()?;
        Ok((self.hasher.finish(), self.position))
    }

    /// Where the next byte stands.
    fn offset(&self) -> Result<u32, ZipError> {
        u32::try_from(self.position).ok().filter(|offset| *offset < u32::MAX).ok_or(ZipError::TooLarge)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.position += bytes.len() as u64;
        self.hasher.update(bytes);
        self.out.write_all(bytes)
    }
}
