//! Reading lines and whole texts without trusting their length.

use std::io::{self, BufRead, Read};

/// What came of reading one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// A line is in the buffer, without its line break.
    Read,
    /// The line was longer than allowed; its beginning is in the buffer and the rest was skipped.
    TooLong,
    /// There is nothing more.
    End,
}

/// Reads one line of at most `limit` bytes.
pub(crate) fn read_line(reader: &mut dyn BufRead, buffer: &mut Vec<u8>, limit: usize) -> io::Result<Line> {
    buffer.clear();
    let mut seen = 0_usize;
    loop {
        let available = match reader.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(end_of(seen == 0, seen > limit));
        }
        let end = memchr::memchr(b'\n', available);
        let taken = end.map_or(available.len(), |at| at + 1);
        let piece = available.get(..end.unwrap_or(taken)).unwrap_or_default();
        let room = limit.saturating_sub(buffer.len()).min(piece.len());
        buffer.extend_from_slice(piece.get(..room).unwrap_or_default());
        seen = seen.saturating_add(taken);
        let over = room < piece.len();
        seen = if over { seen.max(limit.saturating_add(1)) } else { seen };
        reader.consume(taken);
        if end.is_some() {
            let too_long = seen > limit.saturating_add(1);
            if buffer.last() == Some(&b'\r') {
                buffer.pop();
            }
            return Ok(end_of(false, too_long));
        }
    }
}

fn end_of(nothing: bool, too_long: bool) -> Line {
    match (nothing, too_long) {
        (true, _) => Line::End,
        (_, true) => Line::TooLong,
        _ => Line::Read,
    }
}

/// Everything that a reader gives, up to `limit` bytes; `None` where there is more.
pub(crate) fn read_all(reader: &mut dyn Read, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= limit).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_either_break_and_long_ones_are_told() {
        let mut reader = io::BufReader::with_capacity(3, &b"ab\r\n\nabcdefghij\nxyz"[..]);
        let mut buffer = Vec::new();
        let mut seen = Vec::new();
        loop {
            match read_line(&mut reader, &mut buffer, 5).unwrap() {
                Line::End => break,
                line => seen.push((line, String::from_utf8(buffer.clone()).unwrap())),
            }
        }
        let expected = [(Line::Read, "ab"), (Line::Read, ""), (Line::TooLong, "abcde"), (Line::Read, "xyz")];
        assert_eq!(seen, expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn a_whole_text_has_a_limit() {
        assert_eq!(read_all(&mut &b"abc"[..], 3).unwrap().as_deref(), Some(&b"abc"[..]));
        assert_eq!(read_all(&mut &b"abcd"[..], 3).unwrap(), None);
    }
}
