//! Elements of DER, one behind the other: a tag, a length, a body.

use crate::Malformed;

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
pub(crate) const CONSTRUCTED: u8 = 0x20;

/// A context tag of a constructed element: `[number]`.
pub(crate) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// One element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    pub(crate) tag: u8,
    /// With tag and length.
    pub(crate) whole: &'a [u8],
    pub(crate) body: &'a [u8],
}

/// Tag and length. No length: the body goes on to the mark of its end, which only BER allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub(crate) tag: u8,
    pub(crate) length: Option<usize>,
}

/// What is left of a run of elements.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Element<'a> {
    pub(crate) fn reader(self) -> Reader<'a> {
        Reader::new(self.body)
    }

    /// The only element inside.
    pub(crate) fn only(self, tag: u8, what: &'static str) -> Result<Self, Malformed> {
        let mut reader = self.reader();
        let inner = reader.expect(tag, what)?;
        reader.end(what)?;
        Ok(inner)
    }

    /// An INTEGER's value without leading zeros; None where it is below zero.
    pub(crate) fn magnitude(self) -> Option<&'a [u8]> {
        let first = *self.body.first()?;
        let zeros = self.body.iter().take_while(|byte| **byte == 0).count();
        if first >= 0x80 { None } else { self.body.get(zeros..) }
    }

    /// A small INTEGER's value.
    pub(crate) fn small(self) -> Option<u32> {
        let bytes = self.magnitude().filter(|bytes| bytes.len() <= 4)?;
        Some(bytes.iter().fold(0, |value, byte| value << 8 | u32::from(*byte)))
    }
}

impl<'a> Reader<'a> {
    pub(crate) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn next(&mut self, what: &'static str) -> Result<Element<'a>, Malformed> {
        let start = self.rest;
        let head = head(&mut self.rest)?;
        let body = take(&mut self.rest, head.length.ok_or(Malformed::Form(what))?)?;
        let whole = start.get(..start.len() - self.rest.len()).ok_or(Malformed::Truncated)?;
        Ok(Element { tag: head.tag, whole, body })
    }

    pub(crate) fn expect(&mut self, tag: u8, what: &'static str) -> Result<Element<'a>, Malformed> {
        let element = self.next(what)?;
        if element.tag == tag { Ok(element) } else { Err(Malformed::Form(what)) }
    }

    /// The next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8, what: &'static str) -> Result<Option<Element<'a>>, Malformed> {
        if self.rest.first() == Some(&tag) { self.next(what).map(Some) } else { Ok(None) }
    }

    pub(crate) fn end(self, what: &'static str) -> Result<(), Malformed> {
        if self.is_empty() { Ok(()) } else { Err(Malformed::Form(what)) }
    }

    /// All elements that are left, each with this tag.
    pub(crate) fn all(mut self, tag: u8, what: &'static str) -> Result<Vec<Element<'a>>, Malformed> {
        let mut elements = Vec::new();
        while !self.is_empty() {
            elements.push(self.expect(tag, what)?);
        }
        Ok(elements)
    }
}

/// Takes a tag and a length.
pub(crate) fn head(input: &mut &[u8]) -> Result<Head, Malformed> {
    let tag = byte(input)?;
    // Tag 0 is the mark of an end; numbers from 31 on take more bytes, and nothing here has one.
    if tag == 0 || tag & 0x1f == 0x1f {
        return Err(Malformed::Tag(tag));
    }
    let length = match byte(input)? {
        short @ 0..=0x7f => Some(usize::from(short)),
        0x80 => None,
        long => Some(long_length(input, long & 0x7f)?),
    };
    Ok(Head { tag, length })
}

fn long_length(input: &mut &[u8], bytes: u8) -> Result<usize, Malformed> {
    let bytes = take(input, usize::from(bytes))?;
    let start = bytes.iter().take_while(|byte| **byte == 0).count();
    let value = bytes.get(start..).filter(|value| value.len() <= 4).ok_or(Malformed::Truncated)?;
    Ok(value.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)))
}

fn byte(input: &mut &[u8]) -> Result<u8, Malformed> {
    let (first, rest) = input.split_first().ok_or(Malformed::Truncated)?;
    *input = rest;
    Ok(*first)
}

pub(crate) fn take<'a>(input: &mut &'a [u8], length: usize) -> Result<&'a [u8], Malformed> {
    let (taken, rest) = input.split_at_checked(length).ok_or(Malformed::Truncated)?;
    *input = rest;
    Ok(taken)
}

/// Writes an element.
pub(crate) fn write(out: &mut Vec<u8>, tag: u8, body: &[u8]) {
    out.push(tag);
    let length = body.len().to_be_bytes();
    let zeros = length.iter().take_while(|byte| **byte == 0).count();
    match (body.len(), length.get(zeros..)) {
        (0..=0x7f, _) => out.extend(length.last()),
        (_, bytes) => {
            let bytes = bytes.unwrap_or_default();
            out.extend(u8::try_from(bytes.len()).map(|count| 0x80 | count));
            out.extend(bytes);
        }
    }
    out.extend(body);
}

/// An element of these parts.
pub(crate) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, tag, &parts.concat());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for length in [0, 1, 127, 128, 255, 256, 65_535, 65_536] {
            let written = element(OCTET_STRING, &[&vec![7; length]]);
            let mut reader = Reader::new(&written);
            let read = reader.expect(OCTET_STRING, "bytes").unwrap();
            assert_eq!((read.body.len(), read.whole), (length, written.as_slice()));
            assert_eq!(reader.end("bytes"), Ok(()));
        }
    }

    #[test]
    fn lengths_beyond_the_end_are_refused() {
        for bytes in
            [&[4][..], &[4, 1], &[4, 0x81], &[4, 0x82, 1], &[4, 0x84, 0xff, 0xff, 0xff, 0xff], &[4, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0]]
        {
            assert_eq!(Reader::new(bytes).next("bytes"), Err(Malformed::Truncated), "{bytes:?}");
        }
        assert_eq!(Reader::new(&[0x24, 0x80, 0, 0]).next("bytes"), Err(Malformed::Form("bytes")));
    }

    #[test]
    fn tags_that_nothing_has_are_refused() {
        assert_eq!(Reader::new(&[0, 0]).next("bytes"), Err(Malformed::Tag(0)));
        assert_eq!(Reader::new(&[0x3f, 0x81, 1, 0]).next("bytes"), Err(Malformed::Tag(0x3f)));
    }

    #[test]
    fn numbers_are_read_without_their_leading_zeros() {
        let number = |body: &[u8]| Reader::new(&element(INTEGER, &[body])).next("number").unwrap().small();
        assert_eq!(number(&[0]), Some(0));
        assert_eq!(number(&[0, 0x80]), Some(128));
        assert_eq!(number(&[1, 0, 0]), Some(65_536));
        assert_eq!(number(&[0x80]), None);
        assert_eq!(number(&[]), None);
        assert_eq!(number(&[1, 0, 0, 0, 0]), None);
    }
}
