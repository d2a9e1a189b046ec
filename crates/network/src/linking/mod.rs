//! From sightings to networks.
//!
//! 1. [`hubs`] tells identifiers that belong to an organiser from those that stand with everybody, and [`changed_hands`] those that were
//!    sold;
//! 2. posts that share an identifier of the first sort are one group;
//! 3. [`ties`] brings posts without contacts of their own into the group whose text, place and price they show;
//! 4. [`hints`] finds the same texts in other networks and posts, which link nothing;
//! 5. [`crate::network`] writes every group of two or more down with its reasons.

mod changed_hands;
mod evidence;
mod hints;
mod hubs;
#[cfg(test)]
mod tests;
mod ties;
mod wording;

use rayon::prelude::*;

pub(crate) use hints::FoundHint;
pub(crate) use hubs::{Standing, Verdicts};
pub(crate) use ties::{FoundTie, tie_keys};

use crate::graph::Graph;
use crate::network::{Network, Surroundings};
use crate::sets::DisjointSets;
use crate::sighting::Sighting;

/// The networks among some sightings, most organised first. The result depends on the set of sightings alone, not on their order;
/// of two sightings with the same key the later one counts.
#[must_use]
pub fn link(sightings: &[Sighting]) -> Vec<Network> {
    link_some(sightings.iter())
}

pub(crate) fn link_some<'a>(sightings: impl Iterator<Item = &'a Sighting>) -> Vec<Network> {
    let graph = Graph::build(sightings);
    let mut verdicts = Verdicts::reach(&graph);
    let mut sets = by_marks(&graph, &verdicts);
    verdicts.settle(&graph, &mut sets);
    let ties = ties::find(&graph, &verdicts, &mut sets);
    for tie in &ties {
        sets.join(tie.a, tie.b);
    }
    let groups = groups(&graph, &mut sets);
    let surroundings = Surroundings::new(&graph, &verdicts, &ties);
    let mut networks: Vec<Network> = groups.par_iter().map(|group| surroundings.describe(group)).collect();
    for hint in hints::find(&graph, &groups) {
        let told = surroundings.hint(&groups, &hint);
        networks.get_mut(hint.group as usize).into_iter().for_each(|network| network.hints.extend(told.clone()));
    }
    networks.sort_by(Network::most_organised_first);
    networks
}

/// Joins the posts of every identifier that belongs to an organiser.
fn by_marks(graph: &Graph<'_>, verdicts: &Verdicts) -> DisjointSets {
    let mut sets = DisjointSets::new(graph.posts.len());
    for mark in graph.mark_numbers() {
        for posts in verdicts.linked(graph, mark) {
            for pair in posts.windows(2) {
                let [a, b] = *pair else { continue };
                sets.join(a, b);
            }
        }
    }
    sets
}

/// Groups of two or more posts, each ascending.
fn groups(graph: &Graph<'_>, sets: &mut DisjointSets) -> Vec<Vec<u32>> {
    let mut by_root: Vec<(u32, u32)> = graph.post_numbers().map(|post| (sets.find(post), post)).collect();
    by_root.sort_unstable();
    by_root.chunk_by(|a, b| a.0 == b.0).filter(|chunk| chunk.len() > 1).map(|chunk| chunk.iter().map(|&(_, post)| post).collect()).collect()
}
