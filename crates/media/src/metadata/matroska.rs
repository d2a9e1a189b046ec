//! Matroska and `WebM` (RFC 9559): elements of EBML (RFC 8794), each a number, a length and a body.

use super::{Found, Told, What};
use crate::bytes::{array, piece, size};

/// Most elements looked at on one level.
const MOST: usize = 4_096;
/// Most tracks told of.
const MOST_TRACKS: usize = 16;

const HEADER: u32 = 0x1A45_DFA3;
const DOCUMENT: u32 = 0x4282;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_A966;
const TRACKS: u32 = 0x1654_AE6B;
const CLUSTER: u32 = 0x1F43_B675;

struct Elements<'a> {
    rest: &'a [u8],
    left: usize,
}

impl<'a> Elements<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, left: MOST }
    }

    fn find(mut self, id: u32) -> Option<&'a [u8]> {
        self.find_map(|(found, body)| (found == id).then_some(body))
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let (id, after) = identifier(self.rest)?;
        let (length, body) = length(after)?;
        let (body, rest) = body.split_at_checked(length.map_or(body.len(), size).min(body.len()))?;
        self.rest = rest;
        Some((id, body))
    }
}

/// The number of an element: as many bytes as the first has zeros before its first one, and one.
fn identifier(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let width = size(bytes.first()?.leading_zeros()) + 1;
    let number = piece(bytes, 0, width).filter(|_| width <= 4)?;
    Some((number.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)), bytes.get(width..)?))
}

/// The length of an element, without the bit that tells its width; all ones say that it is not known.
fn length(bytes: &[u8]) -> Option<(Option<u64>, &[u8])> {
    let width = bytes.first()?.leading_zeros() + 1;
    let number = piece(bytes, 0, size(width)).filter(|_| width <= 8)?;
    let number = number.iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
    let most = (1_u64 << (7 * width)) - 1;
    let length = number & most;
    Some(((length != most).then_some(length), bytes.get(size(width)..)?))
}

fn unsigned(body: &[u8]) -> Option<u64> {
    (body.len() <= 8).then(|| body.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

fn float(body: &[u8]) -> Option<f64> {
    match body.len() {
        4 => array(body, 0).map(|number| f64::from(f32::from_be_bytes(number))),
        _ => array(body, 0).map(f64::from_be_bytes),
    }
}

pub(super) fn read(bytes: &[u8], found: &mut Found) {
    if let Some(document) = Elements::of(bytes).find(HEADER).and_then(|header| Elements::of(header).find(DOCUMENT)) {
        found.put_text(What::Brand, document, "EBML");
    }
    let Some(segment) = Elements::of(bytes).find(SEGMENT) else {
        return found.broken("film", "it has no segment: it is not whole");
    };
    // What is known of the film stands before what is shown.
    for (id, body) in Elements::of(segment).take_while(|(id, _)| *id != CLUSTER) {
        match id {
            INFO => info(body, found),
            TRACKS => Elements::of(body).filter(|(id, _)| *id == 0xAE).take(MOST_TRACKS).for_each(|(_, entry)| track(entry, found)),
            _ => {}
        }
    }
}

fn info(body: &[u8], found: &mut Found) {
    let scale = Elements::of(body).find(0x2A_D7B1).and_then(unsigned).unwrap_or(1_000_000);
    for (id, body) in Elements::of(body) {
        match id {
            0x4489 => {
                if let Some(length) = float(body) {
                    found.put_number(What::Duration, length * scale as f64 / 1e9, "Segment/Info");
                }
            }
            0x4461 => {
                if let Some(time) = array(body, 0).map(i64::from_be_bytes) {
                    found.put_time(What::Created, Told::matroska(time), "Segment/Info");
                }
            }
            0x4D80 => found.put_text(What::Muxer, body, "Segment/Info"),
            0x5741 => found.put_text(What::Software, body, "Segment/Info"),
            0x7BA9 => found.put_text(What::Title, body, "Segment/Info"),
            _ => {}
        }
    }
}

fn track(entry: &[u8], found: &mut Found) {
    let kind = match Elements::of(entry).find(0x83).and_then(unsigned) {
        Some(1) => "picture",
        Some(2) => "sound",
        _ => "other",
    };
    let coding = String::from_utf8_lossy(Elements::of(entry).find(0x86).unwrap_or_default()).into_owned();
    found.put_text(What::Track, format!("{kind} {coding}").as_bytes(), "Segment/Tracks");
    let video = Elements::of(entry).find(0xE0).unwrap_or_default();
    let side = |id| Elements::of(video).find(id).and_then(unsigned).and_then(|side| u32::try_from(side).ok());
    if let Some((width, height)) = side(0xB0).zip(side(0xBA)) {
        found.put_sides(width, height, "Segment/Tracks");
    }
}
