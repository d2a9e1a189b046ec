//! The envelope of a stamp (RFC 5652, `SignedData`), taken apart.

use crate::algorithm::Algorithm;
use crate::der::{Element, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, SET, context, element};
use crate::oid;
use crate::token::MAX_CERTIFICATES;
use crate::{Attribute, Malformed, Refusal};

const WHAT: &str = "the signed envelope";
const SIGNER: &str = "the signer's entry";

/// A token, taken apart; nothing of it is checked.
#[derive(Debug, Clone)]
pub(crate) struct Signed<'a> {
    /// The signed bytes: a `TSTInfo`.
    pub(crate) content: &'a [u8],
    /// The bag: whatever somebody put in.
    pub(crate) certificates: Vec<&'a [u8]>,
    pub(crate) signer: Entry<'a>,
}

/// What the signer left.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) id: SignerId<'a>,
    pub(crate) digest_algorithm: Algorithm<'a>,
    attributes: Element<'a>,
    pub(crate) signature_algorithm: Algorithm<'a>,
    pub(crate) signature: &'a [u8],
}

/// By what the signer names its certificate.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SignerId<'a> {
    Issuer { name: Element<'a>, serial: &'a [u8] },
    Key(&'a [u8]),
}

impl<'a> Signed<'a> {
    /// Takes a token in DER apart.
    pub(crate) fn read(der: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = Reader::new(der);
        let mut reader = outer.expect(SEQUENCE, WHAT)?.reader();
        outer.end(WHAT)?;
        if reader.expect(OBJECT_IDENTIFIER, WHAT)?.body != oid::SIGNED_DATA {
            return Err(Malformed::Form(WHAT));
        }
        let data = reader.expect(context(0), WHAT)?.only(SEQUENCE, WHAT)?;
        reader.end(WHAT)?;
        Self::read_data(data)
    }

    fn read_data(data: Element<'a>) -> Result<Self, Malformed> {
        let mut reader = data.reader();
        reader.expect(INTEGER, WHAT)?;
        reader.expect(SET, WHAT)?;
        let content = content(reader.expect(SEQUENCE, WHAT)?)?;
        let certificates = reader.optional(context(0), WHAT)?.map(bag).transpose()?.unwrap_or_default();
        reader.optional(context(1), WHAT)?;
        let signers = reader.expect(SET, WHAT)?.reader().all(SEQUENCE, SIGNER)?;
        reader.end(WHAT)?;
        let [signer] = signers.as_slice() else { return Err(Malformed::Signers(signers.len())) };
        Ok(Self { content, certificates, signer: Entry::read(*signer)? })
    }
}

fn content(element: Element<'_>) -> Result<&[u8], Malformed> {
    let mut reader = element.reader();
    if reader.expect(OBJECT_IDENTIFIER, WHAT)?.body != oid::STAMP_INFO {
        return Err(Malformed::NotAStamp);
    }
    let content = reader.expect(context(0), WHAT)?.only(OCTET_STRING, WHAT)?;
    reader.end(WHAT)?;
    Ok(content.body)
}

/// The certificates of a bag; other kinds (of attributes, of other forms) are left out.
fn bag(element: Element<'_>) -> Result<Vec<&[u8]>, Malformed> {
    let mut reader = element.reader();
    let mut certificates = Vec::new();
    while !reader.is_empty() {
        let one = reader.next(WHAT)?;
        if one.tag == SEQUENCE {
            certificates.push(one.whole);
        }
    }
    if certificates.len() <= MAX_CERTIFICATES { Ok(certificates) } else { Err(Malformed::Certificates(certificates.len())) }
}

impl<'a> Entry<'a> {
    fn read(element: Element<'a>) -> Result<Self, Malformed> {
        let mut reader = element.reader();
        reader.expect(INTEGER, SIGNER)?;
        let id = SignerId::read(reader.next(SIGNER)?)?;
        let digest_algorithm = Algorithm::read(reader.expect(SEQUENCE, SIGNER)?)?;
        let attributes = reader.expect(context(0), "the signed attributes")?;
        let signature_algorithm = Algorithm::read(reader.expect(SEQUENCE, SIGNER)?)?;
        let signature = reader.expect(OCTET_STRING, SIGNER)?.body;
        reader.optional(context(1), SIGNER)?;
        reader.end(SIGNER)?;
        Ok(Self { id, digest_algorithm, attributes, signature_algorithm, signature })
    }

    /// The bytes over which the signature is made: the set of attributes in the order in which it came, as most verifiers take it; and
    /// where that is not the order of DER, in the order of DER, as RFC 5652 says. A sender can have sorted for the one and not the other.
    pub(crate) fn signed_bytes(&self) -> Result<Vec<Vec<u8>>, Malformed> {
        let mut attributes: Vec<&[u8]> = self.each()?.iter().map(|attribute| attribute.whole).collect();
        let came = element(SET, &attributes);
        attributes.sort_unstable();
        let sorted = element(SET, &attributes);
        Ok(if sorted == came { vec![came] } else { vec![came, sorted] })
    }

    /// The only value of an attribute; None where the attribute is not there.
    pub(crate) fn value(&self, kind: &[u8], name: Attribute) -> Result<Option<Element<'a>>, Refusal> {
        let mut found = None;
        for attribute in self.each()? {
            let mut reader = attribute.reader();
            let id = reader.expect(OBJECT_IDENTIFIER, "an attribute")?;
            let values = reader.expect(SET, "an attribute")?;
            reader.end("an attribute")?;
            if id.body == kind && found.replace(one_value(values, name)?).is_some() {
                return Err(Refusal::Twice(name));
            }
        }
        Ok(found)
    }

    fn each(&self) -> Result<Vec<Element<'a>>, Malformed> {
        self.attributes.reader().all(SEQUENCE, "an attribute")
    }
}

fn one_value(values: Element<'_>, name: Attribute) -> Result<Element<'_>, Refusal> {
    let mut reader = values.reader();
    if reader.is_empty() {
        return Err(Refusal::Missing(name));
    }
    let value = reader.next("an attribute")?;
    if reader.is_empty() { Ok(value) } else { Err(Refusal::Twice(name)) }
}

impl<'a> SignerId<'a> {
    fn read(element: Element<'a>) -> Result<Self, Malformed> {
        match element.tag {
            SEQUENCE => {
                let mut reader = element.reader();
                let name = reader.expect(SEQUENCE, SIGNER)?;
                let serial = reader.expect(INTEGER, SIGNER)?.body;
                reader.end(SIGNER)?;
                Ok(Self::Issuer { name, serial })
            }
            0x80 => Ok(Self::Key(element.body)),
            _ => Err(Malformed::Form(SIGNER)),
        }
    }
}
