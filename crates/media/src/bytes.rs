//! Numbers and pieces out of bytes that may end anywhere.

/// So many bytes from a place on.
pub(crate) fn piece(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// Exactly so many bytes from a place on.
pub(crate) fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    piece(bytes, at, N)?.try_into().ok()
}

/// A number of two bytes, high byte first.
pub(crate) fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_be_bytes)
}

/// A number of four bytes, high byte first.
pub(crate) fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_be_bytes)
}

/// A number of eight bytes, high byte first.
pub(crate) fn be64(bytes: &[u8], at: usize) -> Option<u64> {
    array(bytes, at).map(u64::from_be_bytes)
}

/// A number of four bytes, low byte first.
pub(crate) fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

/// A number as a length or place; one that this machine can't count to is far beyond any file.
pub(crate) fn size(number: impl TryInto<usize>) -> usize {
    number.try_into().unwrap_or(usize::MAX)
}

/// A length as a number.
pub(crate) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// The text before the first zero, and what follows it.
pub(crate) fn until_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(0, bytes)?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_none() {
        assert_eq!(be32(&[0, 0, 1, 0, 9], 0), Some(256));
        assert_eq!(be32(&[0, 0, 1], 0), None);
        assert_eq!(be64(&[1; 8], usize::MAX), None);
        assert_eq!(le32(&[1, 0, 0, 0], 0), Some(1));
        assert_eq!(until_zero(b"a\0b"), Some((b"a".as_slice(), b"b".as_slice())));
        assert_eq!(until_zero(b"ab"), None);
        assert_eq!(size(u128::MAX), usize::MAX);
    }
}
