//! What stands in the log encrypted, with a commitment in the clear.
//!
//! The commitment is salted, and the salt is encrypted with the value: when the key is gone, nobody can find the value by trying.

use std::borrow::Cow;
use std::fmt;

use custody::commitment;
use record::{Digest, NONCE, Personal, Protected, ProtectedError, SubjectId, SubjectKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Salt;

/// A field that is kept so.
pub trait Field: Serialize + DeserializeOwned {
    /// Its name in commitments and disclosures; never changes.
    const NAME: &'static str;
    /// Its name among personal data; never changes.
    const FIELD: &'static str;

    /// The text that is committed to.
    fn committed(&self) -> Cow<'_, str>;
}

/// A value with the salt of its commitment: what whoever may read it gets, and what a disclosure shows.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secret<F> {
    /// The salt, which must be random.
    pub salt: Salt,
    /// The value.
    pub value: F,
}

/// A value as the log holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hidden<F> {
    commitment: Digest,
    sealed: Protected<Secret<F>>,
}

/// Why a hidden value can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HiddenError {
    /// The key does not open it.
    #[error(transparent)]
    Protected(#[from] ProtectedError),
    /// It is not the value that was committed to.
    #[error("this is not the value that was committed to")]
    Differs,
}

impl<F: Field> Personal for Secret<F> {
    const FIELD: &'static str = F::FIELD;
}

impl<F: Field> Secret<F> {
    /// The commitment to the value.
    #[must_use]
    pub fn commitment(&self) -> Digest {
        commitment(F::NAME, &self.salt, &self.value.committed())
    }
}

/// Shows nothing.
impl<F> fmt::Debug for Secret<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl<F: Field> Hidden<F> {
    /// Encrypts a value and commits to it, so that one can't say something else than the other. A nonce is used once.
    ///
    /// # Errors
    /// [`ProtectedError::Unwritable`].
    pub fn seal(secret: &Secret<F>, subject: SubjectId, key: &SubjectKey, nonce: [u8; NONCE]) -> Result<Self, ProtectedError> {
        Ok(Self { commitment: secret.commitment(), sealed: Protected::seal(secret, subject, key, nonce)? })
    }

    /// Reads it. Whoever calls this must have written down who reads whose data and why.
    ///
    /// # Errors
    /// Where the key does not open it, or opens something that was not committed to.
    pub fn open(&self, key: &SubjectKey) -> Result<Secret<F>, HiddenError> {
        let secret = self.sealed.open(key)?;
        if secret.commitment() == self.commitment { Ok(secret) } else { Err(HiddenError::Differs) }
    }
}

impl<F> Hidden<F> {
    /// The commitment.
    #[must_use]
    pub fn commitment(&self) -> Digest {
        self.commitment
    }

    /// Under whose key it is.
    #[must_use]
    pub fn subject(&self) -> SubjectId {
        self.sealed.subject()
    }
}

#[cfg(test)]
mod tests {
    use custody::Hex;

    use super::*;
    use crate::testing::{hidden, key, secret};
    use crate::{Note, Words};

    #[test]
    fn whoever_has_the_key_reads_what_was_committed_to() {
        let note = hidden(&secret(Note::new("Айгүл").unwrap()), 5);
        let read = note.open(&key()).unwrap();
        assert_eq!((read.value.as_str(), read.commitment(), note.subject()), ("Айгүл", note.commitment(), SubjectId::from_bits(5)));
    }

    #[test]
    fn without_the_key_nothing_is_read_and_the_commitment_stays() {
        let note = hidden(&secret(Note::new("Айгүл").unwrap()), 5);
        assert_eq!(note.open(&SubjectKey::new([1; 32])), Err(HiddenError::Protected(ProtectedError::WrongKey)));
        let shown = format!("{note:?}{:?}{}", secret(Note::new("Айгүл").unwrap()), serde_json::to_string(&note).unwrap());
        assert!(!shown.contains("Айгүл") && shown.contains(&note.commitment().to_string()), "{shown}");
    }

    #[test]
    fn a_commitment_that_was_exchanged_is_seen() {
        let (one, other) = (hidden(&secret(Note::new("a").unwrap()), 5), hidden(&secret(Note::new("b").unwrap()), 5));
        assert_eq!(Hidden { commitment: other.commitment, ..one }.open(&key()), Err(HiddenError::Differs));
    }

    #[test]
    fn a_note_can_not_pass_for_words() {
        let text = serde_json::to_string(&hidden(&secret(Note::new("a").unwrap()), 5)).unwrap();
        let words: Hidden<Words> = serde_json::from_str(&text).unwrap();
        assert_eq!(words.open(&key()), Err(HiddenError::Protected(ProtectedError::WrongKey)));
    }

    #[test]
    fn the_same_words_twice_look_like_others() {
        let words = |salt| Secret { salt: Hex([salt; 32]), value: Words::new("жұмыс").unwrap() }.commitment();
        assert_ne!(words(1), words(2));
    }
}
