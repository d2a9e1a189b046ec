//! JPEG: its segments, and what they hold besides the picture.

use super::{Found, exif, xml};
use crate::bytes::{be16, count, size};

/// Most segments looked at.
const MOST: usize = 65_536;

/// A segment of a JPEG.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Segment<'a> {
    /// Which.
    pub(crate) marker: u8,
    /// What it holds, without marker and length.
    pub(crate) body: &'a [u8],
}

/// The segments of a JPEG, from its beginning to its end.
pub(crate) struct Segments<'a> {
    bytes: &'a [u8],
    /// Where the next one is looked for.
    pub(crate) at: usize,
    /// Whether the end of the picture was seen.
    pub(crate) ended: bool,
    left: usize,
}

impl<'a> Segments<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 2, ended: false, left: MOST }
    }

    /// The next marker; what a scan holds is passed over.
    fn marker(&mut self) -> Option<u8> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at += memchr::memchr(0xFF, rest)? + 1;
            let marker = *self.bytes.get(self.at)?;
            // FF 00 is a byte of a scan, FF D0 to D7 part its pieces, FF FF fills.
            if !matches!(marker, 0 | 0x01 | 0xD0..=0xD8 | 0xFF) {
                self.at += 1;
                return Some(marker);
            }
        }
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        self.left = self.left.checked_sub(1)?;
        if self.ended {
            return None;
        }
        let marker = self.marker()?;
        if marker == 0xD9 {
            self.ended = true;
            return None;
        }
        let length = size(be16(self.bytes, self.at)?).checked_sub(2)?;
        let from = self.at + 2;
        self.at = from.checked_add(length)?;
        Some(Segment { marker, body: self.bytes.get(from..self.at)? })
    }
}

pub(super) fn read(bytes: &[u8], found: &mut Found) {
    let mut segments = Segments::of(bytes);
    for Segment { marker, body } in segments.by_ref() {
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => frame(body, found),
            0xE1 => {
                if let Some(packet) = body.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0") {
                    xml::xmp(packet, found);
                }
            }
            0xFE => found.put_text(super::What::Note, body, "JPEG comment"),
            _ => {}
        }
    }
    if segments.ended {
        found.metadata.after_end = count(bytes.len().saturating_sub(segments.at));
    } else {
        found.broken("JPEG", "the picture has no end");
    }
    exif::read(bytes, found);
}

fn frame(body: &[u8], found: &mut Found) {
    if let (Some(height), Some(width)) = (be16(body, 1), be16(body, 3)) {
        found.put_sides(width.into(), height.into(), "JPEG frame");
    }
}
