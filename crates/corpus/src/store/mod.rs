//! The store: posts, findings and networks in one file (redb), written in batches that are either there or not.
//!
//! Every change of a post gets the next number of the `changes` list in the same transaction. The index remembers up to which number it
//! has followed; so after a kill between the two it knows exactly what it missed. Several programs may have the store open at once (a
//! workbench that shows while an ingest writes); writers take turns.

mod blobs;
mod counts;
mod linked;
mod pictured;
mod unpacked;

pub(crate) use blobs::{Finding, Kept, edition as edition_of};
pub(crate) use counts::SourceCount;
pub(crate) use linked::{Linked, blob};

use std::collections::BTreeMap;
use std::path::Path;

use record::{Moment, PostKey};
use redb::{ConcurrencyMode, Database, ReadableDatabase, ReadableTable, ReadableTableMetadata, TableDefinition, WriteTransaction};
use signals::Signals;

use crate::entry::Version;
use crate::error::{CorpusError, Result};
use crate::input::{Incoming, Place};
use crate::mandates::Mandates;
use crate::pictures::Picture;

pub(crate) const POSTS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("posts");
pub(crate) const FINDINGS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("findings");
/// Fewer entries than this are not worth another core.
const FEWEST_AT_ONCE: usize = 32;
const CHANGES: TableDefinition<'_, u64, &str> = TableDefinition::new("changes");
pub(crate) const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");

/// Number of the last change.
const LAST_CHANGE: &str = "last_change";
/// Number up to which the list of changes was cut because the index has followed.
const CUT: &str = "changes_cut";
/// Stands before the key of a new post in the list of changes; no source begins so.
const NEW: char = '\u{1}';

/// The store of one home folder.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) database: Database,
    unpacked: unpacked::Unpacked,
}

/// A post with its signals, ready to be written.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) key: PostKey,
    /// Where it was read.
    pub(crate) place: Place,
    pub(crate) incoming: Incoming,
    pub(crate) signals: Signals,
    /// Whether it bears on trafficking; one that does not is written only as a new version of a kept post.
    pub(crate) bears: bool,
    /// The finding as it will be stored, encoded outside of the transaction.
    pub(crate) finding: Vec<u8>,
    /// Fingerprints of its pictures.
    pub(crate) pictures: Vec<Picture>,
}

/// What became of an arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Written as a new post.
    New,
    /// Written as a new version of a kept post.
    Edited,
    /// The same was there.
    Duplicate,
    /// Not kept.
    Dropped,
}

/// What is written at one go.
#[derive(Debug)]
pub(crate) struct Batch<'a> {
    pub(crate) arrivals: &'a [Arrival],
    /// Posts read of each source since the last batch, kept or not.
    pub(crate) read: &'a BTreeMap<String, u64>,
    pub(crate) now: Moment,
    pub(crate) mandates: &'a Mandates,
}

impl Store {
    /// Opens the store and makes it where there is none.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let database = Database::builder()
            .set_concurrency_mode(ConcurrencyMode::MultiWriter)
            .set_cache_size(256 << 20)
            .create(path)
            .map_err(|error| match error {
                redb::DatabaseError::DatabaseAlreadyOpen | redb::DatabaseError::LockProtocolMismatch => CorpusError::InUse(path.to_owned()),
                other => CorpusError::Store(other.into()),
            })?;
        let store = Self { database, unpacked: unpacked::Unpacked::default() };
        store.write(|txn| {
            txn.open_table(POSTS)?;
            txn.open_table(FINDINGS)?;
            txn.open_table(CHANGES)?;
            txn.open_table(META)?;
            counts::make(txn)?;
            linked::make(txn)?;
            pictured::make(txn)
        })?;
        Ok(store)
    }

    /// One transaction: all of it or nothing.
    pub(crate) fn write<T>(&self, act: impl FnOnce(&WriteTransaction) -> std::result::Result<T, Fault>) -> Result<T> {
        let txn = self.database.begin_write().map_err(redb::Error::from)?;
        let done = act(&txn)?;
        txn.commit().map_err(redb::Error::from)?;
        Ok(done)
    }

    pub(crate) fn read<T>(&self, act: impl FnOnce(&redb::ReadTransaction) -> std::result::Result<T, Fault>) -> Result<T> {
        let txn = self.database.begin_read().map_err(redb::Error::from)?;
        Ok(act(&txn)?)
    }

    /// Writes a batch; tells what became of each arrival, and how many fingerprints of pictures are new (a post that was there already
    /// may come with pictures that were not). When this returns, the batch is on the disk.
    pub(crate) fn commit(&self, batch: &Batch<'_>) -> Result<(Vec<Fate>, u64)> {
        if batch.read.is_empty() && batch.arrivals.is_empty() {
            return Ok((Vec::new(), 0));
        }
        self.write(|txn| {
            let mut writer = Writer::open(txn)?;
            let fates = batch.arrivals.iter().map(|arrival| writer.take(arrival, batch)).collect::<std::result::Result<Vec<_>, _>>()?;
            writer.close()?;
            counts::add_read(txn, batch.read)?;
            let kept = batch.arrivals.iter().zip(&fates).filter(|(_, fate)| **fate != Fate::Dropped);
            let pictures = kept.flat_map(|(arrival, _)| arrival.pictures.iter().map(|picture| (arrival.key.to_string(), picture)));
            let new = pictured::add(txn, pictures)?;
            Ok((fates, new))
        })
    }

    /// A kept post with its finding.
    pub(crate) fn entry(&self, key: &str) -> Result<Option<(Kept, Finding)>> {
        Ok(self.entries(&[key.to_owned()])?.pop().map(|(_, kept, finding)| (kept, finding)))
    }

    /// Kept posts with their findings; keys that are gone are left out.
    pub(crate) fn entries(&self, keys: &[String]) -> Result<Vec<(String, Kept, Finding)>> {
        self.unpacked.decode(self.raw(keys.iter().map(String::as_str))?)
    }

    /// These entries as they are stored; keys that are gone are left out.
    pub(crate) fn raw<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Result<Vec<(String, RawEntry)>> {
        self.read(|txn| {
            let (posts, findings) = (txn.open_table(POSTS)?, txn.open_table(FINDINGS)?);
            let mut found = Vec::new();
            for key in keys {
                let Some(post) = posts.get(key)? else { continue };
                let finding = findings.get(key)?.map(|blob| blob.value().to_vec()).unwrap_or_default();
                found.push((key.to_owned(), RawEntry { post: post.value().to_vec(), finding }));
            }
            Ok(found)
        })
    }

    /// Up to `count` entries behind a key, by key.
    pub(crate) fn after(&self, key: Option<&str>, count: usize) -> Result<Vec<(String, RawEntry)>> {
        use std::ops::Bound;
        self.read(|txn| {
            let (posts, findings) = (txn.open_table(POSTS)?, txn.open_table(FINDINGS)?);
            let from = key.map_or(Bound::Unbounded, Bound::Excluded);
            let mut page = Vec::with_capacity(count);
            for row in posts.range::<&str>((from, Bound::Unbounded))?.take(count) {
                let (key, post) = row?;
                let finding = findings.get(key.value())?.map(|blob| blob.value().to_vec()).unwrap_or_default();
                page.push((key.value().to_owned(), RawEntry { post: post.value().to_vec(), finding }));
            }
            Ok(page)
        })
    }

    /// Which of these keys are kept, in their order.
    pub(crate) fn holds<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Result<Vec<bool>> {
        self.read(|txn| {
            let posts = txn.open_table(POSTS)?;
            keys.map(|key| Ok(posts.get(key)?.is_some())).collect()
        })
    }

    /// How many posts are kept.
    pub(crate) fn len(&self) -> Result<u64> {
        self.read(|txn| Ok(txn.open_table(POSTS)?.len()?))
    }

    /// Number of the last change.
    pub(crate) fn last_change(&self) -> Result<u64> {
        self.read(|txn| number(&txn.open_table(META)?, LAST_CHANGE))
    }

    /// Keys changed behind a number, each once and whether it was new then, with the number of the last change; `None` where the list
    /// does not reach back so far.
    pub(crate) fn changed_since(&self, change: u64) -> Result<Option<(BTreeMap<String, bool>, u64)>> {
        self.read(|txn| {
            let meta = txn.open_table(META)?;
            if change < number(&meta, CUT)? || change > number(&meta, LAST_CHANGE)? {
                return Ok(None);
            }
            let mut keys = BTreeMap::new();
            for row in txn.open_table(CHANGES)?.range(change + 1..)? {
                let (_, change) = row?;
                let key = change.value();
                let is_new = key.strip_prefix(NEW);
                keys.entry(is_new.unwrap_or(key).to_owned()).or_insert(is_new.is_some());
            }
            Ok(Some((keys, number(&meta, LAST_CHANGE)?)))
        })
    }

    /// Forgets the list of changes up to a number that the index has followed.
    pub(crate) fn cut_changes(&self, change: u64) -> Result<()> {
        self.write(|txn| {
            txn.open_table(CHANGES)?.retain_in(..=change, |_, _| false)?;
            let mut meta = txn.open_table(META)?;
            let cut = number(&meta, CUT)?.max(change);
            meta.insert(CUT, cut)?;
            Ok(())
        })
    }

    /// Removes what may not be kept any longer; tells the keys.
    pub(crate) fn expire(&self, now: Moment, mandates: &Mandates) -> Result<Vec<String>> {
        let gone = self.write(|txn| {
            let mut gone = Vec::new();
            txn.open_table(POSTS)?.retain(|key, blob| {
                let keep = blobs::keep_until(key, blob, mandates).is_none_or(|until| until >= now);
                if !keep {
                    gone.push(key.to_owned());
                }
                keep
            })?;
            let (mut findings, mut changes) = (txn.open_table(FINDINGS)?, Changes::open(txn)?);
            for key in &gone {
                findings.remove(key.as_str())?;
                changes.add(key, false)?;
            }
            changes.close()?;
            linked::forget(txn, &gone)?;
            pictured::forget(txn, &gone)?;
            Ok(gone)
        })?;
        if !gone.is_empty() {
            self.unpacked.forget();
            self.recount()?;
        }
        Ok(gone)
    }

    /// Writes findings anew.
    pub(crate) fn write_findings(&self, findings: &[(String, Vec<u8>)]) -> Result<()> {
        self.write(|txn| {
            let (mut table, mut changes) = (txn.open_table(FINDINGS)?, Changes::open(txn)?);
            for (key, finding) in findings {
                table.insert(key.as_str(), finding.as_slice())?;
                changes.add(key, false)?;
            }
            changes.close()
        })
    }
}

/// Post and finding as they are stored.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RawEntry {
    pub(crate) post: Vec<u8>,
    pub(crate) finding: Vec<u8>,
}

impl RawEntry {
    pub(crate) fn decode(&self, key: &str) -> Result<(Kept, Finding)> {
        Ok((self.decode_post(key)?, Finding::decode(key, &self.finding)?))
    }

    pub(crate) fn decode_post(&self, key: &str) -> Result<Kept> {
        Kept::decode(key, &self.post)
    }
}

/// A fault inside a transaction.
#[derive(Debug)]
pub(crate) enum Fault {
    Store(redb::Error),
    Other(CorpusError),
}

impl<E: Into<redb::Error>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

impl From<Fault> for CorpusError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Store(error) => Self::Store(error),
            Fault::Other(error) => error,
        }
    }
}

type Outcome<T> = std::result::Result<T, Fault>;

fn number(meta: &impl ReadableTable<&'static str, u64>, name: &str) -> Outcome<u64> {
    Ok(meta.get(name)?.map_or(0, |value| value.value()))
}

/// The list of changes inside a transaction.
struct Changes<'t> {
    changes: redb::Table<'t, u64, &'static str>,
    meta: redb::Table<'t, &'static str, u64>,
    last: u64,
}

impl<'t> Changes<'t> {
    fn open(txn: &'t WriteTransaction) -> Outcome<Self> {
        let meta = txn.open_table(META)?;
        let last = number(&meta, LAST_CHANGE)?;
        Ok(Self { changes: txn.open_table(CHANGES)?, meta, last })
    }

    fn add(&mut self, key: &str, is_new: bool) -> Outcome<()> {
        self.last += 1;
        if is_new {
            self.changes.insert(self.last, format!("{NEW}{key}").as_str())?;
        } else {
            self.changes.insert(self.last, key)?;
        }
        Ok(())
    }

    fn close(mut self) -> Outcome<()> {
        self.meta.insert(LAST_CHANGE, self.last)?;
        Ok(())
    }
}

/// Writes arrivals inside a transaction.
struct Writer<'t> {
    txn: &'t WriteTransaction,
    posts: redb::Table<'t, &'static str, &'static [u8]>,
    findings: redb::Table<'t, &'static str, &'static [u8]>,
    changes: Changes<'t>,
    counts: counts::Growth,
}

impl<'t> Writer<'t> {
    fn open(txn: &'t WriteTransaction) -> Outcome<Self> {
        let (posts, findings, changes) = (txn.open_table(POSTS)?, txn.open_table(FINDINGS)?, Changes::open(txn)?);
        Ok(Self { txn, posts, findings, changes, counts: counts::Growth::default() })
    }

    fn take(&mut self, arrival: &Arrival, batch: &Batch<'_>) -> Outcome<Fate> {
        let key = arrival.key.to_string();
        let old = match self.posts.get(key.as_str())? {
            Some(blob) => Some(Kept::decode(&key, blob.value()).map_err(Fault::Other)?),
            None => None,
        };
        match old {
            None if arrival.bears => self.insert(&key, arrival, Kept::new(&arrival.incoming, batch.now, batch.mandates), Fate::New),
            None => Ok(Fate::Dropped),
            Some(old) if knows(&old, arrival) => Ok(Fate::Duplicate),
            Some(old) => self.insert(&key, arrival, old.edited(&arrival.incoming, batch.now), Fate::Edited),
        }
    }

    fn insert(&mut self, key: &str, arrival: &Arrival, kept: Kept, fate: Fate) -> Outcome<Fate> {
        if fate == Fate::Edited {
            self.counts.forget(key, &self.findings)?;
        }
        self.counts.add(&arrival.incoming.post.source, kept.when(), arrival.signals.band, fate == Fate::New);
        self.posts.insert(key, kept.encode().map_err(Fault::Other)?.as_slice())?;
        self.findings.insert(key, arrival.finding.as_slice())?;
        self.changes.add(key, fate == Fate::New)?;
        Ok(fate)
    }

    fn close(self) -> Outcome<()> {
        let Self { txn, posts, findings, changes, counts } = self;
        drop((posts, findings));
        changes.close()?;
        counts.write(txn)
    }
}

/// Whether this text is already there, as the newest version or as an earlier one (an older export read later brings nothing new).
fn knows(old: &Kept, arrival: &Arrival) -> bool {
    let text = &arrival.incoming.post.text;
    old.post.text == *text || old.earlier.iter().any(|Version { text: earlier, .. }| earlier == text)
}
