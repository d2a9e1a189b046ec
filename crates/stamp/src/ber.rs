//! What authorities send, made DER: each length closed and short, each string in one piece.
//!
//! Nothing that is signed changes by it: what a token's signature covers is a string whose bytes are left alone, and attributes for which
//! RFC 5652 asks for DER whatever they were sent as. Order within sets is left as it is.

use crate::Malformed;
use crate::der::{self, CONSTRUCTED, OCTET_STRING, Reader};

/// A longer token, answer or certificate is not read. Real ones have 1 to 10 kilobytes.
pub const MAX_BYTES: usize = 256 * 1024;
/// What is nested deeper is not read. A token needs some fifteen levels.
pub const MAX_DEPTH: usize = 32;

const STRING_IN_PIECES: u8 = OCTET_STRING | CONSTRUCTED;
const END: &[u8] = &[0, 0];

/// The one element that these bytes are, in DER.
pub(crate) fn to_der(bytes: &[u8]) -> Result<Vec<u8>, Malformed> {
    if bytes.len() > MAX_BYTES {
        return Err(Malformed::TooLong(bytes.len()));
    }
    let (mut rest, mut out) = (bytes, Vec::with_capacity(bytes.len()));
    element(&mut rest, MAX_DEPTH, &mut out)?;
    if rest.is_empty() { Ok(out) } else { Err(Malformed::Trailing(rest.len())) }
}

fn element(input: &mut &[u8], depth: usize, out: &mut Vec<u8>) -> Result<(), Malformed> {
    let depth = depth.checked_sub(1).ok_or(Malformed::TooDeep)?;
    let head = der::head(input)?;
    let mut body = Vec::new();
    match (head.tag & CONSTRUCTED != 0, head.length) {
        (false, None) => return Err(Malformed::Tag(head.tag)),
        (false, Some(length)) => body.extend(der::take(input, length)?),
        (true, Some(length)) => closed(der::take(input, length)?, depth, &mut body)?,
        (true, None) => open(input, depth, &mut body)?,
    }
    match head.tag {
        STRING_IN_PIECES => der::write(out, OCTET_STRING, &joined(&body)?),
        tag => der::write(out, tag, &body),
    }
    Ok(())
}

fn closed(mut input: &[u8], depth: usize, out: &mut Vec<u8>) -> Result<(), Malformed> {
    while !input.is_empty() {
        element(&mut input, depth, out)?;
    }
    Ok(())
}

fn open(input: &mut &[u8], depth: usize, out: &mut Vec<u8>) -> Result<(), Malformed> {
    loop {
        if let Some(rest) = input.strip_prefix(END) {
            *input = rest;
            return Ok(());
        }
        element(input, depth, out)?;
    }
}

/// The bytes of all pieces; those that were in pieces themselves are joined already.
fn joined(pieces: &[u8]) -> Result<Vec<u8>, Malformed> {
    let pieces = Reader::new(pieces).all(OCTET_STRING, "a string in pieces")?;
    Ok(pieces.iter().flat_map(|piece| piece.body).copied().collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn der_stays_as_it_is() {
        let bytes = [0x30, 7, 2, 1, 5, 0x31, 2, 4, 0];
        assert_eq!(to_der(&bytes).as_deref(), Ok(&bytes[..]));
    }

    #[test]
    fn lengths_are_closed_and_shortened() {
        assert_eq!(to_der(&[0x30, 0x80, 0x31, 0x80, 4, 0x82, 0, 1, 9, 0, 0, 0, 0]), Ok(vec![0x30, 5, 0x31, 3, 4, 1, 9]));
    }

    #[test]
    fn strings_in_pieces_are_joined() {
        assert_eq!(to_der(&[0x24, 0x80, 4, 1, 1, 0x24, 3, 4, 1, 2, 4, 1, 3, 0, 0]), Ok(vec![4, 3, 1, 2, 3]));
        assert_eq!(to_der(&[0x24, 3, 2, 1, 1]), Err(Malformed::Form("a string in pieces")));
    }

    #[test]
    fn what_is_no_element_is_refused() {
        assert_eq!(to_der(&[]), Err(Malformed::Truncated));
        assert_eq!(to_der(&[4, 0x80, 0, 0]), Err(Malformed::Tag(4)));
        assert_eq!(to_der(&[4, 0, 0]), Err(Malformed::Trailing(1)));
        assert_eq!(to_der(&[0x30, 0x80, 4, 0]), Err(Malformed::Truncated));
        assert_eq!(to_der(&[0x30, 2, 0, 0]), Err(Malformed::Tag(0)));
        assert_eq!(to_der(&vec![4; MAX_BYTES + 1]), Err(Malformed::TooLong(MAX_BYTES + 1)));
    }

    #[test]
    fn depth_has_an_end() {
        assert_eq!(to_der(&[0x30, 0x80].repeat(MAX_BYTES / 2)), Err(Malformed::TooDeep));
        let nested = |levels| (0..levels).fold(vec![], |inner, _| der::element(0x30, &[&inner]));
        assert!(to_der(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(to_der(&nested(MAX_DEPTH + 1)), Err(Malformed::TooDeep));
    }

    proptest! {
        #[test]
        fn what_was_made_der_stays(bytes in prop::collection::vec(prop_oneof![Just(0x30), Just(0x80), Just(0x24), Just(4), Just(0), any::<u8>()], 0..64)) {
            if let Ok(der) = to_der(&bytes) {
                prop_assert!(der.len() <= bytes.len());
                prop_assert_eq!(to_der(&der), Ok(der));
            }
        }
    }
}
