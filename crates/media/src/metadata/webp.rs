//! WebP: pieces of a RIFF, and what they hold besides the picture.

use super::{Found, exif, xml};
use crate::bytes::{array, count, le32, piece, size};

/// Most pieces looked at; each frame of an animation is one.
const MOST: usize = 65_536;

/// The pieces of a RIFF: four letters and a body.
pub(crate) struct Pieces<'a> {
    bytes: &'a [u8],
    /// Where the next one stands.
    pub(crate) at: usize,
    left: usize,
}

impl<'a> Pieces<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 12, left: MOST }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = ([u8; 4], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let kind = array(self.bytes, self.at)?;
        let length = size(le32(self.bytes, self.at + 4)?);
        let body = piece(self.bytes, self.at + 8, length)?;
        // Bodies of odd length are filled up by a byte.
        self.at = self.at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
        Some((kind, body))
    }
}

pub(super) fn read(bytes: &[u8], found: &mut Found) {
    for (kind, body) in Pieces::of(bytes) {
        let sides = match &kind {
            b"VP8X" => canvas(body),
            b"VP8 " => lossy(body),
            b"VP8L" => lossless(body),
            b"XMP " => {
                xml::xmp(body, found);
                None
            }
            _ => None,
        };
        if let Some((width, height)) = sides {
            found.put_sides(width, height, "WebP");
        }
    }
    let said = le32(bytes, 4).map_or(0, |length| size(length).saturating_add(8));
    found.metadata.after_end = count(bytes.len().saturating_sub(said));
    exif::read(bytes, found);
}

/// Sides less one, in three bytes each.
fn canvas(body: &[u8]) -> Option<(u32, u32)> {
    let side = |at| array::<3>(body, at).map(|[low, middle, high]| u32::from_le_bytes([low, middle, high, 0]) + 1);
    Some((side(4)?, side(7)?))
}

/// Fourteen bits each, behind the frame's start code.
fn lossy(body: &[u8]) -> Option<(u32, u32)> {
    let side = |at| array(body, at).map(|side| u32::from(u16::from_le_bytes(side) & 0x3FFF));
    (piece(body, 3, 3)? == b"\x9d\x01\x2a").then_some(())?;
    Some((side(6)?, side(8)?))
}

/// Sides less one, fourteen bits each, behind a signature.
fn lossless(body: &[u8]) -> Option<(u32, u32)> {
    (body.first()? == &0x2F).then_some(())?;
    let bits = le32(body, 1)?;
    Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
}
