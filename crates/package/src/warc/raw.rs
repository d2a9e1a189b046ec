//! Streams that know where they are and what went through them.

use std::io::{self, BufRead, Read, Write};

use crate::Sha256;
use crate::hash::Hasher;

/// Counts and hashes what goes through, since the last mark.
#[derive(Debug)]
pub(super) struct Raw<S> {
    stream: S,
    position: u64,
    marked: u64,
    hasher: Hasher,
}

impl<S> Raw<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, position: 0, marked: 0, hasher: Hasher::default() }
    }

    pub(super) fn position(&self) -> u64 {
        self.position
    }

    pub(super) fn into_inner(self) -> S {
        self.stream
    }

    /// Begins anew: offset, length and digest of what went through since the last mark.
    pub(super) fn mark(&mut self) -> (u64, u64, Sha256) {
        let hasher = std::mem::take(&mut self.hasher);
        let marked = std::mem::replace(&mut self.marked, self.position);
        (marked, self.position - marked, hasher.finish())
    }

    fn passed(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.position += bytes.len() as u64;
    }
}

impl<W: Write> Write for Raw<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.stream.write(bytes)?;
        self.passed(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

impl<R: BufRead> Read for Raw<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(into)?;
        self.passed(into.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Raw<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.stream.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What is consumed was filled before, so that this gives it again and reads nothing.
        if let Ok(bytes) = self.stream.fill_buf() {
            let bytes = bytes.get(..amount).unwrap_or_default();
            self.hasher.update(bytes);
            self.position += bytes.len() as u64;
        }
        self.stream.consume(amount);
    }
}
