//! Which identifiers belong to an organiser and which stand with everybody.
//!
//! Judged in rounds. In each round every identifier whose posts look scattered is taken away, and what is left around its posts
//! is explored (see [`super::evidence`]); identifiers already found to be hubs are not walked through. The most scattered are judged first,
//! walking only through less scattered ones, because a hub would make the surroundings of another hub look like one piece.
//! Later rounds look further and correct the first one both ways.

use rayon::prelude::*;
use record::Moment;
use rustc_hash::FxHashMap;

use super::changed_hands;
use super::evidence::{Evidence, Scout, Weights};
use crate::graph::Graph;
use crate::network::SuppressedBecause;
use crate::sets::DisjointSets;

/// What an identifier is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It belongs to an organiser: its posts are linked.
    Own,
    /// It stands with everybody: it links nothing.
    Hub(SuppressedBecause),
    /// It stands in posts of several, but one group uses it so much that it must be theirs: it links the posts of that group only.
    Shared(SuppressedBecause),
    /// It went from one holder to another about then (see [`super::changed_hands`]): it links the posts of each among themselves.
    ChangedHands(Moment),
}

/// The standing of every identifier.
pub(crate) struct Verdicts {
    standings: Vec<Standing>,
    /// For shared and sold identifiers the posts that they do link, ascending, in one list for each holder.
    kept: FxHashMap<u32, Vec<Vec<u32>>>,
}

/// How far a round looks: steps from identifier to identifier, and posts in all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    pub(super) steps: usize,
    pub(super) posts: usize,
}

const FIRST: Reach = Reach { steps: 2, posts: 3_000 };
const LATER: [Reach; 2] = [Reach { steps: 4, posts: 6_000 }, Reach { steps: 12, posts: 8_000 }];

impl Verdicts {
    /// Judges all identifiers of a graph.
    pub(crate) fn reach(graph: &Graph<'_>) -> Self {
        let mut verdicts = Self { standings: vec![Standing::Own; graph.marks.len()], kept: FxHashMap::default() };
        let scatter = verdicts.scatter(graph);
        verdicts.first_round(graph, &scatter);
        for reach in LATER {
            verdicts.later_round(graph, reach);
        }
        verdicts
    }

    /// An identifier whose posts came together without it all the same is that group's own.
    pub(crate) fn settle(&mut self, graph: &Graph<'_>, sets: &mut DisjointSets) {
        for mark in graph.mark_numbers().filter(|&mark| !self.is_own(mark)).collect::<Vec<_>>() {
            let mut roots = graph.posts_of(mark).iter().map(|&post| sets.find(post));
            let first = roots.next();
            if graph.posts_of(mark).len() > 1 && roots.all(|root| Some(root) == first) {
                self.set(mark, Standing::Own, Vec::new());
            }
        }
    }

    /// What an identifier is worth.
    pub(crate) fn standing(&self, mark: u32) -> Standing {
        self.standings.get(mark as usize).copied().unwrap_or(Standing::Own)
    }

    /// Whether an identifier may be walked through.
    pub(super) fn is_own(&self, mark: u32) -> bool {
        self.standing(mark) == Standing::Own
    }

    /// The posts that an identifier links: each list among themselves.
    pub(crate) fn linked<'g>(&'g self, graph: &'g Graph<'_>, mark: u32) -> impl Iterator<Item = &'g [u32]> {
        let all = (self.standing(mark) == Standing::Own).then(|| graph.posts_of(mark));
        all.into_iter().chain(self.kept.get(&mark).into_iter().flatten().map(Vec::as_slice))
    }

    /// Whether an identifier links this post to others.
    pub(crate) fn links(&self, graph: &Graph<'_>, mark: u32, post: u32) -> bool {
        self.linked(graph, mark).any(|posts| posts.len() > 1 && posts.binary_search(&post).is_ok())
    }

    /// For every identifier into how many groups its posts fall by the other identifiers they show.
    fn scatter(&self, graph: &Graph<'_>) -> Vec<u32> {
        let marks = graph.mark_numbers().into_par_iter();
        marks.map_init(|| Scout::new(graph), |scout, mark| scout.direct_groups(mark, |other| self.is_own(other))).collect()
    }

    fn first_round(&mut self, graph: &Graph<'_>, scatter: &[u32]) {
        let mut scout = Scout::new(graph);
        let of = |mark: u32| scatter.get(mark as usize).copied().unwrap_or(0);
        let mut order: Vec<u32> = graph.mark_numbers().filter(|&mark| is_suspect(graph, mark, of(mark))).collect();
        order.sort_unstable_by_key(|&mark| (std::cmp::Reverse(of(mark)), mark));
        let mut judged = vec![false; graph.marks.len()];
        for mark in order {
            let own = of(mark);
            let walkable = |other: u32| {
                let known = judged.get(other as usize).copied().unwrap_or(false);
                if known { self.is_own(other) } else { of(other) <= own }
            };
            let found = scout.explore(mark, FIRST, walkable);
            self.enter(graph, mark, &found);
            if let Some(slot) = judged.get_mut(mark as usize) {
                *slot = true;
            }
        }
    }

    /// Judges again what is suspect now, each with all others as they stand; all of a round are judged on the same ground.
    fn later_round(&mut self, graph: &Graph<'_>, reach: Reach) {
        let own = |other: u32| self.is_own(other);
        let judge = |scout: &mut Scout<'_, '_>, mark: u32| {
            let suspect = !own(mark) || is_suspect(graph, mark, scout.direct_groups(mark, own));
            suspect.then(|| (mark, scout.explore(mark, reach, own)))
        };
        let marks = graph.mark_numbers().into_par_iter();
        let found: Vec<(u32, Evidence)> = marks.map_init(|| Scout::new(graph), judge).flatten_iter().collect();
        for (mark, evidence) in found {
            self.enter(graph, mark, &evidence);
        }
    }

    fn enter(&mut self, graph: &Graph<'_>, mark: u32, evidence: &Evidence) {
        let (standing, kept) = judged(graph, mark, evidence);
        self.set(mark, standing, kept);
    }

    fn set(&mut self, mark: u32, standing: Standing, kept: Vec<Vec<u32>>) {
        self.kept.remove(&mark);
        if !kept.is_empty() {
            self.kept.insert(mark, kept);
        }
        if let Some(slot) = self.standings.get_mut(mark as usize) {
            *slot = standing;
        }
    }
}

/// What evidence makes of an identifier, with the posts that it does link where it doesn't link all.
fn judged(graph: &Graph<'_>, mark: u32, evidence: &Evidence) -> (Standing, Vec<Vec<u32>>) {
    let weights = Weights::of(evidence);
    // What stands with everybody has no holders; two groups may look like everybody where there is no more to see.
    let may_have_holders = weights.hub() <= 0.0 || evidence.lives() <= 2;
    if let Some(sold) = may_have_holders.then(|| changed_hands::find(graph, mark, evidence)).flatten() {
        return (Standing::ChangedHands(sold.at), sold.holders.into());
    }
    match (weights.hub() > 0.0, evidence.owner()) {
        (false, _) => (Standing::Own, Vec::new()),
        (true, None) => (Standing::Hub(weights.because()), Vec::new()),
        (true, Some(posts)) => (Standing::Shared(weights.because()), vec![posts]),
    }
}

/// Only scattered identifiers, or those in many posts, can be hubs; the rest needs no look.
fn is_suspect(graph: &Graph<'_>, mark: u32, scatter: u32) -> bool {
    scatter >= 2 || graph.posts_of(mark).len() >= super::evidence::MANY
}
