//! What the history of an item says of people and places without showing it: a commitment in the clear, and the words under a key of their
//! subject.
//!
//! The commitment is part of the entry, so that it is proven with it for ever. Whoever is shown salt and words can work it out again;
//! whoever is not, learns nothing from it, because nobody can guess 32 random bytes. The words stand in the log too, encrypted: once the key
//! of their subject is erased nobody can show them any more, and every proof still holds.

use std::fmt;

use record::Personal;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use crate::{Hex, Sha256, refuse_if};

/// What the words are about. A field about a person never stands anywhere in the clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// How somebody can be reached.
    Contact,
    /// What else was noted.
    Note,
    /// Who it is.
    Person,
    /// Where it is.
    Place,
}

/// What is committed to: SHA-256 over `arasha-disclosure-1`, a zero byte, the name of the field, a zero byte, the salt and the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Commitment(pub Sha256);

/// What opens a commitment: the salt and the words. `Debug` shows neither.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct Opening {
    salt: [u8; 32],
    value: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    salt: Hex<32>,
    value: String,
}

/// Why words can't be committed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    /// Nothing is written.
    #[error("there are no words to commit to")]
    Empty,
    /// More is written than an entry should hold.
    #[error("at most {} characters can be committed to", Opening::LONGEST)]
    TooLong,
}

impl Field {
    /// All of them, by name.
    pub const ALL: [Self; 4] = [Self::Contact, Self::Note, Self::Person, Self::Place];

    /// Its name, as it is written and committed to.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Note => "note",
            Self::Person => "person",
            Self::Place => "place",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Opening {
    /// The most characters.
    pub const LONGEST: usize = 2_000;

    /// These words with a salt, which must be random and is used once.
    ///
    /// # Errors
    /// Where nothing or too much is written.
    pub fn new(salt: [u8; 32], value: &str) -> Result<Self, OpeningError> {
        refuse_if(value.trim().is_empty(), OpeningError::Empty)?;
        refuse_if(value.chars().count() > Self::LONGEST, OpeningError::TooLong)?;
        Ok(Self { salt, value: value.to_owned() })
    }

    /// The salt. Whoever shows it, shows the words.
    #[must_use]
    pub fn salt(&self) -> Hex<32> {
        Hex(self.salt)
    }

    /// The words. Whoever calls this must have written down who reads whose data and why.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The commitment to these words as a field.
    #[must_use]
    pub fn commit(&self, field: Field) -> Commitment {
        Commitment(commitment(field.name(), &self.salt(), &self.value))
    }
}

/// The commitment to words as a field of this name, with a salt: SHA-256 over `arasha-disclosure-1`, a zero byte, the name, a zero byte,
/// the salt and the words (`docs/package.md`).
#[must_use]
pub fn commitment(field: &str, salt: &Hex<32>, words: &str) -> Sha256 {
    let head = ["arasha-disclosure-1", field].map(str::as_bytes);
    let hash = head.into_iter().fold(sha2::Sha256::new(), |hash, part| hash.chain_update(part).chain_update([0]));
    record::Digest(hash.chain_update(salt.0).chain_update(words).finalize().into())
}

impl Commitment {
    /// Whether this is what was committed to as a field.
    #[must_use]
    pub fn is_to(self, field: Field, opening: &Opening) -> bool {
        self == opening.commit(field)
    }
}

impl Personal for Opening {
    const FIELD: &'static str = "opening";
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opening")
    }
}

impl TryFrom<Raw> for Opening {
    type Error = OpeningError;

    fn try_from(raw: Raw) -> Result<Self, OpeningError> {
        Self::new(raw.salt.0, &raw.value)
    }
}

impl From<Opening> for Raw {
    fn from(opening: Opening) -> Self {
        Self { salt: Hex(opening.salt), value: opening.value }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn opening(salt: u8, value: &str) -> Opening {
        Opening::new([salt; 32], value).unwrap()
    }

    /// Old commitments must open for ever, so this value never changes. It was worked out by another program.
    #[test]
    fn the_commitment_is_this_value() {
        let text = [&b"arasha-disclosure-1\0note\0"[..], &[1; 32], "село".as_bytes()].concat();
        let commitment = opening(1, "село").commit(Field::Note);
        assert_eq!(commitment.0, record::Digest(sha2::Sha256::digest(text).into()));
        assert_eq!(commitment.0.to_string(), "75e503c2e7754bbcd4376cded1164d09bace69dceea27343c7332e0bfb371dc9");
    }

    #[test]
    fn another_salt_value_or_field_is_told_apart() {
        let commitment = opening(1, "a").commit(Field::Person);
        assert!(commitment.is_to(Field::Person, &opening(1, "a")));
        for (field, other) in [(Field::Person, opening(2, "a")), (Field::Person, opening(1, "b")), (Field::Place, opening(1, "a"))] {
            assert!(!commitment.is_to(field, &other));
        }
    }

    #[test]
    fn nothing_and_too_much_is_refused() {
        assert_eq!(Opening::new([1; 32], " \n"), Err(OpeningError::Empty));
        assert_eq!(Opening::new([1; 32], &"ә".repeat(Opening::LONGEST + 1)), Err(OpeningError::TooLong));
        assert!(Opening::new([1; 32], &"ә".repeat(Opening::LONGEST)).is_ok());
    }

    #[test]
    fn it_shows_nothing_and_is_written_in_one_way() {
        let opening = opening(1, "Айгүл");
        assert_eq!(format!("{opening:?}"), "Opening");
        let json = serde_json::to_string(&opening).unwrap();
        assert_eq!(json, format!(r#"{{"salt":"{}","value":"Айгүл"}}"#, "01".repeat(32)));
        assert_eq!(serde_json::from_str::<Opening>(&json).unwrap(), opening);
        assert!(serde_json::from_str::<Opening>(&json.replace("Айгүл", "")).is_err());
    }

    #[test]
    fn a_field_has_one_name_everywhere() {
        for field in Field::ALL {
            assert_eq!(serde_json::to_value(field).unwrap(), field.name());
        }
        assert!(Field::ALL.is_sorted_by_key(|field| field.name()), "in packages they stand by name");
    }

    proptest! {
        /// Neither the end of a name nor that of the salt can be moved.
        #[test]
        fn only_the_same_opens_it(salt: [u8; 32], other: [u8; 32], value in "[a-z\0]{1,8}", another in "[a-z\0]{1,8}") {
            prop_assume!(!value.trim().is_empty() && !another.trim().is_empty());
            let (one, two) = (Opening::new(salt, &value).unwrap(), Opening::new(other, &another).unwrap());
            for (left, right) in Field::ALL.into_iter().flat_map(|left| Field::ALL.map(|right| (left, right))) {
                prop_assert_eq!(one.commit(left).is_to(right, &two), (left, &one) == (right, &two));
            }
        }
    }
}
