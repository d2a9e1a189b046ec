//! Where a manifest lies in a file of each form.

use std::borrow::Cow;

use crate::boxes::Boxes;
use crate::bytes::{be16, be32, piece, until_zero};
use crate::kind::Kind;
use crate::metadata::{Chunks, Pieces, Segments};

/// Most bytes of a manifest. It holds thumbnails and the manifests of what the file was made from.
const MOST: usize = 32 << 20;
/// The box in which films carry manifests.
const FILM: [u8; 16] = [0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81];

/// The manifest's bytes.
pub(super) fn manifest(bytes: &[u8], kind: Kind) -> Option<Cow<'_, [u8]>> {
    let found = match kind {
        Kind::Jpeg => jpeg(bytes).map(Cow::Owned),
        Kind::Png => Chunks::of(bytes).find(|chunk| &chunk.kind == b"caBX").map(|chunk| Cow::Borrowed(chunk.body)),
        Kind::Webp => Pieces::of(bytes).find(|(kind, _)| kind == b"C2PA").map(|(_, body)| Cow::Borrowed(body)),
        _ if kind.is_boxed() => film(bytes).map(Cow::Borrowed),
        _ => None,
    };
    found.filter(|found| !found.is_empty() && found.len() <= MOST)
}

/// A JPEG carries it in pieces: each has two letters, the number of the box, its own number, and repeats the head of the box.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut whole, mut number, mut next) = (Vec::new(), None, 1);
    for segment in Segments::of(bytes).filter(|segment| segment.marker == 0xEB) {
        let body = segment.body;
        let (Some(b"JP"), Some(this), Some(sequence)) = (piece(body, 0, 2), be16(body, 2), be32(body, 4)) else { continue };
        let head = if be32(body, 8) == Some(1) { 16 } else { 8 };
        let content = if next == 1 { body.get(8..) } else { body.get(8 + head..) };
        if number.is_some_and(|number| number != this) || sequence != next || (next == 1 && !is_store(body.get(8 + head..))) {
            continue;
        }
        whole.extend_from_slice(content?);
        (number, next) = (Some(this), sequence.checked_add(1)?);
        if whole.len() > MOST {
            return None;
        }
    }
    (!whole.is_empty()).then_some(whole)
}

/// Whether a box is described as a store of manifests: other things lie in such boxes too.
fn is_store(content: Option<&[u8]>) -> bool {
    content.and_then(|content| piece(content, 8, 4)) == Some(b"c2pa")
}

/// A film carries it behind a version, a purpose and a place.
fn film(bytes: &[u8]) -> Option<&[u8]> {
    let boxes = Boxes::of(bytes).filter(|outer| &outer.kind == b"uuid");
    let mut contents = boxes.filter_map(|outer| outer.body.strip_prefix(&FILM)?.get(4..)).filter_map(until_zero);
    contents.find(|(purpose, _)| *purpose == b"manifest").and_then(|(_, rest)| rest.get(8..))
}
