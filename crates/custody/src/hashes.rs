//! The four hashes of an original, as files and paper carry them.
//!
//! SHA-256 is what proves; MD5 and SHA-1 stand beside it because lists of known files and older tools ask for them, BLAKE3 because it is
//! of another family. Whoever wanted to pass off another file would have to hit all four at once.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A SHA-256 value (FIPS 180-4): what an original is named by.
pub type Sha256 = record::Digest;
/// An MD5 value (RFC 1321). Hash sets of police forces are still kept in it; nothing here relies on it.
pub type Md5 = Hex<16>;
/// A SHA-1 value (FIPS 180-4), for hash sets too.
pub type Sha1 = Hex<20>;
/// A BLAKE3 value of 32 bytes: a second opinion that shares no construction with the others.
pub type Blake3 = Hex<32>;

/// A hash of `N` bytes, written in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hex<const N: usize>(pub [u8; N]);

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

impl<const N: usize> From<Hex<N>> for String {
    fn from(hex: Hex<N>) -> Self {
        hex.to_string()
    }
}

impl<const N: usize> TryFrom<String> for Hex<N> {
    type Error = HashesError;

    fn try_from(text: String) -> Result<Self, HashesError> {
        text.parse()
    }
}

impl<const N: usize> FromStr for Hex<N> {
    type Err = HashesError;

    fn from_str(text: &str) -> Result<Self, HashesError> {
        if text.bytes().any(|digit| !matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(HashesError::Digits { name: "a hash", want: N * 2 });
        }
        digits(text).map(Self).ok_or(HashesError::Digits { name: "a hash", want: N * 2 })
    }
}

/// The bytes that exactly so many hexadecimal digits stand for.
fn digits<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != N * 2 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let [high, low] = pair else { return None };
        let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

/// The hashes of one original, worked out in one reading.
///
/// Its text is for paper: a line for each, in groups of four digits. Such a text is read back whatever its spaces and the case of its
/// digits are, since people type it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hashes {
    /// MD5.
    pub md5: Md5,
    /// SHA-1.
    pub sha1: Sha1,
    /// SHA-256, by which the original is named.
    pub sha256: Sha256,
    /// BLAKE3.
    pub blake3: Blake3,
}

/// Why a text is none of hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashesError {
    /// A line begins with no name of a hash.
    #[error("line {0} names no hash: MD5, SHA-1, SHA-256 or BLAKE3 stands first")]
    Name(usize),
    /// A hash stands twice.
    #[error("{0} stands twice")]
    Twice(&'static str),
    /// A hash is not there.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// Its digits are too few, too many, or none.
    #[error("{name} takes {want} hexadecimal digits")]
    Digits {
        /// Of which hash.
        name: &'static str,
        /// How many there should be.
        want: usize,
    },
}

const MD5: &str = "MD5";
const SHA1: &str = "SHA-1";
const SHA256: &str = "SHA-256";
const BLAKE3: &str = "BLAKE3";

impl fmt::Display for Hashes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = [(MD5, self.md5.to_string()), (SHA1, self.sha1.to_string()), (SHA256, self.sha256.to_string())];
        lines.iter().try_for_each(|(name, hex)| writeln!(f, "{name:<8}{}", grouped(hex)))?;
        write!(f, "{BLAKE3:<8}{}", grouped(&self.blake3.to_string()))
    }
}

fn grouped(hex: &str) -> String {
    hex.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

impl FromStr for Hashes {
    type Err = HashesError;

    fn from_str(text: &str) -> Result<Self, HashesError> {
        let mut found: [(&'static str, Option<String>); 4] = [(MD5, None), (SHA1, None), (SHA256, None), (BLAKE3, None)];
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let (first, rest) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
            let named = found.iter_mut().find(|(name, _)| *name == first).ok_or(HashesError::Name(number))?;
            if named.1.replace(rest.split_whitespace().collect()).is_some() {
                return Err(HashesError::Twice(named.0));
            }
        }
        let [md5, sha1, sha256, blake3] = found;
        Ok(Self { md5: Hex(value(md5)?), sha1: Hex(value(sha1)?), sha256: record::Digest(value(sha256)?), blake3: Hex(value(blake3)?) })
    }
}

fn value<const N: usize>((name, text): (&'static str, Option<String>)) -> Result<[u8; N], HashesError> {
    digits(&text.ok_or(HashesError::Missing(name))?).ok_or(HashesError::Digits { name, want: N * 2 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Those of no bytes at all.
    fn nothing() -> Hashes {
        Hashes {
            md5: "d41d8cd98f00b204e9800998ecf8427e".parse().unwrap(),
            sha1: "da39a3ee5e6b4b0d3255bfef95601890afd80709".parse().unwrap(),
            sha256: record::Digest("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".parse::<Hex<32>>().unwrap().0),
            blake3: "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262".parse().unwrap(),
        }
    }

    const PAPER: &str = "MD5     d41d 8cd9 8f00 b204 e980 0998 ecf8 427e
SHA-1   da39 a3ee 5e6b 4b0d 3255 bfef 9560 1890 afd8 0709
SHA-256 e3b0 c442 98fc 1c14 9afb f4c8 996f b924 27ae 41e4 649b 934c a495 991b 7852 b855
BLAKE3  af13 49b9 f5f9 a1a6 a040 4dea 36dc c949 9bcb 25c9 adc1 12b7 cc9a 93ca e41f 3262";

    #[test]
    fn paper_shows_the_hashes_in_groups_of_four_and_is_read_back() {
        let nothing = nothing();
        assert_eq!(nothing.to_string(), PAPER);
        assert_eq!(PAPER.parse(), Ok(nothing));
        assert_eq!(format!("\n  {}\n\n", PAPER.to_uppercase().replace("  ", "\t ")).parse(), Ok(nothing), "as people type it");
    }

    #[test]
    fn a_slip_of_the_pen_is_found() {
        let without = |name: &str| PAPER.lines().filter(|line| !line.starts_with(name)).collect::<Vec<_>>().join("\n");
        for name in [MD5, SHA1, SHA256, BLAKE3] {
            assert_eq!(without(name).parse::<Hashes>(), Err(HashesError::Missing(name)));
        }
        assert_eq!(format!("{PAPER}\nMD5 00").parse::<Hashes>(), Err(HashesError::Twice(MD5)));
        assert_eq!(format!("{PAPER}\nSHA-512 00").parse::<Hashes>(), Err(HashesError::Name(5)));
        let digits = |name, want| Err(HashesError::Digits { name, want });
        assert_eq!(PAPER.replace("427e", "427").parse::<Hashes>(), digits(MD5, 32));
        assert_eq!(PAPER.replace("0709", "07o9").parse::<Hashes>(), digits(SHA1, 40));
        assert_eq!(PAPER.replace("3262", "3262 00").parse::<Hashes>(), digits(BLAKE3, 64));
        assert_eq!(PAPER.replace("b855", "+855").parse::<Hashes>(), digits(SHA256, 64));
    }

    #[test]
    fn json_has_plain_digits() {
        let nothing = nothing();
        let json = serde_json::to_string(&nothing).unwrap();
        assert!(json.starts_with(r#"{"md5":"d41d8cd98f00b204e9800998ecf8427e","sha1":"da39a3ee"#), "{json}");
        assert_eq!(serde_json::from_str::<Hashes>(&json).unwrap(), nothing);
        assert!(serde_json::from_str::<Hashes>(&json.replace("d41d", "D41D")).is_err(), "one value is written in one way");
        assert!(serde_json::from_str::<Hashes>(&json.replace("d41d", "d41")).is_err());
    }
}
