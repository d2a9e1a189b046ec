//! Films, sound and pictures built of boxes (ISO/IEC 14496-12, `QuickTime`, 3GPP, HEIF).

use super::field::Value;
use super::{Found, Place, Told, What, exif, text, xml};
use crate::boxes::{self, Boxes};
use crate::bytes::{array, be16, be32, be64, piece, size};

use super::told::SINCE_1904;

/// Most tracks told of.
const MOST_TRACKS: usize = 16;
/// The name under which XMP lies in files of boxes.
const XMP: [u8; 16] = [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];

/// A film or sound.
pub(super) fn read(bytes: &[u8], found: &mut Found) {
    common(bytes, found);
    let Some(moov) = Boxes::of(bytes).find(b"moov") else {
        return found.broken("film", "it has no moov: it is not whole");
    };
    if let Some(header) = Boxes::of(moov).find(b"mvhd") {
        movie(header, found);
    }
    Boxes::of(moov).filter(|inner| &inner.kind == b"trak").take(MOST_TRACKS).for_each(|track| track_of(track.body, found));
    if let Some(notes) = Boxes::of(moov).find(b"udta") {
        user(notes, found);
    }
    if let Some(meta) = Boxes::of(moov).find(b"meta") {
        named(meta, found);
    }
}

/// A HEIF picture.
pub(super) fn picture(bytes: &[u8], found: &mut Found) {
    common(bytes, found);
    // The picture's properties; of many sizes (tiles, thumbnails) the largest is the picture's.
    let properties = Boxes::of(bytes).find(b"meta").and_then(|meta| meta.get(4..)).and_then(|meta| boxes::at(meta, &[b"iprp", b"ipco"]));
    let sizes = properties.map(Boxes::of).into_iter().flatten().filter(|property| &property.kind == b"ispe");
    let sizes = sizes.filter_map(|property| Some((be32(property.body, 4)?, be32(property.body, 8)?)));
    if let Some((width, height)) = sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height)) {
        found.put_sides(width, height, "ipco/ispe");
    }
    exif::read(bytes, found);
}

fn common(bytes: &[u8], found: &mut Found) {
    if let Some(brand) = Boxes::of(bytes).find(b"ftyp").and_then(|body| piece(body, 0, 4)) {
        found.put_text(What::Brand, brand, "ftyp");
    }
    for outer in Boxes::of(bytes).filter(|outer| &outer.kind == b"uuid") {
        if let Some(packet) = outer.body.strip_prefix(&XMP) {
            xml::xmp(packet, found);
        }
    }
}

/// Times and durations are four bytes long in the first form of a header and eight in the second.
struct Header<'a> {
    bytes: &'a [u8],
    long: bool,
}

impl<'a> Header<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, long: bytes.first() == Some(&1) }
    }

    fn number(&self, short: usize, long: usize) -> Option<u64> {
        if self.long { be64(self.bytes, long) } else { be32(self.bytes, short).map(u64::from) }
    }
}

fn movie(bytes: &[u8], found: &mut Found) {
    let header = Header::of(bytes);
    if let Some(seconds) = header.number(4, 4) {
        found.put_time(What::Created, Told::seconds(seconds, SINCE_1904), "moov/mvhd");
    }
    if let Some(seconds) = header.number(8, 12) {
        found.put_time(What::Changed, Told::seconds(seconds, SINCE_1904), "moov/mvhd");
    }
    let scale = be32(bytes, if header.long { 20 } else { 12 });
    let unknown = if header.long { u64::MAX } else { u64::from(u32::MAX) };
    if let (Some(scale), Some(length)) = (scale.filter(|scale| *scale > 0), header.number(16, 24).filter(|length| *length != unknown)) {
        found.put_number(What::Duration, length as f64 / f64::from(scale), "moov/mvhd");
    }
}

fn track_of(bytes: &[u8], found: &mut Found) {
    let handler = boxes::at(bytes, &[b"mdia", b"hdlr"]).and_then(|body| array::<4>(body, 8));
    let coding = boxes::at(bytes, &[b"mdia", b"minf", b"stbl", b"stsd"]).and_then(|body| piece(body, 12, 4));
    let kind = match handler.as_ref() {
        Some(b"vide") => "picture",
        Some(b"soun") => "sound",
        Some(_) => "other",
        None => return,
    };
    let coding = coding.and_then(text).unwrap_or_default();
    found.put_text(What::Track, format!("{kind} {coding}").as_bytes(), "moov/trak");
    if let (Some(b"vide"), Some(header)) = (handler.as_ref(), Boxes::of(bytes).find(b"tkhd")) {
        sides(header, found);
    }
}

/// Sides are the whole parts of two numbers of 16.16 bits at the header's end.
fn sides(header: &[u8], found: &mut Found) {
    let end = if Header::of(header).long { 88 } else { 76 };
    if let (Some(width), Some(height)) = (be16(header, end), be16(header, end + 4)) {
        found.put_sides(width.into(), height.into(), "moov/trak/tkhd");
    }
}

/// Notes of cameras and programs (`QuickTime`, iTunes, 3GPP).
fn user(bytes: &[u8], found: &mut Found) {
    for note in Boxes::of(bytes) {
        match &note.kind {
            b"\xa9xyz" => place(quicktime_text(note.body), "moov/udta/©xyz", found),
            b"\xa9too" | b"\xa9swr" | b"\xa9enc" => found.put_text(What::Software, quicktime_text(note.body), "moov/udta"),
            b"\xa9mak" => found.put_text(What::Make, quicktime_text(note.body), "moov/udta/©mak"),
            b"\xa9mod" => found.put_text(What::Model, quicktime_text(note.body), "moov/udta/©mod"),
            b"\xa9day" => {
                let written = text(quicktime_text(note.body)).unwrap_or_default();
                found.put_time(What::Created, Told::iso(&written), "moov/udta/©day");
            }
            b"loci" => location(note.body, found),
            b"meta" => named(note.body, found),
            b"XMP_" => xml::xmp(note.body, found),
            _ => {}
        }
    }
}

/// A text behind its length and language.
fn quicktime_text(body: &[u8]) -> &[u8] {
    be16(body, 0).and_then(|length| piece(body, 4, length.into())).unwrap_or_default()
}

/// Notes with names: iTunes' by four letters, `QuickTime`'s by number in a list of names.
fn named(meta: &[u8], found: &mut Found) {
    // As a full box it begins with four zeros, in QuickTime at once with its boxes.
    let meta = if be32(meta, 0) == Some(0) { meta.get(4..).unwrap_or_default() } else { meta };
    let names: Vec<&[u8]> = Boxes::of(meta)
        .find(b"keys")
        .and_then(|keys| keys.get(8..))
        .map_or_else(Vec::new, |keys| Boxes::of(keys).map(|key| key.body).collect());
    for note in Boxes::of(Boxes::of(meta).find(b"ilst").unwrap_or_default()) {
        let Some(value) = Boxes::of(note.body).find(b"data").and_then(|data| data.get(8..)) else { continue };
        let at = size(u32::from_be_bytes(note.kind)).checked_sub(1);
        let name = at.and_then(|at| names.get(at)).copied().unwrap_or(&note.kind);
        note_of(name, value, found);
    }
}

fn note_of(name: &[u8], value: &[u8], found: &mut Found) {
    let name = String::from_utf8_lossy(name);
    let from = "moov/meta".to_owned();
    match name.as_ref() {
        "com.apple.quicktime.location.ISO6709" => place(value, "moov/meta", found),
        "com.apple.quicktime.make" | "com.android.manufacturer" => found.put_text(What::Make, value, from),
        "com.apple.quicktime.model" | "com.android.model" => found.put_text(What::Model, value, from),
        "com.apple.quicktime.software" | "com.android.version" => found.put_text(What::Software, value, from),
        "com.apple.quicktime.creationdate" => {
            found.put_time(What::Taken, Told::iso(&text(value).unwrap_or_default()), from);
        }
        _ if name.ends_with("too") => found.put_text(What::Software, value, from),
        _ => {}
    }
}

/// A place of ISO 6709: `+43.2389+076.8897+0800/`.
fn place(written: &[u8], from: &str, found: &mut Found) {
    match text(written).as_deref().and_then(iso_6709) {
        Some(place) => found.put(What::Place, Value::Place(place), from),
        None => found.broken(from, "a place that can't be read"),
    }
}

fn iso_6709(written: &str) -> Option<Place> {
    let written = written.split('/').next()?;
    let mut parts = Vec::new();
    for letter in written.chars().take(64) {
        if matches!(letter, '+' | '-') {
            parts.push(String::new());
        }
        parts.last_mut()?.push(letter);
    }
    // Only degrees with a decimal part: others need a longer whole part, and no phone writes them.
    let number = |at: usize, most: usize| {
        let part: &String = parts.get(at)?;
        (part.split('.').next()?.len() <= most + 1).then(|| part.parse::<f64>().ok()).flatten()
    };
    Place::new(number(0, 2)?, number(1, 3)?, number(2, 6))
}

/// 3GPP's place: a name, a role, then longitude, latitude and altitude of 16.16 bits.
fn location(body: &[u8], found: &mut Found) {
    let Some((_, [_, rest @ ..])) = body.get(6..).and_then(crate::bytes::until_zero) else { return };
    let number = |at| array(rest, at).map(|number| f64::from(i32::from_be_bytes(number)) / 65_536.0);
    let place = number(4).zip(number(0)).and_then(|(latitude, longitude)| Place::new(latitude, longitude, number(8)));
    if let Some(place) = place {
        found.put(What::Place, Value::Place(place), "moov/udta/loci");
    }
}
