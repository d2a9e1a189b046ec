//! The master key, under which the keys of subjects are kept.
//!
//! It stands apart from the database: who has only the one or only the other can read nothing. In an embedded installation it is a file;
//! a device or a service that never gives its key away implements the same [`MasterKey`].

use std::fmt;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use record::{Digest, NONCE, SubjectId, SubjectKey};
use zeroize::{Zeroize, Zeroizing};

use crate::{StoreError, secret};

/// Wraps the keys of subjects. The seam for a key that stays in a device (PKCS #11) or a service (KMS).
pub trait MasterKey: fmt::Debug + Send + Sync {
    /// A name that tells it from other master keys; no secret.
    fn id(&self) -> &str;

    /// Encrypts the key of a subject; a nonce is used once.
    ///
    /// # Errors
    /// Where the device or service does not answer.
    fn wrap(&self, subject: SubjectId, key: &SubjectKey, nonce: [u8; NONCE]) -> Result<Vec<u8>, MasterKeyError>;

    /// Reads it back.
    ///
    /// # Errors
    /// Where it was wrapped under another key or for another subject, or was changed.
    fn unwrap(&self, subject: SubjectId, wrapped: &[u8]) -> Result<SubjectKey, MasterKeyError>;
}

/// Why a master key did not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MasterKeyError {
    /// The key of the subject can't be read with it.
    #[error("the key of a subject can't be read with this master key")]
    WrongKey,
    /// The device or service does not answer.
    #[error("the master key is out of reach")]
    OutOfReach,
}

/// A master key in a file of its own.
pub struct FileKey {
    bytes: [u8; 32],
    id: String,
}

impl FileKey {
    /// A master key of these bytes, which must be random.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        // A fingerprint of the key tells keys apart and nothing about them.
        let digest = Digest(*tlog::Hash::leaf(&[b"arasha master key", bytes.as_slice()].concat()).as_bytes()).to_string();
        Self { bytes, id: format!("file-{}", digest.chars().take(16).collect::<String>()) }
    }

    /// Reads the key of a file, or makes the file with what is given; nobody else may read it.
    ///
    /// # Errors
    /// Where the file can't be read or written, or holds no key.
    pub fn at(path: &Path, fresh: [u8; 32]) -> Result<Self, StoreError> {
        let text = secret::read_or_make(path, &Zeroizing::new(format!("{}\n", Digest(fresh))))?;
        Digest::parse(text.trim_end()).map(|key| Self::new(key.0)).ok_or_else(|| secret::wrong(path, &"not a master key"))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&self.bytes).into())
    }
}

impl MasterKey for FileKey {
    fn id(&self) -> &str {
        &self.id
    }

    fn wrap(&self, subject: SubjectId, key: &SubjectKey, nonce: [u8; NONCE]) -> Result<Vec<u8>, MasterKeyError> {
        let aad = subject.to_string();
        let payload = Payload { msg: key.bytes(), aad: aad.as_bytes() };
        let hidden = self.cipher().encrypt(&XNonce::from(nonce), payload).map_err(|_| MasterKeyError::WrongKey)?;
        Ok([nonce.as_slice(), &hidden].concat())
    }

    fn unwrap(&self, subject: SubjectId, wrapped: &[u8]) -> Result<SubjectKey, MasterKeyError> {
        let (nonce, hidden) = wrapped.split_first_chunk::<NONCE>().ok_or(MasterKeyError::WrongKey)?;
        let aad = subject.to_string();
        let payload = Payload { msg: hidden, aad: aad.as_bytes() };
        let bytes = self.cipher().decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new);
        let bytes = bytes.map_err(|_| MasterKeyError::WrongKey)?;
        bytes.as_slice().try_into().map(SubjectKey::new).map_err(|_| MasterKeyError::WrongKey)
    }
}

impl Drop for FileKey {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileKey({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_master_key_reads_a_subjects_key() {
        let (master, subject) = (FileKey::new([1; 32]), SubjectId::from_bits(5));
        let wrapped = master.wrap(subject, &SubjectKey::new([9; 32]), [3; NONCE]).unwrap();
        assert_eq!(master.unwrap(subject, &wrapped).unwrap().bytes(), &[9; 32]);
        assert_eq!(master.unwrap(SubjectId::from_bits(6), &wrapped).unwrap_err(), MasterKeyError::WrongKey);
        assert_eq!(FileKey::new([2; 32]).unwrap(subject, &wrapped).unwrap_err(), MasterKeyError::WrongKey);
        assert_eq!(master.unwrap(subject, &[1, 2]).unwrap_err(), MasterKeyError::WrongKey);
        assert_ne!(master.id(), FileKey::new([2; 32]).id());
        assert!(!format!("{master:?}").contains("0101"));
    }

    #[test]
    fn a_key_file_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let first = FileKey::at(&path, [1; 32]).unwrap();
        assert_eq!(FileKey::at(&path, [2; 32]).unwrap().id(), first.id());
        std::fs::write(&path, "short").unwrap();
        assert!(matches!(FileKey::at(&path, [1; 32]), Err(StoreError::Key { .. })));
    }
}
