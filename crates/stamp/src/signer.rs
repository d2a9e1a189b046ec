//! Who signed: the certificate that the signer's entry names and the signed attributes are bound to (ESSCertID).

use sha1::Sha1;
use sha2::Digest as _;

use crate::algorithm::{Algorithm, Hash};
use crate::certificate::Certificate;
use crate::der::{Element, INTEGER, OCTET_STRING, SEQUENCE, context};
use crate::signed::{Entry, SignerId};
use crate::{Attribute, Malformed, Refusal, name, oid};

const WHAT: &str = "the signing certificate's name";

/// The first entry of a signing-certificate attribute: which certificate signed.
#[derive(Debug, Clone, Copy)]
struct Bound<'a> {
    /// None: SHA-1, which version 1 of the attribute is fixed to. Passing off another certificate takes a second preimage of it, which
    /// nobody can make; its collisions do not help, for the authority chose the certificate.
    hash: Option<Hash>,
    digest: &'a [u8],
    issuer: Option<Element<'a>>,
}

/// Finds the signer's certificate in a bag. What else is in there says nothing.
pub(crate) fn find<'a>(entry: &Entry<'_>, bag: &[&'a [u8]]) -> Result<Certificate<'a>, Refusal> {
    let bounds = bounds(entry)?;
    if bounds.is_empty() {
        return Err(Refusal::Missing(Attribute::SigningCertificate));
    }
    // What can't be read is nobody's certificate; the signer's may still be there.
    let named: Vec<Certificate<'a>> =
        bag.iter().filter_map(|der| Certificate::read(der).ok()).filter(|certificate| entry.id.names(certificate)).collect();
    if named.is_empty() {
        return Err(Refusal::SignerMissing);
    }
    named.into_iter().find(|certificate| bounds.iter().all(|bound| bound.is(certificate))).ok_or(Refusal::SignerNotBound)
}

impl SignerId<'_> {
    fn names(&self, certificate: &Certificate<'_>) -> bool {
        match self {
            Self::Issuer { name, serial } => *serial == certificate.serial && name::same(*name, certificate.issuer),
            Self::Key(id) => certificate.key_id() == Ok(Some(id)),
        }
    }
}

/// What both versions of the attribute say; where both are there, both must hold.
fn bounds<'a>(entry: &Entry<'a>) -> Result<Vec<Bound<'a>>, Refusal> {
    let old = entry.value(oid::SIGNING_CERTIFICATE, Attribute::SigningCertificate)?;
    let new = entry.value(oid::SIGNING_CERTIFICATE_V2, Attribute::SigningCertificate)?;
    let bounds = [old.map(|old| bound(old, false)), new.map(|new| bound(new, true))];
    bounds.into_iter().flatten().collect()
}

fn bound(attribute: Element<'_>, names_hash: bool) -> Result<Bound<'_>, Refusal> {
    if attribute.tag != SEQUENCE {
        return Err(Malformed::Form(WHAT).into());
    }
    // The signer's stands first (RFC 5035, 5.4); then may come those of the way to the root.
    let mut reader = attribute.reader().expect(SEQUENCE, WHAT)?.reader().expect(SEQUENCE, WHAT)?.reader();
    let hash = match (names_hash, if names_hash { reader.optional(SEQUENCE, WHAT)? } else { None }) {
        (false, _) => None,
        (true, None) => Some(Hash::Sha256),
        (true, Some(algorithm)) => Some(Hash::named(Algorithm::read(algorithm)?)?),
    };
    let digest = reader.expect(OCTET_STRING, WHAT)?.body;
    let issuer = reader.optional(SEQUENCE, WHAT)?;
    reader.end(WHAT)?;
    Ok(Bound { hash, digest, issuer })
}

impl Bound<'_> {
    fn is(&self, certificate: &Certificate<'_>) -> bool {
        let digest = self.hash.map_or_else(|| Sha1::digest(certificate.der).to_vec(), |hash| hash.of(certificate.der));
        digest == self.digest && self.issuer.is_none_or(|issuer| names_issuer(issuer, certificate).unwrap_or(false))
    }
}

/// `IssuerSerial`: general names with that of a directory among them, and a number.
fn names_issuer(issuer: Element<'_>, certificate: &Certificate<'_>) -> Result<bool, Malformed> {
    let mut reader = issuer.reader();
    let mut names = reader.expect(SEQUENCE, WHAT)?.reader();
    let serial = reader.expect(INTEGER, WHAT)?.body;
    let mut found = false;
    while !names.is_empty() {
        let one = names.next(WHAT)?;
        found |= one.tag == context(4) && name::same(one.only(SEQUENCE, WHAT)?, certificate.issuer);
    }
    Ok(found && serial == certificate.serial)
}
