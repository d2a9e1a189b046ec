//! Authorities: those whose stamps count, because somebody decided that and configured it.

use pki_types::CertificateDer;
use pki_types::pem::PemObject;
use record::Digest;
use webpki::anchor_from_trusted_cert;

use crate::certificate::Certificate;
use crate::{MAX_BYTES, MAX_CERTIFICATES, Oid};

/// One time-stamping authority: its name here, its roots, and what else is asked of its stamps. Two authorities are two of these; nothing
/// of the one ever counts for the other.
#[derive(Debug, Clone)]
pub struct Authority {
    pub(crate) name: String,
    pub(crate) roots: Vec<CertificateDer<'static>>,
    pub(crate) others: Vec<CertificateDer<'static>>,
    pub(crate) signers: Vec<Digest>,
    pub(crate) policies: Vec<Oid>,
}

/// Why an authority can't be configured so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// It has no name.
    #[error("an authority has a name")]
    NoName,
    /// No certificate is in the text.
    #[error("no certificate is in the text (PEM)")]
    NoCertificate,
    /// Too many certificates are, or too long ones.
    #[error("an authority has at most {MAX_CERTIFICATES} roots and as many other certificates")]
    TooMany,
    /// The text is no PEM, or what it holds is no certificate.
    #[error("this is no certificate: {0}")]
    Certificate(String),
}

impl Authority {
    /// An authority with roots in PEM.
    ///
    /// # Errors
    /// Where the name is empty, or the text has no certificates, too many, or something else.
    pub fn new(name: &str, roots: &str) -> Result<Self, AuthorityError> {
        if name.trim().is_empty() {
            return Err(AuthorityError::NoName);
        }
        let roots = certificates(roots)?;
        for root in &roots {
            anchor_from_trusted_cert(root).map_err(|error| AuthorityError::Certificate(error.to_string()))?;
        }
        Ok(Self { name: name.to_owned(), roots, others: Vec::new(), signers: Vec::new(), policies: Vec::new() })
    }

    /// Certificates in PEM that the authority publishes and leaves out of its tokens: its signers', and those between them and a root.
    /// They are used to find the way; they are not believed.
    ///
    /// # Errors
    /// Where the text has no certificates, too many, or something else.
    pub fn with_certificates(mut self, pem: &str) -> Result<Self, AuthorityError> {
        self.others = certificates(pem)?;
        Ok(self)
    }

    /// Only these certificates (by their SHA-256) may sign.
    #[must_use]
    pub fn with_signers(mut self, certificates: Vec<Digest>) -> Self {
        self.signers = certificates;
        self
    }

    /// Only stamps under these policies count.
    #[must_use]
    pub fn with_policies(mut self, policies: Vec<Oid>) -> Self {
        self.policies = policies;
        self
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

fn certificates(pem: &str) -> Result<Vec<CertificateDer<'static>>, AuthorityError> {
    if pem.len() > MAX_BYTES {
        return Err(AuthorityError::TooMany);
    }
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    let read: Vec<CertificateDer<'static>> = read.map_err(|error| AuthorityError::Certificate(error.to_string()))?;
    if read.is_empty() {
        return Err(AuthorityError::NoCertificate);
    }
    if read.len() > MAX_CERTIFICATES {
        return Err(AuthorityError::TooMany);
    }
    for certificate in &read {
        Certificate::read(certificate).map_err(|error| AuthorityError::Certificate(error.to_string()))?;
    }
    Ok(read)
}
