//! Numbers and bytes as the formats write them: in one way only.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::hash::{Hash, HashError};

/// A proof has no more hashes: one for each level of the largest tree ([`crate::tree::MAX_SIZE`]).
pub(crate) const MOST_HASHES: usize = 63;

/// A decimal number in ASCII digits without leading zeroes.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let plain = text == "0" || (!text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()));
    // An empty text passes the test above and fails here.
    plain.then(|| text.parse().ok()).flatten()
}

/// Bytes in standard base64 (RFC 4648, section 4).
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Bytes from standard base64 with its padding; spare bits that are not zero are refused.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// The hashes of a proof, one a line.
pub(crate) fn hashes<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<Hash>, HashError> {
    lines.map(str::parse).collect()
}

/// Writes the hashes of a proof, one a line.
pub(crate) fn write_hashes(f: &mut fmt::Formatter<'_>, hashes: &[Hash]) -> fmt::Result {
    hashes.iter().try_for_each(|hash| writeln!(f, "{hash}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_is_written_in_one_way() {
        for (text, number) in [("0", 0), ("7", 7), ("10", 10), ("18446744073709551615", u64::MAX)] {
            assert_eq!(decimal(text), Some(number), "{text}");
        }
        for wrong in ["", "00", "01", "+1", "-1", " 1", "1 ", "1_0", "0x1", "18446744073709551616", "١", "five"] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_same_bytes_are_written_in_one_way() {
        assert_eq!(from_base64("AQI="), Some(vec![1, 2]));
        for wrong in ["AQI", "AQJ=", "AQI==", "AQ I=", "AQI=\n", "AQ-_", "="] {
            assert_eq!(from_base64(wrong), None, "{wrong}");
        }
    }
}
