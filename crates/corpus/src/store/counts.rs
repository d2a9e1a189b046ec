//! Counts by source, kept beside the posts so that lists of sources need no scan.

use std::collections::BTreeMap;

use record::Moment;
use redb::{ReadableTable, TableDefinition, WriteTransaction};
use serde::{Deserialize, Serialize};
use signals::score::Band;

use super::{FINDINGS, Fault, Outcome, POSTS, Store, blobs};
use crate::error::{CorpusError, Result};

const SOURCES: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("sources");

/// What is known of a source's posts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceCount {
    pub(crate) posts: u64,
    pub(crate) worth_a_look: u64,
    pub(crate) read: u64,
    pub(crate) first: Option<Moment>,
    pub(crate) last: Option<Moment>,
}

impl SourceCount {
    fn see(&mut self, when: Moment) {
        self.first = Some(self.first.map_or(when, |first| first.min(when)));
        self.last = Some(self.last.map_or(when, |last| last.max(when)));
    }
}

pub(super) fn make(txn: &WriteTransaction) -> Outcome<()> {
    txn.open_table(SOURCES)?;
    Ok(())
}

/// What a batch adds to one source: posts, posts worth a look (fewer where an edit lowered them), first and last publication.
type Added = (u64, i64, Option<(Moment, Moment)>);

/// What a batch adds.
#[derive(Default)]
pub(super) struct Growth {
    by_source: BTreeMap<String, Added>,
}

impl Growth {
    pub(super) fn add(&mut self, source: &str, when: Moment, band: Band, is_new: bool) {
        let (posts, worth, span) = self.by_source.entry(source.to_owned()).or_default();
        *posts += u64::from(is_new);
        *worth += i64::from(band >= Band::Medium);
        *span = Some(span.map_or((when, when), |(first, last)| (first.min(when), last.max(when))));
    }

    /// A new version takes the place of this post's finding.
    pub(super) fn forget(&mut self, key: &str, findings: &impl ReadableTable<&'static str, &'static [u8]>) -> Outcome<()> {
        if findings.get(key)?.is_some_and(|blob| blobs::is_worth_a_look(blob.value())) {
            let source = key.split_once('/').map_or(key, |(source, _)| source);
            self.by_source.entry(source.to_owned()).or_default().1 -= 1;
        }
        Ok(())
    }

    pub(super) fn write(self, txn: &WriteTransaction) -> Outcome<()> {
        for (source, (posts, worth, span)) in self.by_source {
            change(txn, &source, |count| {
                count.posts += posts;
                count.worth_a_look = count.worth_a_look.saturating_add_signed(worth);
                if let Some((first, last)) = span {
                    count.see(first);
                    count.see(last);
                }
            })?;
        }
        Ok(())
    }
}

pub(super) fn add_read(txn: &WriteTransaction, read: &BTreeMap<String, u64>) -> Outcome<()> {
    for (source, number) in read {
        change(txn, source, |count| count.read += number)?;
    }
    Ok(())
}

fn change(txn: &WriteTransaction, source: &str, act: impl FnOnce(&mut SourceCount)) -> Outcome<()> {
    let mut table = txn.open_table(SOURCES)?;
    let mut count = table.get(source)?.and_then(|blob| serde_json::from_slice(blob.value()).ok()).unwrap_or_default();
    act(&mut count);
    put(&mut table, source, &count)
}

fn put(table: &mut redb::Table<'_, &'static str, &'static [u8]>, source: &str, count: &SourceCount) -> Outcome<()> {
    let damaged = |error: serde_json::Error| Fault::Other(CorpusError::Damaged { key: source.to_owned(), what: error.to_string() });
    table.insert(source, serde_json::to_vec(count).map_err(damaged)?.as_slice())?;
    Ok(())
}

impl Store {
    /// Counts of all sources ever read.
    pub(crate) fn counts(&self) -> Result<BTreeMap<String, SourceCount>> {
        self.read(|txn| {
            let mut counts = BTreeMap::new();
            for row in txn.open_table(SOURCES)?.iter()? {
                let (source, blob) = row?;
                counts.insert(source.value().to_owned(), serde_json::from_slice(blob.value()).unwrap_or_default());
            }
            Ok(counts)
        })
    }

    /// Counts all posts anew; how many were read stays.
    pub(crate) fn recount(&self) -> Result<()> {
        self.write(|txn| {
            let mut counts: BTreeMap<String, SourceCount> = BTreeMap::new();
            let mut sources = txn.open_table(SOURCES)?;
            for row in sources.iter()? {
                let (source, blob) = row?;
                let read = serde_json::from_slice::<SourceCount>(blob.value()).unwrap_or_default().read;
                counts.insert(source.value().to_owned(), SourceCount { read, ..SourceCount::default() });
            }
            let (posts, findings) = (txn.open_table(POSTS)?, txn.open_table(FINDINGS)?);
            for row in posts.iter()? {
                let (key, blob) = row?;
                let source = key.value().split_once('/').map_or("", |(source, _)| source);
                let count = counts.entry(source.to_owned()).or_default();
                count.posts += 1;
                count.worth_a_look += u64::from(findings.get(key.value())?.is_some_and(|found| blobs::is_worth_a_look(found.value())));
                blobs::when(blob.value()).into_iter().for_each(|when| count.see(when));
            }
            for (source, count) in &counts {
                put(&mut sources, source, count)?;
            }
            Ok(())
        })
    }
}
