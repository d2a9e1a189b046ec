//! Lines of a text, in UTF-8 or, with a mark, UTF-16, of a bounded length.

use std::io::{self, BufRead, BufReader, Read};

use crate::{Broken, Limits};

/// A line without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its number, from 1.
    pub(crate) number: u64,
    /// Its text; where it was no UTF-8, as far as it could be read.
    pub(crate) text: String,
    /// Whether the text is exactly what stands there.
    pub(crate) exact: bool,
    /// Whether it was longer than the limit; then it is cut.
    pub(crate) long: bool,
}

/// Lines one by one.
pub(crate) struct Lines<R> {
    source: Source<R>,
    number: u64,
    left: u64,
    longest: usize,
    /// Why there is no more.
    pub(crate) broken: Option<Broken>,
}

enum Source<R> {
    /// Nothing was read.
    New(R),
    Utf8(R),
    Wide(BufReader<Wide<R>>),
    Over,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(source: R, limits: &Limits) -> Self {
        Self { source: Source::New(source), number: 0, left: limits.total, longest: limits.line, broken: None }
    }

    /// The next line; None at the end, and where it can't be read further.
    pub(crate) fn next(&mut self) -> Option<Line> {
        if let Source::New(_) = self.source {
            self.begin();
        }
        let read = match &mut self.source {
            Source::Utf8(source) => line(source, self.longest, &mut self.left),
            Source::Wide(source) => line(source, self.longest, &mut self.left),
            Source::New(_) | Source::Over => return None,
        };
        match read {
            Ok(Some((bytes, long))) => Some(self.line(bytes, long)),
            Ok(None) => None,
            Err(broken) => {
                (self.broken, self.source) = (Some(broken), Source::Over);
                None
            }
        }
    }

    fn line(&mut self, mut bytes: Vec<u8>, long: bool) -> Line {
        self.number += 1;
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        let (text, exact) = match String::from_utf8(bytes) {
            Ok(text) => (text, true),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), false),
        };
        let text = match text.strip_prefix('\u{FEFF}') {
            Some(behind) if self.number == 1 => behind.to_owned(),
            _ => text,
        };
        Line { number: self.number, text, exact, long }
    }

    /// Looks at the mark that may stand first.
    fn begin(&mut self) {
        let Source::New(mut source) = std::mem::replace(&mut self.source, Source::Over) else { return };
        let mark = source
            .fill_buf()
            .map(|bytes| (bytes.starts_with(b"\xEF\xBB\xBF"), bytes.starts_with(b"\xFF\xFE"), bytes.starts_with(b"\xFE\xFF")));
        self.source = match mark {
            Ok((true, ..)) => {
                source.consume(3);
                Source::Utf8(source)
            }
            Ok((_, little, big)) if little || big => {
                source.consume(2);
                Source::Wide(BufReader::new(Wide { source, little, half: None, out: Vec::new() }))
            }
            Ok(_) => Source::Utf8(source),
            Err(error) => {
                self.broken = Some(Broken::Read(error.to_string()));
                Source::Over
            }
        };
    }
}

/// The bytes of the next line, and whether it was cut.
fn line(source: &mut impl BufRead, longest: usize, left: &mut u64) -> Result<Option<(Vec<u8>, bool)>, Broken> {
    let (mut bytes, mut long, mut any) = (Vec::new(), false, false);
    loop {
        let here = match source.fill_buf() {
            Ok(here) => here,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Broken::Read(error.to_string())),
        };
        if here.is_empty() {
            return Ok(any.then_some((bytes, long)));
        }
        any = true;
        let end = here.iter().position(|byte| *byte == b'\n');
        let part = here.get(..end.unwrap_or(here.len())).unwrap_or_default();
        let fits = longest.saturating_sub(bytes.len());
        long |= part.len() > fits;
        bytes.extend_from_slice(part.get(..fits).unwrap_or(part));
        let used = part.len() + usize::from(end.is_some());
        source.consume(used);
        *left = left.checked_sub(u64::try_from(used).unwrap_or(u64::MAX)).ok_or(Broken::TooLarge)?;
        if end.is_some() {
            return Ok(Some((bytes, long)));
        }
    }
}

/// UTF-16 as UTF-8.
struct Wide<R> {
    source: R,
    little: bool,
    /// The first of a pair.
    half: Option<u16>,
    /// What was not taken yet.
    out: Vec<u8>,
}

impl<R: BufRead> Wide<R> {
    fn unit(&mut self) -> io::Result<Option<u16>> {
        let mut pair = [0; 2];
        match self.source.read_exact(&mut pair) {
            Ok(()) => Ok(Some(if self.little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut units = Vec::with_capacity(2_048);
        units.extend(self.half.take());
        while units.len() < 2_048 {
            let Some(unit) = self.unit()? else { break };
            units.push(unit);
        }
        // A pair is not torn apart.
        if units.len() >= 2_048 && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
            self.half = units.pop();
        }
        let text: String = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        self.out = text.into_bytes();
        self.out.reverse();
        Ok(())
    }
}

impl<R: BufRead> Read for Wide<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.out.is_empty() {
            self.fill()?;
        }
        let mut count = 0;
        for to in buffer {
            let Some(byte) = self.out.pop() else { break };
            (*to, count) = (byte, count + 1);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], limits: Limits) -> (Vec<Line>, Option<Broken>) {
        let mut lines = Lines::new(BufReader::with_capacity(3, bytes), &limits);
        let mut read = Vec::new();
        while let Some(line) = lines.next() {
            read.push(line);
        }
        (read, lines.broken)
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        read(bytes, Limits::default()).0.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_end_with_a_line_feed_or_the_text() {
        assert_eq!(texts(b"a\r\nb\n\nc"), ["a", "b", "", "c"]);
        assert_eq!(texts(b""), Vec::<String>::new());
        assert_eq!(texts(b"\n"), [""]);
        assert_eq!(texts("\u{FEFF}қ".as_bytes()), ["қ"]);
    }

    #[test]
    fn wide_text_is_read_both_ways() {
        let long = "қ𝄞".repeat(3_000);
        let text = format!("\u{FEFF}{long}\r\nб");
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        // The mark is at once in the reader's buffer.
        for bytes in [little, big] {
            let mut lines = Lines::new(&bytes[..], &Limits::default());
            assert_eq!((lines.next().unwrap().text, lines.next().unwrap().text), (long.clone(), "б".to_owned()));
            assert_eq!(lines.next(), None);
        }
    }

    #[test]
    fn what_is_no_text_is_said() {
        let (lines, _) = read(b"\xCF\xF0\n\xD0\xB0", Limits::default());
        assert_eq!(lines.iter().map(|line| line.exact).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_line_is_cut_and_a_source_ends() {
        let (lines, _) = read(b"abcdef\ng", Limits { line: 3, ..Limits::default() });
        assert_eq!(lines.iter().map(|line| (line.text.as_str(), line.long)).collect::<Vec<_>>(), [("abc", true), ("g", false)]);
        let (lines, broken) = read(b"abc\ndef\n", Limits { total: 5, ..Limits::default() });
        assert_eq!((lines.len(), broken), (1, Some(Broken::TooLarge)));
    }
}
