//! Object identifiers: the numbers by which algorithms, policies and fields are named.

use std::fmt;
use std::str::FromStr;

use crate::Malformed;
use crate::der::{Element, OBJECT_IDENTIFIER};

pub(crate) const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
pub(crate) const STAMP_INFO: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 4];
pub(crate) const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3];
pub(crate) const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 4];
pub(crate) const SIGNING_CERTIFICATE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 12];
pub(crate) const SIGNING_CERTIFICATE_V2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 47];
pub(crate) const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
pub(crate) const SHA384: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2];
pub(crate) const SHA512: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3];
pub(crate) const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
pub(crate) const TIME_STAMPING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 8];
pub(crate) const ANY_PURPOSE: &[u8] = &[0x55, 0x1d, 0x25, 0];
pub(crate) const KEY_ID: &[u8] = &[0x55, 0x1d, 0x0e];
pub(crate) const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
pub(crate) const PURPOSES: &[u8] = &[0x55, 0x1d, 0x25];

/// Broken: MD2, MD4, MD5 and SHA-1 by themselves, and signatures with them.
pub(crate) const WEAK: &[&[u8]] = &[
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 2],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 4],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 5],
    &[0x2b, 0x0e, 3, 2, 0x1a],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 2],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 3],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 4],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5],
    &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1],
    &[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 3],
];

/// Where the national algorithms of Kazakhstan and Russia are numbered.
pub(crate) const GOST: &[&str] = &["1.2.398.3.10.1.", "1.3.6.1.4.1.6801.1.", "1.2.643.2.2.", "1.2.643.7.1."];

/// An object identifier, written with dots: `1.2.398.3.3.2.6.1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Oid(Vec<u8>);

/// The text is not an object identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an object identifier (like 1.2.398.3.3.2.6.1): {0}")]
pub struct OidError(pub String);

/// More bytes name nothing that exists.
const MAX_BYTES: usize = 64;

impl Oid {
    /// Reads an element.
    pub(crate) fn read(element: Element<'_>, what: &'static str) -> Result<Self, Malformed> {
        let body = element.body;
        let ends = body.last().is_some_and(|last| *last < 0x80);
        if element.tag == OBJECT_IDENTIFIER && ends && body.len() <= MAX_BYTES && numbers(body).is_some() {
            Ok(Self(body.to_vec()))
        } else {
            Err(Malformed::Form(what))
        }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The numbers, the first two of which share one.
fn numbers(body: &[u8]) -> Option<Vec<u64>> {
    let mut numbers = Vec::new();
    let mut number = 0_u64;
    for byte in body {
        number = number.checked_mul(128)?.checked_add(u64::from(byte & 0x7f))?;
        if byte & 0x80 == 0 {
            numbers.push(std::mem::take(&mut number));
        }
    }
    Some(numbers)
}

fn push(bytes: &mut Vec<u8>, number: u64) {
    let groups = (0..10_u32).rev().map(|at| u8::try_from(number >> (7 * at) & 0x7f).unwrap_or(0)).skip_while(|group| *group == 0);
    let mut groups: Vec<u8> = groups.collect();
    let last = groups.pop().unwrap_or(0);
    bytes.extend(groups.iter().map(|group| group | 0x80));
    bytes.push(last);
}

impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers = numbers(&self.0).unwrap_or_default();
        let Some((first, rest)) = numbers.split_first() else { return Ok(()) };
        let root = (first / 40).min(2);
        write!(f, "{root}.{}", first - root * 40)?;
        rest.iter().try_for_each(|number| write!(f, ".{number}"))
    }
}

impl FromStr for Oid {
    type Err = OidError;

    fn from_str(text: &str) -> Result<Self, OidError> {
        let read = text.split('.').map(|number| number.parse::<u64>().ok()).collect::<Option<Vec<u64>>>();
        let oid = read.as_deref().and_then(of_numbers).filter(|oid| oid.to_string() == text);
        oid.ok_or_else(|| OidError(text.to_owned()))
    }
}

fn of_numbers(numbers: &[u64]) -> Option<Oid> {
    let [root @ 0..=2, second, rest @ ..] = numbers else { return None };
    if *root < 2 && *second > 39 {
        return None;
    }
    let mut bytes = Vec::new();
    push(&mut bytes, (root * 40).checked_add(*second)?);
    rest.iter().for_each(|number| push(&mut bytes, *number));
    (bytes.len() <= MAX_BYTES).then_some(Oid(bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::der::{Reader, element};

    fn text(bytes: &[u8]) -> String {
        Oid(bytes.to_vec()).to_string()
    }

    #[test]
    fn the_known_ones_are_what_the_standards_say() {
        assert_eq!(text(SIGNED_DATA), "1.2.840.113549.1.7.2");
        assert_eq!(text(STAMP_INFO), "1.2.840.113549.1.9.16.1.4");
        assert_eq!(text(CONTENT_TYPE), "1.2.840.113549.1.9.3");
        assert_eq!(text(MESSAGE_DIGEST), "1.2.840.113549.1.9.4");
        assert_eq!(text(SIGNING_CERTIFICATE), "1.2.840.113549.1.9.16.2.12");
        assert_eq!(text(SIGNING_CERTIFICATE_V2), "1.2.840.113549.1.9.16.2.47");
        assert_eq!([SHA256, SHA384, SHA512].map(text), ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"]);
        assert_eq!(text(RSA), "1.2.840.113549.1.1.1");
        assert_eq!([TIME_STAMPING, ANY_PURPOSE].map(text), ["1.3.6.1.5.5.7.3.8", "2.5.29.37.0"]);
        assert_eq!([KEY_ID, KEY_USAGE, PURPOSES].map(text), ["2.5.29.14", "2.5.29.15", "2.5.29.37"]);
        assert_eq!(WEAK.iter().map(|oid| text(oid)).collect::<Vec<_>>()[3], "1.3.14.3.2.26");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "1", "1.", "3.1", "1.40", "1.2.x", "1.2.03", "1.-2", "1.2.99999999999999999999", &"1.2".repeat(80)] {
            assert_eq!(text.parse::<Oid>(), Err(OidError(text.to_owned())));
        }
    }

    #[test]
    fn other_bytes_are_refused() {
        for body in [&[][..], &[0x2a, 0x86], &[0xff; 12], &[0x2a; 65]] {
            let bytes = element(OBJECT_IDENTIFIER, &[body]);
            assert_eq!(Oid::read(Reader::new(&bytes).next("oid").unwrap(), "oid"), Err(Malformed::Form("oid")));
        }
    }

    proptest! {
        #[test]
        fn a_text_is_written_back(root in 0..3_u64, second in 0..40_u64, rest in prop::collection::vec(any::<u64>(), 0..5)) {
            let text = [vec![root, second], rest].concat().iter().map(u64::to_string).collect::<Vec<_>>().join(".");
            prop_assert_eq!(text.parse::<Oid>().unwrap().to_string(), text);
        }
    }
}
