//! The table of keys: what is known of each original, and its own key, wrapped under the master key.
//!
//! The keys stand here and not in the files of the originals, for two reasons. A new master key wraps them anew without any file of
//! evidence being opened for writing; and an original is erased by destroying its row's key, which a copy in a read-only file would
//! outlive. The table is one file (redb): losing it loses the originals, so it belongs into every backup.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use redb::{Database, DatabaseError, Durability, ReadableDatabase, ReadableTable, TableDefinition, WriteTransaction};
use serde::{Deserialize, Serialize};

use crate::error::{VaultError, keys};
use crate::{Sha256, files};

/// What is kept, by SHA-256.
const ORIGINALS: TableDefinition<'_, &[u8; 32], &[u8]> = TableDefinition::new("originals");
/// What is on its way to its final name.
const ARRIVING: TableDefinition<'_, &[u8; 32], &[u8]> = TableDefinition::new("arriving");
/// Memory for pages of the table.
const CACHE: usize = 16 << 20;
/// So many zeros are written at once.
static ZEROS: [u8; 64 << 10] = [0; 64 << 10];

/// What is known of an original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Bytes of the original.
    pub bytes: u64,
    /// Bytes of its file.
    pub stored_bytes: u64,
    /// SHA-256 of its file.
    pub stored_sha256: Sha256,
    /// Its key; nothing once it is erased.
    pub key: Option<Wrapped>,
}

/// A key under a master key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wrapped {
    /// Which master key.
    pub master: String,
    /// The key, encrypted.
    pub wrapped: Vec<u8>,
}

/// Shows under which master key, not the key.
impl std::fmt::Debug for Wrapped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Wrapped({})", self.master)
    }
}

/// An original whose file may not have its final name yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Arriving {
    /// The name of its file until then.
    pub temporary: String,
    /// The row before, where the file of an original was lost and comes again.
    pub before: Option<Row>,
}

/// The table, open; no other program has it.
#[derive(Debug)]
pub(crate) struct Keys {
    path: PathBuf,
    database: RwLock<Database>,
}

impl Keys {
    pub fn open(path: &Path) -> Result<Self, VaultError> {
        let database = make(path)?;
        // A rewriting that was cut short; the table itself is whole.
        files::remove_if_there(&beside(path))?;
        Ok(Self { path: path.to_owned(), database: RwLock::new(database) })
    }

    pub fn get(&self, original: Sha256) -> Result<Option<Row>, VaultError> {
        let database = self.database();
        let txn = database.begin_read().map_err(keys)?;
        let table = txn.open_table(ORIGINALS).map_err(keys)?;
        let found = table.get(&original.0).map_err(keys)?;
        Ok(found.map(|row| serde_json::from_slice(row.value())).transpose()?)
    }

    /// All rows, by SHA-256.
    pub fn all(&self) -> Result<Vec<(Sha256, Row)>, VaultError> {
        let database = self.database();
        let txn = database.begin_read().map_err(keys)?;
        rows(&txn.open_table(ORIGINALS).map_err(keys)?)
    }

    /// What may not have its final name yet.
    pub fn arriving(&self) -> Result<Vec<(Sha256, Arriving)>, VaultError> {
        let database = self.database();
        let txn = database.begin_read().map_err(keys)?;
        rows(&txn.open_table(ARRIVING).map_err(keys)?)
    }

    /// Enters an original whose file is about to get its final name. On the disk when this returns.
    pub fn arrive(&self, original: Sha256, row: &Row, arriving: &Arriving) -> Result<(), VaultError> {
        self.write(Durability::Immediate, |txn| {
            put(txn, ORIGINALS, original, row)?;
            put(txn, ARRIVING, original, arriving)
        })
    }

    /// The file has its name. May reach the disk later: until it does, [`Self::arriving`] tells of it again.
    pub fn arrived(&self, original: Sha256) -> Result<(), VaultError> {
        self.write(Durability::None, |txn| take(txn, ARRIVING, original))
    }

    /// The file did not get its name: what was known before holds again.
    pub fn take_back(&self, original: Sha256, before: Option<&Row>) -> Result<(), VaultError> {
        self.write(Durability::Immediate, |txn| {
            take(txn, ARRIVING, original)?;
            before.map_or_else(|| take(txn, ORIGINALS, original), |before| put(txn, ORIGINALS, original, before))
        })
    }

    /// Changes each row that `change` gives another one for, all in one transaction; says how many.
    pub fn change(&self, mut change: impl FnMut(Sha256, &Row) -> Result<Option<Row>, VaultError>) -> Result<u64, VaultError> {
        let rows = self.all()?;
        let mut changed = 0;
        self.write(Durability::Immediate, |txn| {
            for (original, row) in &rows {
                if let Some(row) = change(*original, row)? {
                    put(txn, ORIGINALS, *original, &row)?;
                    changed += 1;
                }
            }
            Ok(())
        })?;
        Ok(changed)
    }

    /// Destroys the key of an original and every trace of it in this file: the table is written anew without it and the old file
    /// overwritten, because pages that a database no longer uses keep what stood there.
    pub fn destroy(&self, original: Sha256) -> Result<(), VaultError> {
        let mut database = self.database.write().unwrap_or_else(PoisonError::into_inner);
        let fresh_path = beside(&self.path);
        files::remove_if_there(&fresh_path)?;
        let fresh = make(&fresh_path)?;
        copy_without(original, &database, &fresh)?;
        let old = OpenOptions::new().write(true).open(&self.path)?;
        fs::rename(&fresh_path, &self.path)?;
        // Closes the old table, so that it does not write behind what overwrites it.
        *database = fresh;
        drop(database);
        files::sync_folder_of(&self.path)?;
        overwrite(old)?;
        Ok(())
    }

    fn database(&self) -> RwLockReadGuard<'_, Database> {
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, how: Durability, act: impl FnOnce(&WriteTransaction) -> Result<(), VaultError>) -> Result<(), VaultError> {
        write(&self.database(), how, act)
    }
}

/// Opens the table, or makes it: nobody but its owner may read it.
fn make(path: &Path) -> Result<Database, VaultError> {
    files::make_private(path)?;
    let database = Database::builder().set_cache_size(CACHE).create(path).map_err(|error| match error {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => VaultError::InUse(path.to_owned()),
        other => keys(other),
    })?;
    write(&database, Durability::Immediate, |txn| {
        let _ = txn.open_table(ORIGINALS).map_err(keys)?;
        let _ = txn.open_table(ARRIVING).map_err(keys)?;
        Ok(())
    })?;
    Ok(database)
}

fn write(database: &Database, how: Durability, act: impl FnOnce(&WriteTransaction) -> Result<(), VaultError>) -> Result<(), VaultError> {
    let mut txn = database.begin_write().map_err(keys)?;
    txn.set_durability(how).map_err(keys)?;
    act(&txn)?;
    txn.commit().map_err(keys)
}

/// Copies all into an empty table but the key of one original.
fn copy_without(original: Sha256, from: &Database, to: &Database) -> Result<(), VaultError> {
    let from = from.begin_read().map_err(keys)?;
    write(to, Durability::Immediate, |txn| {
        for (one, row) in rows::<Row>(&from.open_table(ORIGINALS).map_err(keys)?)? {
            let key = row.key.filter(|_| one != original);
            put(txn, ORIGINALS, one, &Row { key, ..row })?;
        }
        for (one, mut arriving) in rows::<Arriving>(&from.open_table(ARRIVING).map_err(keys)?)? {
            if let Some(before) = arriving.before.as_mut().filter(|_| one == original) {
                before.key = None;
            }
            put(txn, ARRIVING, one, &arriving)?;
        }
        Ok(())
    })
}

fn overwrite(mut file: File) -> io::Result<()> {
    let mut left = file.metadata()?.len();
    while left > 0 {
        let piece = usize::try_from(left).unwrap_or(usize::MAX).min(ZEROS.len());
        file.write_all(ZEROS.get(..piece).unwrap_or(&ZEROS))?;
        left = left.saturating_sub(u64::try_from(piece).unwrap_or(u64::MAX));
    }
    file.sync_all()
}

fn beside(path: &Path) -> PathBuf {
    path.with_extension("redb.new")
}

type Table<'a> = TableDefinition<'a, &'static [u8; 32], &'static [u8]>;

fn put(txn: &WriteTransaction, table: Table<'_>, original: Sha256, value: &impl Serialize) -> Result<(), VaultError> {
    let text = serde_json::to_vec(value)?;
    txn.open_table(table).map_err(keys)?.insert(&original.0, text.as_slice()).map_err(keys)?;
    Ok(())
}

fn take(txn: &WriteTransaction, table: Table<'_>, original: Sha256) -> Result<(), VaultError> {
    txn.open_table(table).map_err(keys)?.remove(&original.0).map_err(keys)?;
    Ok(())
}

fn rows<T: for<'de> Deserialize<'de>>(
    table: &impl ReadableTable<&'static [u8; 32], &'static [u8]>,
) -> Result<Vec<(Sha256, T)>, VaultError> {
    let row = |entry: Result<_, redb::StorageError>| {
        let (original, row): (redb::AccessGuard<'_, &'static [u8; 32]>, redb::AccessGuard<'_, &'static [u8]>) = entry.map_err(keys)?;
        Ok((record::Digest(*original.value()), serde_json::from_slice(row.value())?))
    };
    table.iter().map_err(keys)?.map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(number: u8) -> Sha256 {
        record::Digest([number; 32])
    }

    fn row(number: u8) -> Row {
        let key = Wrapped { master: "file-x".to_owned(), wrapped: vec![number; 72] };
        Row { bytes: 5, stored_bytes: 200, stored_sha256: name(number), key: Some(key) }
    }

    fn arriving() -> Arriving {
        Arriving { temporary: "t".to_owned(), before: None }
    }

    /// How a wrapped key stands in the file.
    fn holds(path: &Path, number: u8) -> bool {
        let text = serde_json::to_vec(&vec![number; 72]).unwrap();
        fs::read(path).unwrap().windows(text.len()).any(|window| window == text)
    }

    #[test]
    fn a_destroyed_key_leaves_no_trace_and_the_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.redb");
        let keys = Keys::open(&path).unwrap();
        for number in [11, 22, 33] {
            keys.arrive(name(number), &row(number), &arriving()).unwrap();
        }
        keys.arrived(name(11)).unwrap();
        let before = fs::File::open(&path).unwrap();
        assert!(holds(&path, 22));
        keys.destroy(name(22)).unwrap();
        assert!(!holds(&path, 22) && holds(&path, 33));
        let mut old = Vec::new();
        io::Read::read_to_end(&mut &before, &mut old).unwrap();
        assert!(!old.is_empty() && old.iter().all(|byte| *byte == 0), "the old file is overwritten");
        assert_eq!(keys.get(name(22)).unwrap(), Some(Row { key: None, ..row(22) }));
        assert_eq!(keys.get(name(33)).unwrap(), Some(row(33)));
        keys.arrive(name(44), &row(44), &arriving()).unwrap();
        let after = (keys.all().unwrap(), keys.arriving().unwrap().len());
        assert!(matches!(Keys::open(&path), Err(VaultError::InUse(_))), "the new file is locked as the old one was");
        drop(keys);
        let keys = Keys::open(&path).unwrap();
        assert_eq!((keys.all().unwrap(), keys.arriving().unwrap().len()), after);
        assert_eq!(after.1, 3);
    }

    #[test]
    fn a_rewriting_that_was_cut_short_is_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.redb");
        Keys::open(&path).unwrap().arrive(name(1), &row(1), &arriving()).unwrap();
        fs::write(beside(&path), "half a table").unwrap();
        assert_eq!(Keys::open(&path).unwrap().all().unwrap(), [(name(1), row(1))]);
        assert!(!beside(&path).exists());
        fs::write(beside(&path), "half a table").unwrap();
    }

    #[test]
    fn what_was_taken_back_is_as_before() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::open(&folder.path().join("keys.redb")).unwrap();
        keys.arrive(name(1), &row(1), &arriving()).unwrap();
        keys.take_back(name(1), None).unwrap();
        assert_eq!((keys.all().unwrap(), keys.arriving().unwrap()), (vec![], vec![]));
        keys.arrive(name(1), &row(2), &arriving()).unwrap();
        keys.take_back(name(1), Some(&row(1))).unwrap();
        assert_eq!((keys.all().unwrap(), keys.arriving().unwrap()), (vec![(name(1), row(1))], vec![]));
    }

    #[test]
    fn a_key_is_never_shown() {
        assert!(!format!("{:?}", row(77)).contains("77, 77"));
    }
}
