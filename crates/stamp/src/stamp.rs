//! Stamps: tokens that were verified.

use std::time::Duration;

use record::{Digest, Moment};

use crate::Oid;

/// That an authority saw a digest at a moment. Only [`Authority::verify`](crate::Authority::verify) makes one, so having one means that
/// everything held.
///
/// ```compile_fail
/// let stamp = stamp::Stamp { authority: "mine".to_owned() };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub(crate) digest: Digest,
    pub(crate) at: Moment,
    pub(crate) accuracy: Option<Duration>,
    pub(crate) serial: String,
    pub(crate) policy: Oid,
    pub(crate) authority: String,
    pub(crate) signer: String,
    pub(crate) certificate: Digest,
}

impl Stamp {
    /// What was stamped.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// When, as the authority says.
    #[must_use]
    pub fn at(&self) -> Moment {
        self.at
    }

    /// How far off the moment may be to either side; None where the authority does not say it here (its policy may).
    #[must_use]
    pub fn accuracy(&self) -> Option<Duration> {
        self.accuracy
    }

    /// The number that the authority gave the stamp, in hexadecimal.
    #[must_use]
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// The policy under which it was given.
    #[must_use]
    pub fn policy(&self) -> &Oid {
        &self.policy
    }

    /// The name under which the authority is configured.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The subject of the signer's certificate, for people. It identifies nobody: the certificate's digest does.
    #[must_use]
    pub fn signer(&self) -> &str {
        &self.signer
    }

    /// SHA-256 over the signer's certificate.
    #[must_use]
    pub fn certificate(&self) -> Digest {
        self.certificate
    }
}
