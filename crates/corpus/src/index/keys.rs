//! Keys of all posts that answer a question, from a column, without touching the posts.

use std::sync::Arc;

use record::Regions;
use rustc_hash::FxHashSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::{Index, ask};
use crate::Query;
use crate::error::Result;

/// Keys of posts.
pub(crate) type Keys = FxHashSet<String>;
/// Sets of keys that are remembered.
const REMEMBERED: usize = 32;

/// Gathers the keys of all matching posts.
struct KeyCollector;

/// Keys inside one segment, as their places in its list of keys.
struct SegmentKeys {
    column: Option<StrColumn>,
    places: Vec<u64>,
}

impl Index {
    /// The keys of all posts that may be read for these regions.
    pub(crate) fn keys(&self, within: &Regions) -> Result<Arc<Keys>> {
        let searcher = self.reader.searcher();
        let name = (searcher.generation().generation_id(), within.clone());
        if let Some(keys) = self.keys.lock().ok().and_then(|known| known.get(&name).cloned()) {
            return Ok(keys);
        }
        let query = Query { within: Some(within.clone()), ..Query::default() };
        let keys = Arc::new(searcher.search(&*ask::question(&self.fields, &query, None), &KeyCollector)?);
        if let Ok(mut known) = self.keys.lock() {
            known.retain(|(generation, _), _| *generation == name.0);
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(name, Arc::clone(&keys));
        }
        Ok(keys)
    }
}

impl Collector for KeyCollector {
    type Fruit = Keys;
    type Child = SegmentKeys;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentKeys> {
        Ok(SegmentKeys { column: segment.fast_fields().str("key")?, places: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Keys>>) -> tantivy::Result<Keys> {
        let mut all = Keys::default();
        for keys in fruits {
            all.extend(keys?);
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentKeys {
    type Fruit = tantivy::Result<Keys>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.places.extend(self.column.iter().flat_map(|column| column.ords().values_for_doc(doc)));
    }

    fn harvest(mut self) -> tantivy::Result<Keys> {
        let mut keys = Keys::default();
        let Some(column) = self.column else { return Ok(keys) };
        self.places.sort_unstable();
        column.dictionary().sorted_ords_to_term_cb(&self.places, |key| {
            keys.extend(std::str::from_utf8(key).ok().map(str::to_owned));
        })?;
        Ok(keys)
    }
}
