//! The identifiers of records.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The 128 bits of a UUID; they come from outside. Written as `urn:uuid:…`, in an archive in angle brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(u128);

/// The text is no `urn:uuid:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not urn:uuid: with a UUID")]
pub struct RecordIdError;

const PREFIX: &str = "urn:uuid:";

impl RecordId {
    /// The identifier made of random bits: version 4 and the variant of RFC 9562 are set, whatever stands in their places.
    #[must_use]
    pub const fn from_random(bits: u128) -> Self {
        let bits = bits & !(0xf << 76) | (0x4 << 76);
        Self(bits & !(0x3 << 62) | (0x2 << 62))
    }

    /// As it stands in an archive, in angle brackets.
    #[must_use]
    pub fn bracketed(self) -> String {
        format!("<{self}>")
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.0;
        let groups = (bits >> 96, (bits >> 80) & 0xffff, (bits >> 64) & 0xffff, (bits >> 48) & 0xffff, bits & 0xffff_ffff_ffff);
        write!(f, "{PREFIX}{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", groups.0, groups.1, groups.2, groups.3, groups.4)
    }
}

impl FromStr for RecordId {
    type Err = RecordIdError;

    /// Takes it with and without the angle brackets; capital letters are the same as small ones.
    fn from_str(text: &str) -> Result<Self, RecordIdError> {
        let bare = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text).to_ascii_lowercase();
        let uuid = bare.strip_prefix(PREFIX).ok_or(RecordIdError)?;
        let id = Self(u128::from_str_radix(&uuid.replace('-', ""), 16).map_err(|_| RecordIdError)?);
        // Written back, so that dashes in other places and a sign are no other spelling of it.
        if id.to_string() == bare { Ok(id) } else { Err(RecordIdError) }
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bits_become_a_uuid_of_version_four_and_are_read_back() {
        let id = RecordId::from_random(u128::MAX);
        assert_eq!(id.to_string(), "urn:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(id.bracketed().parse(), Ok(id));
        assert_eq!(RecordId::from_random(0).to_string(), "urn:uuid:00000000-0000-4000-8000-000000000000");
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in ["", "<>", "urn:uuid:", "urn:uuid:ffffffffffff4fffbfffffffffffffff", "urn:uuid:+fffffff-ffff-4fff-bfff-ffffffffffff"] {
            assert_eq!(text.parse::<RecordId>(), Err(RecordIdError), "{text}");
        }
    }
}
