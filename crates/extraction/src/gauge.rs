//! Counts what is read, in all and since the last piece, and stops where it is too much.

use std::io::{self, BufRead, Read};

/// A reader that stops.
pub(crate) struct Gauge<R> {
    inner: R,
    total: u64,
    most_total: u64,
    piece: u64,
    most_piece: u64,
    /// Which limit was met.
    pub(crate) full: Option<Full>,
}

/// Which limit was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Full {
    Total,
    Piece,
}

impl<R> Gauge<R> {
    pub(crate) fn new(inner: R, most_total: u64, most_piece: u64) -> Self {
        Self { inner, total: 0, most_total, piece: 0, most_piece, full: None }
    }

    /// A piece is over.
    pub(crate) fn mark(&mut self) {
        self.piece = 0;
    }

    fn check(&mut self) -> io::Result<()> {
        self.full = if self.total >= self.most_total {
            Some(Full::Total)
        } else if self.piece >= self.most_piece {
            Some(Full::Piece)
        } else {
            None
        };
        if self.full.is_some() { Err(io::Error::other("a limit is met")) } else { Ok(()) }
    }
}

impl<R: BufRead> Read for Gauge<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let here = self.fill_buf()?;
        let count = here.len().min(buffer.len());
        buffer.iter_mut().zip(here).for_each(|(to, from)| *to = *from);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Gauge<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.inner.fill_buf()?.is_empty() {
            return Ok(&[]);
        }
        self.check()?;
        let left = self.most_total.saturating_sub(self.total).min(self.most_piece.saturating_sub(self.piece));
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        let here = self.inner.fill_buf()?;
        Ok(here.get(..left).unwrap_or(here))
    }

    fn consume(&mut self, count: usize) {
        self.inner.consume(count);
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.total = self.total.saturating_add(count);
        self.piece = self.piece.saturating_add(count);
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn read(most_total: u64, most_piece: u64, marks: bool) -> (usize, Option<Full>) {
        let mut gauge = Gauge::new(BufReader::with_capacity(4, &[7_u8; 100][..]), most_total, most_piece);
        let mut count = 0;
        let mut buffer = [0; 4];
        while let Ok(more @ 1..) = gauge.read(&mut buffer) {
            count += more;
            if marks {
                gauge.mark();
            }
        }
        (count, gauge.full)
    }

    #[test]
    fn it_stops_at_the_limits_and_says_at_which() {
        assert_eq!(read(1_000, 1_000, false), (100, None));
        assert_eq!(read(100, 1_000, false), (100, None), "what fits exactly is read");
        assert_eq!(read(40, 1_000, false), (40, Some(Full::Total)));
        assert_eq!(read(1_000, 40, false), (40, Some(Full::Piece)));
        assert_eq!(read(1_000, 40, true), (100, None));
    }
}
