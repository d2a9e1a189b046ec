//! What a witness remembers: of each log the checkpoint that it cosigned last, with its own cosignature.
//!
//! A file `{SHA-256 of the origin}.checkpoint` holds it as a signed note, which anybody can read. The witness's own cosignature under it
//! is also the seal of the file: where it does not hold, the file was damaged and the log is refused. A new one is written beside it,
//! brought to the disk and then put in its place, so that a machine that stops at any instant leaves the old one or the new one.
//!
//! Where a log signed another root at that size, the first such checkpoint is laid beside it as `{SHA-256 of the origin}.fork`: the two
//! files together prove the fork to anybody.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tlog::{SignedCheckpoint, VerifierKey};

use crate::WitnessError;
use crate::logs::name_of;

/// The folder in which a witness remembers. One program at a time works in it.
#[derive(Debug)]
pub struct Memory {
    folder: PathBuf,
    key: VerifierKey,
    turn: Mutex<()>,
    /// Locked as long as this lives.
    _lock: File,
}

/// The right to read what was cosigned last and put a newer one in its place, held by one request at a time: two at once would otherwise
/// both begin from the same tree and be given cosignatures of two.
#[derive(Debug)]
pub struct Turn<'a> {
    memory: &'a Memory,
    _guard: MutexGuard<'a, ()>,
}

impl Memory {
    /// Opens the folder, or makes it; the key is the witness's own.
    ///
    /// # Errors
    /// Where the folder can't be made or another program works in it.
    pub fn open(folder: &Path, key: VerifierKey) -> Result<Self, WitnessError> {
        fs::create_dir_all(folder).map_err(WitnessError::file(folder))?;
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(WitnessError::file(&path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { folder: folder.to_owned(), key, turn: Mutex::default(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(WitnessError::InUse(folder.to_owned())),
            Err(TryLockError::Error(error)) => Err(WitnessError::file(&path)(error)),
        }
    }

    /// Waits for the turn.
    pub fn turn(&self) -> Turn<'_> {
        // All that is remembered stands in files that change in one step, so a panic of another request spoils nothing.
        Turn { memory: self, _guard: self.turn.lock().unwrap_or_else(PoisonError::into_inner) }
    }

    /// What was cosigned last of a log; nothing where it never was.
    ///
    /// # Errors
    /// Where the file can't be read, or is not what the witness wrote.
    pub fn last(&self, origin: &str) -> Result<Option<SignedCheckpoint>, WitnessError> {
        let path = self.path(origin);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(WitnessError::file(&path)(error)),
        };
        self.believe(&bytes, origin).map(Some).map_err(|what| WitnessError::Damaged { path, what })
    }

    fn believe(&self, bytes: &[u8], origin: &str) -> Result<SignedCheckpoint, String> {
        let signed = SignedCheckpoint::parse(bytes).map_err(|error| error.to_string())?;
        signed.note().verify(std::slice::from_ref(&self.key)).map_err(|error| error.to_string())?;
        if signed.checkpoint().origin() == origin { Ok(signed) } else { Err("it is of another log".to_owned()) }
    }

    fn path(&self, origin: &str) -> PathBuf {
        self.folder.join(format!("{}.checkpoint", name_of(origin)))
    }
}

impl Turn<'_> {
    /// What was cosigned last of a log; nothing where it never was.
    ///
    /// # Errors
    /// Where the file can't be read, or is not what the witness wrote.
    pub fn last(&self, origin: &str) -> Result<Option<SignedCheckpoint>, WitnessError> {
        self.memory.last(origin)
    }

    /// Puts a newer one in its place; it is on the disk when this comes back.
    ///
    /// # Errors
    /// Where it can't be written. Then nobody may get the cosignature.
    pub fn keep(&self, signed: &SignedCheckpoint) -> Result<(), WitnessError> {
        let path = self.memory.path(signed.checkpoint().origin());
        let beside = path.with_extension("new");
        let mut file = File::create(&beside).map_err(WitnessError::file(&beside))?;
        file.write_all(signed.to_string().as_bytes()).and_then(|()| file.sync_all()).map_err(WitnessError::file(&beside))?;
        fs::rename(&beside, &path).map_err(WitnessError::file(&path))?;
        let folder = &self.memory.folder;
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(WitnessError::file(folder))
    }

    /// Lays aside a checkpoint that the log signed and that contradicts the one that was cosigned; the first one is enough.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn keep_fork(&self, signed: &SignedCheckpoint) -> Result<(), WitnessError> {
        let path = self.memory.path(signed.checkpoint().origin()).with_extension("fork");
        match File::create_new(&path) {
            Ok(mut file) => file.write_all(signed.to_string().as_bytes()).and_then(|()| file.sync_all()).map_err(WitnessError::file(&path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(WitnessError::file(&path)(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use tlog::{Checkpoint, Cosigner, Hash, KeyName, Signer, TreeHead};

    use super::*;

    fn cosigner(seed: u8) -> Cosigner {
        Cosigner::new(KeyName::new("w").unwrap(), &[seed; 32]).unwrap()
    }

    fn signed(origin: &str, size: u64, cosigner: &Cosigner) -> SignedCheckpoint {
        let signer = Signer::new(KeyName::new("log").unwrap(), &[9; 32]).unwrap();
        let head = TreeHead { size, root: Hash::from_bytes([3; 32]) };
        let signed = SignedCheckpoint::sign(Checkpoint::new(origin, head, &[]).unwrap(), &signer).unwrap();
        let cosignature = cosigner.cosign(signed.checkpoint(), 1000).unwrap();
        signed.with(cosignature).unwrap()
    }

    fn memory(folder: &Path, seed: u8) -> Memory {
        Memory::open(folder, cosigner(seed).verifier().clone()).unwrap()
    }

    #[test]
    fn what_was_kept_is_there_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        for size in [3, 5] {
            let kept = signed("a", size, &cosigner(1));
            memory(folder.path(), 1).turn().keep(&kept).unwrap();
            assert_eq!(memory(folder.path(), 1).last("a").unwrap(), Some(kept));
        }
        assert_eq!(memory(folder.path(), 1).last("b").unwrap(), None);
    }

    #[test]
    fn a_half_written_newer_one_is_not_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let memory = memory(folder.path(), 1);
        let kept = signed("a", 3, &cosigner(1));
        memory.turn().keep(&kept).unwrap();
        fs::write(memory.path("a").with_extension("new"), "a\n5").unwrap();
        assert_eq!(memory.last("a").unwrap(), Some(kept));
    }

    #[test]
    fn every_changed_byte_and_every_cut_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let memory = memory(folder.path(), 1);
        memory.turn().keep(&signed("a", 3, &cosigner(1))).unwrap();
        let path = memory.path("a");
        let whole = fs::read(&path).unwrap();
        // The lines of the log's own signature are not what the witness goes by.
        let text = whole.windows(2).position(|pair| pair == b"\n\n").unwrap();
        for at in 0..text {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(&path, changed).unwrap();
            assert!(matches!(memory.last("a"), Err(WitnessError::Damaged { .. })), "byte {at}");
        }
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            assert!(matches!(memory.last("a"), Err(WitnessError::Damaged { .. })), "{length} bytes");
        }
    }

    #[test]
    fn a_file_of_another_log_or_key_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let first = memory(folder.path(), 1);
        first.turn().keep(&signed("a", 3, &cosigner(1))).unwrap();
        fs::copy(first.path("a"), first.path("b")).unwrap();
        assert!(matches!(first.last("b"), Err(WitnessError::Damaged { .. })));
        drop(first);
        assert!(matches!(memory(folder.path(), 2).last("a"), Err(WitnessError::Damaged { .. })));
    }

    #[test]
    fn one_witness_works_in_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let first = memory(folder.path(), 1);
        let second = Memory::open(folder.path(), cosigner(1).verifier().clone());
        assert!(matches!(second, Err(WitnessError::InUse(_))));
        drop(first);
        memory(folder.path(), 1);
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(matches!(Memory::open(&file, cosigner(1).verifier().clone()), Err(WitnessError::File { .. })));
    }
}
