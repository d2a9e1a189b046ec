//! HTTP messages in blocks: where the head ends, and whether the body is what the head says (RFC 9112, 6 and 7.1).

use super::HttpFlaw;

/// A longer head is not read.
const MAX_HEAD: usize = 256 * 1024;
/// More digits than a length in 64 bits has.
const MAX_SIZE_DIGITS: usize = 16;

/// Looks for the empty line that ends a head, piece by piece.
#[derive(Debug, Default)]
pub(crate) struct HeadEnd {
    letters_in_line: usize,
}

impl HeadEnd {
    /// What follows the head, once its end has come.
    pub(crate) fn find<'a>(&mut self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' if self.letters_in_line == 0 => return bytes.get(at + 1..),
                b'\n' => self.letters_in_line = 0,
                b'\r' => {}
                _ => self.letters_in_line += 1,
            }
        }
        None
    }
}

/// The head of a message, as far as it is needed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct HttpHead {
    /// The status of a response.
    pub(crate) status: Option<u16>,
    /// The media type, without its parameters.
    pub(crate) mime: Option<String>,
    is_chunked: bool,
    length: Option<u64>,
}

impl HttpHead {
    /// Reads a head; None where it is none.
    pub(crate) fn parse(bytes: &[u8], is_response: bool) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.lines();
        let first = lines.next()?;
        let mut head = Self::default();
        if is_response {
            let (version, rest) = first.split_once(' ')?;
            let status = rest.split(' ').next().filter(|status| version.starts_with("HTTP/") && status.len() == 3)?;
            head.status = Some(status.parse().ok()?);
        } else if !first.rsplit(' ').next()?.starts_with("HTTP/") {
            return None;
        }
        lines.take_while(|line| !line.is_empty()).try_for_each(|line| head.take(line))?;
        Some(head)
    }

    /// Takes a field; None where it contradicts an earlier one or is no length.
    fn take(&mut self, line: &str) -> Option<()> {
        let Some((name, value)) = line.split_once(':') else { return Some(()) };
        let value = value.trim();
        if name.eq_ignore_ascii_case("transfer-encoding") {
            self.is_chunked = value.rsplit(',').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("chunked"));
        } else if name.eq_ignore_ascii_case("content-length") {
            let length = value.parse().ok().filter(|length| self.length.is_none_or(|other| other == *length))?;
            self.length = Some(length);
        } else if name.eq_ignore_ascii_case("content-type") {
            self.mime = value.split([';', ' ']).next().filter(|mime| !mime.is_empty()).map(str::to_ascii_lowercase);
        }
        Some(())
    }
}

/// Checks a message piece by piece.
#[derive(Debug)]
pub(crate) struct HttpCheck {
    is_response: bool,
    head: Vec<u8>,
    end: HeadEnd,
    body: Option<Body>,
    flaw: Option<HttpFlaw>,
    /// The head, once it has come.
    pub(crate) read: Option<HttpHead>,
}

#[derive(Debug)]
enum Body {
    Chunks(Chunks),
    Length { said: u64, is: u64 },
    ToTheEnd,
}

impl HttpCheck {
    pub(crate) fn new(is_response: bool) -> Self {
        Self { is_response, head: Vec::new(), end: HeadEnd::default(), body: None, flaw: None, read: None }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        if self.flaw.is_some() {
            return;
        }
        if let Some(body) = &mut self.body {
            return body.update(bytes);
        }
        let rest = self.end.find(bytes);
        let of_head = bytes.len() - rest.map_or(0, <[u8]>::len);
        if self.head.len() + of_head > MAX_HEAD {
            self.flaw = Some(HttpFlaw::Head);
            return;
        }
        self.head.extend_from_slice(bytes.get(..of_head).unwrap_or_default());
        let Some(rest) = rest else { return };
        match HttpHead::parse(&self.head, self.is_response) {
            Some(head) => {
                let mut body = Body::of(&head);
                body.update(rest);
                (self.body, self.read) = (Some(body), Some(head));
            }
            None => self.flaw = Some(HttpFlaw::Head),
        }
    }

    /// What is wrong with the message; `is_cut` where the record says itself that the body is not whole.
    pub(crate) fn finish(self, is_cut: bool) -> Result<(), HttpFlaw> {
        match (self.flaw, self.body) {
            (Some(flaw), _) => Err(flaw),
            (None, None) => Err(HttpFlaw::Head),
            (None, Some(body)) => body.finish(is_cut),
        }
    }
}

impl Body {
    fn of(head: &HttpHead) -> Self {
        match head {
            HttpHead { is_chunked: true, .. } => Self::Chunks(Chunks::default()),
            HttpHead { length: Some(said), .. } => Self::Length { said: *said, is: 0 },
            _ => Self::ToTheEnd,
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Chunks(chunks) => chunks.update(bytes),
            Self::Length { is, .. } => *is += bytes.len() as u64,
            Self::ToTheEnd => {}
        }
    }

    fn finish(self, is_cut: bool) -> Result<(), HttpFlaw> {
        match self {
            // No body at all answers a HEAD, or is a 304; their heads speak of the body that was not sent.
            Self::Length { is: 0, .. } | Self::ToTheEnd => Ok(()),
            Self::Length { said, is } if is == said || is_cut && is < said => Ok(()),
            Self::Length { .. } => Err(HttpFlaw::Length),
            Self::Chunks(Chunks::Done | Chunks::Untouched) => Ok(()),
            Self::Chunks(Chunks::Wrong) => Err(HttpFlaw::Chunks),
            Self::Chunks(_) if is_cut => Ok(()),
            Self::Chunks(_) => Err(HttpFlaw::Chunks),
        }
    }
}

/// Where within the chunks the next byte stands.
#[derive(Debug, Default, Clone, Copy)]
enum Chunks {
    #[default]
    Untouched,
    Size {
        digits: usize,
        size: u64,
    },
    Extension {
        size: u64,
    },
    SizeEnd {
        size: u64,
    },
    Data {
        left: u64,
    },
    DataReturn,
    DataEnd,
    Trailer {
        letters: usize,
    },
    TrailerEnd {
        letters: usize,
    },
    Done,
    Wrong,
}

impl Chunks {
    fn update(&mut self, mut bytes: &[u8]) {
        while let Some((byte, rest)) = bytes.split_first() {
            if let Self::Data { left } = *self {
                let here = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                bytes = bytes.get(here..).unwrap_or_default();
                let left = left - here as u64;
                *self = if left == 0 { Self::DataReturn } else { Self::Data { left } };
                continue;
            }
            *self = self.next(*byte);
            bytes = rest;
        }
    }

    fn next(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Untouched, _) => Self::Size { digits: 0, size: 0 }.next(byte),
            (Self::Size { digits, size }, b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F') if digits < MAX_SIZE_DIGITS => {
                let digit = char::from(byte).to_digit(16).map_or(0, u64::from);
                Self::Size { digits: digits + 1, size: size << 4 | digit }
            }
            (Self::Size { digits: 1.., size } | Self::Extension { size }, b'\r') => Self::SizeEnd { size },
            (Self::Size { digits: 1.., size }, b';' | b' ' | b'\t') => Self::Extension { size },
            (Self::Extension { size }, other) if other != b'\n' => Self::Extension { size },
            (Self::SizeEnd { size: 0 }, b'\n') => Self::Trailer { letters: 0 },
            (Self::SizeEnd { size }, b'\n') => Self::Data { left: size },
            (Self::DataReturn, b'\r') => Self::DataEnd,
            (Self::DataEnd, b'\n') => Self::Size { digits: 0, size: 0 },
            (Self::Trailer { letters }, b'\r') => Self::TrailerEnd { letters },
            (Self::Trailer { letters }, other) if other != b'\n' => Self::Trailer { letters: letters.saturating_add(1) },
            (Self::TrailerEnd { letters: 0 }, b'\n') => Self::Done,
            (Self::TrailerEnd { .. }, b'\n') => Self::Trailer { letters: 0 },
            _ => Self::Wrong,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(message: &[u8], is_cut: bool) -> Result<(), HttpFlaw> {
        let results = [1, 3, message.len().max(1)].map(|size| {
            let mut check = HttpCheck::new(message.starts_with(b"HTTP"));
            message.chunks(size).for_each(|piece| check.update(piece));
            check.finish(is_cut)
        });
        assert!(results.iter().all(|result| *result == results[0]), "{results:?}");
        results[0]
    }

    #[test]
    fn well_formed_messages_pass() {
        for message in [
            "HTTP/1.1 200 OK\r\n\r\nanything",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n10;x=y\r\n0123456789abcdef\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: example.kz\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab",
        ] {
            assert_eq!(check(message.as_bytes(), false), Ok(()), "{message}");
        }
    }

    #[test]
    fn each_lie_has_its_name() {
        for (message, flaw) in [
            ("", HttpFlaw::Head),
            ("HTTP/1.1 200 OK\r\n", HttpFlaw::Head),
            ("HTTP/1.1 2000 OK\r\n\r\n", HttpFlaw::Head),
            ("hello\r\n\r\n", HttpFlaw::Head),
            ("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", HttpFlaw::Head),
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", HttpFlaw::Head),
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", HttpFlaw::Length),
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcd", HttpFlaw::Length),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nabc", HttpFlaw::Chunks),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<html>", HttpFlaw::Chunks),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", HttpFlaw::Chunks),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", HttpFlaw::Chunks),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nmore", HttpFlaw::Chunks),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", HttpFlaw::Chunks),
        ] {
            assert_eq!(check(message.as_bytes(), false), Err(flaw), "{message}");
        }
    }

    #[test]
    fn a_body_that_is_said_to_be_cut_may_be_shorter_and_never_longer() {
        assert_eq!(check(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", true), Ok(()));
        assert_eq!(check(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcd", true), Err(HttpFlaw::Length));
        assert_eq!(check(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab", true), Ok(()));
        assert_eq!(check(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<html>", true), Err(HttpFlaw::Chunks));
    }
}
