//! Personal data: encrypted under a key of its own subject.
//!
//! What is written into the log stays there for ever, so names, contacts and statements stand in it encrypted only. Each subject has a
//! key of their own; destroying it erases the person, and the chain still verifies, because it hashes what is encrypted. The text is
//! bound to its subject and its field: nobody can move a name from one person to another. Keys and nonces are passed in.

use std::fmt;
use std::marker::PhantomData;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::SubjectId;

/// A kind of personal data.
pub trait Personal: Serialize + DeserializeOwned {
    /// Its name, which the encrypted text is bound to; never changes.
    const FIELD: &'static str;
}

/// The key of one subject.
#[derive(Clone)]
pub struct SubjectKey([u8; 32]);

/// Bytes of a nonce; random ones are never the same twice.
pub const NONCE: usize = 24;
/// Texts are filled up to a multiple of so many bytes, so that their length tells little.
const BLOCK: usize = 64;

/// Personal data that only a holder of its subject's key can read.
pub struct Protected<T> {
    subject: SubjectId,
    /// The nonce, then the encrypted text.
    sealed: Vec<u8>,
    what: PhantomData<fn() -> T>,
}

/// Why personal data can't be encrypted or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProtectedError {
    /// It can't be written as text.
    #[error("personal data can't be written as JSON")]
    Unwritable,
    /// It was encrypted under another key, for another subject or field, or was changed.
    #[error("personal data can't be read with this key")]
    WrongKey,
    /// It was read, but has another shape than is asked for.
    #[error("personal data has another shape than was expected")]
    WrongShape,
}

impl SubjectKey {
    /// A key of these bytes, which must be random.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes, to be wrapped under a master key.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&self.0).into())
    }
}

impl Drop for SubjectKey {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

impl fmt::Debug for SubjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SubjectKey")
    }
}

impl<T> Protected<T> {
    /// Whose data it is.
    #[must_use]
    pub fn subject(&self) -> SubjectId {
        self.subject
    }
}

impl<T: Personal> Protected<T> {
    /// Encrypts personal data of a subject under their key; a nonce is used once.
    ///
    /// # Errors
    /// [`ProtectedError::Unwritable`].
    pub fn seal(value: &T, subject: SubjectId, key: &SubjectKey, nonce: [u8; NONCE]) -> Result<Self, ProtectedError> {
        let mut text = serde_json::to_vec(value).map_err(|_| ProtectedError::Unwritable)?;
        text.resize(text.len().next_multiple_of(BLOCK), b' ');
        let aad = bound_to::<T>(subject);
        let payload = Payload { msg: &text, aad: aad.as_bytes() };
        let hidden = key.cipher().encrypt(&XNonce::from(nonce), payload).map_err(|_| ProtectedError::Unwritable)?;
        Ok(Self { subject, sealed: [nonce.as_slice(), &hidden].concat(), what: PhantomData })
    }

    /// Reads it. Whoever calls this must have written down who reads whose data and why.
    ///
    /// # Errors
    /// Where the key is another one, or the text was changed or is of another shape.
    pub fn open(&self, key: &SubjectKey) -> Result<T, ProtectedError> {
        let (nonce, hidden) = self.sealed.split_first_chunk::<NONCE>().ok_or(ProtectedError::WrongKey)?;
        let aad = bound_to::<T>(self.subject);
        let payload = Payload { msg: hidden, aad: aad.as_bytes() };
        let text = key.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| ProtectedError::WrongKey)?;
        serde_json::from_slice(&text).map_err(|_| ProtectedError::WrongShape)
    }
}

fn bound_to<T: Personal>(subject: SubjectId) -> String {
    format!("arasha protected 1\n{subject}\n{}", T::FIELD)
}

/// As the log holds it.
#[derive(Serialize, Deserialize)]
struct Written {
    subject: SubjectId,
    sealed: String,
}

impl<T> Serialize for Protected<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { subject: self.subject, sealed: BASE64.encode(&self.sealed) }.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Protected<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        let sealed = BASE64.decode(&written.sealed).map_err(serde::de::Error::custom)?;
        Ok(Self { subject: written.subject, sealed, what: PhantomData })
    }
}

/// Shows whose data it is and nothing of it.
impl<T> fmt::Debug for Protected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Protected({})", self.subject)
    }
}

impl<T> Clone for Protected<T> {
    fn clone(&self) -> Self {
        Self { subject: self.subject, sealed: self.sealed.clone(), what: PhantomData }
    }
}

impl<T> PartialEq for Protected<T> {
    fn eq(&self, other: &Self) -> bool {
        self.subject == other.subject && self.sealed == other.sealed
    }
}

impl<T> Eq for Protected<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Name(String);

    impl Personal for Name {
        const FIELD: &'static str = "name";
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Phone(String);

    impl Personal for Phone {
        const FIELD: &'static str = "phone";
    }

    fn sealed() -> (Protected<Name>, SubjectKey) {
        let key = SubjectKey::new([7; 32]);
        (Protected::seal(&Name("Айгүл".into()), SubjectId::from_bits(1), &key, [9; NONCE]).unwrap(), key)
    }

    #[test]
    fn only_the_subjects_key_reads_it() {
        let (name, key) = sealed();
        assert_eq!(name.open(&key), Ok(Name("Айгүл".into())));
        assert_eq!(name.open(&SubjectKey::new([8; 32])), Err(ProtectedError::WrongKey));
    }

    #[test]
    fn it_can_be_moved_to_no_other_subject_or_field() {
        let (name, key) = sealed();
        let other = Protected::<Name> { subject: SubjectId::from_bits(2), ..name.clone() };
        assert_eq!(other.open(&key), Err(ProtectedError::WrongKey));
        let phone: Protected<Phone> = serde_json::from_str(&serde_json::to_string(&name).unwrap()).unwrap();
        assert_eq!(phone.open(&key), Err(ProtectedError::WrongKey));
    }

    #[test]
    fn every_changed_byte_is_seen() {
        let (name, key) = sealed();
        for at in 0..name.sealed.len() {
            let mut other = name.clone();
            other.sealed[at] ^= 1;
            assert_eq!(other.open(&key), Err(ProtectedError::WrongKey), "{at}");
        }
        assert_eq!(Protected::<Name> { sealed: vec![1; 5], ..name }.open(&key), Err(ProtectedError::WrongKey));
    }

    #[test]
    fn neither_the_data_nor_its_length_shows() {
        let (name, _) = sealed();
        let key = SubjectKey::new([7; 32]);
        let long = Protected::seal(&Name("Ж".repeat(20)), SubjectId::from_bits(1), &key, [9; NONCE]).unwrap();
        assert_eq!(name.sealed.len(), long.sealed.len());
        for shown in [format!("{name:?}{key:?}"), serde_json::to_string(&name).unwrap()] {
            assert!(!shown.contains("Айгүл"), "{shown}");
        }
    }

    #[test]
    fn data_of_another_shape_is_told_apart() {
        #[derive(Debug, Serialize, Deserialize)]
        struct Number(u32);
        impl Personal for Number {
            const FIELD: &'static str = "name";
        }
        let (name, key) = sealed();
        let number: Protected<Number> = serde_json::from_str(&serde_json::to_string(&name).unwrap()).unwrap();
        assert_eq!(number.open(&key).unwrap_err(), ProtectedError::WrongShape);
    }
}
