//! The four digests of a file.
//!
//! SHA-256 is what proves; MD5 and SHA-1 stand beside it because lists of known files and older tools ask for them, BLAKE3 because it is
//! of another family and quick. Whoever wanted to pass off another file would have to hit all four at once.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A digest of so many bytes, written in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hex<const N: usize>(pub [u8; N]);

/// The digests of one file, all worked out in one reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hashes {
    /// MD5 (RFC 1321): for lists of known files.
    pub md5: Hex<16>,
    /// SHA-1 (FIPS 180-4): for lists of known files.
    pub sha1: Hex<20>,
    /// SHA-256 (FIPS 180-4): the name of the file in the vault, and what seals it.
    pub sha256: Hex<32>,
    /// BLAKE3.
    pub blake3: Hex<32>,
}

/// The text is no digest of this length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a digest of {bytes} bytes in hexadecimal")]
pub struct HashesError {
    /// The length that was asked for.
    pub bytes: usize,
}

impl<const N: usize> Hex<N> {
    /// The digest in groups of four figures, as papers show it: people compare it by eye.
    #[must_use]
    pub fn grouped(&self) -> String {
        let text = self.to_string();
        let groups: Vec<&str> = text.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
        groups.join(" ")
    }
}

impl<const N: usize> fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<const N: usize> fmt::Debug for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<const N: usize> FromStr for Hex<N> {
    type Err = HashesError;

    /// Blanks between groups and capital letters are taken too: digests are copied from papers.
    fn from_str(text: &str) -> Result<Self, HashesError> {
        let wrong = HashesError { bytes: N };
        let figures: Vec<u8> = text.chars().filter(|one| !one.is_whitespace()).map(figure).collect::<Option<_>>().ok_or(wrong)?;
        let bytes: Vec<u8> = figures.chunks(2).map(|pair| pair.iter().fold(0, |byte, figure| byte << 4 | figure)).collect();
        if figures.len() == N * 2 { bytes.try_into().map(Self).map_err(|_| wrong) } else { Err(wrong) }
    }
}

fn figure(letter: char) -> Option<u8> {
    letter.to_digit(16).and_then(|figure| u8::try_from(figure).ok())
}

impl<const N: usize> Serialize for Hex<N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_digest_is_read_as_papers_and_programs_write_it() {
        let digest = Hex([0xd4, 0x1d, 0x8c, 0xd9]);
        for text in ["d41d8cd9", "D41D8CD9", "d41d 8cd9", " d41d\n8cd9 "] {
            assert_eq!(text.parse(), Ok(digest), "{text}");
        }
        assert_eq!((digest.to_string(), digest.grouped()), ("d41d8cd9".to_owned(), "d41d 8cd9".to_owned()));
        for text in ["", "d41d8cd", "d41d8cd9a", "d41d8cd98f", "d41d8cdg", "٣41d8cd9"] {
            assert_eq!(text.parse::<Hex<4>>(), Err(HashesError { bytes: 4 }), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(bytes in any::<[u8; 32]>()) {
            let digest = Hex(bytes);
            prop_assert_eq!(digest.grouped().parse(), Ok(digest));
            prop_assert_eq!(serde_json::from_str::<Hex<32>>(&serde_json::to_string(&digest).unwrap()).unwrap(), digest);
        }
    }
}
