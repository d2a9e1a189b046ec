//! Reading an original: every byte is checked on the way.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use record::SubjectKey;
use sha2::Digest as _;

use crate::error::{Damage, VaultError};
use crate::format::{Chunks, HEAD, Head, Layout, Packing, SEAL, Seal};
use crate::hashing::{Hashing, length};
use crate::keys::Row;
use crate::originals::{damaged, unreadable};
use crate::{Hashes, Sha256, files};

/// Bytes that are read at once where only stored bytes are hashed.
const PIECE: usize = 256 << 10;

/// An original, open for reading from its beginning to its end. What it gives is a working copy's; the original is not touched.
///
/// Bytes come only from chunks that were authenticated. At the end size and all four hashes are compared with the seal: a reader who did
/// not meet the end without an error has not read the original. Errors of the vault stand inside those of input and output
/// ([`VaultError::of`]).
pub struct Reading {
    original: Sha256,
    seal: Seal,
    source: Source,
    hashing: Hashing,
    /// How it ended, once it did.
    ended: Option<Result<(), Damage>>,
}

enum Source {
    Plain(Box<Stored>),
    Zstd(Box<zstd::Decoder<'static, BufReader<Stored>>>),
}

impl Reading {
    pub(crate) fn open(path: &Path, original: Sha256, row: &Row, key: &SubjectKey) -> Result<Self, VaultError> {
        let (stored, seal) = Stored::open(path, row, key).map_err(|damage| damaged(original, damage))?;
        if seal.hashes.sha256 != original || seal.bytes != row.bytes {
            return Err(damaged(original, Damage::Changed));
        }
        let source = match stored.head.packing {
            Packing::None => Source::Plain(Box::new(stored)),
            Packing::Zstd => Source::Zstd(Box::new(zstd::Decoder::new(stored)?)),
        };
        Ok(Self { original, seal, source, hashing: Hashing::new(), ended: None })
    }

    /// Bytes of the original.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.seal.bytes
    }

    /// The hashes that were sealed with it. They are what was kept; that these bytes still have them is known at the end.
    #[must_use]
    pub fn hashes(&self) -> Hashes {
        self.seal.hashes
    }

    /// Has the stored bytes hashed too, and starts no threads.
    pub(crate) fn for_check(mut self, spread: bool) -> Self {
        let stored = self.stored_mut();
        stored.hashed = Some(sha2::Sha256::new().chain_update(stored.head.to_bytes()));
        if !spread {
            self.hashing = Hashing::on_one_core();
        }
        self
    }

    /// The SHA-256 of the stored bytes, after all was read.
    pub(crate) fn stored_sha256(mut self) -> Option<Sha256> {
        let stored = self.stored_mut();
        let mut hashed = stored.hashed.take()?;
        hashed.update(stored.seal);
        Some(record::Digest(hashed.finalize().into()))
    }

    fn stored_mut(&mut self) -> &mut Stored {
        match &mut self.source {
            Source::Plain(stored) => stored,
            Source::Zstd(decoder) => decoder.get_mut().get_mut(),
        }
    }

    fn piece(&mut self, into: &mut [u8]) -> Result<usize, Damage> {
        let read = match &mut self.source {
            Source::Plain(stored) => stored.read(into),
            Source::Zstd(decoder) => decoder.read(into),
        };
        let count = read.map_err(|error| damage_of(&error))?;
        let piece = into.get(..count).unwrap_or_default();
        if self.hashing.bytes().saturating_add(length(piece)) > self.seal.bytes {
            return Err(Damage::Changed);
        }
        io::Write::write_all(&mut self.hashing, piece).map_err(|error| Damage::Unreadable(error.kind()))?;
        Ok(count)
    }

    fn end(&mut self) -> Result<(), Damage> {
        let whole = self.hashing.bytes() == self.seal.bytes && std::mem::take(&mut self.hashing).finish() == self.seal.hashes;
        if whole { Ok(()) } else { Err(Damage::Changed) }
    }
}

impl Read for Reading {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        if self.ended.is_none() {
            match self.piece(into) {
                Ok(0) => self.ended = Some(self.end()),
                Ok(count) => return Ok(count),
                Err(damage) => self.ended = Some(Err(damage)),
            }
        }
        match self.ended {
            Some(Err(damage)) => Err(damaged(self.original, damage).into()),
            _ => Ok(0),
        }
    }
}

/// Shows nothing of what is read.
impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reading({})", self.original)
    }
}

/// The decrypted bytes of a stored file, before they are unpacked.
struct Stored {
    file: File,
    head: Head,
    layout: Layout,
    chunks: Chunks,
    /// The chunk that is being given, and how much of it was.
    chunk: Vec<u8>,
    given: usize,
    place: u64,
    seal: [u8; SEAL],
    hashed: Option<sha2::Sha256>,
}

impl Stored {
    fn open(path: &Path, row: &Row, key: &SubjectKey) -> Result<(Self, Seal), Damage> {
        let unreadable = |error: io::Error| unreadable(error.kind());
        let mut file = open_file(path)?;
        let length = file.metadata().map_err(unreadable)?.len();
        if length != row.stored_bytes {
            return Err(other_length(length, row));
        }
        let (mut head_bytes, mut seal_bytes) = ([0; HEAD], [0; SEAL]);
        file.read_exact(&mut head_bytes).map_err(|error| cut_or(&error))?;
        let head = Head::parse(&head_bytes).ok_or(Damage::Changed)?;
        let layout = Layout::of(length, head).ok_or(Damage::Changed)?;
        file.seek(SeekFrom::Start(layout.seal_at)).map_err(unreadable)?;
        file.read_exact(&mut seal_bytes).map_err(|error| cut_or(&error))?;
        file.seek(SeekFrom::Start(self::length(&head_bytes))).map_err(unreadable)?;
        let chunks = Chunks::new(key, head);
        let seal = chunks.unseal(layout.chunks, &seal_bytes).map_err(|_| Damage::Changed)?;
        let stored = Self { file, head, layout, chunks, chunk: Vec::new(), given: 0, place: 0, seal: seal_bytes, hashed: None };
        Ok((stored, seal))
    }

    fn next_chunk(&mut self) -> Result<(), Damage> {
        self.given = 0;
        self.chunk.clear();
        if self.place == self.layout.chunks {
            return Ok(());
        }
        let whole = u64::try_from(self.layout.whole).unwrap_or(u64::MAX);
        let left = self.layout.seal_at.saturating_sub(length(&[0; HEAD])).saturating_sub(self.place * whole);
        let size = usize::try_from(left.min(whole)).unwrap_or(self.layout.whole);
        self.chunk.resize(size, 0);
        self.file.read_exact(&mut self.chunk).map_err(|error| cut_or(&error))?;
        if let Some(hashed) = &mut self.hashed {
            hashed.update(&self.chunk);
        }
        self.chunks.decrypt(self.place, &mut self.chunk).map_err(|_| Damage::Changed)?;
        self.place += 1;
        Ok(())
    }
}

impl Read for Stored {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.chunk.len() {
            self.next_chunk().map_err(|damage| io::Error::other(Inside(damage)))?;
        }
        let count = self.chunk.get(self.given..).unwrap_or_default().read(into)?;
        self.given += count;
        Ok(count)
    }
}

/// Damage on its way through a decoder.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Inside(Damage);

/// What an error says; what the decoder can't make sense of was authenticated, so it is not what was written.
fn damage_of(error: &io::Error) -> Damage {
    error.get_ref().and_then(|inner| inner.downcast_ref()).map_or(Damage::Changed, |Inside(damage)| *damage)
}

fn cut_or(error: &io::Error) -> Damage {
    if error.kind() == io::ErrorKind::UnexpectedEof { Damage::Cut } else { Damage::Unreadable(error.kind()) }
}

fn other_length(length: u64, row: &Row) -> Damage {
    if length < row.stored_bytes { Damage::Cut } else { Damage::Changed }
}

/// Opens a file of the vault; what is no plain file is none of it, and is not opened (a pipe would never answer).
fn open_file(path: &Path) -> Result<File, Damage> {
    let metadata = std::fs::symlink_metadata(path).map_err(|error| unreadable(error.kind()))?;
    if !metadata.is_file() {
        return Err(Damage::Foreign);
    }
    File::open(path).map_err(|error| unreadable(error.kind()))
}

/// The SHA-256 of a file of the vault, as it is stored.
pub(crate) fn stored_sha256(path: &Path) -> Result<(u64, Sha256), Damage> {
    let (mut file, mut hash, mut piece, mut total) = (open_file(path)?, sha2::Sha256::new(), vec![0; PIECE], 0);
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok((total, record::Digest(hash.finalize().into()))),
            Ok(count) => {
                hash.update(piece.get(..count).unwrap_or_default());
                total += u64::try_from(count).unwrap_or(u64::MAX);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Damage::Unreadable(error.kind())),
        }
    }
}

/// What is wrong with the stored bytes of an original, without its key.
pub(crate) fn stored_damage(path: &Path, row: &Row) -> Option<Damage> {
    match stored_sha256(path) {
        Err(damage) => Some(damage),
        Ok((length, _)) if length != row.stored_bytes => Some(other_length(length, row)),
        Ok((_, sha256)) => (sha256 != row.stored_sha256).then_some(Damage::Changed),
    }
}

/// Whether the file may be written to.
pub(crate) fn is_writable(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|metadata| files::is_writable(&metadata))
}
