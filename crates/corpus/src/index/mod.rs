//! The search index (tantivy): a cache of the store that may be deleted at any moment.
//!
//! Each commit of the index carries the number of the last change of the store that it has seen. Whatever happened between (a kill, a
//! deleted folder, documents of another edition), [`Index::follow`] brings it level again. The index is never ahead of the store, because
//! documents are made of what the store has committed.

mod ask;
mod facets;
mod schema;
mod words;

use std::path::Path;
use std::sync::Mutex;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tantivy::collector::TopDocs;
use tantivy::query::Query as Question;
use tantivy::schema::Value;
use tantivy::{DocAddress, IndexReader, IndexWriter, Order, ReloadPolicy, Searcher, TantivyDocument, TantivyError};

use crate::error::{CorpusError, Result};
use crate::query::{Query, Sort};
use crate::store::{RawEntry, Store};
use facets::{Counted, FacetCounter};
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
    /// Counts by index generation and question.
    counted: Mutex<FxHashMap<(u64, String), Counted>>,
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
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let folder = folder.join(format!("edition-{}", schema::EDITION));
        match Self::open_existing(&folder) {
            Ok(index) => Ok(index),
            Err(error) => {
                tracing::warn!(%error, "the search index can't be read and is built anew");
                std::fs::remove_dir_all(&folder).map_err(CorpusError::io(&folder))?;
                Self::open_existing(&folder)
            }
        }
    }

    fn open_existing(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(CorpusError::io(folder))?;
        let (schema, fields) = schema::schema();
        let directory = tantivy::directory::MmapDirectory::open(folder).map_err(TantivyError::from)?;
        let mut index = tantivy::Index::open_or_create(directory, schema)?;
        index.tokenizers().register(words::NAME, words::analyzer());
        index.set_default_multithread_executor()?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::OnCommitWithDelay).try_into()?;
        Ok(Self { index, reader, fields, counted: Mutex::default() })
    }

    /// A writer; none where another program is writing.
    pub(crate) fn writer(&self) -> Result<Option<Writer<'_>>> {
        match self.index.writer_with_num_threads(2, WRITER_MEMORY) {
            Ok(writer) => Ok(Some(Writer { index: self, writer })),
            Err(TantivyError::LockFailure(..)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The number of the last change that the index has seen.
    fn seen(&self) -> Result<Option<u64>> {
        Ok(self.index.load_metas()?.payload.and_then(|payload| payload.parse().ok()))
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

/// Writes to the index.
pub(crate) struct Writer<'a> {
    index: &'a Index,
    writer: IndexWriter,
}

impl Writer<'_> {
    /// Commits what was put in, with the number of the last change that it covers.
    fn commit(&mut self, change: u64) -> Result<()> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&change.to_string());
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
            Ok(schema::document(&self.index.fields, key, &kept, &finding.signals))
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
