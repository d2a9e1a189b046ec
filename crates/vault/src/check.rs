//! Checking all that is kept, on all cores.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _};
use std::num::NonZero;
use std::path::Path;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::Sha256;
use crate::error::{Damage, VaultError};
use crate::keys::Row;
use crate::originals::{Instant, Originals};
use crate::reading::{self, Reading};

/// Bytes that are read at once.
const PIECE: usize = 256 << 10;

/// How closely to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Whether the stored bytes are those that were stored. Takes no key.
    Quick,
    /// Whether each original, decrypted, has the size and the four hashes that were sealed; and the stored bytes too.
    Deep,
}

/// How far a check has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Originals that were looked at.
    pub originals: usize,
    /// How many there are.
    pub of_originals: usize,
    /// Stored bytes of those that were looked at.
    pub bytes: u64,
    /// Stored bytes of all.
    pub of_bytes: u64,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Originals that were looked at.
    pub originals: usize,
    /// Their stored bytes.
    pub bytes: u64,
    /// How many of them are erased, so that only their stored bytes were looked at.
    pub forgotten: usize,
    /// What is wrong, by original; empty where nothing is.
    pub findings: Vec<Finding>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// With which original, if with one.
    pub original: Option<Sha256>,
    /// With which file, where it is none of an original: its name below the vault's folder.
    pub file: Option<String>,
    /// What.
    pub damage: Damage,
}

impl Originals {
    /// Looks at everything that is kept, and at everything that lies there and should not. `progress` is called after each original,
    /// from any thread.
    ///
    /// Quick, it compares with the table of keys; who may write to the vault's folder could change both, and is found by comparing
    /// [`crate::Kept::stored_sha256`] in the record, or by a deep check.
    ///
    /// # Errors
    /// Where the table of keys or a folder can't be read. What is wrong with a file is a finding.
    pub fn check(&self, depth: Depth, progress: &(dyn Fn(Progress) + Sync)) -> Result<Checked, VaultError> {
        let mut instant = self.at_one_instant()?;
        let mut findings = self.strangers(&instant);
        // The largest first: nobody waits at the end for one core with a large one.
        instant.rows.sort_by_key(|(_, row)| std::cmp::Reverse(row.stored_bytes));
        let looking = Looking::new(self, depth, &instant.rows);
        findings.extend(looking.on_all_cores(progress));
        findings.sort();
        Ok(Checked {
            originals: instant.rows.len(),
            bytes: looking.of_bytes,
            forgotten: instant.rows.iter().filter(|(_, row)| row.key.is_none()).count(),
            findings,
        })
    }

    /// Files that the table of keys does not know, and leftovers.
    fn strangers(&self, instant: &Instant) -> Vec<Finding> {
        let known: BTreeSet<Sha256> = instant.rows.iter().map(|(original, _)| *original).collect();
        let strange = instant.files.iter().filter(|(_, named)| named.is_none_or(|original| !known.contains(&original)));
        let foreign = strange.map(|(path, _)| self.stranger(path, Damage::Foreign));
        foreign.chain(instant.leftovers.iter().map(|path| self.stranger(path, Damage::Leftover))).collect()
    }

    fn stranger(&self, path: &Path, damage: Damage) -> Finding {
        let folders = self.folders().originals();
        let below = path.strip_prefix(folders.parent().unwrap_or(&folders)).unwrap_or(path);
        Finding { original: None, file: Some(below.display().to_string()), damage }
    }
}

/// One check of many originals.
struct Looking<'a> {
    originals: &'a Originals,
    depth: Depth,
    rows: &'a [(Sha256, Row)],
    of_bytes: u64,
    /// Which original is looked at next.
    next: AtomicUsize,
    /// Whether large originals may take threads of their own.
    spread: bool,
    by_stored: BTreeMap<Sha256, Sha256>,
}

impl<'a> Looking<'a> {
    fn new(originals: &'a Originals, depth: Depth, rows: &'a [(Sha256, Row)]) -> Self {
        Self {
            originals,
            depth,
            rows,
            of_bytes: rows.iter().map(|(_, row)| row.stored_bytes).sum(),
            next: AtomicUsize::new(0),
            spread: rows.len() < cores(),
            by_stored: rows.iter().map(|(original, row)| (row.stored_sha256, *original)).collect(),
        }
    }

    fn on_all_cores(&self, progress: &(dyn Fn(Progress) + Sync)) -> Vec<Finding> {
        let done = Mutex::new((Progress { originals: 0, of_originals: self.rows.len(), bytes: 0, of_bytes: self.of_bytes }, Vec::new()));
        let work = || {
            while let Some((original, row)) = self.rows.get(self.next.fetch_add(1, Ordering::Relaxed)) {
                let found = self.look(*original, row);
                let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                done.0.originals += 1;
                done.0.bytes += row.stored_bytes;
                done.1.extend(found);
                progress(done.0);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..cores() {
                // Where the machine gives no thread, the others do its part.
                let _ = std::thread::Builder::new().name("checking".to_owned()).spawn_scoped(scope, work);
            }
            work();
        });
        done.into_inner().unwrap_or_else(PoisonError::into_inner).1
    }

    fn look(&self, original: Sha256, row: &Row) -> Vec<Finding> {
        let path = self.originals.folders().original(original);
        let bytes = match self.depth {
            Depth::Deep if row.key.is_some() => self.deep(original, row),
            _ => reading::stored_damage(&path, row),
        };
        // What only the stored bytes tell: whose they are.
        let bytes = bytes.map(|damage| self.told_apart(&path, original, damage));
        let writable = reading::is_writable(&path).then_some(Damage::Writable);
        bytes.into_iter().chain(writable).map(|damage| Finding { original: Some(original), file: None, damage }).collect()
    }

    fn deep(&self, original: Sha256, row: &Row) -> Option<Damage> {
        match self.read_through(original, row) {
            Ok(()) => None,
            Err(VaultError::Damaged { damage, .. }) => Some(damage),
            Err(VaultError::Master(_)) => Some(Damage::Key),
            Err(VaultError::File(error)) => Some(Damage::Unreadable(error.kind())),
            Err(_) => Some(Damage::Changed),
        }
    }

    fn read_through(&self, original: Sha256, row: &Row) -> Result<(), VaultError> {
        let (key, path) = (self.originals.key(original, row)?, self.originals.folders().original(original));
        let mut reading = Reading::open(&path, original, row, &key)?.for_check(self.spread);
        let mut piece = vec![0; PIECE];
        loop {
            match reading.read(&mut piece) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => return Err(error_inside(error)),
            }
        }
        let is_as_stored = reading.stored_sha256() == Some(row.stored_sha256);
        if is_as_stored { Ok(()) } else { Err(crate::originals::damaged(original, Damage::Changed)) }
    }

    fn told_apart(&self, path: &Path, original: Sha256, damage: Damage) -> Damage {
        if !matches!(damage, Damage::Changed | Damage::Cut) {
            return damage;
        }
        let holds = reading::stored_sha256(path).ok().and_then(|(_, stored)| self.by_stored.get(&stored));
        holds.filter(|other| **other != original).map_or(damage, |other| Damage::Swapped(*other))
    }
}

/// The vault's error inside one of input and output.
fn error_inside(error: io::Error) -> VaultError {
    match error.downcast::<VaultError>() {
        Ok(inside) => inside,
        Err(error) => VaultError::File(error),
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}
