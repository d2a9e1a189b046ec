//! What is asked of a certificate here (RFC 5280). Signatures and the way to a root are webpki's.

use record::{Digest, Moment};
use sha2::{Digest as _, Sha256};

use crate::der::{BIT_STRING, BOOLEAN, Element, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, Reader, SEQUENCE, context};
use crate::{Malformed, oid, time};

const WHAT: &str = "a certificate";

/// A certificate, read but not believed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Certificate<'a> {
    pub(crate) der: &'a [u8],
    pub(crate) serial: &'a [u8],
    pub(crate) issuer: Element<'a>,
    pub(crate) not_before: Moment,
    pub(crate) not_after: Moment,
    pub(crate) subject: Element<'a>,
    key: Element<'a>,
    extensions: Option<Element<'a>>,
}

/// An extension: whether it must be understood, and its value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extension<'a> {
    pub(crate) id: Element<'a>,
    pub(crate) critical: bool,
    pub(crate) value: &'a [u8],
}

/// For what a key may be used (extended key usage), and whether nobody may overlook it.
#[derive(Debug, Clone)]
pub(crate) struct Purposes<'a> {
    pub(crate) critical: bool,
    pub(crate) list: Vec<&'a [u8]>,
}

impl<'a> Certificate<'a> {
    pub(crate) fn read(der: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = Reader::new(der);
        let whole = outer.expect(SEQUENCE, WHAT)?;
        outer.end(WHAT)?;
        let mut reader = whole.reader().expect(SEQUENCE, WHAT)?.reader();
        reader.optional(context(0), WHAT)?;
        let serial = reader.expect(INTEGER, WHAT)?.body;
        reader.expect(SEQUENCE, WHAT)?;
        let issuer = reader.expect(SEQUENCE, WHAT)?;
        let (not_before, not_after) = validity(reader.expect(SEQUENCE, WHAT)?)?;
        let subject = reader.expect(SEQUENCE, WHAT)?;
        let key = reader.expect(SEQUENCE, WHAT)?;
        let extensions = extensions_of(reader)?;
        Ok(Self { der: whole.whole, serial, issuer, not_before, not_after, subject, key, extensions })
    }

    /// By what it is known whatever its names are.
    pub(crate) fn digest(&self) -> Digest {
        Digest(Sha256::digest(self.der).into())
    }

    pub(crate) fn is_valid_at(&self, at: Moment) -> bool {
        // Certificates know whole seconds: the last one belongs to them to its end.
        self.not_before <= at && at.unix_seconds() <= self.not_after.unix_seconds()
    }

    /// The subject's key identifier.
    pub(crate) fn key_id(&self) -> Result<Option<&'a [u8]>, Malformed> {
        let Some(extension) = self.extension(oid::KEY_ID)? else { return Ok(None) };
        Reader::new(extension.value).expect(OCTET_STRING, WHAT).map(|id| Some(id.body))
    }

    /// The purposes for which the key may be used.
    pub(crate) fn purposes(&self) -> Result<Option<Purposes<'a>>, Malformed> {
        let Some(extension) = self.extension(oid::PURPOSES)? else { return Ok(None) };
        let list = Reader::new(extension.value).expect(SEQUENCE, WHAT)?.reader().all(OBJECT_IDENTIFIER, WHAT)?;
        Ok(Some(Purposes { critical: extension.critical, list: list.iter().map(|purpose| purpose.body).collect() }))
    }

    /// The bits of key usage, digitalSignature the highest of the first byte.
    pub(crate) fn usage(&self) -> Result<Option<&'a [u8]>, Malformed> {
        let Some(extension) = self.extension(oid::KEY_USAGE)? else { return Ok(None) };
        let bits = Reader::new(extension.value).expect(BIT_STRING, WHAT)?.body;
        Ok(Some(bits.get(1..).unwrap_or_default()))
    }

    /// The bits of an RSA key; None for a key of another kind.
    pub(crate) fn rsa_bits(&self) -> Result<Option<usize>, Malformed> {
        let mut reader = self.key.reader();
        let kind = reader.expect(SEQUENCE, WHAT)?.reader().expect(OBJECT_IDENTIFIER, WHAT)?;
        let key = reader.expect(BIT_STRING, WHAT)?;
        if kind.body != oid::RSA {
            return Ok(None);
        }
        let numbers = Reader::new(key.body.get(1..).unwrap_or_default()).expect(SEQUENCE, WHAT)?;
        let modulus = numbers.reader().expect(INTEGER, WHAT)?.magnitude().unwrap_or_default();
        let zeros = modulus.first().map_or(0, |first| first.leading_zeros());
        Ok(Some((modulus.len() * 8).saturating_sub(usize::try_from(zeros).unwrap_or(0))))
    }

    fn extension(&self, id: &[u8]) -> Result<Option<Extension<'a>>, Malformed> {
        let Some(all) = self.extensions else { return Ok(None) };
        let all = extensions(all)?;
        let mut named = all.iter().filter(|extension| extension.id.body == id);
        match (named.next(), named.next()) {
            (_, Some(_)) => Err(Malformed::Form(WHAT)),
            (one, None) => Ok(one.copied()),
        }
    }
}

fn validity(element: Element<'_>) -> Result<(Moment, Moment), Malformed> {
    let mut reader = element.reader();
    let not_before = time::of_certificate(reader.next(WHAT)?, WHAT)?;
    let not_after = time::of_certificate(reader.next(WHAT)?, WHAT)?;
    reader.end(WHAT)?;
    Ok((not_before, not_after))
}

fn extensions_of(mut reader: Reader<'_>) -> Result<Option<Element<'_>>, Malformed> {
    // Unique identifiers, which nobody has given for decades.
    reader.optional(0x81, WHAT)?;
    reader.optional(0x82, WHAT)?;
    let extensions = reader.optional(context(3), WHAT)?;
    reader.end(WHAT)?;
    extensions.map(|outer| outer.only(SEQUENCE, WHAT)).transpose()
}

/// A list of extensions, of a certificate or of a stamp.
pub(crate) fn extensions(list: Element<'_>) -> Result<Vec<Extension<'_>>, Malformed> {
    list.reader().all(SEQUENCE, "an extension")?.into_iter().map(extension).collect()
}

fn extension(element: Element<'_>) -> Result<Extension<'_>, Malformed> {
    const WHAT: &str = "an extension";
    let mut reader = element.reader();
    let id = reader.expect(OBJECT_IDENTIFIER, WHAT)?;
    let critical = reader.optional(BOOLEAN, WHAT)?.is_some_and(|critical| critical.body != [0]);
    let value = reader.expect(OCTET_STRING, WHAT)?.body;
    reader.end(WHAT)?;
    Ok(Extension { id, critical, value })
}
