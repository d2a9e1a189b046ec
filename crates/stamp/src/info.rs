//! What an authority says and signs (RFC 3161, `TSTInfo`).

use std::time::Duration;

use record::Moment;

use crate::algorithm::Algorithm;
use crate::certificate::extensions;
use crate::der::{BOOLEAN, Element, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, context};
use crate::{Malformed, Oid, Refusal, time};

const WHAT: &str = "the time stamp";
/// RFC 3161 asks for 20 bytes to be understood.
const MAX_NUMBER: usize = 64;

/// The signed content of a stamp.
#[derive(Debug, Clone)]
pub(crate) struct Info<'a> {
    pub(crate) policy: Oid,
    pub(crate) imprint_algorithm: Algorithm<'a>,
    pub(crate) imprint: &'a [u8],
    pub(crate) serial: &'a [u8],
    pub(crate) at: Moment,
    pub(crate) accuracy: Option<Duration>,
    pub(crate) nonce: Option<&'a [u8]>,
    /// The name of the authority, where it says one that can be compared with a subject.
    pub(crate) name: Option<Element<'a>>,
    extensions: Option<Element<'a>>,
}

impl<'a> Info<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = Reader::new(bytes);
        let mut reader = outer.expect(SEQUENCE, WHAT)?.reader();
        outer.end(WHAT)?;
        if reader.expect(INTEGER, WHAT)?.small() != Some(1) {
            return Err(Malformed::Form("the version of the time stamp"));
        }
        let policy = Oid::read(reader.expect(OBJECT_IDENTIFIER, WHAT)?, "the policy")?;
        let (imprint_algorithm, imprint) = imprint(reader.expect(SEQUENCE, WHAT)?)?;
        let serial = number(reader.expect(INTEGER, WHAT)?).ok_or(Malformed::Form("the serial number"))?;
        let at = time::generalized(reader.next(WHAT)?, "the moment")?;
        let accuracy = reader.optional(SEQUENCE, WHAT)?.map(accuracy).transpose()?;
        reader.optional(BOOLEAN, WHAT)?;
        let nonce = reader.optional(INTEGER, WHAT)?.map(|nonce| number(nonce).ok_or(Malformed::Form("the nonce"))).transpose()?;
        let name = reader.optional(context(0), WHAT)?.map(directory_name).transpose()?.flatten();
        let extensions = reader.optional(context(1), WHAT)?;
        reader.end(WHAT)?;
        Ok(Self { policy, imprint_algorithm, imprint, serial, at, accuracy, nonce, name, extensions })
    }

    /// Extensions that must be understood: none is known.
    pub(crate) fn check_extensions(&self) -> Result<(), Refusal> {
        let Some(list) = self.extensions else { return Ok(()) };
        match extensions(list)?.iter().find(|extension| extension.critical) {
            Some(critical) => Err(Refusal::CriticalExtension(Oid::read(critical.id, "an extension")?)),
            None => Ok(()),
        }
    }
}

fn imprint(element: Element<'_>) -> Result<(Algorithm<'_>, &[u8]), Malformed> {
    let mut reader = element.reader();
    let algorithm = Algorithm::read(reader.expect(SEQUENCE, WHAT)?)?;
    let digest = reader.expect(OCTET_STRING, WHAT)?.body;
    reader.end(WHAT)?;
    Ok((algorithm, digest))
}

fn number(element: Element<'_>) -> Option<&[u8]> {
    element.magnitude().filter(|bytes| bytes.len() <= MAX_NUMBER)
}

/// How far off the moment may be: seconds, thousandths, millionths.
fn accuracy(element: Element<'_>) -> Result<Duration, Malformed> {
    const WHAT: &str = "the accuracy";
    let mut reader = element.reader();
    let seconds = part(reader.optional(INTEGER, WHAT)?, u32::MAX)?;
    let millis = part(reader.optional(0x80, WHAT)?, 999)?;
    let micros = part(reader.optional(0x81, WHAT)?, 999)?;
    reader.end(WHAT)?;
    Ok(Duration::from_secs(u64::from(seconds)) + Duration::from_micros(u64::from(millis) * 1000 + u64::from(micros)))
}

fn part(element: Option<Element<'_>>, most: u32) -> Result<u32, Malformed> {
    let Some(element) = element else { return Ok(0) };
    element.small().filter(|value| *value <= most).ok_or(Malformed::Form("the accuracy"))
}

/// Of the many kinds of names only that of a directory stands in every certificate; others say nothing that could be compared.
fn directory_name(outer: Element<'_>) -> Result<Option<Element<'_>>, Malformed> {
    let mut reader = outer.reader();
    let name = reader.next(WHAT)?;
    reader.end(WHAT)?;
    if name.tag == context(4) { name.only(SEQUENCE, WHAT).map(Some) } else { Ok(None) }
}
