//! The hash of RFC 6962: SHA-256, with one byte in front that keeps leaves and inner nodes apart.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::text;

/// A SHA-256 hash of a leaf, of a subtree or of a whole tree.
///
/// `Display` and `FromStr` use base64, as checkpoints and proofs do; `{:x}` writes hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; Self::SIZE]);

/// Why a text is not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// Not base64, or in another way than the standard one.
    #[error("a hash is written in standard base64")]
    NotBase64,
    /// Base64 of another number of bytes.
    #[error("a hash has 32 bytes, not {0}")]
    WrongSize(usize),
}

impl Hash {
    /// How many bytes a hash has.
    pub const SIZE: usize = 32;

    /// The root of the tree without leaves: the hash of nothing (RFC 6962, section 2.1).
    pub const EMPTY: Self = Self([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b,
        0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
    ]);

    /// The hash with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::SIZE]) -> Self {
        Self(bytes)
    }

    /// The bytes of the hash.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::SIZE] {
        &self.0
    }

    /// The hash of an entry as a leaf.
    #[must_use]
    pub fn leaf(entry: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
    }

    /// The hash of an inner node over its two children.
    #[must_use]
    pub fn node(left: &Self, right: &Self) -> Self {
        Self(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::base64(&self.0))
    }
}

impl fmt::LowerHex for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self:x})")
    }
}

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        let bytes = text::from_base64(text).ok_or(HashError::NotBase64)?;
        bytes.try_into().map(Self).map_err(|bytes: Vec<u8>| HashError::WrongSize(bytes.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::hex;

    #[test]
    fn known_hashes() {
        // transparency-dev/merkle, rfc6962/rfc6962_test.go and proof/verify_test.go.
        assert_eq!(Hash::from_bytes(Sha256::digest([]).into()), Hash::EMPTY);
        assert_eq!(Hash::leaf(b""), hex("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));
        assert_eq!(Hash::leaf(b"L123456"), hex("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"));
        let both = Hash::node(&Hash::leaf(b""), &Hash::leaf(&[0]));
        assert_eq!(both, hex("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"));
    }

    #[test]
    fn a_hash_is_written_and_read_back() {
        let hash = Hash::leaf(b"");
        assert_eq!(hash.to_string(), "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(format!("{hash:?}"), "Hash(6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d)");
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        assert_eq!("bjQL".parse::<Hash>(), Err(HashError::WrongSize(3)));
        assert_eq!("".parse::<Hash>(), Err(HashError::WrongSize(0)));
        assert_eq!("bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB1=".parse::<Hash>(), Err(HashError::NotBase64));
    }
}
