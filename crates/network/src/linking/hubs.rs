//! Which identifiers belong to an organiser and which stand with everybody.
//!
//! Judged in rounds. In each round every identifier whose posts look scattered is taken away, and what is left around its posts
//! is explored (see [`super::evidence`]); identifiers already found to be hubs are not walked through. The most scattered are judged first,
//! walking only through less scattered ones, because a hub would make the surroundings of another hub look like one piece.
//! Later rounds look further and correct the first one both ways.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::evidence::{Evidence, Scout, Weights};
use crate::graph::Graph;
use crate::network::SuppressedBecause;

/// What an identifier is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It belongs to an organiser: its posts are linked.
    Own,
    /// It stands with everybody: it links nothing.
    Hub(SuppressedBecause),
    /// It stands in posts of several, but one group uses it so much that it must be theirs: it links the posts of that group only.
    Shared(SuppressedBecause),
}

/// The standing of every identifier.
pub(crate) struct Verdicts {
    standings: Vec<Standing>,
    /// For shared identifiers the posts that they do link, ascending.
    kept: FxHashMap<u32, Vec<u32>>,
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

    /// What an identifier is worth.
    pub(crate) fn standing(&self, mark: u32) -> Standing {
        self.standings.get(mark as usize).copied().unwrap_or(Standing::Own)
    }

    /// Whether an identifier may be walked through.
    pub(super) fn is_own(&self, mark: u32) -> bool {
        self.standing(mark) == Standing::Own
    }

    /// The posts that an identifier links.
    pub(crate) fn linked<'g>(&'g self, graph: &'g Graph<'_>, mark: u32) -> &'g [u32] {
        match self.standing(mark) {
            Standing::Own => graph.posts_of(mark),
            Standing::Hub(_) => &[],
            Standing::Shared(_) => self.kept.get(&mark).map_or(&[], Vec::as_slice),
        }
    }

    /// Whether an identifier links this post to others.
    pub(crate) fn links(&self, graph: &Graph<'_>, mark: u32, post: u32) -> bool {
        match self.standing(mark) {
            Standing::Own => graph.posts_of(mark).len() > 1,
            Standing::Hub(_) => false,
            Standing::Shared(_) => self.kept.get(&mark).is_some_and(|posts| posts.binary_search(&post).is_ok()),
        }
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
            self.enter(mark, &found);
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
            self.enter(mark, &evidence);
        }
    }

    fn enter(&mut self, mark: u32, evidence: &Evidence) {
        let weights = Weights::of(evidence);
        let standing = match (weights.hub() > 0.0, evidence.owner()) {
            (false, _) => Standing::Own,
            (true, None) => Standing::Hub(weights.because()),
            (true, Some(_)) => Standing::Shared(weights.because()),
        };
        self.kept.remove(&mark);
        if let (Standing::Shared(_), Some(posts)) = (standing, evidence.owner()) {
            self.kept.insert(mark, posts);
        }
        if let Some(slot) = self.standings.get_mut(mark as usize) {
            *slot = standing;
        }
    }
}

/// Only scattered identifiers, or those in many posts, can be hubs; the rest needs no look.
fn is_suspect(graph: &Graph<'_>, mark: u32, scatter: u32) -> bool {
    scatter >= 2 || graph.posts_of(mark).len() >= super::evidence::MANY
}
