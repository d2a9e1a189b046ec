//! Contacts that were sold: who used them before, who after.
//!
//! Take a sold contact away, and two groups are left that go on beside each other: the seller posts on without it, the buyer posted
//! before without it. If it were one organiser's, its posts would be spread over the whole time of both groups. How likely it is that
//! they fall so neatly by chance is the evidence. An organiser who merely goes over from old contacts to new ones shows the same cut, but
//! then the first group ends where the second begins, and time alone speaks for no sale; texts that have nothing in common may. Texts
//! without a clean cut in time never do: one organiser may have two lines of business. Posts without a date tell nothing.

use std::collections::BTreeSet;

use record::Moment;

use super::evidence::{Branch, Evidence};
use super::wording;
use crate::graph::Graph;
use crate::sighting::Mark;

/// How often the old holder still shows a sold contact, say by repeating an old text.
const REPEATED: f64 = 0.06;
/// Most branches with posts of their own that an identifier may have to be looked at; more make it a hub.
const BRANCHES: usize = 8;
/// What every further group with a life of its own says against two holders, one after the other.
const FURTHER: f64 = 0.9;
/// Evidence of time and texts from which an identifier changed hands.
const ENOUGH: f64 = 4.0;
/// Below this evidence of time alone it did not, whatever the texts say: the cut is not clean.
const UNCLEAN: f64 = -2.0;
/// What the texts of both sides may say at most, and how much of it counts: the same organiser may renew them.
const TEXTS: (f64, f64) = (8.0, 0.8);

/// A contact that went from one holder to another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ChangedHands {
    /// About when: half-way between the last post of the one and the first post of the other.
    pub(super) at: Moment,
    /// The posts of the first holder and of the second, ascending.
    pub(super) holders: [Vec<u32>; 2],
}

/// When a branch posted, in seconds, ascending: with the identifier and in all.
struct Times {
    with: Vec<i64>,
    all: Vec<i64>,
}

/// A cut in time, with the branches that lie before and behind it.
#[derive(Debug, Clone, Copy)]
struct Cut {
    second: i64,
    before: usize,
    behind: usize,
    odds: f64,
}

/// Whether an identifier changed hands.
pub(super) fn find(graph: &Graph<'_>, mark: u32, evidence: &Evidence) -> Option<ChangedHands> {
    let branches = &evidence.branches;
    // Accounts are kept: a name under which somebody has posted is worth little to somebody else.
    if evidence.account || branches.len() < 2 || evidence.lives() > BRANCHES {
        return None;
    }
    let times: Vec<Times> = branches.iter().map(|branch| times(graph, branch)).collect();
    let mut seconds: Vec<i64> = times.iter().flat_map(|times| times.with.iter().copied()).collect();
    seconds.sort_unstable();
    seconds.dedup();
    let cuts = seconds.windows(2).filter_map(|pair| best_sides(branches, &times, i64::midpoint(*pair.first()?, *pair.last()?)));
    let cut = cuts.max_by(|a, b| a.odds.total_cmp(&b.odds))?;
    // The best of several cuts looks neat by chance.
    let time = cut.odds - (seconds.len() as f64).ln();
    let texts = wording::strangers(graph, branches.get(cut.before)?, branches.get(cut.behind)?).clamp(-TEXTS.0, TEXTS.0);
    let enough = time >= UNCLEAN && time + TEXTS.1 * texts >= ENOUGH && !have_common_author(graph, branches, cut);
    enough.then(|| part(graph, mark, branches, cut)).flatten()
}

/// Whether somebody posts on both sides of a cut: then one organiser went over from old contacts to new ones.
fn have_common_author(graph: &Graph<'_>, branches: &[Branch], cut: Cut) -> bool {
    let authors = |at: usize| -> BTreeSet<Mark> {
        let posts = branches.get(at).into_iter().flat_map(|branch| branch.with.iter().chain(&branch.others));
        posts.filter_map(|&post| graph.post(post)?.account()).collect()
    };
    !authors(cut.before).is_disjoint(&authors(cut.behind))
}

fn times(graph: &Graph<'_>, branch: &Branch) -> Times {
    let mut with: Vec<i64> = branch.with.iter().filter_map(|&post| second(graph, post)).collect();
    let mut all: Vec<i64> = branch.others.iter().filter_map(|&post| second(graph, post)).chain(with.iter().copied()).collect();
    with.sort_unstable();
    all.sort_unstable();
    Times { with, all }
}

fn second(graph: &Graph<'_>, post: u32) -> Option<i64> {
    graph.post(post)?.published.map(Moment::unix_seconds)
}

/// The branch that most likely held the identifier before a cut, and the one behind it.
fn best_sides(branches: &[Branch], times: &[Times], second: i64) -> Option<Cut> {
    let odds: Vec<[f64; 2]> = times.iter().map(|times| side_odds(times, second)).collect();
    let best = |side: usize, but: Option<usize>| {
        let sides = odds.iter().enumerate().filter(|&(at, _)| Some(at) != but);
        sides.filter_map(|(at, odds)| Some((at, *odds.get(side)?))).max_by(|a, b| a.1.total_cmp(&b.1))
    };
    let pair = |(before, a): (usize, f64), (behind, b): (usize, f64)| Cut { second, before, behind, odds: a + b };
    // The best branch for one side may be the best for the other too, so both are tried first.
    let first = best(0, None).and_then(|before| Some(pair(before, best(1, Some(before.0))?)));
    let last = best(1, None).and_then(|behind| Some(pair(best(0, Some(behind.0))?, behind)));
    let cut = first.into_iter().chain(last).max_by(|a, b| a.odds.total_cmp(&b.odds))?;
    let further: f64 = (odds.iter().zip(branches).enumerate())
        .filter(|&(at, _)| at != cut.before && at != cut.behind)
        .map(|(_, ([before, behind], branch))| before.max(*behind).min(0.0) - if !branch.others.is_empty() { FURTHER } else { 0.0 })
        .sum();
    Some(Cut { odds: cut.odds + further, ..cut })
}

/// Log-odds that a branch held the identifier before a cut (and that it did behind it) against having used it all the time.
fn side_odds(times: &Times, second: i64) -> [f64; 2] {
    let early = |seconds: &[i64]| seconds.partition_point(|&at| at <= second);
    let (with, all) = (times.with.len(), times.all.len());
    let (with_early, all_early) = (early(&times.with), early(&times.all));
    let by_chance = ln_choose(all_early, with_early) + ln_choose(all - all_early, with - with_early) - ln_choose(all, with);
    let held = |strays: usize| {
        ln_choose(with, strays) + strays as f64 * REPEATED.ln() + (with - strays) as f64 * (1.0 - REPEATED).ln() - by_chance
    };
    [held(with - with_early), held(with_early)]
}

/// The logarithm of the number of ways to take `some` of `all`.
fn ln_choose(all: usize, some: usize) -> f64 {
    let some = some.min(all.saturating_sub(some));
    (0..some).map(|at| ((all - at) as f64 / (at + 1) as f64).ln()).sum()
}

/// Gives every post of the identifier to one of its holders: by its branch, or where that tells nothing, by its date.
fn part(graph: &Graph<'_>, mark: u32, branches: &[Branch], cut: Cut) -> Option<ChangedHands> {
    let side_of = |at: usize| {
        if at == cut.before {
            Some(0)
        } else if at == cut.behind {
            Some(1)
        } else {
            None
        }
    };
    let by_branch: rustc_hash::FxHashMap<u32, usize> = (branches.iter().enumerate())
        .filter_map(|(at, branch)| Some((side_of(at)?, branch)))
        .flat_map(|(side, branch)| branch.with.iter().map(move |&post| (post, side)))
        .collect();
    let mut holders = [Vec::new(), Vec::new()];
    for &post in graph.posts_of(mark) {
        let by_date = || second(graph, post).map(|at| usize::from(at > cut.second));
        if let Some(holder) = by_branch.get(&post).copied().or_else(by_date).and_then(|side| holders.get_mut(side)) {
            holder.push(post);
        }
    }
    Some(ChangedHands { at: Moment::from_unix_seconds(cut.second)?, holders })
}
