//! Limits against archives that unpack to far more than they are.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How far archives may unfold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many archives may lie in each other.
    pub depth: usize,
    /// How many times larger than itself an archive may be when unpacked.
    pub ratio: u64,
    /// Bytes that may be unpacked before the ratio counts.
    pub grace: u64,
    /// Bytes that may be unpacked from one file.
    pub total: u64,
    /// Bytes of a zip archive that lies inside another archive and has to be held in memory.
    pub held: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 3, ratio: 200, grace: 64 << 20, total: 256 << 30, held: 512 << 20 }
    }
}

/// Counts bytes as they are read.
pub(crate) struct Counting<R> {
    pub(crate) inner: R,
    pub(crate) count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// What one archive was unpacked to so far.
#[derive(Debug, Clone)]
pub(crate) struct Meter {
    /// Bytes of the archive itself that were read.
    pub(crate) packed: Arc<AtomicU64>,
    /// Bytes that came out.
    unpacked: Arc<AtomicU64>,
    /// Bytes that came out of all archives of the outermost file.
    total: Arc<AtomicU64>,
    limits: Limits,
}

impl Meter {
    pub(crate) fn new(packed: Arc<AtomicU64>, total: Arc<AtomicU64>, limits: Limits) -> Self {
        Self { packed, unpacked: Arc::default(), total, limits }
    }

    fn add(&self, read: u64) -> io::Result<()> {
        let unpacked = self.unpacked.fetch_add(read, Ordering::Relaxed).saturating_add(read);
        let total = self.total.fetch_add(read, Ordering::Relaxed).saturating_add(read);
        let packed = self.packed.load(Ordering::Relaxed).max(1);
        if total > self.limits.total {
            return Err(io::Error::other(format!("unpacks to more than {} bytes", self.limits.total)));
        }
        if unpacked > self.limits.grace && unpacked / packed > self.limits.ratio {
            return Err(io::Error::other(format!("unpacks to more than {} times its size", self.limits.ratio)));
        }
        Ok(())
    }
}

/// Reads what comes out of an archive as long as the meter allows it.
pub(crate) struct Metered<R> {
    pub(crate) inner: R,
    pub(crate) meter: Meter,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.meter.add(read as u64)?;
        Ok(read)
    }
}
