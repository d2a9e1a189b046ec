//! Requests: what an authority is asked (RFC 3161, `TimeStampReq`).

use record::Digest;

use crate::Oid;
use crate::der::{BOOLEAN, INTEGER, NULL, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, element};
use crate::oid;

/// Eight random bytes that tie an answer to its request. Some authorities take no more than these 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nonce(pub [u8; 8]);

/// A request for a stamp over a SHA-256 digest, which asks for the signer's certificate too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    digest: Digest,
    nonce: Nonce,
    policy: Option<Oid>,
}

/// What a stamp has to answer: a request that is known, or a digest alone where the request is forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    pub(crate) digest: Digest,
    pub(crate) nonce: Option<Nonce>,
    pub(crate) policy: Option<Oid>,
}

impl Nonce {
    /// The number without leading zeros.
    pub(crate) fn magnitude(&self) -> &[u8] {
        let zeros = self.0.iter().take_while(|byte| **byte == 0).count();
        self.0.get(zeros..).unwrap_or_default()
    }

    fn integer(self) -> Vec<u8> {
        let bytes = self.magnitude();
        // A number that begins with a high bit, or has no byte, takes a zero before it.
        let zero: &[u8] = if bytes.first().is_some_and(|first| *first < 0x80) { &[] } else { &[0] };
        element(INTEGER, &[zero, bytes])
    }
}

impl Request {
    /// A request; the nonce must be random, and another one for each.
    #[must_use]
    pub fn new(digest: Digest, nonce: Nonce) -> Self {
        Self { digest, nonce, policy: None }
    }

    /// The same, under a policy that the authority offers.
    #[must_use]
    pub fn with_policy(mut self, policy: Oid) -> Self {
        self.policy = Some(policy);
        self
    }

    /// The bytes that are sent (`application/timestamp-query`).
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let algorithm = element(SEQUENCE, &[&element(OBJECT_IDENTIFIER, &[oid::SHA256]), &element(NULL, &[])]);
        let imprint = element(SEQUENCE, &[&algorithm, &element(OCTET_STRING, &[&self.digest.0])]);
        let policy = self.policy.as_ref().map(|policy| element(OBJECT_IDENTIFIER, &[policy.as_bytes()])).unwrap_or_default();
        let certificates = element(BOOLEAN, &[&[0xff]]);
        element(SEQUENCE, &[&element(INTEGER, &[&[1]]), &imprint, &policy, &self.nonce.integer(), &certificates])
    }
}

impl From<Digest> for Expected {
    fn from(digest: Digest) -> Self {
        Self { digest, nonce: None, policy: None }
    }
}

impl From<&Request> for Expected {
    fn from(request: &Request) -> Self {
        Self { digest: request.digest, nonce: Some(request.nonce), policy: request.policy.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_a_number_that_is_not_below_zero() {
        let integer = |bytes| Nonce(bytes).integer();
        assert_eq!(integer([0x12, 0, 0, 0, 0, 0, 0, 1]), [2, 8, 0x12, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(integer([0xff; 8]), [&[2, 9, 0][..], &[0xff; 8]].concat());
        assert_eq!(integer([0, 0, 0, 0, 0, 0, 0, 0x80]), [2, 2, 0, 0x80]);
        assert_eq!(integer([0; 8]), [2, 1, 0]);
    }
}
