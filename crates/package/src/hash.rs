//! SHA-256 values as archives and packages write them.

use std::fmt;
use std::io::{self, Read};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Digest;

/// A SHA-256 value. Written as `sha256:` and 64 small hexadecimal digits; base 32 (RFC 4648) is read too, as archives of others have it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256(pub [u8; 32]);

/// The text is no labelled SHA-256 value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not sha256: with 64 hexadecimal digits or base 32")]
pub struct HashError;

impl Sha256 {
    /// The value of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The value of all that can be read, and how many bytes that are.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn of_stream(mut from: impl Read) -> io::Result<(Self, u64)> {
        let mut hasher = Hasher::default();
        let mut length = 0;
        copy(&mut from, |bytes| {
            hasher.update(bytes);
            length += bytes.len() as u64;
            Ok(())
        })?;
        Ok((hasher.finish(), length))
    }
}

/// Reads to the end, piece by piece.
pub(crate) fn copy(from: &mut dyn Read, mut take: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => take(buffer.get(..read).unwrap_or_default())?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Works a value out piece by piece.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hasher(sha2::Sha256);

impl Hasher {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(self) -> Sha256 {
        Sha256(self.0.finalize().into())
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Sha256 {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        let (label, value) = text.split_once(':').ok_or(HashError)?;
        let is_ours = label.eq_ignore_ascii_case("sha256") || label.eq_ignore_ascii_case("sha-256");
        if !is_ours {
            return Err(HashError);
        }
        if value.len() == 64 {
            return from_hex(value).ok_or(HashError);
        }
        let bytes = base32::decode(base32::Alphabet::Rfc4648 { padding: value.ends_with('=') }, value).ok_or(HashError)?;
        bytes.try_into().map(Self).map_err(|_| HashError)
    }
}

fn from_hex(text: &str) -> Option<Sha256> {
    let mut bytes = [0; 32];
    let mut digits = text.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()));
    for byte in &mut bytes {
        *byte = digits.next()?? * 16 + digits.next()??;
    }
    Some(Sha256(bytes))
}

impl Serialize for Sha256 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_of_nothing_is_the_known_one_in_hexadecimal_and_base_32() {
        let hex = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Sha256::of(b"").to_string(), hex);
        assert_eq!(hex.parse(), Ok(Sha256::of(b"")));
        assert_eq!("sha-256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====".parse(), Ok(Sha256::of(b"")));
        assert_eq!("SHA256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ".parse(), Ok(Sha256::of(b"")));
        assert_eq!(Sha256::of_stream(&b""[..]).unwrap(), (Sha256::of(b""), 0));
    }

    #[test]
    fn other_labels_lengths_and_letters_are_refused() {
        for text in ["", "sha256", "sha256:", "sha1:e3b0", "sha256:e3b0", "md5:00", &format!("sha256:{}", "g".repeat(64)), "sha256:é"] {
            assert_eq!(text.parse::<Sha256>(), Err(HashError), "{text}");
        }
    }
}
