//! Near copies, one text at a time.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Shingles;
use super::join::{RareFirst, Threshold, shared_at_least};

/// A growing set of texts that tells for each new one which of the earlier ones it copies; exact like [`super::near_copies`].
///
/// The order of shingles from rare to common is learnt anew whenever the set has doubled, so that a look-up stays short.
#[derive(Debug, Clone)]
pub struct Copies {
    threshold: Threshold,
    texts: Vec<Shingles>,
    order: RareFirst,
    /// For each shingle of a prefix the texts that have it there.
    index: FxHashMap<u32, Vec<u32>>,
    /// The size at which the order is learnt anew.
    relearn_at: usize,
}

impl Copies {
    const FIRST_ORDER: usize = 256;

    /// An empty set.
    #[must_use]
    pub fn new(threshold: Threshold) -> Self {
        let order = RareFirst::learn([].par_iter().map(Shingles::hashes));
        Self { threshold, texts: Vec::new(), order, index: FxHashMap::default(), relearn_at: Self::FIRST_ORDER }
    }

    /// How many texts were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether none was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Adds a text and returns the earlier ones (numbered from 0 as they came) that it is a near copy of, with their likeness.
    pub fn add(&mut self, text: &str) -> Vec<(usize, f64)> {
        self.add_shingles(Shingles::of(text))
    }

    /// The same for a text whose shingles are already there.
    pub fn add_shingles(&mut self, shingles: Shingles) -> Vec<(usize, f64)> {
        let found = self.find(&shingles);
        self.enter(self.texts.len(), &shingles);
        self.texts.push(shingles);
        if self.texts.len() >= self.relearn_at {
            self.relearn();
        }
        found
    }

    /// The texts that this one is a near copy of, without adding it.
    #[must_use]
    pub fn find(&self, shingles: &Shingles) -> Vec<(usize, f64)> {
        let prefix = self.order.prefix(shingles.hashes(), self.threshold);
        let mut candidates: Vec<u32> = prefix.iter().filter_map(|hash| self.index.get(hash)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.into_iter().filter_map(|text| self.verify(text as usize, shingles)).collect()
    }

    fn verify(&self, text: usize, shingles: &Shingles) -> Option<(usize, f64)> {
        let other = self.texts.get(text)?;
        let needed = self.threshold.needed(shingles.len(), other.len());
        let shared = shared_at_least(shingles.hashes(), other.hashes(), needed)?;
        let likeness = shared as f64 / (shingles.len() + other.len() - shared) as f64;
        (likeness >= self.threshold.likeness()).then_some((text, likeness))
    }

    fn enter(&mut self, text: usize, shingles: &Shingles) {
        let Ok(number) = u32::try_from(text) else { return };
        for hash in self.order.prefix(shingles.hashes(), self.threshold) {
            self.index.entry(hash).or_default().push(number);
        }
    }

    fn relearn(&mut self) {
        self.relearn_at = self.texts.len() * 2;
        self.order = RareFirst::learn(self.texts.par_iter().map(Shingles::hashes));
        self.index.clear();
        let texts = std::mem::take(&mut self.texts);
        for (number, shingles) in texts.iter().enumerate() {
            self.enter(number, shingles);
        }
        self.texts = texts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::near_copies;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn one_by_one_finds_what_all_at_once_finds(sets in proptest::collection::vec(proptest::collection::vec(0_u32..30, 0..16), 0..300)) {
            let texts: Vec<Shingles> = sets.into_iter().map(Shingles::from_hashes).collect();
            let mut copies = Copies::new(Threshold::NEAR_COPY);
            let mut found = Vec::new();
            for (second, text) in texts.iter().enumerate() {
                found.extend(copies.add_shingles(text.clone()).into_iter().map(|(first, _)| (first, second)));
            }
            found.sort_unstable();
            let expected: Vec<_> = near_copies(&texts, Threshold::NEAR_COPY).iter().map(|pair| (pair.first, pair.second)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_text_is_found_by_its_copy() {
        let mut copies = Copies::new(Threshold::NEAR_COPY);
        assert!(copies.is_empty());
        assert!(copies.add("Приглашаем девушек на работу за границей, писать 8 705 001 00 01").is_empty());
        let found = copies.add("приглашаем девушек на работу за границей писать 8 705 002 00 02");
        assert_eq!((found.len(), found[0].0, copies.len()), (1, 0, 2));
    }
}
