//! The search index (tantivy): a cache of the store that may be deleted at any moment.
//!
//! Each commit of the index carries the number of the last change of the store that it has seen. Whatever happened between (a kill, a
//! deleted folder, documents of another edition), [`Index::follow`] brings it level again. The index is never ahead of the store, because
//! documents are made of what the store has committed. Which places lie in which regions is part of what documents are made of, so the
//! commit carries a digest of that too, and documents made after another gazetteer are made anew.

mod ask;
mod facets;
mod keys;
mod schema;
mod words;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use knowledge::PlaceRegions;
use rayon::prelude::*;
use record::{Region, Regions};
use rustc_hash::FxHashMap;
use tantivy::collector::TopDocs;
use tantivy::query::Query as Question;
use tantivy::schema::Value;
use tantivy::{DocAddress, IndexReader, IndexWriter, Order, ReloadPolicy, Searcher, TantivyDocument, TantivyError};

use crate::error::{CorpusError, Result};
use crate::query::{Query, Sort};
use crate::store::{RawEntry, Store};
use facets::{Counted, FacetCounter};
pub(crate) use keys::Keys;
use schema::Fields;

/// Memory of the writing threads together, in bytes.
const WRITER_MEMORY: usize = 128 << 20;
/// Posts read from the store at one go when catching up.
const PAGE: usize = 2_048;
/// Counts that are remembered.
const REMEMBERED: usize = 64;

/// The index of one home folder.
pub(crate) struct Index {
    index: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    places: PlaceRegions,
    /// A digest of `places`.
    gazetteer: String,
    /// Counts by index generation and question.
    counted: Mutex<FxHashMap<(u64, String), Counted>>,
    /// Keys of posts by index generation and regions for which they may be read.
    keys: Mutex<BTreeMap<(u64, Regions), Arc<Keys>>>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").finish_non_exhaustive()
    }
}

/// A page of keys with how well they match, and all counts.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) counted: Counted,
    pub(crate) keys: Vec<(String, f32)>,
}

impl Index {
    /// Opens the index in a folder; one that can't be read or is of another edition is thrown away and begun anew.
    pub(crate) fn open(folder: &Path, places: PlaceRegions) -> Result<Self> {
        for old in 0..schema::EDITION {
            // A cache; where it can't be removed, nothing is lost but room.
            let _ = std::fs::remove_dir_all(folder.join(format!("edition-{old}")));
        }
        let folder = folder.join(format!("edition-{}", schema::EDITION));
        match Self::open_existing(&folder, places.clone()) {
            Ok(index) => Ok(index),
            Err(error) => {
                tracing::warn!(%error, "the search index can't be read and is built anew");
                std::fs::remove_dir_all(&folder).map_err(CorpusError::io(&folder))?;
                Self::open_existing(&folder, places)
            }
        }
    }

    fn open_existing(folder: &Path, places: PlaceRegions) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(CorpusError::io(folder))?;
        let (schema, fields) = schema::schema();
        let directory = tantivy::directory::MmapDirectory::open(folder).map_err(TantivyError::from)?;
        let mut index = tantivy::Index::open_or_create(directory, schema)?;
        index.tokenizers().register(words::NAME, words::analyzer());
        index.set_default_multithread_executor()?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::OnCommitWithDelay).try_into()?;
        let gazetteer = digest(&places);
        Ok(Self { index, reader, fields, places, gazetteer, counted: Mutex::default(), keys: Mutex::default() })
    }

    /// A writer; none where another program is writing.
    pub(crate) fn writer(&self) -> Result<Option<Writer<'_>>> {
        match self.index.writer_with_num_threads(2, WRITER_MEMORY) {
            Ok(writer) => Ok(Some(Writer { index: self, writer })),
            Err(TantivyError::LockFailure(..)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The number of the last change that the index has seen; none where its documents were made after another gazetteer.
    fn seen(&self) -> Result<Option<u64>> {
        let payload = self.index.load_metas()?.payload.unwrap_or_default();
        let seen = payload.split_once(' ').filter(|(_, gazetteer)| *gazetteer == self.gazetteer);
        Ok(seen.and_then(|(change, _)| change.parse().ok()))
    }

    /// Which places lie in which regions.
    pub(crate) fn places(&self) -> &PlaceRegions {
        &self.places
    }

    /// Brings the index level with the store; where another program is writing to it, that program does so.
    pub(crate) fn follow(&self, store: &Store) -> Result<()> {
        if self.seen()? == Some(store.last_change()?) {
            return Ok(());
        }
        let Some(mut writer) = self.writer()? else { return Ok(()) };
        writer.catch_up(store)?;
        writer.finish(store)
    }

    /// A number that changes whenever questions may be answered differently.
    pub(crate) fn generation(&self) -> u64 {
        self.reader.searcher().generation().generation_id()
    }

    /// Answers a query.
    pub(crate) fn find(&self, query: &Query, members: Option<&[String]>) -> Result<Answer> {
        let searcher = self.reader.searcher();
        let question = ask::question(&self.fields, query, members);
        let counted = self.count(&searcher, &*question, query)?;
        let limit = query.limit.min(1_000);
        let keys =
            if limit == 0 || query.offset as u64 >= counted.total { Vec::new() } else { self.top(&searcher, &*question, query, limit)? };
        Ok(Answer { counted, keys })
    }

    fn count(&self, searcher: &Searcher, question: &dyn Question, query: &Query) -> Result<Counted> {
        let name =
            (searcher.generation().generation_id(), format!("{:?}", Query { offset: 0, limit: 0, sort: Sort::Score, ..query.clone() }));
        if let Some(counted) = self.counted.lock().ok().and_then(|known| known.get(&name).cloned()) {
            return Ok(counted);
        }
        let counted = searcher.search(question, &FacetCounter)?;
        if let Ok(mut known) = self.counted.lock() {
            if known.len() >= REMEMBERED {
                known.clear();
            }
            // Members of a network can change while the index stays.
            if query.network.is_none() {
                known.insert(name, counted.clone());
            }
        }
        Ok(counted)
    }

    fn top(&self, searcher: &Searcher, question: &dyn Question, query: &Query, limit: usize) -> Result<Vec<(String, f32)>> {
        let page = TopDocs::with_limit(limit).and_offset(query.offset);
        let by = |field: &str| -> Result<Vec<(f32, DocAddress)>> {
            let page = TopDocs::with_limit(limit).and_offset(query.offset).order_by_fast_field::<u64>(field, Order::Desc);
            Ok(searcher.search(question, &page)?.into_iter().map(|(_, address)| (0.0, address)).collect())
        };
        let found = match query.sort {
            Sort::Score => by("by_score")?,
            Sort::Newest => by("by_time")?,
            Sort::Relevance => searcher.search(question, &page.order_by_score())?,
        };
        found.into_iter().map(|(score, address)| Ok((self.key(searcher, address)?, score))).collect()
    }

    fn key(&self, searcher: &Searcher, address: DocAddress) -> Result<String> {
        let document: TantivyDocument = searcher.doc(address)?;
        Ok(document.get_first(self.fields.key).and_then(|value| value.as_str()).unwrap_or_default().to_owned())
    }
}

fn digest(places: &PlaceRegions) -> String {
    let codes = |regions: &Regions| regions.iter().map(Region::code).collect::<Vec<_>>().join(" ");
    let parts: Vec<(&str, String)> = places.iter().map(|(place, regions)| (place, codes(regions))).collect();
    crate::digest_of(parts.iter().map(|(place, regions)| (*place, regions.as_bytes())))
}

/// Writes to the index.
pub(crate) struct Writer<'a> {
    index: &'a Index,
    writer: IndexWriter,
}

impl Writer<'_> {
    /// Commits what was put in, with the number of the last change that it covers.
    fn commit(&mut self, change: u64) -> Result<()> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&format!("{change} {}", self.index.gazetteer));
        prepared.commit()?;
        self.index.reader.reload()?;
        Ok(())
    }

    /// Reads from the store what the index has not seen; where the list of changes does not reach back, everything.
    pub(crate) fn catch_up(&mut self, store: &Store) -> Result<()> {
        let changed = match self.index.seen()? {
            Some(seen) => store.changed_since(seen)?,
            None => None,
        };
        let last = match changed {
            Some((keys, last)) => {
                self.put_changed(store, &keys.into_iter().collect::<Vec<_>>())?;
                last
            }
            None => {
                let last = store.last_change()?;
                self.put_all(store)?;
                last
            }
        };
        self.commit(last)
    }

    fn put_changed(&mut self, store: &Store, changed: &[(String, bool)]) -> Result<()> {
        for page in changed.chunks(PAGE) {
            for (key, _) in page.iter().filter(|(_, is_new)| !is_new) {
                self.writer.delete_term(schema::key_term(&self.index.fields, key));
            }
            self.put(&store.raw(page.iter().map(|(key, _)| key.as_str()))?)?;
        }
        Ok(())
    }

    fn put_all(&mut self, store: &Store) -> Result<()> {
        self.writer.delete_all_documents()?;
        let mut last: Option<String> = None;
        loop {
            let page = store.after(last.as_deref(), PAGE)?;
            let Some((key, _)) = page.last() else { return Ok(()) };
            last = Some(key.clone());
            self.put(&page)?;
        }
    }

    /// Makes documents on all cores and adds them.
    fn put(&mut self, page: &[(String, RawEntry)]) -> Result<()> {
        let make = |(key, raw): &(String, RawEntry)| {
            let (kept, finding) = raw.decode(key)?;
            Ok(schema::document(&self.index.fields, key, &kept, &finding.signals, &self.index.places))
        };
        for document in page.par_iter().map(make).collect::<Result<Vec<_>>>()? {
            self.writer.add_document(document)?;
        }
        Ok(())
    }

    /// Ends the writing: what is merged in the background is waited for, so that nothing is lost at the program's end.
    pub(crate) fn finish(self, store: &Store) -> Result<()> {
        let seen = self.index.seen()?;
        self.writer.wait_merging_threads()?;
        self.index.reader.reload()?;
        seen.map_or(Ok(()), |seen| store.cut_changes(seen))
    }
}
