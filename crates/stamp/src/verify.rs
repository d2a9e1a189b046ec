//! From a token to a stamp: each check by itself.

use std::time::Duration;

use pki_types::{CertificateDer, TrustAnchor, UnixTime};
use record::Moment;
use webpki::{EndEntityCert, Error, ExtendedKeyUsageValidator, KeyPurposeId, KeyPurposeIdIter, anchor_from_trusted_cert};

use crate::algorithm::{self, Hash};
use crate::certificate::Certificate;
use crate::der::OBJECT_IDENTIFIER;
use crate::info::Info;
use crate::signed::{Entry, Signed};
use crate::{Attribute, Authority, Expected, Malformed, Refusal, Stamp, Token, name, oid, signer};

/// Keys of fewer bits are not used any more anywhere, and ring does not take them.
const MIN_RSA_BITS: usize = 2048;
/// digitalSignature and nonRepudiation (RFC 5280, 4.2.1.3): what goes with time stamps.
const SIGNATURES: u8 = 0xc0;

impl Authority {
    /// Makes a stamp of a token of this authority, if everything holds: the signature and what it covers, the signer's certificate and its
    /// way to a root of this authority at the moment of the stamp, and that it answers the request (or is over the digest).
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn verify(&self, token: &Token, expected: impl Into<Expected>) -> Result<Stamp, Refusal> {
        let signed = Signed::read(token.as_der())?;
        let info = Info::read(signed.content)?;
        let bag: Vec<&[u8]> = signed.certificates.iter().copied().chain(self.others.iter().map(AsRef::as_ref)).collect();
        let signer = signer::find(&signed.signer, &bag)?;
        check_signature(&signed, &signer)?;
        self.check_signer(&signer, info.at)?;
        self.check_way(&signer, &bag, info.at)?;
        info.check_extensions()?;
        let expected = expected.into();
        self.check_answer(&info, &signer, &expected)?;
        self.stamp(info, &signer, &expected)
    }

    fn check_signer(&self, signer: &Certificate<'_>, at: Moment) -> Result<(), Refusal> {
        if !self.signers.is_empty() && !self.signers.contains(&signer.digest()) {
            return Err(Refusal::OtherSigner(name::text(signer.subject)?));
        }
        check_purpose(signer)?;
        if signer.is_valid_at(at) {
            Ok(())
        } else if at < signer.not_before {
            Err(Refusal::SignerNotYetValid)
        } else {
            Err(Refusal::SignerExpired)
        }
    }

    /// The way from the signer to a root.
    fn check_way(&self, signer: &Certificate<'_>, bag: &[&[u8]], at: Moment) -> Result<(), Refusal> {
        let roots = self.roots_at(at)?;
        let others: Vec<_> = bag.iter().filter(|der| **der != signer.der).map(|der| CertificateDer::from(*der)).collect();
        let seconds = u64::try_from(at.unix_seconds()).map_err(|_| Malformed::Form("the moment"))?;
        let time = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        let der = CertificateDer::from(signer.der);
        let end = EndEntityCert::try_from(&der).map_err(refusal)?;
        end.verify_for_usage(&algorithm::all_methods(), &roots, &others, time, ForStamps, None, None).map_err(refusal)?;
        Ok(())
    }

    /// The roots that were valid then. A root is trusted because it is configured, but not beyond the term that it gives itself.
    fn roots_at(&self, at: Moment) -> Result<Vec<TrustAnchor<'_>>, Refusal> {
        let valid = self.roots.iter().filter(|root| Certificate::read(root).is_ok_and(|root| root.is_valid_at(at)));
        let roots: Vec<_> = valid.filter_map(|root| anchor_from_trusted_cert(root).ok()).collect();
        if roots.is_empty() { Err(Refusal::RootNotValid) } else { Ok(roots) }
    }

    fn check_answer(&self, info: &Info<'_>, signer: &Certificate<'_>, expected: &Expected) -> Result<(), Refusal> {
        if info.imprint_algorithm.id.body != oid::SHA256 {
            return Err(Refusal::ImprintAlgorithm(info.imprint_algorithm.oid()?));
        }
        if Hash::named(info.imprint_algorithm).is_err() || info.imprint != expected.digest.0 {
            return Err(Refusal::Imprint);
        }
        if expected.nonce.is_some_and(|nonce| info.nonce != Some(nonce.magnitude())) {
            return Err(Refusal::Nonce);
        }
        let is_wanted = expected.policy.as_ref().is_none_or(|wanted| *wanted == info.policy);
        if !is_wanted || !(self.policies.is_empty() || self.policies.contains(&info.policy)) {
            return Err(Refusal::Policy(info.policy.clone()));
        }
        if info.name.is_some_and(|name| !name::same(name, signer.subject)) { Err(Refusal::OtherName) } else { Ok(()) }
    }

    fn stamp(&self, info: Info<'_>, signer: &Certificate<'_>, expected: &Expected) -> Result<Stamp, Refusal> {
        Ok(Stamp {
            digest: expected.digest,
            at: info.at,
            accuracy: info.accuracy,
            serial: hex(info.serial),
            policy: info.policy,
            authority: self.name.clone(),
            signer: name::text(signer.subject)?,
            certificate: signer.digest(),
        })
    }
}

/// At least two digits, as openssl shows it.
fn hex(number: &[u8]) -> String {
    let number = if number.is_empty() { &[0] } else { number };
    number.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// That the signature holds over the attributes, and the attributes over the content.
fn check_signature(signed: &Signed<'_>, signer: &Certificate<'_>) -> Result<(), Refusal> {
    let hash = Hash::named(signed.signer.digest_algorithm)?;
    check_attributes(&signed.signer, &hash.of(signed.content))?;
    if let Some(bits) = signer.rsa_bits()?.filter(|bits| *bits < MIN_RSA_BITS) {
        return Err(Refusal::WeakKey(bits));
    }
    let der = CertificateDer::from(signer.der);
    let key = EndEntityCert::try_from(&der).map_err(refusal)?;
    let mut found = Refusal::Signature;
    for bytes in signed.signer.signed_bytes()? {
        match check_bytes(&key, &signed.signer, hash, &bytes) {
            Ok(()) => return Ok(()),
            Err(refusal) => found = refusal,
        }
    }
    Err(found)
}

fn check_attributes(entry: &Entry<'_>, digest: &[u8]) -> Result<(), Refusal> {
    let content_type = entry.value(oid::CONTENT_TYPE, Attribute::ContentType)?.ok_or(Refusal::Missing(Attribute::ContentType))?;
    if content_type.tag != OBJECT_IDENTIFIER || content_type.body != oid::STAMP_INFO {
        return Err(Refusal::OtherType);
    }
    let signed = entry.value(oid::MESSAGE_DIGEST, Attribute::MessageDigest)?.ok_or(Refusal::Missing(Attribute::MessageDigest))?;
    if signed.body == digest { Ok(()) } else { Err(Refusal::ContentChanged) }
}

/// The name of an algorithm leaves the kind of key open (the curve): the one that fits the key decides.
fn check_bytes(key: &EndEntityCert<'_>, entry: &Entry<'_>, hash: Hash, bytes: &[u8]) -> Result<(), Refusal> {
    for method in algorithm::methods(entry.signature_algorithm, hash)? {
        match key.verify_signature(method, bytes, entry.signature) {
            Ok(()) => return Ok(()),
            Err(Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_)) => {}
            Err(Error::InvalidSignatureForPublicKey) => return Err(Refusal::Signature),
            Err(other) => return Err(refusal(other)),
        }
    }
    Err(Refusal::Algorithms)
}

/// That the certificate is for time stamps, only for them, and says so in a way that nobody may overlook (RFC 3161, 2.3).
fn check_purpose(signer: &Certificate<'_>) -> Result<(), Refusal> {
    let purposes = signer.purposes()?.ok_or(Refusal::Purpose)?;
    if purposes.list != [oid::TIME_STAMPING] {
        return Err(Refusal::Purpose);
    }
    if !purposes.critical {
        return Err(Refusal::PurposeNotCritical);
    }
    let Some(bits) = signer.usage()? else { return Ok(()) };
    let (first, rest) = bits.split_first().ok_or(Refusal::KeyUsage)?;
    let fits = first & SIGNATURES != 0 && first & !SIGNATURES == 0 && rest.iter().all(|byte| *byte == 0);
    if fits { Ok(()) } else { Err(Refusal::KeyUsage) }
}

/// What is asked of every certificate on the way: where it names purposes, time stamps are among them. The signer's is checked apart.
struct ForStamps;

impl ExtendedKeyUsageValidator for ForStamps {
    fn validate(&self, purposes: KeyPurposeIdIter<'_, '_>) -> Result<(), Error> {
        let wanted = [KeyPurposeId::new(oid::TIME_STAMPING), KeyPurposeId::new(oid::ANY_PURPOSE)];
        let mut none = true;
        for purpose in purposes {
            let purpose = purpose?;
            none = false;
            if wanted.contains(&purpose) {
                return Ok(());
            }
        }
        if none { Ok(()) } else { Err(Error::ExtensionValueInvalid) }
    }
}

/// What webpki found, in our words.
fn refusal(error: Error) -> Refusal {
    match error {
        Error::UnknownIssuer => Refusal::UnknownIssuer,
        Error::CertExpired { .. } | Error::CertNotValidYet { .. } => Refusal::IssuerNotValid,
        Error::MaximumPathBuildCallsExceeded | Error::MaximumSignatureChecksExceeded | Error::MaximumPathDepthExceeded => Refusal::Maze,
        Error::UnsupportedSignatureAlgorithmContext(context) => algorithm::unusable_in(&context.signature_algorithm_id),
        Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => Refusal::Algorithms,
        other => Refusal::Chain(other.to_string()),
    }
}
