//! Posts without contacts of their own, brought to where they belong by several weak signs at once.
//!
//! A copied text alone is no link. With the same place and the same price, or with the same author's name in another source, it
//! ties a post that has nothing else to a group, and never two groups that each have contacts to each other; and only where nobody
//! but that one group uses the text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Verdicts;
use crate::graph::Graph;
use crate::network::TieReason;
use crate::sets::DisjointSets;
use crate::sighting::Sighting;

/// From this estimated likeness a text counts as copied.
pub(super) const COPIED: f64 = 0.6;
/// A wording that so many posts share with place and price is a formula, not a sign.
const FORMULA: usize = 200;

/// A tie between two posts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FoundTie {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) likeness: f64,
    pub(crate) reason: TieReason,
}

/// What a post must share with another one for the two to be compared. Posts that share none of these never influence each other's ties.
pub(crate) fn tie_keys(sighting: &Sighting) -> impl Iterator<Item = u64> {
    sighting.text.bands()
}

/// The ties of all posts that no identifier links and that show no contact that could be their own.
pub(super) fn find(graph: &Graph<'_>, verdicts: &Verdicts, sets: &mut DisjointSets) -> Vec<FoundTie> {
    let lone: FxHashSet<u32> = graph.post_numbers().filter(|&post| is_lone(graph, verdicts, post)).collect();
    let buckets = buckets(graph, &lone);
    let mut ordered: Vec<u32> = lone.iter().copied().collect();
    ordered.sort_unstable();
    ordered.into_iter().filter_map(|post| Search { graph, lone: &lone, buckets: &buckets }.tie(post, sets)).collect()
}

fn is_lone(graph: &Graph<'_>, verdicts: &Verdicts, post: u32) -> bool {
    graph.marks_of(post).iter().all(|&mark| !verdicts.is_own(mark) || graph.is_account(mark) && !verdicts.links(graph, mark, post))
        && !graph.marks_of(post).iter().any(|&mark| verdicts.links(graph, mark, post))
}

fn buckets(graph: &Graph<'_>, lone: &FxHashSet<u32>) -> FxHashMap<u64, Vec<u32>> {
    let keys = |post: u32| graph.post(post).into_iter().flat_map(tie_keys);
    let mut buckets: FxHashMap<u64, Vec<u32>> = lone.iter().flat_map(|&post| keys(post)).map(|key| (key, Vec::new())).collect();
    if buckets.is_empty() {
        return buckets;
    }
    for post in graph.post_numbers() {
        for key in keys(post) {
            if let Some(bucket) = buckets.get_mut(&key).filter(|bucket| bucket.len() <= FORMULA) {
                bucket.push(post);
            }
        }
    }
    buckets
}

struct Search<'s, 'a> {
    graph: &'s Graph<'a>,
    lone: &'s FxHashSet<u32>,
    buckets: &'s FxHashMap<u64, Vec<u32>>,
}

impl Search<'_, '_> {
    fn tie(&self, post: u32, sets: &mut DisjointSets) -> Option<FoundTie> {
        let copies = self.copies(post)?;
        let mut groups: Vec<u32> =
            copies.iter().filter(|(other, _)| !self.lone.contains(other)).map(|&(other, _)| sets.find(other)).collect();
        groups.sort_unstable();
        groups.dedup();
        let sought = |other: u32| if groups.is_empty() { other < post } else { !self.lone.contains(&other) };
        if groups.len() > 1 {
            return None;
        }
        copies.into_iter().filter(|&(other, _)| sought(other)).find_map(|(other, likeness)| self.join(post, other, likeness))
    }

    /// Posts with the same text, likest first; none where the text is a formula.
    fn copies(&self, post: u32) -> Option<Vec<(u32, f64)>> {
        let sighting = self.graph.post(post)?;
        let mut candidates = Vec::new();
        for bucket in tie_keys(sighting).filter_map(|key| self.buckets.get(&key)) {
            if bucket.len() > FORMULA {
                return None;
            }
            candidates.extend(bucket.iter().copied().filter(|&other| other != post));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let likeness = |other: u32| self.graph.post(other).map_or(0.0, |other| sighting.text.likeness(&other.text));
        let mut copies: Vec<(u32, f64)> =
            candidates.into_iter().map(|other| (other, likeness(other))).filter(|&(_, like)| like >= COPIED).collect();
        copies.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        Some(copies)
    }

    /// What the two share besides the text, if anything.
    fn join(&self, a: u32, b: u32, likeness: f64) -> Option<FoundTie> {
        let (one, other) = (self.graph.post(a)?, self.graph.post(b)?);
        let place = one.places.iter().any(|place| other.places.contains(place));
        let price = one.prices.iter().any(|price| other.prices.contains(price));
        let author = one.author.is_some() && one.author == other.author;
        let reason = match (author, place && price) {
            (true, _) => TieReason::SameAuthorName,
            (false, true) => TieReason::SamePlaceAndPrice,
            (false, false) => return None,
        };
        Some(FoundTie { a, b, likeness, reason })
    }
}
