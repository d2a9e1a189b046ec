//! Which posts may be read for which regions.
//!
//! A post is of the regions of the places that its signals name; one that names no place of Kazakhstan is of no place. Whoever may read
//! for some regions may read posts of no place and those with at least one region that is covered. A state covers its parts and not the
//! other way round: a post that names Kazakhstan and nothing closer is read for the whole state only.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use knowledge::PlaceRegions;
use lru::LruCache;
use record::{Region, Regions};
use signals::Signals;
use signals::facts::Fact;

use crate::error::Result;
use crate::index::Keys;
use crate::store::SourceCount;
use crate::{Corpus, Count, Query, Sort};

/// What stands in the index for a post of no place; no region's code has small letters.
const NOWHERE: &str = "none";

/// What is known of sources, by name.
type BySource = Arc<BTreeMap<String, SourceCount>>;

/// Counts of sources by generation and regions.
#[derive(Debug)]
pub(crate) struct Counts(Mutex<LruCache<(u64, Regions), BySource>>);

impl Default for Counts {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(REMEMBERED)))
    }
}

/// Sets of regions whose counts are remembered.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(16).unwrap();

/// Posts that may be read: all, or these.
pub(crate) enum Seen {
    /// All.
    All,
    /// Posts with these keys.
    Some(Arc<Keys>),
}

/// The regions of a post, by the places that its signals name.
#[must_use]
pub fn regions_of(signals: &Signals, places: &PlaceRegions) -> Regions {
    places.named(signals.facts.iter().filter_map(|fact| match fact {
        Fact::Place { code, country, .. } => Some((code.as_str(), country.as_str())),
        Fact::Price { .. } | Fact::Age { .. } => None,
    }))
}

/// Whether a post of these regions may be read for those.
#[must_use]
pub fn lies_within(post: &Regions, within: &Regions) -> bool {
    post.is_empty() || post.iter().any(|region| within.cover(region))
}

/// What stands in the index for a post of these regions: each that covers one of them.
pub(crate) fn terms(post: &Regions) -> BTreeSet<String> {
    let covering = post.iter().flat_map(|region| [region.code().to_owned(), region.state().code().to_owned()]);
    if post.is_empty() { [NOWHERE.to_owned()].into() } else { covering.collect() }
}

/// What is asked of the index for whoever may read for these regions: one of these.
pub(crate) fn asked(within: &Regions) -> impl Iterator<Item = &str> {
    within.iter().map(Region::code).chain([NOWHERE])
}

impl Seen {
    /// Whether this post may be read.
    pub(crate) fn has(&self, key: &str) -> bool {
        match self {
            Self::All => true,
            Self::Some(keys) => keys.contains(key),
        }
    }
}

impl Corpus {
    /// Whether a post with these signals may be read for these regions.
    pub(crate) fn is_within(&self, signals: &Signals, within: Option<&Regions>) -> bool {
        within.is_none_or(|within| lies_within(&regions_of(signals, self.index.places()), within))
    }

    /// The posts that may be read for these regions, as the index knows them.
    pub(crate) fn seen_within(&self, within: Option<&Regions>) -> Result<Seen> {
        within.map_or(Ok(Seen::All), |within| Ok(Seen::Some(self.index.keys(within)?)))
    }

    /// What is known of the sources of posts that may be read for these regions, by those posts alone. It takes two questions to the index
    /// for each source, so it is remembered for as long as the same posts are found.
    pub(crate) fn counts_within(&self, within: &Regions) -> Result<BySource> {
        let of = (self.generation(), within.clone());
        if let Some(counts) = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner).get(&of) {
            return Ok(Arc::clone(counts));
        }
        let all = self.index.find(&Query { within: Some(within.clone()), limit: 0, ..Query::default() }, None)?.counted.facets();
        let count = |source: Count| Ok((source.value.clone(), self.count_within(&source.value, within)?));
        let counts = Arc::new(all.sources.into_iter().map(count).collect::<Result<_>>()?);
        self.counts.0.lock().unwrap_or_else(PoisonError::into_inner).put(of, Arc::clone(&counts));
        Ok(counts)
    }

    fn count_within(&self, source: &str, within: &Regions) -> Result<SourceCount> {
        let query =
            Query { sources: vec![source.to_owned()], within: Some(within.clone()), sort: Sort::Newest, limit: 1, ..Query::default() };
        let newest = self.index.find(&query, None)?;
        let posts = newest.counted.total;
        let offset = usize::try_from(posts.saturating_sub(1)).unwrap_or(usize::MAX);
        let oldest = self.index.find(&Query { offset, ..query }, None)?;
        let ends = newest.keys.into_iter().chain(oldest.keys).map(|(key, _)| key).collect::<Vec<_>>();
        let mut whens = self.store.entries(&ends)?.into_iter().map(|(_, kept, _)| kept.when());
        let last = whens.next();
        let bands = newest.counted.facets().bands;
        let worth = bands.iter().filter(|band| matches!(band.value.as_str(), "medium" | "high"));
        Ok(SourceCount { posts, worth_a_look: worth.map(|band| band.posts).sum(), read: 0, first: whens.next().or(last), last })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn regions() -> impl Strategy<Value = Regions> {
        let codes = proptest::sample::subsequence(vec!["KZ", "KZ-10", "KZ-71", "KZ-75", "KG", "UZ"], 0..=4);
        codes.prop_map(|codes| codes.into_iter().filter_map(|code| Region::new(code).ok()).collect())
    }

    proptest! {
        /// The index knows nothing of regions but equal words; those must say what the rule says.
        #[test]
        fn the_index_is_asked_for_what_the_rule_says(post in regions(), within in regions()) {
            let terms = terms(&post);
            prop_assert_eq!(asked(&within).any(|code| terms.contains(code)), lies_within(&post, &within));
        }
    }
}
