//! Algorithms: what is known, what is weak, what can't be checked here. The mathematics is ring's, by way of webpki.

use pki_types::SignatureVerificationAlgorithm;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use webpki::ring::{
    ECDSA_P256_SHA256, ECDSA_P256_SHA384, ECDSA_P384_SHA256, ECDSA_P384_SHA384, ED25519, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA256_ABSENT_PARAMS, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA384_ABSENT_PARAMS,
    RSA_PKCS1_2048_8192_SHA512, RSA_PKCS1_2048_8192_SHA512_ABSENT_PARAMS, RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
    RSA_PSS_2048_8192_SHA384_LEGACY_KEY, RSA_PSS_2048_8192_SHA512_LEGACY_KEY,
};

use crate::der::{Element, NULL, OBJECT_IDENTIFIER, Reader};
use crate::oid::{self, Oid};
use crate::{Malformed, Refusal};

/// A way to check a signature.
pub(crate) type Method = &'static dyn SignatureVerificationAlgorithm;

/// All ways in which a signature can be made, with the digest that goes with each (RFC 8419 gives Ed25519 SHA-512).
const METHODS: &[(Hash, &Method)] = &[
    (Hash::Sha256, &RSA_PKCS1_2048_8192_SHA256),
    (Hash::Sha256, &RSA_PKCS1_2048_8192_SHA256_ABSENT_PARAMS),
    (Hash::Sha256, &RSA_PSS_2048_8192_SHA256_LEGACY_KEY),
    (Hash::Sha256, &ECDSA_P256_SHA256),
    (Hash::Sha256, &ECDSA_P384_SHA256),
    (Hash::Sha384, &RSA_PKCS1_2048_8192_SHA384),
    (Hash::Sha384, &RSA_PKCS1_2048_8192_SHA384_ABSENT_PARAMS),
    (Hash::Sha384, &RSA_PSS_2048_8192_SHA384_LEGACY_KEY),
    (Hash::Sha384, &ECDSA_P256_SHA384),
    (Hash::Sha384, &ECDSA_P384_SHA384),
    (Hash::Sha512, &RSA_PKCS1_2048_8192_SHA512),
    (Hash::Sha512, &RSA_PKCS1_2048_8192_SHA512_ABSENT_PARAMS),
    (Hash::Sha512, &RSA_PSS_2048_8192_SHA512_LEGACY_KEY),
    (Hash::Sha512, &ED25519),
];

/// A digest that is not weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

/// An algorithm as it is named in DER.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Algorithm<'a> {
    pub(crate) id: Element<'a>,
    parameters: Option<Element<'a>>,
    body: &'a [u8],
}

impl Hash {
    /// The digest that is named.
    pub(crate) fn named(algorithm: Algorithm<'_>) -> Result<Self, Refusal> {
        let hash = match algorithm.id.body {
            oid::SHA256 => Self::Sha256,
            oid::SHA384 => Self::Sha384,
            oid::SHA512 => Self::Sha512,
            _ => return Err(unusable(algorithm.oid()?)),
        };
        if algorithm.has_plain_parameters() { Ok(hash) } else { Err(Malformed::Form("a digest's algorithm").into()) }
    }

    pub(crate) fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    fn with_rsa(self) -> Method {
        match self {
            Self::Sha256 => RSA_PKCS1_2048_8192_SHA256,
            Self::Sha384 => RSA_PKCS1_2048_8192_SHA384,
            Self::Sha512 => RSA_PKCS1_2048_8192_SHA512,
        }
    }
}

impl<'a> Algorithm<'a> {
    pub(crate) fn read(element: Element<'a>) -> Result<Self, Malformed> {
        const WHAT: &str = "an algorithm";
        let mut reader = element.reader();
        let id = reader.expect(OBJECT_IDENTIFIER, WHAT)?;
        let parameters = if reader.is_empty() { None } else { Some(reader.next(WHAT)?) };
        reader.end(WHAT)?;
        Ok(Self { id, parameters, body: element.body })
    }

    pub(crate) fn oid(self) -> Result<Oid, Malformed> {
        Oid::read(self.id, "an algorithm")
    }

    fn has_plain_parameters(self) -> bool {
        self.parameters.is_none_or(|parameters| parameters.tag == NULL)
    }
}

/// The ways to check a signature of this name over this digest: one for each kind of key.
pub(crate) fn methods(signature: Algorithm<'_>, hash: Hash) -> Result<Vec<Method>, Refusal> {
    // What many authorities write: the kind of key alone, the digest stands beside it.
    if signature.id.body == oid::RSA && signature.has_plain_parameters() {
        return Ok(vec![hash.with_rsa()]);
    }
    let named: Vec<_> = METHODS.iter().filter(|(_, method)| method.signature_alg_id().as_ref() == signature.body).collect();
    if named.is_empty() {
        return Err(unusable(signature.oid()?));
    }
    let fitting: Vec<Method> = named.iter().filter(|(its, _)| *its == hash).map(|(_, method)| **method).collect();
    if fitting.is_empty() { Err(Refusal::Algorithms) } else { Ok(fitting) }
}

/// The ways to check the signatures of certificates.
pub(crate) fn all_methods() -> Vec<Method> {
    METHODS.iter().map(|(_, method)| **method).collect()
}

/// The refusal for an algorithm as webpki tells it: the contents of an `AlgorithmIdentifier`.
pub(crate) fn unusable_in(body: &[u8]) -> Refusal {
    let id = Reader::new(body).expect(OBJECT_IDENTIFIER, "an algorithm").and_then(|id| Oid::read(id, "an algorithm"));
    id.map_or_else(Refusal::from, unusable)
}

/// Why this algorithm can't be used.
pub(crate) fn unusable(algorithm: Oid) -> Refusal {
    let text = algorithm.to_string();
    if oid::WEAK.contains(&algorithm.as_bytes()) {
        Refusal::Weak(algorithm)
    } else if oid::GOST.iter().any(|family| text.starts_with(family)) {
        Refusal::Gost(algorithm)
    } else {
        Refusal::UnknownAlgorithm(algorithm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_not_be_used_is_told_apart() {
        let oid = |text: &str| text.parse::<Oid>().unwrap();
        for weak in ["1.3.14.3.2.26", "1.2.840.113549.2.5", "1.2.840.113549.1.1.5", "1.2.840.113549.1.1.4", "1.2.840.10045.4.1"] {
            assert_eq!(unusable(oid(weak)), Refusal::Weak(oid(weak)));
        }
        for gost in ["1.2.398.3.10.1.1.2.3.2", "1.2.398.3.10.1.3.3", "1.2.643.7.1.1.3.2", "1.3.6.1.4.1.6801.1.2.2"] {
            assert_eq!(unusable(oid(gost)), Refusal::Gost(oid(gost)));
        }
        for other in ["2.16.840.1.101.3.4.2.4", "1.2.643.7.11", "1.2.840.10045.4.3.4"] {
            assert_eq!(unusable(oid(other)), Refusal::UnknownAlgorithm(oid(other)));
        }
        assert_eq!(unusable_in(&[1]), Refusal::Malformed(Malformed::Truncated));
    }
}
