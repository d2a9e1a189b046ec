//! Names that nobody can mix up: an identifier knows what it names.
//!
//! An identifier is 128 bits of randomness, so that it tells nothing of who or what stands behind it and can't be guessed. It is written
//! as the word for its kind and 26 letters and digits of Crockford's base 32, as in `person-0000000000000000000000000g`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What an identifier names.
pub trait Kind {
    /// The word before the dash, lower-case ASCII.
    const WORD: &'static str;
}

/// The identifier of something of one kind.
pub struct Id<K> {
    bits: u128,
    kind: PhantomData<fn() -> K>,
}

/// Kinds of things that have identifiers.
pub mod kind {
    use super::Kind;

    /// A person who works with the program.
    #[derive(Debug)]
    pub struct Person;
    /// A body that takes part.
    #[derive(Debug)]
    pub struct Agency;
    /// One whose personal data is kept: a victim, a witness, but a member of staff too.
    #[derive(Debug)]
    pub struct Subject;
    /// One command that a person gave.
    #[derive(Debug)]
    pub struct Command;

    impl Kind for Person {
        const WORD: &'static str = "person";
    }
    impl Kind for Agency {
        const WORD: &'static str = "agency";
    }
    impl Kind for Subject {
        const WORD: &'static str = "subject";
    }
    impl Kind for Command {
        const WORD: &'static str = "command";
    }
}

/// A person who works with the program.
pub type PersonId = Id<kind::Person>;
/// A body that takes part.
pub type AgencyId = Id<kind::Agency>;
/// One whose personal data is kept.
pub type SubjectId = Id<kind::Subject>;
/// One command that a person gave; giving it twice does it once.
pub type CommandId = Id<kind::Command>;

/// The text is no identifier of the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the identifier of a {kind}")]
pub struct IdError {
    /// The kind that was asked for.
    pub kind: &'static str,
}

/// The digits of Crockford's base 32, which has no letters that look like figures.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Digits that 128 bits take.
const LENGTH: usize = 26;

impl<K> Id<K> {
    /// The identifier with these bits, which should be random.
    #[must_use]
    pub fn from_bits(bits: u128) -> Self {
        Self { bits, kind: PhantomData }
    }

    /// The identifier with these bytes, which should be random.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self::from_bits(u128::from_be_bytes(bytes))
    }

    /// Its bits.
    #[must_use]
    pub fn bits(self) -> u128 {
        self.bits
    }
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |place: usize| {
            let value = usize::try_from(self.bits >> (place * 5) & 31).unwrap_or(0);
            DIGITS.get(value).copied().map_or('0', char::from)
        };
        let mut text = String::with_capacity(K::WORD.len() + 1 + LENGTH);
        text.push_str(K::WORD);
        text.push('-');
        text.extend((0..LENGTH).rev().map(digit));
        f.write_str(&text)
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let bits = text.strip_prefix(K::WORD).and_then(|rest| rest.strip_prefix('-')).and_then(bits);
        bits.map(Self::from_bits).ok_or(IdError { kind: K::WORD })
    }
}

/// The bits that digits stand for; each number is written in one way only.
fn bits(digits: &str) -> Option<u128> {
    let value = |digit: u8| DIGITS.iter().position(|known| *known == digit).and_then(|value| u128::try_from(value).ok());
    let first = digits.bytes().next().and_then(value)?;
    if digits.len() != LENGTH || first > 7 {
        return None;
    }
    digits.bytes().try_fold(0, |bits, digit| Some(bits << 5 | value(digit)?))
}

impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Id<K> {}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bits.cmp(&other.bits)
    }
}

impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_identifier_names_its_kind() {
        let person = PersonId::from_bits(16);
        assert_eq!(person.to_string(), "person-0000000000000000000000000g");
        assert_eq!(person.to_string().parse(), Ok(person));
        assert_eq!(person.to_string().parse::<AgencyId>(), Err(IdError { kind: "agency" }));
        assert_eq!(PersonId::from_bits(u128::MAX).to_string(), "person-7zzzzzzzzzzzzzzzzzzzzzzzzz");
    }

    #[test]
    fn other_texts_are_refused() {
        let long = "person-8zzzzzzzzzzzzzzzzzzzzzzzzz";
        for text in ["", "person", "person-", "person-1", "PERSON-0000000000000000000000000g", "person-0000000000000000000000000u", long] {
            assert_eq!(text.parse::<PersonId>(), Err(IdError { kind: "person" }), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(bits: u128) {
            let id = SubjectId::from_bits(bits);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            prop_assert_eq!(serde_json::from_str::<SubjectId>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
        }

        #[test]
        fn no_text_panics(text: String) {
            let _ = text.parse::<PersonId>();
        }
    }
}
