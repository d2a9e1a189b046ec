//! The form of a stored original: a head, the encrypted chunks, the encrypted seal.
//!
//! | part | bytes | what |
//! |---|---|---|
//! | head | 48 | name of the form, its edition, packing, chunk size, the nonce's beginning; every chunk is bound to it |
//! | chunks | size + 16 each | STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over XChaCha20-Poly1305: a chunk's place is in its nonce |
//! | seal | 124 | the last chunk, marked as such in its nonce: the size of the original and its four hashes |
//!
//! A chunk that was cut off, moved, repeated or taken from elsewhere does not open, because its place, the mark of the last one and the
//! head are authenticated with it, and each original has a key of its own.

use chacha20poly1305::aead::stream::{NewStream, Nonce, StreamBE32, StreamPrimitive};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use record::SubjectKey;

use custody::{Hashes, Hex};

/// Bytes of the head.
pub(crate) const HEAD: usize = 48;
/// Bytes that encryption adds to a chunk.
pub(crate) const TAG: usize = 16;
/// Bytes of the seal as it is stored.
pub(crate) const SEAL: usize = 8 + 16 + 20 + 32 + 32 + TAG;
/// Bytes of a nonce that are the same for all chunks of an original.
pub(crate) const NONCE_START: usize = 19;
/// Plain bytes of a chunk, as originals are written now.
pub(crate) const CHUNK: u32 = 256 << 10;
/// The largest chunk that is read: no head makes a reader take more memory.
const LARGEST_CHUNK: u32 = 16 << 20;

const NAME: &[u8; 16] = b"arasha original\n";
const EDITION: u8 = 1;

/// Whether the bytes were compressed before they were encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    /// As they came.
    None,
    /// As one stream of zstd (RFC 8878).
    Zstd,
}

/// How an original is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub packing: Packing,
    pub chunk: u32,
    pub nonce: [u8; NONCE_START],
}

impl Head {
    pub fn to_bytes(self) -> [u8; HEAD] {
        let packing = match self.packing {
            Packing::None => 0,
            Packing::Zstd => 1,
        };
        let parts = [NAME.as_slice(), &[EDITION, packing, 0, 0], &self.chunk.to_be_bytes(), &self.nonce, &[0; 5]].concat();
        let mut bytes = [0; HEAD];
        bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
        bytes
    }

    /// Nothing where it is no head, or one of a later edition.
    pub fn parse(bytes: &[u8; HEAD]) -> Option<Self> {
        let packing = match bytes.get(17)? {
            0 => Packing::None,
            1 => Packing::Zstd,
            _ => return None,
        };
        let chunk = u32::from_be_bytes(bytes.get(20..24)?.try_into().ok()?);
        let head = Self { packing, chunk, nonce: bytes.get(24..43)?.try_into().ok()? };
        // What is not said by the three is fixed.
        (head.to_bytes() == *bytes && (1..=LARGEST_CHUNK).contains(&chunk)).then_some(head)
    }
}

/// What an original is, under its own key: its size and hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seal {
    pub bytes: u64,
    pub hashes: Hashes,
}

impl Seal {
    fn to_bytes(self) -> Vec<u8> {
        let Hashes { md5, sha1, sha256, blake3 } = self.hashes;
        [self.bytes.to_be_bytes().as_slice(), &md5.0, &sha1.0, &sha256.0, &blake3.0].concat()
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (size, rest) = bytes.split_first_chunk()?;
        let (md5, rest) = rest.split_first_chunk()?;
        let (sha1, rest) = rest.split_first_chunk()?;
        let (sha256, rest) = rest.split_first_chunk()?;
        let hashes = Hashes { md5: Hex(*md5), sha1: Hex(*sha1), sha256: record::Digest(*sha256), blake3: Hex(rest.try_into().ok()?) };
        Some(Self { bytes: u64::from_be_bytes(*size), hashes })
    }
}

/// Encrypts and decrypts the chunks of one original.
pub(crate) struct Chunks {
    cipher: StreamBE32<XChaCha20Poly1305>,
    head: [u8; HEAD],
}

/// A chunk can't be encrypted (too many) or decrypted (not what was stored there).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotThere;

impl Chunks {
    pub fn new(key: &SubjectKey, head: Head) -> Self {
        let nonce = Nonce::<XChaCha20Poly1305, StreamBE32<XChaCha20Poly1305>>::from(head.nonce);
        let cipher = StreamBE32::from_aead(XChaCha20Poly1305::new(key.bytes().into()), &nonce);
        Self { cipher, head: head.to_bytes() }
    }

    /// Encrypts the chunk at a place, where it stands.
    pub fn encrypt(&self, place: u64, chunk: &mut Vec<u8>) -> Result<(), NotThere> {
        let place = u32::try_from(place).map_err(|_| NotThere)?;
        self.cipher.encrypt_in_place(place, false, &self.head, chunk).map_err(|_| NotThere)
    }

    /// Decrypts the chunk at a place, where it stands.
    pub fn decrypt(&self, place: u64, chunk: &mut Vec<u8>) -> Result<(), NotThere> {
        let place = u32::try_from(place).map_err(|_| NotThere)?;
        self.cipher.decrypt_in_place(place, false, &self.head, chunk).map_err(|_| NotThere)
    }

    /// The seal as it stands after so many chunks.
    pub fn seal(&self, place: u64, seal: Seal) -> Result<Vec<u8>, NotThere> {
        let (place, mut bytes) = (u32::try_from(place).map_err(|_| NotThere)?, seal.to_bytes());
        self.cipher.encrypt_in_place(place, true, &self.head, &mut bytes).map_err(|_| NotThere)?;
        Ok(bytes)
    }

    /// Reads it back.
    pub fn unseal(&self, place: u64, stored: &[u8]) -> Result<Seal, NotThere> {
        let (place, mut bytes) = (u32::try_from(place).map_err(|_| NotThere)?, stored.to_vec());
        self.cipher.decrypt_in_place(place, true, &self.head, &mut bytes).map_err(|_| NotThere)?;
        Seal::parse(&bytes).ok_or(NotThere)
    }
}

/// How the chunks of a stored original lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// How many chunks there are, the seal not counted.
    pub chunks: u64,
    /// Where the seal begins.
    pub seal_at: u64,
    /// Stored bytes of all chunks but the last.
    pub whole: usize,
}

impl Layout {
    /// Nothing where no original is stored in so many bytes.
    pub fn of(stored: u64, head: Head) -> Option<Self> {
        let (head_bytes, tag) = (u64::try_from(HEAD).ok()?, u64::try_from(TAG).ok()?);
        let seal_at = stored.checked_sub(u64::try_from(SEAL).ok()?)?;
        let (body, whole) = (seal_at.checked_sub(head_bytes)?, u64::from(head.chunk) + tag);
        let rest = body % whole;
        (rest == 0 || rest > tag).then_some(Self { chunks: body.div_ceil(whole), seal_at, whole: usize::try_from(whole).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Hashing;

    fn head() -> Head {
        Head { packing: Packing::Zstd, chunk: CHUNK, nonce: [7; NONCE_START] }
    }

    #[test]
    fn a_head_is_read_in_one_way_only() {
        let bytes = head().to_bytes();
        assert_eq!(Head::parse(&bytes), Some(head()));
        for at in (0..17).chain(18..20).chain(43..HEAD) {
            let mut changed = bytes;
            changed[at] ^= 1;
            assert_eq!(Head::parse(&changed), None, "{at}");
        }
        for chunk in [0, LARGEST_CHUNK + 1, u32::MAX] {
            assert_eq!(Head::parse(&Head { chunk, ..head() }.to_bytes()), None, "{chunk}");
        }
    }

    #[test]
    fn a_chunk_opens_in_its_place_and_under_its_head_only() {
        let (key, other) = (SubjectKey::new([1; 32]), SubjectKey::new([2; 32]));
        let mut stored = b"some bytes".to_vec();
        Chunks::new(&key, head()).encrypt(5, &mut stored).unwrap();
        let open = |key, head, place| {
            let mut bytes = stored.clone();
            Chunks::new(key, head).decrypt(place, &mut bytes).map(|()| bytes)
        };
        assert_eq!(open(&key, head(), 5), Ok(b"some bytes".to_vec()));
        assert_eq!(open(&other, head(), 5), Err(NotThere));
        assert_eq!(open(&key, head(), 4), Err(NotThere));
        assert_eq!(open(&key, head(), 5 + (1 << 32)), Err(NotThere), "places don't begin again");
        assert_eq!(open(&key, Head { packing: Packing::None, ..head() }, 5), Err(NotThere));
        assert_eq!(Chunks::new(&key, head()).unseal(5, &stored), Err(NotThere), "a chunk is no seal");
    }

    #[test]
    fn a_seal_stands_behind_all_chunks() {
        let chunks = Chunks::new(&SubjectKey::new([1; 32]), head());
        let seal = Seal { bytes: 9, hashes: Hashing::new().finish() };
        let stored = chunks.seal(3, seal).unwrap();
        assert_eq!(stored.len(), SEAL);
        assert_eq!(chunks.unseal(3, &stored), Ok(seal));
        assert_eq!(chunks.unseal(2, &stored), Err(NotThere));
        assert_eq!(chunks.decrypt(3, &mut stored.clone()), Err(NotThere), "a seal is no chunk");
    }

    #[test]
    fn a_length_tells_the_chunks() {
        let (head, least) = (Head { chunk: 100, ..head() }, u64::try_from(HEAD + SEAL).unwrap());
        let chunks = |more: u64| Layout::of(least + more, head).map(|layout| layout.chunks);
        assert_eq!(Layout::of(least - 1, head), None);
        assert_eq!(
            [chunks(0), chunks(16), chunks(17), chunks(116), chunks(132), chunks(133)],
            [Some(0), None, Some(1), Some(1), None, Some(2)]
        );
    }
}
