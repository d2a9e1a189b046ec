//! An original on its way into the vault.

use std::fmt;
use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;
use std::thread::JoinHandle;

use record::SubjectKey;
use sha2::Digest as _;
use store::MasterKey;

use crate::error::VaultError;
use crate::files;
use crate::format::{CHUNK, Chunks, HEAD, Head, NONCE_START, Packing, Seal};
use crate::hashing::{Hashing, length};
use crate::keys::{Row, Wrapped};
use crate::originals::{Means, Temporary, fresh_key, subject};
use crate::{Hashes, Sha256};

/// Plain bytes that are hashed and packed at once.
const BLOCK: usize = CHUNK as usize;
/// zstd's fastest ordinary level: sealing must not wait for it.
const LEVEL: i32 = 1;
/// After so many bytes the disk is asked to begin: what is left at the end is waited for.
const FLUSH: u64 = 16 << 20;

/// An original that is being taken. Write its bytes, then [`Self::finish`]; dropped before, it leaves nothing.
pub struct Incoming {
    /// Gives a block its form; nothing before the first one is there, which decides on packing.
    packing: Option<Packer>,
    block: Vec<u8>,
    hashing: Hashing,
    bytes: u64,
    /// Bytes were lost on the way.
    broken: bool,
    largest: u64,
    head: Head,
    key: SubjectKey,
    nonce: [u8; record::NONCE],
    master: Arc<dyn MasterKey>,
    file: Option<File>,
    temporary: Temporary,
}

/// What became of an original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Its hashes; it is named by its SHA-256.
    pub hashes: Hashes,
    /// Its size in bytes.
    pub bytes: u64,
    /// The size of its file, compressed and encrypted.
    pub stored_bytes: u64,
    /// The SHA-256 of its file: with it anybody checks the file without a key, `sha256sum` too. It belongs into the record, where
    /// whoever may write to the vault's folder can't change it.
    pub stored_sha256: Sha256,
    /// Whether it is new.
    pub arrival: Arrival,
}

/// Whether an original was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// It is new.
    New,
    /// It was kept before; nothing was written, and the stored file was checked.
    Again,
    /// It was kept before and its file was lost; now it is there again, encrypted anew.
    Restored,
}

impl Incoming {
    pub(crate) fn new(temporary: Temporary, means: &Means) -> Result<Self, VaultError> {
        let nonce = means.random.bytes::<NONCE_START>()?;
        Ok(Self {
            packing: None,
            block: Vec::new(),
            hashing: Hashing::new(),
            bytes: 0,
            broken: false,
            largest: means.largest,
            head: Head { packing: Packing::None, chunk: CHUNK, nonce },
            key: fresh_key(&means.random)?,
            nonce: means.random.bytes()?,
            master: Arc::clone(&means.master),
            file: Some(files::make_new(&temporary.path())?),
            temporary,
        })
    }

    /// Seals the original: when this returns, it is on the disk under its final name, read-only.
    ///
    /// # Errors
    /// Where it is too large, was not written whole, was erased before or is kept and damaged, or the disk or a key fails. Then nothing
    /// is kept.
    pub fn finish(mut self) -> Result<Kept, VaultError> {
        if self.bytes > self.largest {
            return Err(VaultError::TooLarge { largest: self.largest });
        }
        if self.broken {
            return Err(VaultError::Unfinished);
        }
        self.pass_on()?;
        let mut sealer = match self.packing.take() {
            Some(packing) => packing.finish()?,
            None => self.sealer(Packing::None)?,
        };
        sealer.encrypt_chunk()?;
        let hashes = std::mem::take(&mut self.hashing).finish();
        let (stored_bytes, stored_sha256) = sealer.finish(Seal { bytes: self.bytes, hashes })?;
        let wrapped = self.master.wrap(subject(hashes.sha256), &self.key, self.nonce)?;
        let key = Some(Wrapped { master: self.master.id().to_owned(), wrapped });
        let row = Row { bytes: self.bytes, stored_bytes, stored_sha256, key };
        let (arrival, row) = self.temporary.originals().admit(&self.temporary, hashes.sha256, row)?;
        Ok(Kept { hashes, bytes: self.bytes, stored_bytes: row.stored_bytes, stored_sha256: row.stored_sha256, arrival })
    }

    /// Hashes, packs and encrypts what was collected.
    fn pass_on(&mut self) -> io::Result<()> {
        if self.block.is_empty() {
            return Ok(());
        }
        let block = Arc::new(std::mem::take(&mut self.block));
        self.hashing.share(&block);
        if let Some(packing) = &mut self.packing {
            return packing.write_all(&block);
        }
        let packing = if is_worth_packing(&block)? { Packing::Zstd } else { Packing::None };
        let sealer = self.sealer(packing)?;
        let packer = match packing {
            Packing::None => Packer::None(sealer),
            Packing::Zstd => Packer::Zstd(zstd::Encoder::new(sealer, LEVEL)?),
        };
        self.packing.insert(packer).write_all(&block)
    }

    fn sealer(&mut self, packing: Packing) -> io::Result<Sealer> {
        let file = self.file.take().ok_or(VaultError::Unfinished)?;
        Sealer::begin(file, &self.key, Head { packing, ..self.head })
    }

    fn take(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.get(..bytes.len().min(BLOCK.saturating_sub(self.block.len()))).unwrap_or(bytes);
        self.bytes = self.bytes.saturating_add(length(taken));
        if self.bytes > self.largest {
            return Err(VaultError::TooLarge { largest: self.largest }.into());
        }
        self.block.extend_from_slice(taken);
        if self.block.len() >= BLOCK {
            self.pass_on()?;
            self.block.reserve_exact(BLOCK);
        }
        Ok(taken.len())
    }
}

impl Write for Incoming {
    /// Fails with [`VaultError::TooLarge`] inside once the original is larger than the vault takes.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.broken {
            return Err(VaultError::Unfinished.into());
        }
        let taken = self.take(bytes);
        self.broken = taken.is_err();
        taken
    }

    /// Does nothing: only [`Incoming::finish`] keeps anything.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Shows nothing of the original.
impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Incoming({} bytes)", self.bytes)
    }
}

/// Whether the beginning of an original gets smaller by at least a sixteenth: pictures, films and archives do not.
fn is_worth_packing(block: &[u8]) -> io::Result<bool> {
    Ok(zstd::bulk::compress(block, LEVEL)?.len() <= block.len() - block.len() / 16)
}

enum Packer {
    None(Sealer),
    Zstd(zstd::Encoder<'static, Sealer>),
}

impl Packer {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::None(sealer) => sealer.write_all(bytes),
            Self::Zstd(encoder) => encoder.write_all(bytes),
        }
    }

    fn finish(self) -> io::Result<Sealer> {
        match self {
            Self::None(sealer) => Ok(sealer),
            Self::Zstd(encoder) => encoder.finish(),
        }
    }
}

/// Writes the stored form: collects chunks, encrypts and hashes them.
struct Sealer {
    file: File,
    chunks: Chunks,
    chunk: Vec<u8>,
    place: u64,
    stored: sha2::Sha256,
    stored_bytes: u64,
    /// What was not yet asked to go to the disk.
    waiting: u64,
    flushing: Option<JoinHandle<io::Result<()>>>,
}

impl Sealer {
    fn begin(file: File, key: &SubjectKey, head: Head) -> io::Result<Self> {
        let (chunks, chunk) = (Chunks::new(key, head), Vec::new());
        let mut sealer = Self { file, chunks, chunk, place: 0, stored: sha2::Sha256::new(), stored_bytes: 0, waiting: 0, flushing: None };
        let head: [u8; HEAD] = head.to_bytes();
        sealer.store(&head)?;
        Ok(sealer)
    }

    fn store(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.stored.update(bytes);
        self.stored_bytes += length(bytes);
        self.waiting += length(bytes);
        if self.waiting >= FLUSH && self.flushing.as_ref().is_none_or(JoinHandle::is_finished) {
            self.flushed()?;
            self.waiting = 0;
            let file = self.file.try_clone()?;
            self.flushing = Some(std::thread::Builder::new().name("flushing".to_owned()).spawn(move || file.sync_data())?);
        }
        Ok(())
    }

    /// Waits for the disk. Its error is told here, because the system tells it once.
    fn flushed(&mut self) -> io::Result<()> {
        self.flushing.take().map_or(Ok(()), |thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    }

    fn encrypt_chunk(&mut self) -> io::Result<()> {
        if self.chunk.is_empty() {
            return Ok(());
        }
        let mut chunk = std::mem::take(&mut self.chunk);
        self.chunks.encrypt(self.place, &mut chunk).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        self.place += 1;
        self.store(&chunk)?;
        chunk.clear();
        self.chunk = chunk;
        Ok(())
    }

    /// Adds the seal and has all of it on the disk, read-only.
    fn finish(mut self, seal: Seal) -> Result<(u64, Sha256), VaultError> {
        let seal = self.chunks.seal(self.place, seal).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        self.store(&seal)?;
        self.flushed()?;
        files::finish(&self.file)?;
        Ok((self.stored_bytes, record::Digest(self.stored.finalize().into())))
    }
}

impl Write for Sealer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.get(..bytes.len().min(BLOCK.saturating_sub(self.chunk.len()))).unwrap_or(bytes);
        self.chunk.reserve_exact((BLOCK + crate::format::TAG).saturating_sub(self.chunk.len()));
        self.chunk.extend_from_slice(taken);
        if self.chunk.len() >= BLOCK {
            self.encrypt_chunk()?;
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
