//! Counts of the matching posts by band, category, language, source and place, from columns, without touching the posts.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Cardinality, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::query::{Count, Facets};

const COLUMNS: [&str; 5] = ["band", "category", "language", "source", "place"];
const BLOCK: usize = 64;

/// Counts all matching posts.
pub(super) struct FacetCounter;

/// Total and counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counted {
    pub(crate) total: u64,
    columns: [BTreeMap<String, u64>; 5],
}

/// Counts inside one segment.
pub(super) struct SegmentCounter {
    total: u64,
    columns: Vec<Option<ColumnCounter>>,
    block: Vec<DocId>,
}

struct ColumnCounter {
    column: StrColumn,
    is_full: bool,
    counts: Vec<u64>,
    values: [u64; BLOCK],
}

impl Collector for FacetCounter {
    type Fruit = Counted;
    type Child = SegmentCounter;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCounter> {
        let columns = COLUMNS.iter().map(|name| Ok(segment.fast_fields().str(name)?.map(ColumnCounter::new)));
        Ok(SegmentCounter { total: 0, columns: columns.collect::<tantivy::Result<_>>()?, block: Vec::with_capacity(BLOCK) })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Counted>) -> tantivy::Result<Counted> {
        let mut all = Counted::default();
        for fruit in fruits {
            all.total += fruit.total;
            for (sum, part) in all.columns.iter_mut().zip(fruit.columns) {
                part.into_iter().for_each(|(value, count)| *sum.entry(value).or_default() += count);
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentCounter {
    type Fruit = Counted;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.block.push(doc);
        if self.block.len() == BLOCK {
            self.flush();
        }
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.total += docs.len() as u64;
        for piece in docs.chunks(BLOCK) {
            self.columns.iter_mut().flatten().for_each(|column| column.count(piece));
        }
    }

    fn harvest(mut self) -> Counted {
        self.flush();
        let mut counted = Counted { total: self.total, columns: Default::default() };
        for (named, column) in counted.columns.iter_mut().zip(self.columns) {
            *named = column.map(ColumnCounter::named).unwrap_or_default();
        }
        counted
    }
}

impl SegmentCounter {
    fn flush(&mut self) {
        let block = std::mem::take(&mut self.block);
        self.collect_block(&block);
        self.block = block;
        self.block.clear();
    }
}

impl ColumnCounter {
    fn new(column: StrColumn) -> Self {
        let is_full = column.ords().get_cardinality() == Cardinality::Full;
        let counts = vec![0; column.num_terms()];
        Self { column, is_full, counts, values: [0; BLOCK] }
    }

    fn count(&mut self, docs: &[DocId]) {
        if self.is_full
            && let Some(values) = self.values.get_mut(..docs.len())
        {
            self.column.ords().values.get_vals(docs, values);
            values.iter().for_each(|ord| add(&mut self.counts, *ord));
            return;
        }
        for doc in docs {
            self.column.ords().values_for_doc(*doc).for_each(|ord| add(&mut self.counts, ord));
        }
    }

    fn named(self) -> BTreeMap<String, u64> {
        let mut named = BTreeMap::new();
        for (ord, count) in (0_u64..).zip(&self.counts).filter(|(_, count)| **count > 0) {
            let mut value = String::new();
            if self.column.ord_to_str(ord, &mut value).unwrap_or(false) {
                named.insert(value, *count);
            }
        }
        named
    }
}

fn add(counts: &mut [u64], ord: u64) {
    if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
        *count += 1;
    }
}

impl Counted {
    /// The counts as pages show them.
    pub(crate) fn facets(&self) -> Facets {
        let [bands, categories, languages, sources, places] = self.columns.each_ref().map(ranked);
        Facets { bands, categories, languages, sources, places }
    }
}

fn ranked(counts: &BTreeMap<String, u64>) -> Vec<Count> {
    let mut ranked: Vec<Count> = counts.iter().map(|(value, posts)| Count { value: value.clone(), posts: *posts }).collect();
    ranked.sort_by_key(|count| std::cmp::Reverse(count.posts));
    ranked
}
