//! The originals of a home folder.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use custody::Hex;
use record::{SubjectId, SubjectKey};
use sha2::Digest as _;
use store::{MasterKey, Random};
use zeroize::Zeroizing;

use crate::Sha256;
use crate::error::{Damage, VaultError};
use crate::files::{self, Folders};
use crate::incoming::{Arrival, Incoming};
use crate::keys::{Arriving, Keys, Row, Wrapped};
use crate::reading::{self, Reading};

/// What the vault is opened with.
#[derive(Debug, Clone)]
pub struct Means {
    /// Wraps the key of each original.
    pub master: Arc<dyn MasterKey>,
    /// Where keys, nonces and temporary names come from.
    pub random: Random,
    /// The most bytes that one original may have.
    pub largest: u64,
}

/// The originals of a home folder; a handle that is cheap to clone. One program has them open at a time.
#[derive(Clone)]
pub struct Originals {
    inner: Arc<Inner>,
}

struct Inner {
    folders: Folders,
    keys: Keys,
    means: Means,
    /// Temporary files that are being written now. Who holds this gives final names, one after the other.
    live: Mutex<BTreeSet<String>>,
}

impl Originals {
    /// Opens the originals of a home folder (`HOME/vault`), made where there are none, and clears what a killed program left.
    ///
    /// # Errors
    /// Where another program has them open, or a file can't be read or written.
    pub fn at(home: &Path, means: Means) -> Result<Self, VaultError> {
        let folders = Folders::make(home)?;
        let keys = Keys::open(&folders.keys())?;
        let originals = Self { inner: Arc::new(Inner { folders, keys, means, live: Mutex::default() }) };
        originals.clear()?;
        Ok(originals)
    }

    /// Begins to take an original; it has no name before it is finished.
    ///
    /// # Errors
    /// Where no temporary file can be made, or there are no random bytes.
    pub fn begin(&self) -> Result<Incoming, VaultError> {
        let name = Hex(self.inner.means.random.bytes::<16>()?).to_string();
        self.live().insert(name.clone());
        let temporary = Temporary { originals: self.clone(), name };
        Incoming::new(temporary, &self.inner.means)
    }

    /// Opens an original for reading. The bytes are checked as they are read, and the whole at its end.
    ///
    /// # Errors
    /// Where it was never kept or was erased, or is damaged at a first look.
    pub fn open(&self, original: Sha256) -> Result<Reading, VaultError> {
        let row = self.inner.keys.get(original)?.ok_or(VaultError::Unknown(original))?;
        let key = self.key(original, &row)?;
        Reading::open(&self.inner.folders.original(original), original, &row, &key)
    }

    /// Whether an original was kept and not erased.
    ///
    /// # Errors
    /// Where the table of keys does not answer.
    pub fn has(&self, original: Sha256) -> Result<bool, VaultError> {
        Ok(self.inner.keys.get(original)?.is_some_and(|row| row.key.is_some()))
    }

    /// Up to which place of the log items that were left half-way have been closed; unknown where nobody has looked yet.
    pub(crate) fn swept_until(&self) -> Option<u64> {
        fs::read_to_string(self.inner.folders.swept()).ok()?.trim().parse().ok()
    }

    /// Notes that. Losing the note costs time only.
    pub(crate) fn set_swept_until(&self, place: u64) -> Result<(), VaultError> {
        Ok(fs::write(self.inner.folders.swept(), format!("{place}\n"))?)
    }

    /// The digest of the stored bytes of an original, where one was kept.
    pub(crate) fn stored(&self, original: Sha256) -> Result<Option<Sha256>, VaultError> {
        Ok(self.inner.keys.get(original)?.map(|row| row.stored_sha256))
    }

    /// Erases an original for ever by destroying its key; its file stays, a riddle whose stored bytes can still be checked.
    ///
    /// Copies of the table of keys (backups, snapshots of the file system, worn blocks of a flash disk) still hold the key, wrapped: to
    /// erase there too, [`Self::rotate`] and destroy the old master key.
    ///
    /// # Errors
    /// Where it was never kept, or the table of keys does not answer.
    pub fn forget(&self, original: Sha256) -> Result<(), VaultError> {
        let _one_at_a_time = self.live();
        self.inner.keys.get(original)?.ok_or(VaultError::Unknown(original))?;
        self.inner.keys.destroy(original)
    }

    /// Wraps all keys that are under this master key under another one, all or none; says how many. No file of an original is touched.
    /// Afterwards the vault is opened anew with the other master key.
    ///
    /// # Errors
    /// Where a key can't be read, a master key does not answer, or there are no random bytes.
    pub fn rotate(&self, to: &dyn MasterKey) -> Result<u64, VaultError> {
        let _one_at_a_time = self.live();
        let means = &self.inner.means;
        self.inner.keys.change(|original, row| {
            let Some(wrapped) = row.key.as_ref().filter(|key| key.master == means.master.id()) else { return Ok(None) };
            let key = means.master.unwrap(subject(original), &wrapped.wrapped)?;
            let wrapped = to.wrap(subject(original), &key, means.random.bytes()?)?;
            Ok(Some(Row { key: Some(Wrapped { master: to.id().to_owned(), wrapped }), ..row.clone() }))
        })
    }

    /// The key of an original.
    pub(crate) fn key(&self, original: Sha256, row: &Row) -> Result<SubjectKey, VaultError> {
        let wrapped = row.key.as_ref().ok_or(VaultError::Forgotten(original))?;
        Ok(self.inner.means.master.unwrap(subject(original), &wrapped.wrapped)?)
    }

    pub(crate) fn folders(&self) -> &Folders {
        &self.inner.folders
    }

    /// All that is known, with the files that there are and those that nobody is writing any more, at one instant.
    pub(crate) fn at_one_instant(&self) -> Result<Instant, VaultError> {
        let live = self.live();
        let mut leftovers = Vec::new();
        for file in fs::read_dir(self.inner.folders.incoming())? {
            let file = file?;
            if !live.contains(file.file_name().to_string_lossy().as_ref()) {
                leftovers.push(file.path());
            }
        }
        Ok(Instant { rows: self.inner.keys.all()?, files: self.inner.folders.listed()?, leftovers })
    }

    /// Gives a finished file its final name, or says that the original was kept before.
    pub(crate) fn admit(&self, temporary: &Temporary, original: Sha256, row: Row) -> Result<(Arrival, Row), VaultError> {
        let one_at_a_time = self.live();
        let (before, path) = (self.inner.keys.get(original)?, self.inner.folders.original(original));
        if before.as_ref().is_some_and(|before| before.key.is_none()) {
            return Err(VaultError::Forgotten(original));
        }
        let is_there = fs::symlink_metadata(&path).is_ok();
        match before {
            Some(before) if is_there => {
                drop(one_at_a_time);
                // Who is told that it is kept already must be able to rely on it.
                reading::stored_damage(&path, &before).map_or(Ok((Arrival::Again, before)), |damage| Err(damaged(original, damage)))
            }
            None if is_there => Err(damaged(original, Damage::Foreign)),
            before => {
                let arrival = if before.is_some() { Arrival::Restored } else { Arrival::New };
                self.name(temporary, original, &row, before).map(|()| (arrival, row))
            }
        }
    }

    /// The key first: a key without a file is taken back by the next opening, a file without its key could never be read.
    fn name(&self, temporary: &Temporary, original: Sha256, row: &Row, before: Option<Row>) -> Result<(), VaultError> {
        let (keys, path) = (&self.inner.keys, self.inner.folders.original(original));
        let arriving = Arriving { temporary: temporary.name.clone(), before };
        keys.arrive(original, row, &arriving)?;
        // A link, unlike renaming, replaces nothing.
        if let Err(error) = fs::hard_link(temporary.path(), &path) {
            keys.take_back(original, arriving.before.as_ref())?;
            return Err(error.into());
        }
        files::sync_folder_of(&path)?;
        files::remove_if_there(&temporary.path())?;
        keys.arrived(original)
    }

    /// Brings to an end what a killed program left: what has its final name is kept; all else was never acknowledged and goes.
    fn clear(&self) -> Result<(), VaultError> {
        let (keys, folders) = (&self.inner.keys, &self.inner.folders);
        for (original, arriving) in keys.arriving()? {
            let (temporary, path) = (folders.incoming().join(&arriving.temporary), folders.original(original));
            // The temporary name goes last: where it is gone, the original was kept, whatever became of it since.
            if fs::symlink_metadata(&temporary).is_ok() && !files::is_same(&temporary, &path) {
                keys.take_back(original, arriving.before.as_ref())?;
            } else {
                files::sync_folder_of(&path)?;
                keys.arrived(original)?;
            }
        }
        for leftover in fs::read_dir(folders.incoming())? {
            let leftover = leftover?;
            if leftover.file_type()?.is_dir() { fs::remove_dir_all(leftover.path())? } else { fs::remove_file(leftover.path())? }
        }
        Ok(())
    }

    fn live(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.inner.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows where they are, and no key.
impl fmt::Debug for Originals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Originals({})", self.inner.folders.originals().display())
    }
}

/// The vault at one instant.
pub(crate) struct Instant {
    pub rows: Vec<(Sha256, Row)>,
    pub files: Vec<(PathBuf, Option<Sha256>)>,
    pub leftovers: Vec<PathBuf>,
}

/// The temporary name of an original; it goes with this.
pub(crate) struct Temporary {
    originals: Originals,
    name: String,
}

impl Temporary {
    pub fn path(&self) -> PathBuf {
        self.originals.inner.folders.incoming().join(&self.name)
    }

    pub fn originals(&self) -> &Originals {
        &self.originals
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Where it can't be removed now, the next opening does it.
        let _ = files::remove_if_there(&self.path());
        self.originals.live().remove(&self.name);
    }
}

/// For whom the key of an original is wrapped: a key opens under the name of its own original only. Cut to the length of an identifier;
/// the words before keep it apart from those of people.
pub(crate) fn subject(original: Sha256) -> SubjectId {
    let digest = sha2::Sha256::new().chain_update(b"arasha original 1\n").chain_update(original.0).finalize();
    digest.first_chunk().map_or_else(|| SubjectId::from_bits(0), |bytes| SubjectId::from_bytes(*bytes))
}

pub(crate) fn damaged(sha256: Sha256, damage: Damage) -> VaultError {
    VaultError::Damaged { sha256, damage }
}

/// A fresh key.
pub(crate) fn fresh_key(random: &Random) -> Result<SubjectKey, VaultError> {
    Ok(SubjectKey::new(*Zeroizing::new(random.bytes()?)))
}

/// What a failed opening of a file says of an original.
pub(crate) fn unreadable(kind: ErrorKind) -> Damage {
    if kind == ErrorKind::NotFound { Damage::Missing } else { Damage::Unreadable(kind) }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use store::FileKey;

    use super::*;
    use crate::{Depth, Finding};

    fn open(home: &Path) -> Originals {
        let means = Means { master: Arc::new(FileKey::new([1; 32])), random: Random::system(), largest: 1 << 20 };
        Originals::at(home, means).unwrap()
    }

    fn keep(originals: &Originals) -> Sha256 {
        let mut incoming = originals.begin().unwrap();
        incoming.write_all(b"an original").unwrap();
        incoming.finish().unwrap().hashes.sha256
    }

    fn findings(originals: &Originals) -> Vec<Finding> {
        originals.check(Depth::Deep, &|_| ()).unwrap().findings
    }

    /// The state that a program leaves which is killed after a step of giving a name; `before` is what was known until then.
    fn killed_after(home: &Path, step: usize, before: Option<Row>) -> Sha256 {
        let originals = open(home);
        let original = keep(&originals);
        let (keys, path) = (&originals.inner.keys, originals.folders().original(original));
        let (temporary, row) = (originals.folders().incoming().join("t"), keys.get(original).unwrap().unwrap());
        fs::hard_link(&path, &temporary).unwrap();
        keys.arrive(original, &row, &Arriving { temporary: "t".to_owned(), before: before.clone() }).unwrap();
        match step {
            0 => {
                keys.take_back(original, before.as_ref()).unwrap();
                fs::remove_file(path).unwrap();
            }
            1 => fs::remove_file(path).unwrap(),
            2 => {}
            3 => fs::remove_file(temporary).unwrap(),
            _ => {
                fs::remove_file(temporary).unwrap();
                fs::remove_file(path).unwrap();
            }
        }
        original
    }

    #[test]
    fn after_a_kill_an_original_is_whole_or_was_never_there() {
        for (step, kept) in [(0, false), (1, false), (2, true), (3, true)] {
            let home = tempfile::tempdir().unwrap();
            let original = killed_after(home.path(), step, None);
            for _ in 0..2 {
                let originals = open(home.path());
                assert_eq!((originals.has(original).unwrap(), findings(&originals)), (kept, vec![]), "after step {step}");
                assert_eq!(originals.inner.keys.arriving().unwrap(), [], "after step {step}");
                assert_eq!(fs::read_dir(originals.folders().incoming()).unwrap().count(), 0, "after step {step}");
            }
        }
    }

    #[test]
    fn a_file_that_was_lost_after_it_was_kept_is_not_taken_for_one_that_never_came() {
        let home = tempfile::tempdir().unwrap();
        let original = killed_after(home.path(), 4, None);
        let originals = open(home.path());
        assert_eq!(findings(&originals), [Finding { original: Some(original), file: None, damage: Damage::Missing }]);
    }

    #[test]
    fn a_kill_while_a_lost_file_comes_again_leaves_it_lost() {
        let home = tempfile::tempdir().unwrap();
        let before = Row { bytes: 11, stored_bytes: 5, stored_sha256: record::Digest([5; 32]), key: None };
        let original = killed_after(home.path(), 1, Some(before.clone()));
        let originals = open(home.path());
        assert_eq!(originals.inner.keys.get(original).unwrap(), Some(before));
        assert_eq!(findings(&originals), [Finding { original: Some(original), file: None, damage: Damage::Missing }]);
    }

    #[test]
    fn a_planted_file_does_not_become_an_original_by_a_kill() {
        let home = tempfile::tempdir().unwrap();
        let original = killed_after(home.path(), 1, None);
        fs::write(Folders::make(home.path()).unwrap().original(original), "planted").unwrap();
        let originals = open(home.path());
        assert!(!originals.has(original).unwrap());
        assert!(matches!(findings(&originals).as_slice(), [Finding { original: None, damage: Damage::Foreign, .. }]));
    }

    #[test]
    fn a_key_is_bound_to_the_name_of_its_original() {
        let home = tempfile::tempdir().unwrap();
        let originals = open(home.path());
        let row = originals.inner.keys.get(keep(&originals)).unwrap().unwrap();
        assert!(matches!(originals.key(record::Digest([1; 32]), &row), Err(VaultError::Master(_))));
        assert_ne!(subject(record::Digest([1; 32])), subject(record::Digest([2; 32])));
    }
}
