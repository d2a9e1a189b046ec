//! Keys of notes: names, numbers, and the text in which a key is handed on.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature as Ed25519, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::Signature;
use crate::{cosignature, text};

/// The name of a key: not empty, without white space and without `+`. Best an address without its scheme, such as `example.com/log`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// The text of a note (type 0x01): keys of logs.
    Note,
    /// The text of a checkpoint with the time (type 0x04): keys of witnesses.
    Cosignature,
}

/// A public key under its name. Written `name+number+key`, the number in hexadecimal and the key in base64 behind the byte of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    kind: KeyKind,
    id: u32,
    key: VerifyingKey,
}

/// A secret key under its name, which signs notes. `Debug` does not show the secret.
#[derive(Clone)]
pub struct Signer {
    public: VerifierKey,
    secret: SigningKey,
}

/// Why something is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The name is empty, or has white space, a control character or `+`.
    #[error("the name of a key is not empty and has no white space and no +")]
    BadName,
    /// Not of the form `name+number+key`.
    #[error("a key is written name+number+key")]
    BadForm,
    /// The key is of a kind that is not known here.
    #[error("keys of kind {0:#04x} are not known")]
    UnknownKind(u8),
    /// The bytes are not a key, or one with which anybody can sign.
    #[error("these bytes are no good Ed25519 key")]
    BadKey,
    /// The number is not the one of this name and key.
    #[error("the number does not belong to this name and key")]
    WrongNumber,
}

impl KeyName {
    /// Checks a name.
    ///
    /// # Errors
    /// Where it can't be the name of a key.
    pub fn new(name: &str) -> Result<Self, KeyError> {
        let is_name = !name.is_empty() && !name.chars().any(|letter| letter.is_whitespace() || letter < ' ' || letter == '+');
        is_name.then(|| Self(name.to_owned())).ok_or(KeyError::BadName)
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl KeyKind {
    fn byte(self) -> u8 {
        match self {
            Self::Note => 0x01,
            Self::Cosignature => 0x04,
        }
    }

    fn of(byte: u8) -> Result<Self, KeyError> {
        [Self::Note, Self::Cosignature].into_iter().find(|kind| kind.byte() == byte).ok_or(KeyError::UnknownKind(byte))
    }
}

impl VerifierKey {
    /// The key with these bytes under a name.
    ///
    /// # Errors
    /// Where the bytes are no key, or one of the few with which anybody can sign.
    pub fn new(name: KeyName, kind: KeyKind, key: &[u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(key).map_err(|_| KeyError::BadKey)?;
        if key.is_weak() {
            return Err(KeyError::BadKey);
        }
        let id = key_id(&name, kind, &key);
        Ok(Self { name, kind, id, key })
    }

    /// The name of the key.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// What the key signs.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The number by which signatures name the key: the first bytes of a hash over name, kind and key. Short, so no proof of anything.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The bytes of the key.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Whether the key made a signature of a text; with the time that a cosignature says. The outer None is a false signature.
    pub(super) fn verify(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        match self.kind {
            KeyKind::Note => self.made(text, signature).then_some(None),
            KeyKind::Cosignature => {
                let (time, signature) = cosignature::split(signature)?;
                self.made(&cosignature::message(text, time), signature).then_some(Some(time))
            }
        }
    }

    /// For tests of two keys with one number, which take long to find.
    #[cfg(test)]
    pub(super) fn take_id_of(&mut self, other: &Self) {
        self.id = other.id;
    }

    fn made(&self, message: &str, signature: &[u8]) -> bool {
        Ed25519::from_slice(signature).is_ok_and(|signature| self.key.verify_strict(message.as_bytes(), &signature).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.kind.byte()], &self.bytes()[..]].concat();
        write!(f, "{}+{:08x}+{}", self.name, self.id, text::base64(&key))
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(written: &str) -> Result<Self, KeyError> {
        // The key itself may have a `+` in its base64, the name and the number have none.
        let (name, rest) = written.split_once('+').ok_or(KeyError::BadForm)?;
        let (id, key) = rest.split_once('+').ok_or(KeyError::BadForm)?;
        let bytes = text::from_base64(key).ok_or(KeyError::BadForm)?;
        let (kind, bytes) = bytes.split_first().ok_or(KeyError::BadForm)?;
        let kind = KeyKind::of(*kind)?;
        let key = Self::new(KeyName::new(name)?, kind, bytes.try_into().map_err(|_| KeyError::BadKey)?)?;
        if format!("{:08x}", key.id) == id { Ok(key) } else { Err(KeyError::WrongNumber) }
    }
}

impl Signer {
    /// The key of a seed: 32 bytes from a good source of randomness, kept secret.
    ///
    /// # Errors
    /// Never in practice: no seed is known that leads to a weak key.
    pub fn new(name: KeyName, seed: &[u8; 32]) -> Result<Self, KeyError> {
        Self::of_kind(name, KeyKind::Note, seed)
    }

    pub(crate) fn of_kind(name: KeyName, kind: KeyKind, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let secret = SigningKey::from_bytes(seed);
        let public = VerifierKey::new(name, kind, secret.verifying_key().as_bytes())?;
        Ok(Self { public, secret })
    }

    /// The key that others verify with.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.public
    }

    /// Signs the text of a note.
    #[must_use]
    pub fn sign(&self, text: &str) -> Signature {
        self.signature(self.raw(text).to_vec())
    }

    pub(crate) fn raw(&self, message: &str) -> [u8; 64] {
        self.secret.sign(message.as_bytes()).to_bytes()
    }

    pub(crate) fn signature(&self, bytes: Vec<u8>) -> Signature {
        Signature::new(self.public.name.clone(), self.public.id, bytes)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("public", &self.public).finish_non_exhaustive()
    }
}

fn key_id(name: &KeyName, kind: KeyKind, key: &VerifyingKey) -> u32 {
    let hash = Sha256::new().chain_update(&name.0).chain_update([b'\n', kind.byte()]).chain_update(key.as_bytes()).finalize();
    let bytes: [u8; 32] = hash.into();
    let [first, second, third, fourth, ..] = bytes;
    u32::from_be_bytes([first, second, third, fourth])
}
