//! PNG: its chunks, and what they hold besides the picture.

use super::{Found, What, exif, text, xml};
use crate::bytes::{array, be32, count, piece, size, until_zero};

/// Most chunks looked at.
const MOST: usize = 65_536;

/// A chunk of a PNG.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk<'a> {
    /// Its four letters.
    pub(crate) kind: [u8; 4],
    /// What it holds.
    pub(crate) body: &'a [u8],
}

/// The chunks of a PNG.
pub(crate) struct Chunks<'a> {
    bytes: &'a [u8],
    /// Where the next one stands.
    pub(crate) at: usize,
    /// Whether the end of the picture was seen.
    pub(crate) ended: bool,
    left: usize,
}

impl<'a> Chunks<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 8, ended: false, left: MOST }
    }
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Chunk<'a>;

    fn next(&mut self) -> Option<Chunk<'a>> {
        self.left = self.left.checked_sub(1)?;
        if self.ended {
            return None;
        }
        let length = size(be32(self.bytes, self.at)?);
        let kind = array(self.bytes, self.at + 4)?;
        let body = piece(self.bytes, self.at + 8, length)?;
        self.at = self.at.checked_add(length)?.checked_add(12)?;
        self.ended = &kind == b"IEND";
        Some(Chunk { kind, body })
    }
}

pub(super) fn read(bytes: &[u8], found: &mut Found) {
    let mut chunks = Chunks::of(bytes);
    for Chunk { kind, body } in chunks.by_ref() {
        match &kind {
            b"IHDR" => {
                if let (Some(width), Some(height)) = (be32(body, 0), be32(body, 4)) {
                    found.put_sides(width, height, "PNG IHDR");
                }
            }
            b"tEXt" => {
                if let Some((name, value)) = until_zero(body) {
                    note(name, value, "tEXt", found);
                }
            }
            b"zTXt" => {
                if let Some((name, _)) = until_zero(body) {
                    note(name, b"(compressed)", "zTXt", found);
                }
            }
            b"iTXt" => international(body, found),
            _ => {}
        }
    }
    if chunks.ended {
        found.metadata.after_end = count(bytes.len().saturating_sub(chunks.at));
    } else {
        found.broken("PNG", "the picture has no end");
    }
    exif::read(bytes, found);
}

/// Name, whether compressed, how, language, translated name, text.
fn international(body: &[u8], found: &mut Found) {
    let Some((name, [compressed, _, rest @ ..])) = until_zero(body) else { return };
    let value = until_zero(rest).and_then(|(_, rest)| until_zero(rest)).map(|(_, value)| value);
    match (name, compressed, value) {
        (b"XML:com.adobe.xmp", 0, Some(packet)) => xml::xmp(packet, found),
        (name, 0, Some(value)) => note(name, value, "iTXt", found),
        (name, ..) => note(name, b"(compressed)", "iTXt", found),
    }
}

/// A note with its name. The names that the standard gives to programs and authors are told as such.
fn note(name: &[u8], value: &[u8], chunk: &str, found: &mut Found) {
    let Some(called) = text(name) else { return };
    let from = format!("PNG {chunk} {called}");
    match called.as_str() {
        "Software" => found.put_text(What::Software, value, from),
        "Author" => found.put_text(What::Author, value, from),
        "Title" => found.put_text(What::Title, value, from),
        _ => found.put_text(What::Note, value, from),
    }
}
