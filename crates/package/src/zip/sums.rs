//! What is worked out of a member in one reading.

use std::io::{self, SeekFrom};

use custody::{Hex, Md5};
use md5::Digest as _;

use super::Source;
use crate::Sha256;
use crate::hash::{self, Hasher};

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Measured {
    pub(crate) crc: u32,
    pub(crate) sha256: Sha256,
    pub(crate) length: u64,
}

/// Works it out piece by piece.
#[derive(Default)]
pub(crate) struct Sums {
    crc: flate2::Crc,
    sha256: Hasher,
    length: u64,
}

impl Sums {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.crc.update(bytes);
        self.sha256.update(bytes);
        self.length += bytes.len() as u64;
    }

    pub(crate) fn finish(self) -> Measured {
        Measured { crc: self.crc.sum(), sha256: self.sha256.finish(), length: self.length }
    }
}

/// Measures a source from its beginning.
pub(crate) fn measure(source: &mut dyn Source) -> io::Result<Measured> {
    measure_each(source, |_| Ok(()))
}

/// Measures a source from its beginning, with MD5, by which older tools know files.
pub(crate) fn measure_with_md5(source: &mut dyn Source) -> io::Result<(Measured, Md5)> {
    let mut md5 = md5::Md5::default();
    let measured = measure_each(source, |bytes| {
        md5.update(bytes);
        Ok(())
    })?;
    Ok((measured, Hex(md5.finalize().into())))
}

/// Measures a source from its beginning, each piece shown.
pub(super) fn measure_each(source: &mut dyn Source, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<Measured> {
    source.seek(SeekFrom::Start(0))?;
    let mut sums = Sums::default();
    hash::copy(source, |bytes| {
        sums.update(bytes);
        each(bytes)
    })?;
    Ok(sums.finish())
}
