//! The boxes of ISO base media files (ISO/IEC 14496-12) and of JUMBF: a length, four letters, a body.

use crate::bytes::{array, be32, be64, size};

/// Most boxes looked at on one level; files of cameras have a few dozen.
const MOST: usize = 4_096;

/// One box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Box<'a> {
    /// Its four letters.
    pub(crate) kind: [u8; 4],
    /// What it holds; shorter than it says where the bytes end before.
    pub(crate) body: &'a [u8],
    /// All of it with its head.
    pub(crate) whole: &'a [u8],
}

/// The boxes that lie one behind the other in some bytes. Ends at the first that can't be one.
#[derive(Debug, Clone)]
pub(crate) struct Boxes<'a> {
    rest: &'a [u8],
    left: usize,
}

/// The head of a box: its letters, the length of the head, the length of all of it (none: to the end).
pub(crate) fn head(bytes: &[u8]) -> Option<([u8; 4], usize, Option<u64>)> {
    let kind = array(bytes, 4)?;
    match be32(bytes, 0)? {
        0 => Some((kind, 8, None)),
        1 => be64(bytes, 8).filter(|&length| length >= 16).map(|length| (kind, 16, Some(length))),
        length if length >= 8 => Some((kind, 8, Some(u64::from(length)))),
        _ => None,
    }
}

impl<'a> Boxes<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, left: MOST }
    }

    /// The body of the first box of a kind.
    pub(crate) fn find(mut self, kind: &[u8; 4]) -> Option<&'a [u8]> {
        self.find_map(|found| (found.kind == *kind).then_some(found.body))
    }
}

impl<'a> Iterator for Boxes<'a> {
    type Item = Box<'a>;

    fn next(&mut self) -> Option<Box<'a>> {
        self.left = self.left.checked_sub(1)?;
        let (kind, from, length) = head(self.rest)?;
        let length = length.map_or(self.rest.len(), size).min(self.rest.len());
        let (whole, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Box { kind, body: whole.get(from..)?, whole })
    }
}

/// The body of the box at the end of a path of boxes.
pub(crate) fn at<'a>(bytes: &'a [u8], path: &[&[u8; 4]]) -> Option<&'a [u8]> {
    path.iter().try_fold(bytes, |within, kind| Boxes::of(within).find(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 8).unwrap();
        [length.to_be_bytes().as_slice(), kind, body].concat()
    }

    #[test]
    fn boxes_within_boxes_are_found() {
        let bytes = [made(b"free", b""), made(b"moov", &made(b"udta", b"x"))].concat();
        assert_eq!(Boxes::of(&bytes).count(), 2);
        assert_eq!(at(&bytes, &[b"moov", b"udta"]), Some(b"x".as_slice()));
        assert_eq!(at(&bytes, &[b"udta"]), None);
    }

    #[test]
    fn odd_lengths_end_the_walk_and_nothing_else() {
        assert_eq!(Boxes::of(b"\0\0\0\0mdatabc").next().unwrap().body, b"abc");
        let long = [&[0, 0, 0, 1], b"mdat".as_slice(), &u64::MAX.to_be_bytes(), b"abc"].concat();
        assert_eq!(Boxes::of(&long).map(|found| found.body).collect::<Vec<_>>(), [b"abc"]);
        let signed = [&[0, 0, 0, 1], b"mdat".as_slice(), &(1_u64 << 63).to_be_bytes(), b"abc"].concat();
        assert_eq!(Boxes::of(&signed).count(), 1);
        let short = [&[0, 0, 0, 1], b"mdat".as_slice(), &3_u64.to_be_bytes(), b"abc"].concat();
        assert_eq!(Boxes::of(&short).count(), 0);
        assert_eq!(Boxes::of(b"\0\0\0\x07mdat").count(), 0);
        assert_eq!(Boxes::of(b"\0\0\0").count(), 0);
    }

    #[test]
    fn a_level_has_an_end() {
        assert_eq!(Boxes::of(&made(b"free", b"").repeat(10_000)).count(), MOST);
    }
}
