//! PDF (ISO 32000): its information dictionary and its XMP packet, where they are not packed. Nothing is drawn.

use memchr::memmem;

use super::{Found, Told, What, xml};
use crate::bytes::piece;

/// Longest dictionary that is read.
const LONGEST: usize = 16 << 10;
/// Longest text of a dictionary.
const LONGEST_TEXT: usize = 1_024;

/// Keys of the dictionary that are texts.
const TEXTS: [(&[u8], What, &str); 4] = [
    (b"/Producer", What::Producer, "Info Producer"),
    (b"/Creator", What::Software, "Info Creator"),
    (b"/Author", What::Author, "Info Author"),
    (b"/Title", What::Title, "Info Title"),
];
/// Keys of the dictionary that are times.
const TIMES: [(&[u8], What, &str); 2] =
    [(b"/CreationDate", What::Created, "Info CreationDate"), (b"/ModDate", What::Changed, "Info ModDate")];

pub(super) fn read(bytes: &[u8], found: &mut Found) {
    match dictionary(bytes) {
        Some(dictionary) => info(dictionary, found),
        None => found.broken("PDF", "its information dictionary is not there or is packed"),
    }
    let packet = memmem::find(bytes, b"<x:xmpmeta").and_then(|at| bytes.get(at..));
    let packet = packet.and_then(|packet| packet.get(..memmem::find(packet, b"</x:xmpmeta>")?));
    if let Some(packet) = packet {
        xml::xmp(packet, found);
    }
}

/// The dictionary that the last trailer names. An earlier one was valid before a change.
fn dictionary(bytes: &[u8]) -> Option<&[u8]> {
    let named = bytes.get(memmem::rfind(bytes, b"/Info")? + 5..)?;
    let name = String::from_utf8_lossy(named.get(..named.len().min(32))?).into_owned();
    let mut parts = name.split_whitespace();
    let (number, generation): (u32, u16) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let head = format!("{number} {generation} obj");
    let at = memmem::rfind_iter(bytes, head.as_bytes()).find(|&at| at.checked_sub(1).is_none_or(|before| starts_line(bytes, before)))?;
    let body = bytes.get(at + head.len()..)?;
    let body = body.get(..body.len().min(LONGEST))?;
    Some(memmem::find(body, b"endobj").and_then(|end| body.get(..end)).unwrap_or(body))
}

/// Whether a number may begin after this byte: `12 0 obj` is not `2 0 obj`.
fn starts_line(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|byte| !byte.is_ascii_digit())
}

fn info(dictionary: &[u8], found: &mut Found) {
    for (key, what, from) in TEXTS {
        if let Some(value) = value(dictionary, key) {
            found.put_text(what, value.as_bytes(), from);
        }
    }
    for (key, what, from) in TIMES {
        if let Some(value) = value(dictionary, key) {
            found.put_time(what, Told::pdf(&value), from);
        }
    }
}

/// The text behind a key.
fn value(dictionary: &[u8], key: &[u8]) -> Option<String> {
    let ends = |at: usize| dictionary.get(at + key.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let at = memmem::find_iter(dictionary, key).find(|at| ends(*at))?;
    let rest = dictionary.get(at + key.len()..)?.trim_ascii_start();
    let bytes = match rest.first()? {
        b'(' => literal(rest.get(1..)?),
        b'<' => digits(rest.get(1..)?),
        _ => return None,
    };
    Some(decoded(&bytes))
}

/// A text in round brackets, which may hold others; a stroke takes the next byte as it is, or as three octal digits.
fn literal(bytes: &[u8]) -> Vec<u8> {
    let (mut text, mut depth, mut bytes) = (Vec::new(), 0_u32, bytes.iter().copied().peekable());
    while let Some(byte) = bytes.next().filter(|_| text.len() < LONGEST_TEXT) {
        match byte {
            b'\\' => match bytes.next() {
                Some(digit @ b'0'..=b'7') => {
                    let mut number = u32::from(digit - b'0');
                    for _ in 0..2 {
                        number =
                            bytes.next_if(|next| matches!(next, b'0'..=b'7')).map_or(number, |next| number * 8 + u32::from(next - b'0'));
                    }
                    text.push(u8::try_from(number & 0xFF).unwrap_or_default());
                }
                Some(b'n' | b'r' | b't' | b'b' | b'f') => text.push(b' '),
                Some(other) => text.push(other),
                None => {}
            },
            b')' if depth == 0 => break,
            b'(' | b')' => {
                depth = if byte == b'(' { depth.saturating_add(1) } else { depth - 1 };
                text.push(byte);
            }
            other => text.push(other),
        }
    }
    text
}

/// A text in hexadecimal digits.
fn digits(bytes: &[u8]) -> Vec<u8> {
    let value = |digit: &u8| char::from(*digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let values: Vec<u8> = bytes.iter().take_while(|byte| **byte != b'>').take(LONGEST_TEXT).filter_map(value).collect();
    values.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

/// A text in UTF-16 with its mark, in UTF-8, or in PDF's own letters, of which the Latin ones are Latin-1's.
fn decoded(bytes: &[u8]) -> String {
    if piece(bytes, 0, 2) == Some(b"\xFE\xFF") {
        let units = bytes.chunks_exact(2).skip(1).filter_map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?)));
        return char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect();
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|&byte| char::from(byte)).collect(), str::to_owned)
}
